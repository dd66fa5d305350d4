"""Who made a project is thanked, told, named if they want, and known for what they can do."""

from datetime import timedelta

import pytest
from django.utils import timezone

from communities.models import Role
from discussions.asking.matching import candidates_for
from discussions.asking.reasons import in_words
from discussions.models import Topic
from discussions.similar import similar_to
from notifications.digest import Reader, Sort, sections
from notifications.models import Follow, Level, Notice
from projects.models import Assignee, Project, Task, Visibility
from search.finding import find
from search.query import Query
from tests.accounts.factories import UserFactory
from tests.communities.factories import CommunityFactory, join
from tests.discussions.factories import first_space, start_topic
from tests.projects.factories import add_task, begin_project, close_project, place_of, take_part
from tests.projects.people import as_user
from tests.projects.test_closing import again, thank
from tests.projects.test_pages import text

pytestmark = pytest.mark.django_db


@pytest.fixture
def project() -> Project:
    return begin_project(community=CommunityFactory(), tags=["discharge"])


def told(user) -> list[str]:
    mine = Notice.objects.filter(user=user, kind__startswith="projects.")
    return [notice.kind.partition(".")[2] for notice in mine.order_by("kind")]


def known_for(project: Project, tag: str) -> dict[int, str]:
    topic = start_topic(space=first_space(project.community), tags=[tag])
    found = candidates_for(Topic.objects.get(pk=topic.pk))
    return {user: in_words(one.reason) for user, one in found.items()}


def test_who_is_thanked_is_told_when_it_closes_and_not_before(project, relay):
    maker, other = take_part(project), take_part(project)
    thank(project, maker, note="You tried it on the ward.")
    relay()
    assert "YouAreThanked" not in told(maker)
    close_project(project)
    relay()
    assert "YouAreThanked" in told(maker)
    assert "ProjectClosed" in told(maker)
    assert told(other) == ["ProjectClosed"]
    thanks = Notice.objects.get(user=maker, kind="projects.YouAreThanked")
    assert thanks.excerpt == "You tried it on the ward."


def test_who_watches_it_from_outside_is_told_that_it_closed(project, relay):
    watcher, stranger = join(project.community), join(project.community)
    Follow.objects.choose(project.target, Level.WATCHING, by=watcher)
    close_project(project)
    relay()
    assert told(watcher) == ["ProjectClosed"]
    assert told(stranger) == []


def test_reopening_is_told_as_that(project, relay):
    maker = take_part(project)
    close_project(project)
    relay()
    again(project).reopen(by=project.begun_by, note="A third ward asks.")
    relay()
    assert "ProjectReopened" in told(maker)
    assert "ProjectStarted" not in told(maker)


def test_confirmed_skills_are_evidence_until_they_are_withdrawn(project, relay):
    maker = take_part(project)
    thank(project, maker, tags=["forms"])
    assert known_for(project, "forms") == {}
    close_project(project)
    assert known_for(project, "forms") == {maker.pk: "You delivered 1 project on forms."}
    assert known_for(project, "discharge") == {}
    relay()
    lead = as_user(project.begun_by)
    lead.post(f"{project.address}contributions/{maker.handle}/", {"_method": "delete"})
    relay()
    assert known_for(project, "forms") == {}
    assert "YouAreThanked" not in told(maker)


def test_who_does_not_want_to_be_named_is_not_and_it_counts_for_nothing(project):
    maker = take_part(project)
    thank(project, maker, note="Dear heron", tags=["forms"])
    close_project(project)
    mine, reader = as_user(maker), as_user(join(project.community))
    assert "Dear heron" in text(reader.get(project.address + "outcome/"))
    assert project.title in text(reader.get(f"/p/{maker.handle}/"))
    mine.post(project.address + "contribution/", {"_method": "delete"})
    assert "Dear heron" not in text(reader.get(project.address + "outcome/"))
    assert project.title not in text(reader.get(f"/p/{maker.handle}/"))
    assert known_for(project, "forms") == {}
    api = reader.get(f"/api/v1/projects/{project.pk}/contributions/").json()
    assert api == []
    assert "Name me" in text(mine.get(project.address + "outcome/"))
    lead = as_user(project.begun_by)
    url = f"/api/v1/projects/{project.pk}/contributions/{maker.handle}/"
    assert lead.delete(url).status_code == 404
    mine.post(project.address + "contribution/")
    assert "Dear heron" in text(reader.get(project.address + "outcome/"))


def test_nobody_confirms_what_they_can_do_themselves(project):
    lead = project.begun_by
    page = as_user(lead).get(project.address + "closing/thanks/")
    assert "There is nobody else to thank" in text(page)
    url = f"/api/v1/projects/{project.pk}/contributions/{lead.handle}/"
    sent = {"data": {"note": "", "tags": ["forms"]}, "content_type": "application/json"}
    assert as_user(lead).put(url, **sent).status_code == 403
    facilitator = join(project.community, role=Role.FACILITATOR)
    assert as_user(facilitator).put(url, **sent).status_code == 200


def test_who_only_looked_on_is_not_thanked(project):
    observer = take_part(project, role="observer")
    page = as_user(project.begun_by).get(project.address + "closing/thanks/")
    assert observer.name not in text(page)


def test_what_somebody_wrote_in_it_is_said_beside_them(project):
    maker = take_part(project)
    place_of(project, maker).say_what("Layout")
    for _ in range(2):
        start_topic(space=project.space, by=maker)
    task = add_task(project)
    Assignee.objects.create(task=task, user=maker)
    Task.objects.filter(pk=task.pk).update(done_at=timezone.now())
    page = as_user(project.begun_by).get(project.address + "closing/thanks/")
    assert "Layout, 1 task done, 2 posts" in text(page)


def test_thanked_after_it_closed_one_is_told_at_once(project, relay):
    maker = take_part(project)
    close_project(project)
    thank(project, maker)
    relay()
    assert "YouAreThanked" in told(maker)


def test_a_page_of_somebody_shows_projects_that_its_reader_may_see(project):
    hidden = begin_project(
        community=project.community, visibility=Visibility.MEMBERS, title="The heron project"
    )
    maker = take_part(project)
    take_part(hidden, maker)
    page = f"/p/{maker.handle}/"
    assert project.title in text(as_user(join(project.community)).get(page))
    assert "heron" not in text(as_user(join(project.community)).get(page))
    assert project.title not in text(as_user(UserFactory()).get(page))
    assert "heron" in text(as_user(maker).get(page))
    api = f"/api/v1/people/{maker.handle}/projects/"
    assert len(as_user(join(project.community)).get(api).json()) == 1


def test_a_closed_project_is_found_by_what_it_learned(project, relay):
    close_project(project, title="Baselines were set too late")
    relay()
    reader = join(project.community)
    found = find(reader, Query.read("baselines"))
    assert project.title in [result.title for result in found.items]
    alike = similar_to(reader, project.community, "When should baselines be set?")
    assert [one.title for one in alike.items] == [project.title]
    assert similar_to(UserFactory(), project.community, "When should baselines be set?").items == []


def digest_of(name: str, project: Project, reader) -> list:
    now = timezone.now()
    keys = {project.community.scope}
    one = Reader(reader, keys, now - timedelta(days=7), now + timedelta(hours=1))
    [found] = sections[f"projects.{name}"].gather([one]).values()
    return found


def test_the_digest_says_what_closed_projects_learned(project):
    begin_project(community=project.community, title="Another")
    close_project(project, title="Baselines were set too late")
    reader = join(project.community)
    [closed] = digest_of("ClosedProjects", project, reader)
    assert (closed.title, closed.excerpt) == (project.title, "Baselines were set too late")
    assert [item.title for item in digest_of("NewProjects", project, reader)] == ["Another"]
    dropped = begin_project(community=project.community)
    dropped.drop(by=dropped.begun_by, note="No")
    assert len(digest_of("ClosedProjects", project, reader)) == 1
    assert sections["projects.NewProjects"].mix_for(Sort.NEWCOMER).weight == 35
