from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from communities.models import Community, Role
from communities.models.community import Joining, Visibility
from discussions.models import Acceptance, Bookmark, Draft, ReadMark, Topic
from notifications.inbound.refusing import throw_away
from notifications.models import Arrival
from projects.tasks.dues import Due
from tests.accounts.factories import UserFactory
from tests.communities.factories import CommunityFactory, join
from tests.discussions.factories import add_post, first_space, start_topic
from tests.projects.factories import add_task, begin_project

pytestmark = pytest.mark.django_db


def home_of(user) -> str:
    client = Client()
    client.force_login(user)
    return client.get("/").content.decode()


def waiting_part(page: str) -> str:
    return page.partition('id="waiting"')[2].partition("</section>")[0]


def test_a_visitor_sees_what_the_place_is_and_what_is_on_its_shelves():
    CommunityFactory(name="Open Data Stewards")
    CommunityFactory(name="A hidden circle", visibility=Visibility.SECRET)

    page = Client().get("/").content.decode()

    assert "Open Data Stewards" in page
    assert "A hidden circle" not in page


def test_the_example_is_a_solved_question_of_a_public_community():
    private = CommunityFactory(visibility=Visibility.PRIVATE, member_count=90)
    public = CommunityFactory()
    for community, title in ((private, "Asked in confidence"), (public, "Asked in the open")):
        topic = start_topic(space=first_space(community), title=title)
        Acceptance.objects.accept(add_post(topic), by=topic.author)
    start_topic(space=first_space(public), title="Not solved yet")
    Community.objects.filter(pk=private.pk).update(member_count=90)

    page = Client().get("/").content.decode()

    assert "Asked in the open" in page
    assert "Asked in confidence" not in page
    assert "Not solved yet" not in page


def test_visitors_all_get_the_same_page_without_a_cookie():
    CommunityFactory()

    first, second = Client().get("/"), Client().get("/")

    assert first.content == second.content
    assert not first.cookies
    assert b"csrf" not in first.content


def test_an_answer_to_ones_question_waits_until_one_is_accepted():
    topic = start_topic(title="Who signs off an indicator?")
    answer = add_post(topic)
    page = home_of(topic.author)
    assert "One thing is waiting for you" in page
    assert "Who signs off an indicator?" in waiting_part(page)

    Acceptance.objects.accept(answer, by=topic.author)

    page = home_of(topic.author)
    assert "Nothing is waiting for you" in page
    assert waiting_part(page) == ""


def test_ones_own_last_word_is_not_waiting():
    topic = start_topic()
    answer = add_post(topic)
    add_post(topic, by=topic.author, parent=answer)

    assert "Nothing is waiting for you" in home_of(topic.author)


def test_who_asks_to_join_waits_for_those_in_charge():
    community = CommunityFactory(name="Bridge inspectors", joining=Joining.REQUEST)
    owner, member = join(community, role=Role.OWNER), join(community)
    for _ in range(2):
        community.request_to_join(by=UserFactory())

    assert "<b>2 people</b> ask to join Bridge inspectors" in waiting_part(home_of(owner))
    assert "Nothing is waiting for you" in home_of(member)


def test_a_draft_waits_with_the_way_back_to_it():
    topic = start_topic()
    post = add_post(topic)
    user = join(topic.community)
    Draft.objects.keep(f"reply/{topic.pk}", {"source": "Begun"}, by=user)
    Draft.objects.keep(f"reply/{topic.pk}/{post.number}", {"source": "Begun"}, by=user)
    Draft.objects.keep(f"topic/new/{topic.community_id}", {"title": "Begun"}, by=user)

    waiting = waiting_part(home_of(user))

    assert f'href="{topic.get_absolute_url()}#composer"' in waiting
    assert f'href="{topic.address}posts/{post.number}/reply/"' in waiting
    assert f'href="{topic.community.address}t/new/"' in waiting


def test_a_draft_on_what_one_can_no_longer_see_does_not_wait():
    topic = start_topic(title="Withdrawn since")
    user = join(topic.community)
    Draft.objects.keep(f"reply/{topic.pk}", {"source": "Begun"}, by=user)
    Draft.objects.keep("reply/0", {"source": "Begun"}, by=user)
    topic.delete_softly(by=topic.author)

    assert "Nothing is waiting for you" in home_of(user)


def test_what_has_grown_since_it_was_read_is_new():
    topic = start_topic(title="A long story", kind="discussion")
    reader = join(topic.community)
    ReadMark.objects.advance(topic, by=reader, number=1)
    assert "A long story" not in home_of(reader)

    add_post(topic)

    assert "A long story" in home_of(reader)


def test_questions_nobody_answered_are_those_of_ones_own_communities():
    mine, elsewhere = start_topic(title="Asked here"), start_topic(title="Asked elsewhere")
    reader = join(mine.community)

    page = home_of(reader)

    assert "Asked here" in page
    assert elsewhere.title not in page


def test_a_question_that_names_one_waits_until_one_has_written_there():
    reader_of = start_topic()
    named = join(reader_of.community)
    topic = start_topic(
        space=reader_of.space, title="How do you do it?", source=f"Tell us, @{named.handle}."
    )
    assert "How do you do it?" in waiting_part(home_of(named))

    add_post(topic, by=named)

    assert "How do you do it?" not in waiting_part(home_of(named))


def test_ones_own_question_without_an_answer_is_shown_and_does_not_count():
    topic = start_topic(title="Is anybody there?")

    page = home_of(topic.author)

    assert "Is anybody there?" in page.partition('id="asked"')[2].partition("</section>")[0]
    assert "Nothing is waiting for you" in page


def test_a_reminder_that_has_come_waits_and_another_does_not():
    due, coming = start_topic(title="Read this again"), start_topic(title="Read this later")
    user = join(due.community)
    Bookmark.objects.keep(due.opening, by=user, note="For Monday", remind_at=timezone.now())
    later = timezone.now() + timedelta(days=1)
    Bookmark.objects.keep(coming.opening, by=user, remind_at=later)

    waiting = waiting_part(home_of(user))

    assert "Read this again" in waiting
    assert "For Monday" in waiting
    assert "Read this later" not in waiting


def test_what_waits_is_told_to_a_program_too():
    topic = start_topic()
    answer = add_post(topic)
    Bookmark.objects.keep(answer, by=topic.author, remind_at=timezone.now())
    client = Client()
    client.force_login(topic.author)

    waiting = client.get("/api/v1/me/waiting/").json()

    assert waiting["count"] == 2
    assert [one["id"] for one in waiting["answered"]] == [topic.pk]
    assert [(one["topic"], one["number"]) for one in waiting["due"]] == [(topic.pk, 2)]
    assert waiting["named"] == waiting["drafts"] == waiting["asked"] == []


def test_without_a_community_home_leads_to_some():
    CommunityFactory(name="Open Data Stewards")
    user = UserFactory(name="Ana Quispe")

    page = home_of(user)

    assert "Welcome, Ana" in page
    assert "Open Data Stewards" in page


def test_mail_in_ones_name_waits_until_one_has_decided():
    user = join(CommunityFactory())
    arrivals = [
        Arrival.objects.create(
            key=str(n),
            envelope_to="r.x@in.example.org",
            raw=b"",
            size=0,
            user=user,
            subject="Kestrel-7431",
            state="held",
            came_at=timezone.now() - timedelta(days=n),
        )
        for n in (2, 1)
    ]
    Arrival.objects.create(key="3", envelope_to="x@in.example.org", size=0, user=UserFactory())
    part = waiting_part(home_of(user))
    assert "2 emails</b> in your name wait" in part
    assert 'href="/settings/held/"' in part
    assert "Kestrel-7431" not in part
    client = Client()
    client.force_login(user)
    assert client.get("/api/v1/me/waiting/").json()["held"]["count"] == 2

    for arrival in arrivals:
        throw_away(arrival)

    assert "Nothing is waiting for you" in home_of(user)
    assert client.get("/api/v1/me/waiting/").json()["held"] is None


@pytest.mark.parametrize("rows", [1, 3])
def test_home_costs_the_same_however_much_waits(django_assert_num_queries, rows):
    community = CommunityFactory(joining=Joining.REQUEST)
    user = join(community, role=Role.OWNER)
    project = begin_project(community=community, by=user)
    for _ in range(rows):
        add_task(project, due=Due(timezone.localdate())).give(user, by=user)
        add_post(start_topic(space=first_space(community), by=user))
        grown = start_topic(space=first_space(community))
        ReadMark.objects.advance(grown, by=user, number=1)
        add_post(grown)
        asked = start_topic(space=first_space(community), source=f"Ask @{user.handle}.")
        Bookmark.objects.keep(asked.opening, by=user, remind_at=timezone.now())
        start_topic(space=first_space(community), by=user)
        start_topic(space=first_space(community))
        Draft.objects.keep(f"reply/{asked.pk}", {"source": "Begun"}, by=user)
        community.request_to_join(by=UserFactory())
        begin_project(community=community).invite(user, by=join(community))
    client = Client()
    client.force_login(user)

    with django_assert_num_queries(12):
        page = client.get("/").content.decode()

    assert page.count('class="wrow"') == 6 * rows + 1
    assert page.count('<li class="qrow') == 3 * rows


@pytest.mark.parametrize("rows", [1, 3])
def test_the_landing_page_costs_the_same_however_many_communities(django_assert_num_queries, rows):
    for _ in range(rows):
        topic = start_topic()
        Acceptance.objects.accept(add_post(topic), by=topic.author)

    with django_assert_num_queries(3):
        page = Client().get("/").content.decode()

    assert page.count('class="spine ') == rows
    assert Topic.objects.count() == rows


def test_who_belongs_nowhere_yet_is_shown_the_project_that_asks_them_in():
    project = begin_project(community=CommunityFactory(), title="A sheet for wards")
    asked = UserFactory()
    project.invite(asked, by=project.begun_by, note="We need a nurse.")

    page = home_of(asked)

    assert "One thing is waiting for you" in page
    assert "A sheet for wards" in page
    assert "We need a nurse." in page
    assert "Your shelf is empty" in page
