"""Somebody of another community, in one project of this one: its space is open to them, no more."""

import pytest

from communities.models import Community, Membership, Space
from communities.models.membership import State
from core import audience
from discussions import rules
from discussions.models import Topic
from discussions.notices import members_of
from projects.models import Project, Visibility
from tests.accounts.factories import UserFactory
from tests.communities.factories import CommunityFactory, SpaceFactory
from tests.discussions.factories import start_topic
from tests.projects.factories import begin_project, partner, place_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def project() -> Project:
    secret = CommunityFactory(visibility="secret")
    return begin_project(community=secret, visibility=Visibility.MEMBERS)


def test_a_partner_reads_the_project_and_nothing_else_of_the_community(project: Project) -> None:
    outsider = partner(project)
    SpaceFactory(community=project.community)
    assert list(Space.objects.visible_to(outsider)) == [project.space]
    assert list(Project.objects.visible_to(outsider)) == [project]
    assert list(Community.objects.readable_by(outsider)) == []
    keys = audience.keys_for(outsider)
    assert project.space.scope in keys
    assert project.community.scope not in keys
    assert audience.keys_for_each([outsider.pk])[outsider.pk] == set(keys)


def test_a_partner_talks_in_the_project_and_is_told_what_is_said_there(project: Project) -> None:
    outsider = partner(project)
    inside = start_topic(space=project.space, by=project.begun_by)
    elsewhere = start_topic(space=project.community.spaces.rooms().get(), by=project.begun_by)
    assert rules.can_reply(outsider, inside)
    assert not rules.can_reply(outsider, elsewhere)
    assert outsider in members_of(inside)
    assert outsider not in members_of(elsewhere)
    assert list(Topic.objects.visible_to(outsider)) == [inside]


def test_a_partner_is_told_also_where_the_community_may_read_it() -> None:
    project = begin_project()
    outsider = partner(project)
    assert set(project.space.audience) & set(audience.keys_for(outsider))
    assert not set(project.space.audience) & set(audience.keys_for(UserFactory()))


def test_a_partner_begins_topics_in_the_project_only(project: Project) -> None:
    outsider = partner(project)
    assert rules.can_start(outsider, project.community, space=project.space)
    assert not rules.can_start(outsider, project.community)
    public = CommunityFactory()
    theirs = begin_project(community=public)
    place = partner(theirs)
    assert list(Space.objects.written_in_by(place)) == [theirs.space]


def test_who_leaves_their_last_project_is_a_partner_no_more(project: Project) -> None:
    outsider = partner(project)
    place_of(project, outsider).leave(by=outsider)
    assert list(Space.objects.visible_to(outsider)) == []
    assert Membership.objects.get(user=outsider).state == State.LEFT


def test_a_partner_who_joins_the_community_is_a_member(project: Project) -> None:
    outsider = partner(project)
    project.community.admit(outsider)
    assert project.community.standing_of(outsider).is_member
    place_of(project, outsider).leave(by=outsider)
    assert Membership.objects.get(user=outsider).state == State.ACTIVE


def test_who_leaves_the_community_leaves_its_projects(
    project: Project, django_capture_on_commit_callbacks: object
) -> None:
    lead = project.begun_by
    place_of(project, lead).leave(by=lead, even_as_last_lead=True)
    assert list(Project.objects.visible_to(lead)) == []
