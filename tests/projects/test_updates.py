"""How far a project is: said, told to those who follow it, and talked about in its space."""

from functools import partial
from itertools import product

import pytest
import time_machine
from django.contrib.auth.models import AnonymousUser
from django.test import Client

from accounts.models import Block
from communities.models import Activity, Community
from discussions.models import Topic
from notifications.models import Follow, Level, Notice
from notifications.planning import plan_due
from projects.models import Project, Status, Update, UpdateReading, Visibility
from projects.models import Role as Part
from tests.communities.factories import CommunityFactory, join
from tests.notifications.test_digest import THURSDAY, letters, on_monday
from tests.projects.factories import begin_project, partner, post_update, take_part
from tests.projects.people import INSIDE, LEADS, ROLES, as_user, clients_of
from tests.projects.test_pages import text
from tests.racing import race
from tests.search.finding import search
from tests.undoing import undone

pytestmark = pytest.mark.django_db

CANARY = "Dunlin-3307"


@pytest.fixture
def community() -> Community:
    return CommunityFactory()


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize(("who", "queries"), [("visitor", 2), ("member", 7)])
def test_a_list_costs_the_same_however_many_updates(
    django_assert_num_queries, community, rows, who, queries
):
    project = begin_project(community=community, visibility=Visibility.PUBLIC)
    for _ in range(rows):
        post_update(project).comment("Well done.", by=project.begun_by)
    client = as_user(project.begun_by) if who == "member" else Client()
    with django_assert_num_queries(queries):
        page = client.get(project.address + "updates/")
    assert text(page).count('class="update"') == rows


def test_the_first_page_shows_the_last_two(community):
    project = begin_project(community=community)
    for number in range(3):
        post_update(project, text=f"This is *number* {number}.")
    page = text(as_user(project.begun_by).get(project.get_absolute_url()))
    assert [f"<em>number</em> {number}." in page for number in range(3)] == [False, True, True]


def test_a_contributor_says_how_far_it_is(community):
    project = begin_project(community=community)
    client = as_user(take_part(project))
    for _ in range(2):
        sent = {"text": "Nine of *eleven*.", "nonce": "u1"}
        answer = client.post(project.address + "updates/new/", sent)
    [update] = Update.objects.for_page()
    assert answer["Location"] == update.get_absolute_url()
    assert "<em>eleven</em>" in text(client.get(update.get_absolute_url()))
    assert Activity.objects.filter(verb="updated", subject_id=update.pk).count() == 1
    assert client.post(project.address + "updates/new/", {"text": ""}).status_code == 422


def test_its_author_edits_it_and_both_see_what_changed_meanwhile(community, relay):
    update = post_update(begin_project(community=community))
    inside = take_part(update.project)
    relay()
    client = as_user(update.by)
    url = update.address + "edit/"
    assert client.post(url, {"text": "Theirs.", "version": 1}).status_code == 302
    answer = client.post(url, {"text": "Mine.", "version": 1})
    assert answer.status_code == 409
    assert "Theirs." in text(answer)
    assert "Mine." in text(answer)
    relay()
    assert Notice.objects.get(user=inside, key=update.target).excerpt == "Theirs."


def test_those_in_it_and_those_who_follow_it_are_told(community, relay):
    project = begin_project(community=community)
    lead = project.begun_by
    inside, outside, following, muting, blocking = (join(community) for _ in range(5))
    helper = partner(project)
    for person in (inside, muting, blocking):
        take_part(project, person)
    Follow.objects.choose(project.target, Level.WATCHING, by=following)
    Follow.objects.choose(project.target, Level.MUTED, by=muting)
    Block.objects.create(blocker=blocking, blocked=lead)
    update = post_update(project)
    relay()
    told = Notice.objects.filter(key=update.target).values_list("user", flat=True)
    assert set(told) == {inside.pk, following.pk, helper.pk}
    assert outside.pk not in told


def test_the_first_comment_begins_a_topic_and_the_next_go_there(community):
    update = post_update(begin_project(community=community))
    member = join(community)
    client = as_user(member)
    client.post(update.address + "comments/", {"text": "Which two did not?"})
    client.post(update.address + "comments/", {"text": "And why?"})
    [topic] = Topic.objects.all()
    assert (topic.space_id, topic.post_count) == (update.project.space_id, 2)
    update.refresh_from_db()
    assert update.comment_count == 2
    page = text(client.get(update.get_absolute_url()))
    assert "2 comments" in page
    assert topic.get_absolute_url() in page
    opening = topic.posts.get(number=1)
    assert update.address in opening.html


@pytest.mark.django_db(transaction=True)
def test_two_who_comment_first_begin_one_topic():
    update = post_update()
    people = [join(update.community) for _ in range(2)]
    race(*(partial(Update.objects.get(pk=update.pk).comment, "First!", by=one) for one in people))
    [topic] = Topic.objects.all()
    assert topic.post_count == 2


def test_where_the_topic_is_gone_a_comment_begins_another(community):
    update = post_update(begin_project(community=community))
    update.comment("One.", by=update.by)
    Topic.objects.get().delete_softly(by=update.by)
    update.comment("Two.", by=update.by)
    assert Topic.objects.visible_to(update.by).count() == 1


def test_what_is_deleted_is_told_of_nowhere(community, relay):
    project = begin_project(community=community)
    inside = take_part(project)
    update = post_update(project, text=f"The {CANARY}.")
    relay()
    assert len(search(CANARY, inside).items) == 1
    as_user(update.by).post(update.address + "removal/")
    relay()
    assert not Update.objects.exists()
    assert not Notice.objects.filter(key=update.target).exists()
    assert search(CANARY, inside).items == []
    assert not Activity.objects.about(Update, [update.pk]).exists()


def test_the_letter_brings_updates_to_who_follows_the_project():
    with time_machine.travel(THURSDAY, tick=False) as clock:
        community = CommunityFactory()
        project = begin_project(community=community)
        following, other = join(community), join(community)
        plan_due()
        update = Update.objects.for_page().get(pk=post_update(project, text=CANARY).pk)
        Follow.objects.choose(project.target, Level.WATCHING, by=following)
        on_monday(clock)
    assert update.project.title in "".join(letters(following))
    assert CANARY in "".join(letters(following))
    assert CANARY not in "".join(letters(other))


MAY = {
    ("{project}updates/new/", "/api/v1/projects/{pk}/updates/", "post", 201): INSIDE,
    ("{update}edit/", "/api/v1/updates/{number}/", "put", 200): (),
    ("{update}removal/", "/api/v1/updates/{number}/", "delete", 204): LEADS,
    ("{update}comments/", "/api/v1/updates/{number}/comments/", "post", 201): ROLES[2:],
    ("{update}", "/api/v1/updates/{number}/", "get", 200): ROLES,
}


def test_who_may_do_what(community):
    project = begin_project(community=community, visibility=Visibility.PUBLIC)
    update, clients = post_update(project, by=take_part(project)), clients_of(project)
    for who, route in product(ROLES, MAY):
        page, address, method, done = route
        page = page.format(project=project.address, update=update.address)
        body = {"text": "Said."} | ({"version": 1} if method == "put" else {})
        json = {"data": body, "content_type": "application/json"}
        more = json if method in ("post", "put") else {}
        address = address.format(pk=project.pk, number=update.pk)
        with undone():
            status = clients[who].get(page).status_code
            by_program = getattr(clients[who], method)(address, **more).status_code
        refused = (302, 401) if who == "visitor" else (403, 403)
        expected = (200, done) if who in MAY[route] else refused
        assert (status, by_program) == expected, (who, route)


def test_of_a_closed_project_nothing_is_written_any_more(community):
    update = post_update(begin_project(community=community))
    Project.objects.filter(pk=update.project_id).update(status=Status.CLOSED)
    client = as_user(update.by)
    for path in ("updates/new/", f"updates/{update.pk}/edit/", f"updates/{update.pk}/comments/"):
        assert client.post(update.project.address + path, {"text": "x"}).status_code == 403


def test_nobody_outside_reads_what_is_said_inside(community, relay):
    project = begin_project(community=community, visibility=Visibility.MEMBERS)
    inside, member = take_part(project, role=Part.OBSERVER), join(community)
    update = post_update(project, text=f"The {CANARY} is safe.")
    update.comment(f"Where is the {CANARY}?", by=inside)
    relay()
    pages = [
        project.get_absolute_url(),
        project.address + "updates/",
        update.get_absolute_url(),
        f"/api/v1/projects/{project.pk}/updates/",
        f"/api/v1/updates/{update.pk}/",
        f"/feeds/{community.slug}/",
        community.address,
        "/notices/",
    ]
    for user in (None, member):
        client = as_user(user) if user else Client()
        for page in pages:
            assert CANARY not in text(client.get(page)), page
        assert search(CANARY, user or AnonymousUser()).items == []
    assert CANARY in text(as_user(inside).get(project.get_absolute_url()))
    assert search(CANARY, inside).items != []


def test_those_in_it_see_who_has_read_an_update(community):
    project = begin_project(community=community)
    update = post_update(project)
    reader = as_user(take_part(project, role=Part.OBSERVER))
    for page in (project.address + "updates/", update.get_absolute_url()):
        assert "Read by 1 of 2" in text(reader.get(page))
        assert f"&#34;{update.pk}&#34;" in text(reader.get(page))  # what the page says it showed
    for _ in range(2):
        reader.post(project.address + "updates/readings/", {"shown": str(update.pk)})
    assert "Read by 2 of 2" in text(reader.get(project.address + "updates/"))
    assert "updates/readings/" not in text(reader.get(project.address + "updates/"))
    take_part(project)
    names = text(reader.get(update.address + "readers/"))
    assert names.index("Not yet") > names.index(update.by.name)
    people = reader.get(f"/api/v1/updates/{update.pk}/readers/").json()
    assert len(people) == 2


def test_of_another_project_nothing_is_noted(community):
    project, other = begin_project(community=community), begin_project(community=community)
    update = post_update(other)
    client = as_user(project.begun_by)
    client.post(project.address + "updates/readings/", {"shown": f"{update.pk},x,²"})
    said = {"shown": [update.pk]}
    address = f"/api/v1/projects/{project.pk}/updates/readings/"
    assert client.post(address, said, "application/json").status_code == 204
    assert UpdateReading.objects.filter(update=update).count() == 1  # of who wrote it


def test_who_sees_who_has_read_it(community):
    project = begin_project(community=community, visibility=Visibility.PUBLIC)
    update = post_update(project)
    for who, client in clients_of(project).items():
        with undone():
            statuses = (
                client.get(update.address + "readers/").status_code,
                client.get(f"/api/v1/updates/{update.pk}/readers/").status_code,
                client.post(project.address + "updates/readings/", {"shown": "1"}).status_code,
            )
            shown = "Read by" in text(client.get(project.address + "updates/"))
        if who in ("observer", "contributor", "lead"):
            assert (statuses, shown) == ((200, 200, 204), True), who
        elif who == "visitor":
            assert (statuses, shown) == ((403, 401, 302), False)
        else:
            assert (statuses, shown) == ((403, 403, 403), False), who


def test_who_has_left_is_counted_no_more(community):
    project = begin_project(community=community)
    inside = take_part(project)
    update = post_update(project)
    UpdateReading.objects.note(project, [update.pk], by=inside)
    project.collaborators.get(user=inside).leave(by=inside)
    assert "Read by 1 of 1" in text(as_user(project.begun_by).get(update.get_absolute_url()))
