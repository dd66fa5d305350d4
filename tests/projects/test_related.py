"""What is linked to a project, and who is told of it on either side."""

import pytest
from django.test import Client

from accounts.models import Block
from discussions.linking import linked_from
from discussions.models import Kind
from projects.models import Project, Related, Visibility
from projects.related.finding import questions_on, shown_to
from tests.accounts.factories import UserFactory
from tests.communities.factories import CommunityFactory, SpaceFactory, join
from tests.discussions.factories import first_space, start_topic
from tests.knowledge.factories import publish_article
from tests.projects.factories import begin_project, partner, take_part

pytestmark = pytest.mark.django_db


def as_user(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def project() -> Project:
    return begin_project(tags=["discharge"])


def link(project: Project, address: str, by=None, **more: str) -> int:
    client = as_user(by or project.begun_by)
    return client.post(project.address + "related/", {"address": address} | more).status_code


def test_a_page_a_person_and_a_page_elsewhere_are_linked_by_their_addresses(project):
    topic = start_topic(space=first_space(project.community))
    article = publish_article(space=first_space(project.community))
    person = join(project.community)
    elsewhere = "https://example.org/handbook"
    for address in (topic.get_absolute_url(), article.address, person.get_absolute_url()):
        assert link(project, address, why="It began here.") == 302
    assert link(project, elsewhere, title="The handbook") == 302
    shown = shown_to(project.begun_by, project)
    assert [one.kind for one in shown] == ["topic", "article", "person", "elsewhere"]
    titles = [topic.title, article.title, person.name, "The handbook"]
    assert [one.title for one in shown] == titles


def test_what_is_linked_says_so_to_whoever_may_read_the_project(project):
    hidden = begin_project(community=project.community, visibility=Visibility.MEMBERS)
    topic = start_topic(space=first_space(project.community))
    for one in (project, hidden):
        link(one, topic.address)
    reader = join(project.community)
    assert [one.title for one in linked_from(reader, topic.target)] == [project.title]
    assert len(linked_from(hidden.begun_by, topic.target).items) == 2
    Related.objects.filter(project=project).get().unlink()
    assert list(linked_from(reader, topic.target)) == []


def test_nobody_is_told_what_they_may_not_know(project):
    room = SpaceFactory(community=project.community, visibility="group")
    topic = start_topic(space=room, by=project.begun_by, title="The secret heron")
    room.name_people([project.begun_by])
    link(project, topic.address)
    page = as_user(join(project.community)).get(project.address + "related/")
    assert "heron" not in page.content.decode()
    assert "heron" in as_user(project.begun_by).get(project.address + "related/").content.decode()


def test_an_address_one_may_not_read_is_like_one_that_is_not_there(project):
    secret = start_topic(space=first_space(CommunityFactory(visibility="secret")))
    assert link(project, secret.address) == 422
    assert link(project, f"{project.community.address}t/999/") == 422
    assert link(project, "javascript:alert(1)") == 422
    assert Related.objects.count() == 0


def test_a_thing_is_linked_once_and_what_was_typed_stays(project):
    topic = start_topic(space=first_space(project.community))
    link(project, topic.address)
    client = as_user(project.begun_by)
    answer = client.post(
        project.address + "related/", {"address": topic.get_absolute_url(), "why": "Once more"}
    )
    assert answer.status_code == 422
    assert "Once more" in answer.content.decode()


def test_only_contributors_link_and_whoever_is_named_may_leave_the_list(project):
    named, watching = join(project.community), take_part(project, role="observer")
    assert link(project, named.get_absolute_url(), by=watching) == 403
    link(project, named.get_absolute_url())
    url = f"{project.address}related/{Related.objects.get().pk}/"
    assert as_user(watching).post(url, {"_method": "delete"}).status_code == 403
    as_user(named).post(url, {"_method": "delete"})
    assert Related.objects.count() == 0


def test_two_whom_a_block_parts_do_not_meet_on_the_list(project):
    named, reader = join(project.community), join(project.community)
    link(project, named.get_absolute_url())
    Block.objects.create(blocker=named, blocked=reader)
    assert shown_to(reader, project) == []


def test_whoever_is_only_invited_does_not_see_what_is_linked(project):
    hidden = begin_project(visibility=Visibility.MEMBERS)
    asked = UserFactory()
    hidden.invite(asked, by=hidden.begun_by)
    client = as_user(asked)
    assert client.get(hidden.get_absolute_url()).status_code == 200
    assert client.get(hidden.address + "related/").status_code == 404
    assert client.get(f"/api/v1/projects/{hidden.pk}/related/").status_code == 404


def test_questions_on_the_same_are_suggested_until_they_are_linked(project):
    question = start_topic(
        space=first_space(project.community), kind=Kind.QUESTION, tags=["discharge"]
    )
    start_topic(space=first_space(project.community), kind=Kind.QUESTION, tags=["pay"])
    assert questions_on(project.begun_by, project) == [question]
    link(project, question.address)
    assert questions_on(project.begun_by, project) == []


@pytest.mark.parametrize("rows", [1, 3])
def test_the_page_costs_the_same_however_much_is_linked(django_assert_num_queries, project, rows):
    for _ in range(rows):
        link(project, start_topic(space=first_space(project.community)).address)
        link(project, join(project.community).get_absolute_url())
    client = as_user(partner(project))
    with django_assert_num_queries(10):
        client.get(project.address + "related/")


def test_programs_link_and_unlink(project):
    topic = start_topic(space=first_space(project.community))
    client = as_user(project.begun_by)
    url = f"/api/v1/projects/{project.pk}/related/"
    made = client.post(url, {"address": topic.address}, content_type="application/json")
    assert [one["title"] for one in made.json()] == [topic.title]
    wrong = client.post(url, {"address": "/nowhere/"}, content_type="application/json")
    assert wrong.status_code == 422
    assert client.delete(f"/api/v1/related/{made.json()[0]['id']}/").status_code == 204
    assert client.get(url).json() == []
