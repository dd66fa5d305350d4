"""Files follow the posts that show them: to the same people, for as long, and to nobody else."""

from functools import partial
from threading import Event

import pytest
from django.db import transaction
from django.test import Client

from communities.models import Community, Membership, Role, Space
from communities.models.space import SpaceVisibility
from core import markdown
from core.models import Upload, UploadUse
from core.uploads.keeping import remove
from discussions.models import Post
from tests.accounts.factories import UserFactory
from tests.communities.factories import CommunityFactory, SpaceFactory, join
from tests.core.uploads.factories import keep_document, keep_picture, status_of
from tests.discussions.factories import add_post, first_space, start_topic
from tests.integrations.test_api import Program
from tests.racing import race, until_waiting

pytestmark = pytest.mark.django_db


def fetches(viewer, upload) -> bool:
    """By page and by API; the two have to agree."""
    client = Client()
    if viewer:
        client.force_login(viewer)
    page = status_of(client, upload.address)
    answer = Program(viewer)("GET", f"uploads/{upload.key}/content/")
    answer.getvalue()
    api = answer.status_code
    assert page == api
    assert page in (200, 404)
    return page == 200


def posted(community, upload, by=None):
    space = first_space(community)
    return start_topic(space=space, by=by or upload.owner, source=f"See {upload.markdown}.")


@pytest.mark.parametrize("visibility", ["public", "private", "secret"])
def test_who_may_fetch_a_picture_is_who_may_read_the_post(visibility):
    community = CommunityFactory(visibility=visibility)
    author = join(community)
    upload = keep_picture(author)
    outsider, member, moderator = UserFactory(), join(community), join(community, role="moderator")
    operator = UserFactory(is_staff=True, is_superuser=True)
    left, suspended = join(community), join(community)
    Membership.objects.get(user=left).leave()
    Membership.objects.filter(user=suspended).update(state="suspended")
    everybody = [None, outsider, left, suspended, operator, member, moderator, author]

    before = [fetches(viewer, upload) for viewer in everybody]
    posted(community, upload)
    after = [fetches(viewer, upload) for viewer in everybody]

    is_open = visibility == "public"
    assert before == [False] * 7 + [True]
    assert after == [is_open] * 5 + [True] * 3


def test_a_space_for_some_keeps_its_files_to_them():
    community = CommunityFactory()
    author, named, member, owner = (join(community) for _ in range(4))
    space = SpaceFactory(community=community, visibility=SpaceVisibility.GROUP)
    space.name_people([author, named])
    Membership.objects.filter(user=owner).update(role=Role.OWNER)
    upload = keep_picture(author)
    start_topic(space=space, by=author, source=upload.markdown)

    assert [fetches(v, upload) for v in (author, named, member, owner, None)] == [
        True,
        True,
        False,
        False,
        False,
    ]

    space.name_people([author, member])
    assert [fetches(v, upload) for v in (author, named, member)] == [True, False, True]


def test_files_close_and_open_with_their_community_and_their_space():
    community = CommunityFactory(visibility="private")
    author = join(community)
    upload = keep_picture(author)
    posted(community, upload)
    outsider = UserFactory()
    seen = [fetches(outsider, upload)]

    for visibility in ("public", "secret", "public"):
        community.edit(by=author, version=community.version, visibility=visibility)
        seen.append(fetches(outsider, upload))
    space = first_space(community)
    space.edit(name="General", description="", visibility=SpaceVisibility.MEMBERS)
    seen.append(fetches(outsider, upload))

    assert seen == [False, True, False, True, False]
    assert fetches(author, upload)


@pytest.mark.django_db(transaction=True)
def test_a_picture_posted_while_its_community_closes_is_closed_in_with_it():
    for _ in range(5):
        community = CommunityFactory()
        author = join(community)
        upload = keep_picture(author)
        topic = start_topic(space=first_space(community), by=author)

        said = race(
            partial(add_post, topic, by=author, source=upload.markdown),
            partial(community.edit, by=author, version=1, visibility="private"),
        )

        assert [result for result in said if isinstance(result, Exception)] == []
        assert UploadUse.objects.get(upload=upload).audience == [f"community:{community.pk}"]


@pytest.mark.django_db(transaction=True)
def test_who_closes_a_community_waits_for_a_post_being_written_and_not_it_for_them():
    community = CommunityFactory()
    author = join(community)
    upload = keep_picture(author)
    topic = start_topic(space=first_space(community), by=author)
    written = Event()

    def post_slowly():
        with transaction.atomic():
            add_post(topic, by=author, source=upload.markdown)
            written.set()
            until_waiting(1)

    def close():
        written.wait(10)
        community.edit(by=author, version=1, visibility="private")

    assert race(post_slowly, close) == [None, None]
    assert UploadUse.objects.get(upload=upload).audience == [f"community:{community.pk}"]


def test_pasting_a_stranger_s_address_opens_nothing():
    community = CommunityFactory(visibility="private")
    secret = keep_picture(join(community))
    unused = keep_document()
    posted(community, secret)
    thief = join(topic := start_topic().community)
    source = f"{secret.markdown} [all]({unused.address}) http://localhost:8000{secret.address}"

    post = add_post(start_topic(space=first_space(topic)), by=thief, source=source)

    assert not fetches(thief, secret)
    assert not fetches(thief, unused)
    assert not UploadUse.objects.filter(object_id=post.pk).exists()
    assert "<img" not in post.html
    assert f'<a href="{secret.address}">kiln</a>' in post.html  # a link to nowhere, and no gap


def test_quoting_a_picture_one_may_see_carries_it_along():
    community = CommunityFactory(visibility="private")
    upload = keep_picture(join(community))
    posted(community, upload)
    member = join(community)
    elsewhere = start_topic()
    join(elsewhere.community, member)

    add_post(elsewhere, by=member, source=f"> {upload.markdown}")

    assert fetches(None, upload)


def test_a_picture_has_its_place_and_a_file_is_a_link():
    topic = start_topic()
    picture, document = keep_picture(topic.author), keep_document(topic.author)

    post = add_post(topic, by=topic.author, source=f"{picture.markdown}\n\n![]({document.address})")

    assert post.html == (
        f'<p><img src="{picture.address}" alt="kiln" width="40" height="30" loading="lazy"></p>\n'
        f'<p><a href="{document.address}">plan.pdf</a></p>\n'
    )
    assert fetches(None, picture)
    assert fetches(None, document)


def test_an_address_copied_whole_counts(settings):
    settings.SITE_ORIGIN = "https://hall.example"
    topic = start_topic()
    document = keep_document(topic.author)

    add_post(topic, by=topic.author, source=f"See https://hall.example{document.address}")

    assert fetches(None, document)


def test_what_an_edit_takes_out_stays_where_the_history_names_it():
    topic = start_topic()
    before, after = keep_picture(topic.author), keep_picture(topic.author)
    post = add_post(topic, by=topic.author, source=before.markdown)

    post.edit(after.markdown, by=topic.author, version=1)

    [revision] = Program()("GET", f"topics/{topic.pk}/posts/2/revisions/").json()
    assert revision["markdown"] == before.markdown
    assert fetches(None, before)
    assert fetches(None, after)


def test_a_moderator_who_edits_keeps_the_pictures_that_were_there():
    topic = start_topic()
    upload = keep_picture(topic.author)
    post = add_post(topic, by=topic.author, source=upload.markdown)
    UploadUse.objects.update(audience=[])  # seen by its owner alone, as far as the moderator knows
    moderator = join(topic.community, role=Role.MODERATOR)

    post.edit(f"{upload.markdown} (see below)", by=moderator, version=1)

    assert "<img" in Post.objects.get(pk=post.pk).html


def test_a_deleted_post_shows_nobody_its_picture_until_it_is_back():
    topic = start_topic()
    upload = keep_picture(topic.author)
    post = add_post(topic, by=topic.author, source=upload.markdown)
    member = join(topic.community)

    post.delete_softly(by=topic.author)
    assert [fetches(v, upload) for v in (None, member, topic.author)] == [False, False, True]
    # Neither does opening its space again.
    first_space(topic.community).edit(name="General", description="", visibility="community")
    assert not fetches(member, upload)

    Space.objects.update(visibility=SpaceVisibility.MEMBERS)
    post.restore(by=topic.author)
    assert [fetches(v, upload) for v in (None, member)] == [False, True]


def test_a_deleted_topic_shows_nobody_the_pictures_of_its_posts():
    topic = start_topic()
    upload = keep_picture(join(topic.community))
    add_post(topic, by=upload.owner, source=upload.markdown)
    assert fetches(None, upload)

    gone = keep_picture(upload.owner)
    add_post(topic, by=gone.owner, source=gone.markdown).delete_softly(by=gone.owner)

    topic.delete_softly(by=topic.author)
    people = (None, topic.author, upload.owner)
    assert [fetches(v, upload) for v in people] == [False, False, True]

    topic.restore()
    assert [fetches(v, upload) for v in people] == [True, True, True]
    assert not fetches(None, gone)


def test_a_post_restored_in_a_deleted_topic_stays_closed_with_it():
    topic = start_topic()
    upload = keep_picture(topic.author)
    post = add_post(topic, by=topic.author, source=upload.markdown)
    post.delete_softly(by=topic.author)
    topic.delete_softly(by=topic.author)

    post.restore(by=topic.author)
    assert not fetches(None, upload)

    topic.restore()
    assert fetches(None, upload)


def test_one_use_less_is_not_every_use_less():
    topic = start_topic()
    upload = keep_picture(topic.author)
    first, _second = (add_post(topic, by=topic.author, source=upload.markdown) for _ in range(2))

    first.delete_softly(by=topic.author)

    assert fetches(None, upload)


def test_where_a_removed_picture_was_its_words_remain(relay):
    topic = start_topic()
    upload = keep_picture(topic.author, name="Kiln opened.png")
    post = add_post(topic, by=topic.author, source=f"Look: {upload.markdown}")
    topic.edit(by=topic.author, version=1, title=topic.title, source=upload.markdown, tags=[])

    remove(upload)
    relay()

    post.refresh_from_db()
    assert post.html == f'<p>Look: <a href="{upload.address}">Kiln opened</a></p>\n'
    assert post.version == 1  # nobody has edited it
    assert "<img" not in topic.opening.html
    assert not Upload.objects.kept().exists()


def test_the_preview_shows_what_one_has_just_sent_and_no_stranger_s():
    topic = start_topic()
    mine, other = keep_picture(topic.author), keep_picture()
    client = Client()
    client.force_login(topic.author)

    shown = client.post("/write/preview/", {"source": mine.markdown + other.markdown})

    html = shown.content.decode()
    assert f'<img src="{mine.address}" alt="kiln" width="40"' in html
    assert f'<img src="{other.address}"' not in html


def test_text_that_leaves_the_site_has_words_and_a_link_for_a_picture():
    topic = start_topic()
    upload = keep_picture(topic.author, name="Kiln opened.png")
    post = add_post(topic, by=topic.author, source=upload.markdown)
    link = f"https://hall.example{upload.address}"

    assert markdown.for_mail(post.html, "https://hall.example") == (
        f'<p><a href="{link}">Kiln opened</a></p>\n'
    )
    assert markdown.mail_text(post.html, "https://hall.example") == f"Kiln opened <{link}>"
    assert markdown.excerpt(post.html, 100) == markdown.plain_text(post.html) == "Kiln opened"


def test_a_post_without_files_asks_for_none(django_assert_num_queries):
    topic = start_topic()
    author = topic.author

    with django_assert_num_queries(8):
        add_post(topic, by=author, source="Only words.")


@pytest.mark.parametrize("files", [1, 3])
def test_a_post_costs_the_same_however_many_files(django_assert_num_queries, files):
    topic = start_topic()
    source = "\n".join(keep_picture(topic.author).markdown for _ in range(files))

    with django_assert_num_queries(13):
        add_post(topic, by=topic.author, source=source)

    assert UploadUse.objects.count() == files


def test_a_community_that_is_gone_takes_no_file_into_the_open():
    """The uses of a space that is no more follow nothing, and open nothing."""
    community = CommunityFactory(visibility="private")
    upload = keep_picture(join(community))
    posted(community, upload)

    Community.objects.filter(pk=community.pk).update(visibility="public")
    assert not fetches(None, upload)  # until the verb carries it along
