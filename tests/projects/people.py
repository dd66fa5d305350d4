"""Whom a project is asked by: from who is not signed in to who runs its community."""

from django.test import Client

from accounts.models import User
from communities.models import Role
from projects.models import Project
from tests.accounts.factories import UserFactory
from tests.communities.factories import join
from tests.projects.factories import take_part

ROLES = ("visitor", "outsider", "member", "observer", "contributor", "lead", "facilitator")
LEADS = ROLES[5:]
INSIDE = ROLES[4:]


def as_user(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def who_is(project: Project, who: str) -> User:
    if who == "outsider":
        return UserFactory()
    if who in ("member", "facilitator"):
        role = Role.FACILITATOR if who == "facilitator" else Role.MEMBER
        return join(project.community, role=role)
    return take_part(project, role=who)


def clients_of(project: Project) -> dict[str, Client]:
    """A browser of one of each."""
    people = {who: who_is(project, who) for who in ROLES[1:]}
    return {"visitor": Client(), **{who: as_user(user) for who, user in people.items()}}
