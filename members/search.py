from collections.abc import Iterator, Sequence
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, OuterRef, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.events import UserChanged
from accounts.models import User
from communities.events import CommunityEdited, MemberJoined, MemberLeft
from communities.models import Membership
from communities.models.community import Visibility
from core.audience import PUBLIC
from core.events import subscribe
from members.directory import people_visible_to
from members.events import ProfileWritten
from members.profiles.finding import words_at
from members.profiles.levels import FELLOW, VISITOR
from members.profiles.shown import profile_of
from search.indexing import refresh
from search.kinds import Searchable, declare
from search.models import Document

WEIGHT = 0.5


@declare
class People(Searchable):
    """A person, for those whom `people_visible_to` lets find them."""

    kind = "person"
    tab = _("People")

    def every(self) -> QuerySet[User]:
        return User.objects.all()

    def of_community(self, community_id: int) -> QuerySet[User]:
        members = Membership.objects.active().filter(community=community_id)
        return self.every().filter(pk__in=members.values("user"))

    def containers(self, ids: Sequence[int]) -> QuerySet[User]:
        return User.objects.filter(pk__in=ids)

    def documents(self, ids: Sequence[int]) -> Iterator[Document]:
        memberships = Membership.objects.active().filter(user=OuterRef("pk"))
        open_ones = memberships.filter(community__visibility=Visibility.PUBLIC)
        people = (
            User.objects.shown()
            .filter(pk__in=ids)
            .select_related("profile")
            .annotate(
                communities=ArraySubquery(memberships.order_by("pk").values("community")),
                is_in_the_open=Exists(open_ones),
            )
        )
        for person in people:
            yield Document(
                kind=self.kind,
                object_id=person.pk,
                thread=f"person:{person.pk}",
                scope=f"person:{person.pk}",
                audience=audience_of(person),
                author_id=person.pk,
                title=person.name,
                keywords=person.handle,
                body=said_by(person),
                url=person.get_absolute_url(),
                created_at=person.date_joined,
                active_at=person.date_joined,
                weight=WEIGHT,
            )

    def visible_to(self, viewer: Any) -> QuerySet[User]:
        return people_visible_to(viewer)

    def label(self, traits: list[str]) -> str | Promise:
        return _("Person")


def audience_of(person: Any) -> list[str]:
    keys = {f"user:{person.pk}", *(f"community:{pk}" for pk in person.communities)}
    return sorted(keys | {PUBLIC} if person.is_in_the_open else keys)


def said_by(person: Any) -> str:
    """Headline, and of the profile what all read who can find the person in a search.

    Who is in a public community is found by visitors, and others by their fellow members alone.
    """
    levels = VISITOR if person.is_in_the_open else FELLOW
    return f"{person.headline}\n{words_at(profile_of(person), levels)}".strip()


@subscribe(ProfileWritten)
@subscribe(UserChanged)
def person_changed(event: ProfileWritten | UserChanged) -> None:
    refresh(People.kind, [event.user_id])


@subscribe(MemberJoined)
@subscribe(MemberLeft)
def belonging_changed(event: MemberJoined | MemberLeft) -> None:
    memberships = Membership.objects.filter(pk=event.membership_id)
    refresh(People.kind, memberships.values_list("user_id", flat=True))


@subscribe(CommunityEdited)
def community_changed(event: CommunityEdited) -> None:
    """A community that opens or closes takes the people in it along."""
    members = Membership.objects.active().filter(community=event.community_id)
    refresh(People.kind, members.values_list("user_id", flat=True))
