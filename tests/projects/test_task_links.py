"""Texts that lead to a task, and a task that becomes a question."""

from typing import Any

import pytest
from django.conf import settings
from django.test import Client

from discussions.linking import leads_to, linked_from, pages_at
from discussions.models import Link
from projects.models import Project, TaskComment, Visibility
from projects.related.finding import shown_to
from tests.communities.factories import join
from tests.discussions.factories import first_space, start_topic
from tests.projects.factories import add_task, begin_project
from tests.projects.people import as_user
from tests.projects.test_pages import text

pytestmark = pytest.mark.django_db

CANARY = "The bittern task"


@pytest.fixture
def project() -> Project:
    return begin_project(visibility=Visibility.PUBLIC)


def source(project: Project, words: str, title: str = "A source") -> Any:
    return start_topic(
        space=first_space(project.community), by=project.begun_by, title=title, source=words
    )


@pytest.mark.parametrize(
    "written",
    ["[it]({at})", "See {origin}{at}", "[it]({at}?history=all#changes)", "[it]({at}edit/)"],
)
def test_a_text_that_leads_to_a_task_is_told_of_there_and_not_at_its_project(project, written):
    add_task(project, "Another, whose number is not that of its row")
    task = add_task(project, "Ring the ward")
    begun = source(project, written.format(at=task.address, origin=settings.SITE_ORIGIN))

    [led] = leads_to(project.begun_by, begun.target)
    assert (led.kind, led.title, led.url) == ("task", "Ring the ward", task.address)
    assert [one.title for one in linked_from(project.begun_by, task.target)] == ["A source"]
    assert list(linked_from(project.begun_by, project.target)) == []
    page = text(as_user(project.begun_by).get(task.address))
    assert begun.get_absolute_url() in page


@pytest.mark.parametrize(
    "address", ["{project}tasks/99/", "{project}tasks/new/", "{project}tasks/1x"]
)
def test_what_leads_to_no_task_is_told_of_at_none(project, address):
    task = add_task(project)
    source(project, f"[x]({address.format(project=project.address)})")

    assert not Link.objects.filter(target=task.target).exists()


def test_what_a_task_leads_to_says_so(project):
    topic = source(project, "Words.")
    task = add_task(project, "Ring the ward", description=f"[asked]({topic.address})")
    other = add_task(project, "Write it down")
    TaskComment.objects.add(other, f"[asked]({topic.address})", by=project.begun_by)

    told = {one.url for one in linked_from(project.begun_by, topic.target)}
    assert told == {task.address, other.address}
    assert as_user(project.begun_by).get(f"{topic.address}links/").status_code == 200


def test_who_may_not_read_the_project_learns_the_title_of_no_task():
    project = begin_project(visibility=Visibility.MEMBERS)
    task = add_task(project, CANARY)
    begun = source(project, f"[it]({task.address})")
    outside = join(project.community)

    assert [one.title for one in leads_to(project.begun_by, begun.target)] == [CANARY]
    assert [(one.title, one.url) for one in leads_to(outside, begun.target)] == [("", task.address)]
    assert pages_at(outside, [task.address]) == {}
    assert CANARY not in text(as_user(outside).get(f"{begun.address}links/"))


def test_one_that_is_deleted_is_not_called_by_its_title(project):
    task = add_task(project, CANARY)
    begun = source(project, f"[it]({task.address})")
    task.delete_softly(by=project.begun_by)

    assert [one.title for one in leads_to(project.begun_by, begun.target)] == [""]


def test_a_task_can_be_linked_to_another_project(project):
    task = add_task(project, "Ring the ward")
    other = begin_project(community=project.community, by=project.begun_by)
    as_user(project.begun_by).post(f"{other.address}related/", {"address": task.address})

    assert [(one.kind, one.title) for one in shown_to(project.begun_by, other)] == [
        ("task", "Ring the ward")
    ]


def test_a_task_becomes_a_question_with_its_title_and_its_address(project):
    task = add_task(project, "Whom do we ring & when?")
    client = as_user(project.begun_by)
    page = client.get(task.address)
    [link] = [one for one in page.text.split('"') if "t/new/?" in one and "source" in one]

    form = client.get(link.replace("&amp;", "&")).text

    assert 'value="Whom do we ring &amp; when?"' in form
    assert task.address in form


def test_who_may_not_ask_is_not_offered_to(project):
    task = add_task(project)

    assert "t/new/?" not in Client().get(task.address).text
