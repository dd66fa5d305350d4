from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar, Self

from django.conf import settings
from django.contrib.postgres.expressions import ArraySubquery
from django.db import models, transaction
from django.db.models import OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from communities.errors import LastOwner
from communities.events import MemberLeft, RoleChanged
from core.compiled import compiled
from core.events import publish
from core.models import PageVersion

if TYPE_CHECKING:
    from accounts.models import User


class Role(models.TextChoices):
    OWNER = "owner", _("Owner")
    FACILITATOR = "facilitator", _("Facilitator")
    MODERATOR = "moderator", _("Moderator")
    MEMBER = "member", _("Member")


class State(models.TextChoices):
    ACTIVE = "active", _("Active")
    SUSPENDED = "suspended", _("Suspended")
    LEFT = "left", _("Left")
    # Of another community, and in certain projects of this one: a member of their spaces alone.
    PARTNER = "partner", _("In projects only")


class MembershipQuerySet(models.QuerySet["Membership"]):
    def active(self) -> Self:
        return self.filter(state=State.ACTIVE)

    def of(self, user: Any) -> Self:
        """The user's active memberships; a visitor has none."""
        return self.active().filter(user_id=user.pk) if user.pk else self.none()

    def with_partners(self) -> Self:
        return self.filter(state__in=[State.ACTIVE, State.PARTNER])

    def of_space(self, space: int, community: int) -> Self:
        """Who may be told of what is said in it: its community, and the partners named for it.

        Of a space for some only, `Space.among` says which of them may read it.
        """
        from communities.models.space import SpaceMember  # space.py imports this module

        named = SpaceMember.objects.filter(space=space).values("user")
        partners = Q(state=State.PARTNER, user__in=named)
        return self.filter(Q(state=State.ACTIVE) | partners, community=community)

    def in_charge(self) -> Self:
        return self.filter(role__in=[Role.OWNER, Role.FACILITATOR])

    def moderating(self) -> Self:
        return self.active().exclude(role=Role.MEMBER)

    def of_people_like(self, text: str) -> Self:
        """Whose name, handle or headline holds the text."""
        if not text:
            return self
        person = Q(user__name__icontains=text) | Q(user__handle__icontains=text)
        return self.filter(person | Q(user__headline__icontains=text))

    def settle(self) -> int:
        return self.filter(settled_at=None).update(settled_at=timezone.now())

    def with_named_spaces(self) -> Self:
        """Annotate ``named_spaces``: ids of the spaces that are open to the user by name."""
        from communities.models.space import SpaceMember  # space.py imports this module

        named = SpaceMember.objects.filter(
            user=OuterRef("user"), space__community=OuterRef("community")
        )
        return self.annotate(named_spaces=ArraySubquery(named.values("space")))

    def for_display(self) -> Self:
        return self.select_related("user").order_by("joined_at", "pk")


class Membership(models.Model):
    """A user belongs to a community, in a role."""

    community = models.ForeignKey(
        "communities.Community", models.CASCADE, related_name="memberships"
    )
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="memberships")
    role = models.CharField(max_length=12, choices=Role.choices, default=Role.MEMBER)
    state = models.CharField(max_length=10, choices=State.choices, default=State.ACTIVE)
    joined_at = models.DateTimeField(default=timezone.now)
    left_at = models.DateTimeField(null=True, blank=True)
    # When the member said how they want to hear from here, or would not say; asked until then.
    settled_at = models.DateTimeField(null=True, blank=True)

    named_spaces: list[int]  # annotated by `with_named_spaces`

    objects: ClassVar = MembershipQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["community", "user"], name="one_membership"),
        ]
        indexes = [
            models.Index(fields=["community", "state", "role"], name="membership_roles"),
            models.Index(fields=["community", "state", "joined_at", "id"], name="membership_list"),
        ]

    def __str__(self) -> str:
        return f"{self.user_id} in {self.community_id} as {self.role}"

    def give_role(self, role: Role, *, by: "User") -> None:
        """A community is never left without an owner. Raises LastOwner."""
        with transaction.atomic():
            membership = self._locked()
            if membership.role == role:
                return
            if role != Role.OWNER:
                membership.ensure_another_owner()
            Membership.objects.filter(pk=self.pk).update(role=role)
            PageVersion.objects.advance(self.community.scope)
            publish(RoleChanged(self.pk, membership.role, role, by.pk))
        self.role = role

    def leave(self) -> None:
        """What the member wrote stays. Raises LastOwner."""
        with transaction.atomic():
            membership = self._locked()
            if membership.state == State.LEFT:
                return
            membership.ensure_another_owner()
            Membership.objects.filter(pk=self.pk).update(
                state=State.LEFT, left_at=timezone.now(), role=Role.MEMBER
            )
            self.community.count_members()
            publish(MemberLeft(self.pk))
        self.state = State.LEFT

    def ensure_another_owner(self) -> None:
        if self.role != Role.OWNER:
            return
        owners = Membership.objects.active().filter(community=self.community_id, role=Role.OWNER)
        if not owners.exclude(pk=self.pk).exists():
            raise LastOwner

    def _locked(self) -> "Membership":
        """Locks the community, because two owners leaving at once must not both succeed."""
        self.community.lock()
        return Membership.objects.get(pk=self.pk)


@dataclass(frozen=True)
class Standing:
    """What one viewer is in one community; computed once for a page, asked by every rule."""

    role: str | None = None  # None: no active member
    suspended: bool = False

    @property
    def is_member(self) -> bool:
        return self.role is not None

    @property
    def moderates(self) -> bool:
        return self.role in (Role.OWNER, Role.FACILITATOR, Role.MODERATOR)

    @property
    def facilitates(self) -> bool:
        return self.role in (Role.OWNER, Role.FACILITATOR)

    @property
    def owns(self) -> bool:
        return self.role == Role.OWNER


@compiled()
def _rows_of(user: Any) -> MembershipQuerySet:
    rows = Membership.objects.filter(user_id=user).exclude(state=State.LEFT)
    return rows.with_named_spaces().select_related("community")


def memberships_of(user: Any) -> dict[int, Membership]:
    """The user's active and suspended memberships by community, read once for a request.

    The middleware hangs the answer on the request's user; any other user object is read afresh.
    """
    if not user.is_authenticated:
        return {}
    known = getattr(user, "known_memberships", None)
    if known is None:
        known = {row.community_id: row for row in _rows_of(user=user.pk)}
        if getattr(user, "remembers_memberships", False):
            user.known_memberships = known
    return known


def forget_memberships(user: Any) -> None:
    if hasattr(user, "known_memberships"):
        del user.known_memberships
