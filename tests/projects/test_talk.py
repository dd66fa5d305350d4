"""What is said in a project: the topics of its space."""

import pytest
from django.test import Client

from communities.models import Community
from discussions.models import Topic
from projects.models import Visibility
from tests.communities.factories import CommunityFactory, join
from tests.discussions.factories import first_space, start_topic
from tests.projects.factories import begin_project, partner, take_part
from tests.projects.people import as_user
from tests.projects.test_pages import text

pytestmark = pytest.mark.django_db


@pytest.fixture
def community() -> Community:
    return CommunityFactory()


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize(("who", "queries"), [("visitor", 2), ("member", 7)])
def test_it_costs_the_same_however_many_topics(
    django_assert_num_queries, community, rows, who, queries
):
    project = begin_project(community=community, visibility=Visibility.PUBLIC)
    for _ in range(rows):
        start_topic(space=project.space, tags=["one"])
    client = as_user(project.begun_by) if who == "member" else Client()
    with django_assert_num_queries(queries):
        page = client.get(project.address + "talk/")
    assert text(page).count('class="qrow') >= rows


def test_it_shows_the_topics_of_the_project_and_no_others(community):
    project = begin_project(community=community)
    start_topic(space=project.space, by=project.begun_by, title="Which paper do we print on?")
    start_topic(space=first_space(community), title="How do you set a baseline?")
    client = as_user(project.begun_by)
    for query in ("", "?space=general", "?state=unanswered"):
        page = text(client.get(f"{project.address}talk/{query}"))
        assert "Which paper do we print on?" in page
        assert "How do you set a baseline?" not in page
    assert "No topic of this project fits" in text(client.get(f"{project.address}talk/?kind=story"))


def test_what_is_begun_from_here_is_begun_in_the_project(community):
    project = begin_project(community=community, visibility=Visibility.MEMBERS)
    for person in (take_part(project), partner(project)):
        client = as_user(person)
        page = text(client.get(project.address + "talk/"))
        address = f"{community.address}t/new/?space={project.space.slug}"
        assert address in page
        said = {"kind": "question", "title": "Which paper is it?", "source": "Say.", "tags": ""}
        client.post(address, said | {"space": project.space.slug, "nonce": f"n{person.pk}"})
    assert list(Topic.objects.values_list("space", flat=True)) == [project.space_id] * 2


def test_who_may_not_read_the_project_reads_no_talk(community):
    project = begin_project(community=community, visibility=Visibility.MEMBERS)
    member, invited = join(community), join(CommunityFactory())
    project.invite(invited, by=project.begun_by)
    for client in (Client(), as_user(member), as_user(invited)):
        for part in ("talk/", "updates/", "calls/"):
            assert client.get(project.address + part).status_code == 404
