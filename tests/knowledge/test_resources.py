"""A community's library: links and files in collections, for whoever may read their space."""

from datetime import timedelta
from functools import partial
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from accounts.models import User
from communities.models import Activity, Community, Role, Space
from core.audience import keys_for
from core.models import UploadUse
from core.uploads.keeping import remove
from knowledge.addresses import plain
from knowledge.digest.shelf import NewResources
from knowledge.errors import AlreadyThere
from knowledge.models import Collection, Resource
from notifications.digest import Reader
from tests.communities.factories import CommunityFactory, join
from tests.core.uploads.factories import keep_document, keep_picture
from tests.discussions.factories import first_space
from tests.knowledge.factories import add_resource, open_collection
from tests.racing import race
from tests.search.finding import search, titles

pytestmark = pytest.mark.django_db

CANARY = "bittern"
SURFACES = ("web", "api")
API = "/api/v1/"


@pytest.fixture
def community() -> Community:
    return CommunityFactory(slug="open")


@pytest.fixture
def shelf(community) -> Collection:
    return open_collection(space=first_space(community))


@pytest.fixture
def member(community) -> User:
    return join(community)


def signed_in(user: User | None) -> Client:
    client = Client()
    if user:
        client.force_login(user)
    return client


def add(surface: str, client: Client, shelf: Collection, **said: Any) -> Any:
    """Put a link on a shelf of the community whose address is ``open``."""
    typed = {"collection": shelf.pk, "title": "A handbook", "description": "Read *this*."} | said
    link = typed.pop("link", "https://example.org/handbook/")
    if surface == "web":
        tags = ", ".join(typed.pop("tags", []))
        return client.post("/c/open/resources/new/", typed | {"url": link, "tags": tags})
    address = f"{API}communities/open/resources/"
    return client.post(address, typed | {"link": link}, content_type="application/json")


@pytest.mark.parametrize("surface", SURFACES)
def test_a_member_puts_a_link_on_the_shelf(surface, community, shelf, member, relay):
    response = add(surface, signed_in(member), shelf, tags=["birds"])

    assert response.status_code == (302 if surface == "web" else 201)
    resource = Resource.objects.for_display().get()
    assert (resource.title, resource.host, resource.tag_names) == (
        "A handbook",
        "example.org",
        ["birds"],
    )
    assert "<em>this</em>" in resource.html
    [noted] = Activity.objects.about(Resource, [resource.pk])
    assert (noted.verb, noted.actor) == ("added", member)
    relay()
    assert "A handbook" in titles(search("handbook kind:resource"))
    page = signed_in(None).get(resource.get_absolute_url()).content.decode()
    assert (
        '<a class="btn btn--primary" href="https://example.org/handbook/" rel="nofollow ugc' in page
    )
    assert "Open at example.org" in page
    shown = signed_in(None).get(f"{API}resources/{resource.pk}/").json()
    assert (shown["link"], shown["file"], shown["collection"]) == (
        "https://example.org/handbook/",
        None,
        shelf.pk,
    )


@pytest.mark.parametrize("surface", SURFACES)
@pytest.mark.parametrize(
    "again",
    [
        "https://example.org/handbook/",
        "http://www.example.org/handbook",
        "https://EXAMPLE.org/handbook/?utm_source=x#part",
    ],
)
def test_a_link_that_is_there_already_is_named(surface, again, community, shelf, member):
    first = add_resource(collection=shelf, title="Theirs", url="https://example.org/handbook/")
    other = open_collection(space=first_space(community), name="Others")

    refused = add(surface, signed_in(member), other, link=again, title="Mine again")

    assert refused.status_code == 422
    said = refused.content.decode()
    assert ("Theirs" if surface == "web" else first.get_absolute_url()) in said
    if surface == "web":
        assert 'value="Mine again"' in said
        assert f'href="{first.get_absolute_url()}"' in said
    assert Resource.objects.count() == 1


def test_what_is_there_where_one_may_not_look_is_not_named(community, shelf, member):
    room = Space.objects.open(community, name="Room", visibility="group")
    url = "https://example.org/handbook/"
    add_resource(space=room, title=f"The {CANARY}", url=url)

    response = add("web", signed_in(member), shelf, link=url)

    assert response.status_code == 302
    assert CANARY not in response.content.decode()


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("https://a.org/x?b=1&utm_medium=y", "http://www.a.org/x/?b=1", True),
        ("https://a.org:443/x", "https://a.org/x", True),
        ("https://a.org/x?b=1", "https://a.org/x?b=2", False),
        ("https://a.org/X", "https://a.org/x", False),
        ("https://a.org:8443/x", "https://a.org/x", False),
        ("https://a.org:99999/", "https://a.org/", False),
    ],
)
def test_addresses_are_compared_by_what_they_lead_to(one, other, same):
    assert (plain(one) == plain(other)) == same


@pytest.mark.django_db(transaction=True)
def test_of_two_who_add_one_link_at_once_the_second_is_told():
    community = CommunityFactory()
    shelf = open_collection(space=first_space(community))
    people = [join(community), join(community)]
    what = {"title": "A handbook", "description": "", "tags": [], "url": "https://example.org/"}

    said = race(*(partial(Resource.objects.add, shelf, by=user, **what) for user in people))

    assert sorted(type(one).__name__ for one in said) == ["AlreadyThere", "Resource"]
    assert Resource.objects.count() == 1


def test_a_file_is_for_whoever_may_read_the_shelf(community, member):
    room = Space.objects.open(community, name="Room", visibility="members")
    shelf = open_collection(space=room)
    sent = SimpleUploadedFile("plan.txt", b"A plan.", "text/plain")
    typed = {"collection": shelf.pk, "title": "A plan", "file": sent}

    response = signed_in(member).post("/c/open/resources/new/", typed)

    assert response.status_code == 302
    resource = Resource.objects.for_display().get()
    assert resource.file is not None
    address = resource.file.address
    reader, stranger = join(community), join(CommunityFactory())
    assert signed_in(reader).get(address).getvalue() == b"A plan."
    assert signed_in(stranger).get(address).status_code == 404
    room.edit(name="Room", description="", visibility="community")
    assert signed_in(None).get(address).getvalue() == b"A plan."
    resource.delete_softly(by=member)
    assert signed_in(reader).get(address).status_code == 404
    Resource.objects.get().restore()
    assert signed_in(reader).get(address).getvalue() == b"A plan."


def test_a_file_that_has_come_stays_when_the_rest_is_wrong(community, shelf, member):
    client = signed_in(member)
    sent = SimpleUploadedFile("plan.txt", b"A plan.", "text/plain")
    wrong = client.post(
        "/c/open/resources/new/", {"collection": shelf.pk, "title": "", "file": sent}
    )
    html = wrong.content.decode()
    key = member.uploads.get().key

    assert wrong.status_code == 422
    assert f'value="{key}"' in html
    assert "plan.txt is here already" in html
    typed = {"collection": shelf.pk, "title": "A plan", "upload": key}
    assert client.post("/c/open/resources/new/", typed).status_code == 302
    assert Resource.objects.get().upload.key == key


@pytest.mark.parametrize("surface", SURFACES)
def test_nobody_shelves_the_file_of_another(surface, community, shelf, member):
    secret = keep_document()
    client = signed_in(member)
    typed = {"collection": shelf.pk, "title": "A plan"}
    if surface == "web":
        got = client.post("/c/open/resources/new/", typed | {"upload": secret.key})
    else:
        address = f"{API}communities/open/resources/"
        got = client.post(address, typed | {"file": secret.key}, content_type="application/json")

    assert got.status_code == 422
    assert not Resource.objects.exists()
    assert not UploadUse.objects.exists()


def test_what_its_owner_deletes_is_said_to_be_gone(community, shelf, member, relay):
    upload = keep_document(member)
    picture = keep_picture(member)
    resource = add_resource(
        collection=shelf, by=member, upload=upload, description=picture.markdown
    )
    assert picture.address in resource.html

    remove(upload)
    remove(picture)
    relay()

    resource = Resource.objects.for_display().get()
    assert (resource.is_broken, resource.leads_to) == (True, "")
    assert "<img" not in resource.html
    assert (
        "deleted by its owner" in signed_in(None).get(resource.get_absolute_url()).content.decode()
    )


def test_an_edit_says_what_it_is_now_and_to_whom(community, shelf, member):
    upload = keep_document(member)
    resource = add_resource(collection=shelf, by=member, upload=upload, title="A plan")
    room = Space.objects.open(community, name="Room", visibility="members")
    narrow = open_collection(space=room)
    client = signed_in(member)
    typed = {
        "collection": narrow.pk, "title": "A link", "url": "https://example.org/", "version": 1,
        "description": "", "tags": "",
    }  # fmt: skip

    assert client.post(f"{resource.address}edit/", typed).status_code == 302

    resource = Resource.objects.for_display().get()
    assert (resource.title, resource.url, resource.upload) == (
        "A link",
        "https://example.org/",
        None,
    )
    assert not UploadUse.objects.exists()
    assert Activity.objects.about(Resource, [resource.pk]).get().scope == room.scope
    assert signed_in(None).get(resource.get_absolute_url()).status_code == 404
    stale = client.post(f"{resource.address}edit/", typed | {"title": "Mine"})
    assert stale.status_code == 409
    assert 'value="Mine"' in stale.content.decode()


@pytest.mark.parametrize("surface", SURFACES)
def test_who_may_do_what(surface, community, shelf, member):
    resource = add_resource(collection=shelf, by=member)
    other = join(community)
    moderator = join(community, role=Role.MODERATOR)
    facilitator = join(community, role=Role.FACILITATOR)
    outsider = join(CommunityFactory())

    def may(user: User, act: str) -> bool:
        client = signed_in(user)
        web = {
            "edit": partial(client.get, f"{resource.address}edit/"),
            "delete": partial(client.get, f"{resource.address}delete/"),
            "mark": partial(client.get, f"{resource.address}standing/"),
            "add": partial(client.get, "/c/open/resources/new/"),
            "arrange": partial(client.get, "/c/open/resources/collections/"),
        }
        json = {"content_type": "application/json"}
        at = f"{API}resources/{resource.pk}/"
        api = {
            "edit": partial(client.put, at, {}, **json),
            "delete": partial(client.put, f"{at}standing/", {"standing": "retired"}, **json),
            "mark": partial(client.put, f"{at}standing/", {}, **json),
            "add": partial(client.post, f"{API}communities/open/resources/", {}, **json),
            "arrange": partial(client.post, f"{API}communities/open/collections/", {}, **json),
        }
        status = (web if surface == "web" else api)[act]().status_code
        Resource.objects.update(standing="current")
        assert status in (200, 403, 422), (act, status)
        return status != 403

    def all_of(user: User) -> set[str]:
        return {act for act in ("edit", "delete", "mark", "add", "arrange") if may(user, act)}

    assert all_of(outsider) == set()
    assert all_of(other) == {"add", "mark"}
    assert all_of(member) == {"add", "mark", "edit", "delete"}
    assert all_of(moderator) == {"add", "mark", "edit", "delete"}
    assert all_of(facilitator) == {"add", "mark", "edit", "delete", "arrange"}


@pytest.mark.parametrize("surface", SURFACES)
def test_a_member_says_that_it_does_not_open_and_does_not_retire_it(surface, community, shelf):
    resource = add_resource(collection=shelf)
    client = signed_in(join(community))

    def mark(standing: str) -> int:
        said = {"standing": standing, "note": "404"}
        if surface == "web":
            return client.post(f"{resource.address}standing/", said).status_code
        address = f"{API}resources/{resource.pk}/standing/"
        return client.put(address, said, content_type="application/json").status_code

    assert mark("broken") in (200, 302)
    resource.refresh_from_db()
    assert (resource.standing, resource.note) == ("broken", "404")
    assert "does not open" in client.get(resource.get_absolute_url()).content.decode()
    assert mark("retired") in (403, 422)
    resource.stand("retired", by=resource.added_by)
    assert mark("current") == 403


def test_what_is_retired_is_out_of_the_list_and_last_in_search(community, shelf, relay):
    first = add_resource(collection=shelf, title="A handbook of old")
    second = add_resource(collection=shelf, title="A handbook of late")
    first.stand("retired", by=first.added_by, note="Read the other.")
    relay()

    page = signed_in(None).get("/c/open/resources/").content.decode()
    assert first.title not in page
    assert first.title in signed_in(None).get("/c/open/resources/?state=retired").content.decode()
    found = titles(search("handbook"))
    assert found == [second.title, first.title]
    narrowed = signed_in(None).get(f"{API}search/?q=handbook is:retired").json()
    assert [one["url"] for one in narrowed["items"]] == [first.get_absolute_url()]


def test_what_is_deleted_is_gone_and_comes_back(community, shelf, member, relay):
    resource = add_resource(collection=shelf, by=member, title="A handbook")
    client, other = signed_in(member), signed_in(join(community))
    relay()

    response = client.post(f"{resource.address}delete/", follow=True)
    relay()

    assert "is deleted" in response.content.decode()
    assert client.get(resource.get_absolute_url()).status_code == 404
    assert other.get(f"{resource.address}restoration/").status_code == 404
    assert other.post(f"{API}resources/{resource.pk}/restoration/").status_code == 404
    assert titles(search("handbook")) == []
    assert client.post(f"{resource.address}restoration/").status_code == 302
    relay()
    assert other.get(resource.get_absolute_url()).status_code == 200
    assert titles(search("handbook")) == ["A handbook"]


def test_what_was_added_again_meanwhile_is_not_restored_beside_it(community, shelf, member):
    resource = add_resource(collection=shelf, by=member, url="https://example.org/")
    resource.delete_softly(by=member)
    add_resource(collection=shelf, url="https://example.org/")

    with pytest.raises(AlreadyThere):
        Resource.objects.get(pk=resource.pk).restore()
    assert signed_in(member).post(f"{resource.address}restoration/").status_code == 409


@pytest.fixture
def hidden(community) -> list[Resource]:
    """What strangers may not read, in a public community and in a secret one."""
    secret = CommunityFactory(slug="hidden", visibility="secret")
    room = Space.objects.open(community, name="Room", visibility="members")
    made = []
    for space in (room, first_space(secret)):
        shelf = Collection.objects.open(space, name=f"Shelf {CANARY}")
        made.append(
            add_resource(
                collection=shelf,
                title=f"The {CANARY} handbook",
                description=CANARY,
                url=f"https://{CANARY}.example/",
                tags=[CANARY],
            )
        )
    return made


@pytest.mark.parametrize("who", ["visitor", "outsider"])
def test_what_is_not_for_all_is_nowhere(community, shelf, hidden, who, relay):
    relay()
    client = signed_in(join(CommunityFactory()) if who == "outsider" else None)
    pages = [
        "/c/open/resources/", "/c/hidden/resources/", f"{API}search/?q=handbook",
        f"{API}communities/open/resources/", f"{API}communities/open/collections/",
        "/sitemaps/collections.xml", "/search/?q=handbook", "/c/open/tags/",
    ]  # fmt: skip
    for resource in hidden:
        at = [resource.get_absolute_url(), resource.collection.get_absolute_url()]
        for address in (*at, f"{API}resources/{resource.pk}/"):
            assert client.get(address).status_code == 404, address
            assert CANARY not in client.get(address).content.decode().replace(address, "")
    for page in pages:
        assert CANARY not in client.get(page).content.decode(), page
    assert client.get(f"{API}communities/open/resources/?tag={CANARY}").json()["items"] == []


def test_whoever_may_is_shown_it(community, hidden, relay):
    relay()
    client = signed_in(join(community))

    for page in (
        "/c/open/resources/",
        f"{API}communities/open/resources/",
        f"{API}search/?q=handbook",
    ):
        assert f"The {CANARY}" in client.get(page).content.decode(), page


def test_a_community_that_closes_takes_its_library_along(community, shelf, member, relay):
    resource = add_resource(collection=shelf, by=member, upload=keep_document(member))
    address = resource.upload.address
    relay()
    community.edit(by=member, version=1, visibility="private")

    assert signed_in(None).get(resource.get_absolute_url()).status_code == 404
    assert signed_in(None).get(address).status_code == 404
    assert titles(search("handbook")) == []


@pytest.mark.parametrize("surface", SURFACES)
def test_collections_are_opened_renamed_and_put_in_order(surface, community):
    client = signed_in(join(community, role=Role.FACILITATOR))
    json = {"content_type": "application/json"}
    at = f"{API}communities/open/collections/"
    for name in ("One", "Two", "Three"):
        said = {"name": name, "description": "", "space": "general"}
        if surface == "web":
            client.post("/c/open/resources/collections/", said)
        else:
            client.post(at, said, **json)
    one, _two, three = Collection.objects.in_order()

    if surface == "web":
        client.post(f"{three.get_absolute_url()}place/")
        client.post(f"{one.get_absolute_url()}place/", {"down": "1"})
        client.post(f"{one.get_absolute_url()}edit/", {"name": "First", "description": "So."})
    else:
        client.post(f"{at}{three.pk}/place/", {"by": -1}, **json)
        client.post(f"{at}{one.pk}/place/", {"by": 1}, **json)
        client.put(f"{at}{one.pk}/", {"name": "First", "description": "So."}, **json)

    names = Collection.objects.in_order().values_list("name", flat=True)
    assert list(names) == ["Three", "First", "Two"]
    shown = signed_in(None).get(at).json()
    assert [one["name"] for one in shown] == ["Three", "First", "Two"]


@pytest.mark.django_db(transaction=True)
def test_two_who_arrange_at_once_leave_each_a_place_of_its_own():
    community = CommunityFactory()
    made = [open_collection(space=first_space(community), name=f"No {n}") for n in range(4)]

    said = race(*(partial(one.move, -3) for one in made[2:]))

    assert said == [None, None]
    positions = Collection.objects.in_order().values_list("position", flat=True)
    assert list(positions) == [1, 2, 3, 4]


@pytest.mark.parametrize("count", [1, 3])
def test_the_library_asks_as_little_for_many_as_for_one(
    community, django_assert_num_queries, count
):
    for n in range(count):
        shelf = open_collection(space=first_space(community), name=f"No {n}")
        resource = add_resource(collection=shelf, tags=["birds"])
        add_resource(collection=shelf, upload=keep_document())
    client = signed_in(None)

    queries = {"/c/open/resources/": 3, shelf.get_absolute_url(): 4}
    for page, number in queries.items():
        with django_assert_num_queries(number):
            client.get(page)
    with django_assert_num_queries(1):
        client.get(resource.get_absolute_url())
    with django_assert_num_queries(2):
        client.get(f"{API}communities/open/resources/")


def test_the_library_is_read_in_pages(community, shelf):
    for n in range(3):
        add_resource(collection=shelf, title=f"No {n}")
    at = f"{API}communities/open/resources/"

    first = signed_in(None).get(f"{at}?limit=2").json()
    second = signed_in(None).get(f"{at}?limit=2&after={first['next']}").json()

    told = [[one["title"] for one in page["items"]] for page in (first, second)]
    assert told == [["No 2", "No 1"], ["No 0"]]
    assert second["next"] is None


def test_an_empty_library_says_how_it_begins(community, member):
    facilitator = join(community, role=Role.FACILITATOR)

    assert "Open the first collection" in shown(facilitator)
    assert "A facilitator opens the first collection" in shown(member)
    open_collection(space=first_space(community))
    assert "Add the first" in shown(member)


def shown(user: User) -> str:
    return signed_in(user).get("/c/open/resources/").content.decode()


def test_new_resources_are_told_in_the_digest_to_whom_they_are_for(community, shelf, member):
    author = join(community)
    resource = add_resource(collection=shelf, by=author, title="A handbook")
    add_resource(collection=shelf, by=member, title="One's own")
    add_resource(collection=shelf, by=author, title="Retired").stand("retired", by=author)
    now = timezone.now()
    reader = Reader(member, set(keys_for(member)), since=now - timedelta(days=7), until=now)

    gathered = NewResources().gather([reader])[member.pk]

    assert [item.title for item in gathered] == ["A handbook"]
    assert [item.title for item in NewResources().recall(reader, [resource.target])] == [
        "A handbook"
    ]
