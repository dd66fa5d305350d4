from functools import partial

import pytest

from knowledge.models import Article
from projects.errors import ReviewIsClosed, WrongStatus
from projects.models import Collaborator, Lesson, Project, Standing, Status
from tests.communities.factories import CommunityFactory
from tests.projects.factories import begin_project, place_of, reviewed, take_part
from tests.racing import queue_for, race

pytestmark = pytest.mark.django_db(transaction=True)


def fresh(project: Project) -> Project:
    return Project.objects.for_page().get(pk=project.pk)


def test_closed_twice_at_once_it_is_closed_once():
    project = begin_project(community=CommunityFactory())
    review = reviewed(project)
    Lesson.objects.add(review, by=project.begun_by, title="Test with five people")

    done = race(*(partial(fresh(project).close, review, by=project.begun_by) for _ in range(2)))

    assert sorted(type(one).__name__ for one in done) == ["NoneType", WrongStatus.__name__]
    assert Article.objects.count() == 1
    assert fresh(project).review_count == 1


def test_closing_and_leaving_wait_for_each_other():
    project = begin_project(community=CommunityFactory())
    maker = take_part(project)
    review = reviewed(project)

    done = queue_for(
        Project.objects.all(),
        partial(fresh(project).close, review, by=project.begun_by),
        partial(place_of(project, maker).leave, by=maker),
    )

    assert done == [None, None]
    found = fresh(project)
    assert (found.status, found.member_count) == (Status.CLOSED, 1)
    assert place_of(project, maker).standing == Standing.LEFT


def test_who_accepts_while_it_closes_is_told_that_it_is_over():
    project = begin_project(community=CommunityFactory())
    maker = take_part(project)
    place_of(project, maker).leave(by=maker)
    place = project.invite(maker, by=project.begun_by)
    review = reviewed(project)

    _closed, refused = queue_for(
        Project.objects.all(),
        partial(fresh(project).close, review, by=project.begun_by),
        place.accept,
    )

    assert type(refused).__name__ == "NotInvited"
    assert not Collaborator.objects.filter(pk=place.pk).exists()


def test_a_lesson_that_waits_for_the_closing_is_refused():
    project = begin_project(community=CommunityFactory())
    review = reviewed(project)
    add = partial(Lesson.objects.add, review, by=project.begun_by, title="Too late for this")

    _closed, refused = queue_for(
        type(review).objects.all(), partial(fresh(project).close, review, by=project.begun_by), add
    )

    assert isinstance(refused, ReviewIsClosed)
    assert Article.objects.count() == 0
