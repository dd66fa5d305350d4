"""A project ends: what was learned is kept, who made it is thanked, nothing in it changes."""

from itertools import product

import pytest
from django.test import Client

from communities.models import Role, Space
from knowledge.models import Article
from projects.errors import LessonsTooWide, ReviewIsClosed, ReviewUnfinished, WrongStatus
from projects.models import Contribution, Lesson, Project, Review, Standing, Status, Visibility
from tests.accounts.factories import UserFactory
from tests.communities.factories import CommunityFactory, join
from tests.projects.factories import begin_project, close_project, place_of, reviewed, take_part
from tests.projects.people import LEADS, ROLES, as_user, clients_of
from tests.projects.test_pages import text
from tests.undoing import undone

pytestmark = pytest.mark.django_db


@pytest.fixture
def project() -> Project:
    return begin_project(community=CommunityFactory(), tags=["discharge"])


def again(project: Project) -> Project:
    return Project.objects.for_page().get(pk=project.pk)


def test_it_is_reviewed_in_steps_that_can_be_left_and_closed_at_the_end(project):
    maker = take_part(project)
    lead = as_user(project.begun_by)
    at = project.address + "closing/"
    assert "One page, tested with patients" in text(lead.get(at))
    answers = {"intended": "A sheet.", "happened": "Two sheets.", "why": "Wards differ."}
    answer = lead.post(at, answers | {"change": "", "version": 1})
    assert answer["Location"] == at + "lessons/"
    assert "Two sheets." in text(lead.get(at))
    learned = {"title": "Test a form with five people", "verdict": "keep", "text": "*Five*."}
    lead.post(at + "lessons/", learned | {"tags": "forms", "is_kept": "on"})
    assert "Test a form with five people" in text(lead.get(at + "lessons/"))
    said = {
        f"thank-{maker.pk}": "on",
        f"note-{maker.pk}": "You tried it.",
        f"tags-{maker.pk}": "forms",
    }
    assert lead.post(at + "thanks/", said)["Location"] == at + "finish/"
    assert "becomes the draft of an article" in text(lead.get(at + "finish/"))
    closed = lead.post(at + "finish/", {}, follow=True)
    assert "Project closed." in text(closed)
    assert "Two sheets." in text(closed)
    assert "You tried it." in text(closed)
    assert again(project).status == Status.CLOSED


def test_without_what_happened_and_why_it_does_not_close(project):
    review = Review.objects.of(project, by=project.begun_by)
    assert "One page, tested" in review.intended
    with pytest.raises(ReviewUnfinished):
        project.close(review, by=project.begun_by)
    answer = as_user(project.begun_by).post(project.address + "closing/finish/", {})
    assert answer.status_code == 409
    assert "Say first what was intended" in text(answer)
    assert again(project).status == Status.PROPOSED


def test_what_two_leads_write_at_once_is_shown_to_the_second(project):
    lead = as_user(project.begun_by)
    at = project.address + "closing/"
    lead.get(at)
    sent = {"intended": "I", "happened": "Theirs", "why": "", "change": "", "version": 1}
    assert lead.post(at, sent).status_code == 302
    answer = lead.post(at, sent | {"happened": "Mine"})
    assert answer.status_code == 409
    assert "Theirs" in text(answer)
    assert "Mine" in text(answer)
    assert lead.post(at, sent | {"happened": "Both", "version": 2}).status_code == 302


def test_what_is_typed_and_not_saved_is_there_again_for_who_typed_it(project):
    lead = as_user(project.begun_by)
    kept = {"key": f"closing/{project.pk}", "happened": "Half a sentence", "version": "1"}
    assert lead.post("/write/closing/", kept).status_code == 200
    assert "Half a sentence" in text(lead.get(project.address + "closing/"))
    other = join(project.community, role=Role.FACILITATOR)
    assert "Half a sentence" not in text(as_user(other).get(project.address + "closing/"))


def test_a_kept_lesson_becomes_a_draft_of_its_author_with_the_project_as_source(project):
    maker = take_part(project, role="lead")
    review = reviewed(project)
    Lesson.objects.add(review, by=maker, title="Test with five people", text="Why", tags=["forms"])
    Lesson.objects.add(review, by=maker, title="Ours alone", is_kept=False)
    project.close(review, by=project.begun_by)
    article = Article.objects.with_tags().get()
    assert (article.author, article.title) == (maker, "Test with five people")
    assert (article.practice, article.tag_names) == ("Why", ["forms"])
    assert article.space == project.space
    assert [source.url for source in article.sources.all()] == [project.address]
    page = text(as_user(maker).get(article.get_absolute_url()))
    assert project.title in page
    assert article.get_absolute_url() in text(as_user(maker).get(project.address + "outcome/"))


def test_the_article_names_its_project_to_those_alone_who_may_know_it():
    community = CommunityFactory()
    project = begin_project(
        community=community, visibility=Visibility.MEMBERS, title="The heron project"
    )
    room = community.spaces.rooms().get()
    close_project(project, space=room)
    article = Article.objects.get()
    article.propose()
    article.release(by=project.begun_by)
    page = as_user(join(community)).get(article.get_absolute_url())
    assert "heron" not in text(page)
    assert project.address in text(page)
    assert "The heron project" in text(as_user(project.begun_by).get(article.get_absolute_url()))


def test_lessons_go_where_all_who_read_the_project_can_read(project):
    named = Space.objects.open(
        project.community, name="Few", visibility="group", named=[project.begun_by]
    )
    with pytest.raises(LessonsTooWide):
        project.close(reviewed(project), by=project.begun_by, space=named)
    lead = as_user(project.begun_by)
    page = lead.get(project.address + "closing/finish/")
    assert f'value="{named.slug}"' not in text(page)
    assert lead.post(project.address + "closing/finish/", {"space": named.slug}).status_code == 422


def test_a_lesson_of_somebody_from_elsewhere_is_written_up_by_who_closes():
    project = begin_project(community=CommunityFactory())
    partner = take_part(project, UserFactory(), "lead")
    review = reviewed(project)
    Lesson.objects.add(review, by=partner, title="From elsewhere")
    project.close(review, by=project.begun_by)
    assert Article.objects.get().author == project.begun_by


def test_where_nobody_may_write_articles_the_lesson_stays_one():
    project = begin_project(community=CommunityFactory())
    partner = take_part(project, UserFactory(), "lead")
    review = reviewed(project)
    Lesson.objects.add(review, by=partner, title="From elsewhere")
    project.close(review, by=partner)
    assert Article.objects.count() == 0
    assert Lesson.objects.get().article is None


def test_closed_nothing_is_written_any_more(project):
    lesson = close_project(project)
    review = lesson.review
    for act in (
        lambda: review.edit(by=project.begun_by, version=review.version, happened="Else"),
        lambda: lesson.edit(title="Another title"),
        lesson.drop,
        lambda: Lesson.objects.add(review, by=project.begun_by, title="One more"),
    ):
        with pytest.raises(ReviewIsClosed):
            act()
    with pytest.raises(WrongStatus):
        project.close(review, by=project.begun_by)
    lead = as_user(project.begun_by)
    for path in ("edit/", "closing/", "closing/lessons/", "closing/thanks/", "closing/finish/"):
        assert lead.get(project.address + path).status_code == 403


def test_who_was_invited_is_waited_for_no_more(project):
    asked = UserFactory()
    project.invite(asked, by=project.begun_by)
    close_project(project)
    assert not project.collaborators.filter(standing=Standing.INVITED).exists()


def test_reopened_its_review_stays_and_another_can_follow(project):
    close_project(project)
    lead = as_user(project.begun_by)
    lead.post(project.address + "reopening/", {"note": "A third ward asks."})
    found = again(project)
    assert (found.status, found.note, found.closed_at) == (
        Status.ACTIVE,
        "A third ward asks.",
        None,
    )
    assert "Wards differ." in text(lead.get(project.address + "outcome/"))
    assert Article.objects.count() == 1
    close_project(found, title="A second thing")
    assert again(project).review_count == 2
    page = text(lead.get(project.address + "outcome/"))
    assert "A second thing" in page
    assert "Test a form with five people" in page


def test_what_was_proposed_and_not_pursued_needs_no_review(project):
    lead = as_user(project.begun_by)
    assert lead.post(project.address + "not-pursued/", {"note": " "}).status_code == 422
    lead.post(project.address + "not-pursued/", {"note": "No ward had time."})
    found = again(project)
    assert (found.status, found.is_dropped) == (Status.CLOSED, True)
    page = text(lead.get(project.get_absolute_url()))
    assert "This project was not pursued." in page
    assert "No ward had time." in page
    assert lead.get(project.address + "outcome/").status_code == 404


def test_what_was_started_is_not_dropped(project):
    project.move_to(Status.ACTIVE, by=project.begun_by)
    with pytest.raises(WrongStatus):
        project.drop(by=project.begun_by, note="No")
    assert as_user(project.begun_by).get(project.address + "not-pursued/").status_code == 403


OPEN = {
    "closing/": LEADS,
    "closing/lessons/": LEADS,
    "closing/thanks/": LEADS,
    "closing/finish/": LEADS,
    "not-pursued/": LEADS,
    "learned/": ROLES[2:],
    "export/": LEADS,
}
CLOSED = {"reopening/": LEADS, "outcome/": ROLES[2:], "export/": LEADS}


def test_who_may_close_and_see_what_came_of_it(project):
    clients = clients_of(project)
    judge(project, clients, OPEN)
    close_project(project)
    judge(project, clients, CLOSED)


def judge(project: Project, clients: dict[str, Client], may: dict[str, tuple[str, ...]]) -> None:
    for who, path in product(ROLES, may):
        with undone():
            status = clients[who].get(project.address + path).status_code
        refused = (302, 404) if who == "visitor" else (403, 404)
        assert status in ((200,) if who in may[path] else refused), (who, path)


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize(("who", "queries"), [("visitor", 9), ("member", 14)])
def test_what_came_of_it_costs_the_same_however_much(django_assert_num_queries, rows, who, queries):
    community = CommunityFactory()
    project = begin_project(community=community, visibility=Visibility.PUBLIC)
    review = reviewed(project)
    for number in range(rows):
        maker = take_part(project)
        Lesson.objects.add(review, by=maker, title=f"Lesson number {number}", tags=["forms"])
        thank(project, maker)
    project.close(review, by=project.begun_by)
    client = as_user(join(community)) if who == "member" else Client()
    with django_assert_num_queries(queries):
        page = client.get(project.address + "outcome/")
    assert text(page).count('class="lesson"') == rows


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize(("who", "queries"), [("visitor", 2), ("member", 5)])
def test_lessons_of_a_community_cost_the_same_however_many(
    django_assert_num_queries, rows, who, queries
):
    community = CommunityFactory()
    for number in range(rows):
        project = begin_project(community=community, visibility=Visibility.PUBLIC)
        close_project(project, title=f"Lesson number {number}")
    client = as_user(join(community)) if who == "member" else Client()
    with django_assert_num_queries(queries):
        page = client.get(community.address + "projects/lessons/")
    assert text(page).count('class="lesson"') == rows


def test_the_list_of_closed_projects_says_what_they_yielded(project):
    close_project(project)
    dropped = begin_project(community=project.community)
    dropped.drop(by=dropped.begun_by, note="No time")
    reader = as_user(join(project.community))
    page = text(reader.get(project.community.address + "projects/?state=closed"))
    assert "1 lesson" in page
    assert "Not pursued" in page


def test_lessons_are_shown_to_projects_with_the_same_tags(project):
    close_project(project)
    alike = begin_project(community=project.community, tags=["discharge", "forms"])
    other = begin_project(community=project.community, tags=["else"])
    lead = as_user(alike.begun_by)
    assert "Test a form with five people" in text(lead.get(alike.address + "learned/"))
    assert "Test a form" not in text(as_user(other.begun_by).get(other.address + "learned/"))
    assert "learned/" in text(lead.get(alike.get_absolute_url()))


def test_what_is_being_written_is_for_those_who_lead(project):
    maker = take_part(project)
    review = reviewed(project, happened="The heron flew.")
    Lesson.objects.add(review, by=project.begun_by, title="Feed the heron", tags=["discharge"])
    thank(project, maker, note="Dear heron")
    reader = as_user(maker)
    for path in ("projects/lessons/", f"projects/{project.pk}/outcome/"):
        assert "heron" not in text(reader.get(project.community.address + path))
    project.close(review, by=project.begun_by)
    assert "heron" in text(reader.get(project.address + "outcome/"))
    hidden = begin_project(community=project.community, visibility=Visibility.MEMBERS)
    close_project(hidden, title="Feed the bittern")
    assert "bittern" not in text(reader.get(project.community.address + "projects/lessons/"))


def thank(project: Project, user, note: str = "Thank you.", tags=("forms",)) -> Contribution:
    return Contribution.objects.confirm(
        project, user, by=project.begun_by, note=note, tags=list(tags)
    )


def test_a_place_is_kept_of_who_left_before_it_closed(project):
    maker = take_part(project)
    place_of(project, maker).leave(by=maker)
    page = as_user(project.begun_by).get(project.address + "closing/thanks/")
    assert maker.name in text(page)
    assert "has left" in text(page)
