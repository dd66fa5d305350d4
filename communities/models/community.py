from typing import TYPE_CHECKING, Any, ClassVar, Self

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models, transaction
from django.db.models import Q
from django.db.models.functions import Lower
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.models import Dye
from communities.errors import NoDomains, SuspendedMember
from communities.events import CommunityEdited, CommunityFounded, JoinRequested, MemberJoined
from communities.models.join_request import JoinRequest
from communities.models.membership import (
    Membership,
    Role,
    Standing,
    State,
    forget_memberships,
    memberships_of,
)
from communities.models.space import Space
from communities.validators import validate_mark, validate_slug
from core import audience
from core.events import publish
from core.models import PageVersion
from core.versions import ensure_current

if TYPE_CHECKING:
    from accounts.models import User

DEFAULT_MARK = "M5 5h14v14H5zM9 9h6v6H9z"


class Visibility(models.TextChoices):
    PUBLIC = "public", _("Public: anyone can read")
    PRIVATE = "private", _("Private: anyone can find it, members read")
    SECRET = "secret", _("Secret: only members know it exists")


class Joining(models.TextChoices):
    OPEN = "open", _("Open: anyone signed in can join")
    REQUEST = "request", _("On request: a facilitator says yes")
    INVITATION = "invitation", _("By invitation only")
    DOMAIN = "domain", _("Open to certain email domains")


class CommunityQuerySet(models.QuerySet["Community"]):
    def visible_to(self, viewer: Any) -> Self:
        """Those the viewer may know of; what is inside asks `readable_by`."""
        there = Membership.objects.with_partners().filter(user_id=viewer.pk or 0)
        mine = there.values("community")
        return self.filter(~Q(visibility=Visibility.SECRET) | Q(pk__in=mine))

    def readable_by(self, viewer: Any) -> Self:
        mine = Membership.objects.of(viewer).values("community")
        return self.filter(Q(visibility=Visibility.PUBLIC) | Q(pk__in=mine))

    def named_like(self, text: str) -> Self:
        return self.filter(Q(name__icontains=text) | Q(tagline__icontains=text)) if text else self

    def joined_by(self, viewer: Any) -> Self:
        return self.filter(pk__in=Membership.objects.of(viewer).values("community"))

    def found(self, *, by: "User", **charter: Any) -> "Community":
        """Begin a community: its founder owns it, and it has a first space. Raises NoDomains."""
        with transaction.atomic():
            community = self.create(created_by=by, **charter)
            community.ensure_somebody_can_join()
            Space.objects.create(community=community, name=gettext("General"), slug="general")
            membership = Membership.objects.create(community=community, user=by, role=Role.OWNER)
            community.count_members()
            publish(CommunityFounded(community.pk))
            publish(MemberJoined(membership.pk))
        forget_memberships(by)
        return community


class Community(models.Model):
    """People who share a craft, and the charter they share it under."""

    name = models.CharField(_("name"), max_length=100)
    slug = models.CharField(_("address"), max_length=50, validators=[validate_slug])
    tagline = models.CharField(_("purpose, in a sentence"), max_length=200, blank=True)
    domain = models.TextField(_("domain: what it is about"), blank=True, max_length=4000)
    who = models.TextField(_("community: who it is for"), blank=True, max_length=4000)
    practice = models.TextField(
        _("practice: what members do together"), blank=True, max_length=4000
    )
    code_of_conduct = models.TextField(_("code of conduct"), blank=True, max_length=20000)
    visibility = models.CharField(
        _("who can read"), max_length=8, choices=Visibility.choices, default=Visibility.PUBLIC
    )
    joining = models.CharField(
        _("who can join"), max_length=10, choices=Joining.choices, default=Joining.OPEN
    )
    email_domains = ArrayField(
        models.CharField(max_length=100), verbose_name=_("email domains"), default=list, blank=True
    )
    dye = models.CharField(_("accent"), max_length=12, choices=Dye.choices, default=Dye.VERDIGRIS)
    mark = models.CharField(
        _("mark"), max_length=300, default=DEFAULT_MARK, validators=[validate_mark]
    )
    member_count = models.PositiveIntegerField(default=0, editable=False)
    topic_count = models.PositiveIntegerField(default=0, editable=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects: ClassVar = CommunityQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "communities"
        constraints = [
            models.UniqueConstraint(Lower("slug"), name="community_slug_unique"),
        ]
        indexes = [models.Index(fields=["-member_count", "-id"], name="community_list")]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return self.address

    @cached_property
    def address(self) -> str:
        """Looked up once: the addresses of all its topics and posts begin with it."""
        return reverse("community", args=[self.slug])

    @property
    def scope(self) -> str:
        return f"community:{self.pk}"

    @property
    def is_public(self) -> bool:
        return self.visibility == Visibility.PUBLIC

    @property
    def audience(self) -> list[str]:
        """The keys of whoever may read what is open to the whole community."""
        return [self.scope, audience.PUBLIC] if self.is_public else [self.scope]

    @property
    def listing_audience(self) -> list[str]:
        """The keys of whoever may know that it exists."""
        secret = self.visibility == Visibility.SECRET
        return [self.scope] if secret else [self.scope, audience.PUBLIC]

    @property
    def listing_scope(self) -> str:
        """The scope of what says that the community exists, such as its search document."""
        return f"listing:{self.pk}"

    def edit(self, *, by: "User", version: int, **charter: Any) -> None:
        """Change the charter; who may read changes with it, at once.

        Raises StaleVersion or NoDomains.
        """
        with transaction.atomic():
            ensure_current(self.lock(), version)
            Community.objects.filter(pk=self.pk).update(version=version + 1, **charter)
            self.refresh_from_db()
            self.ensure_somebody_can_join()
            self.reaudience()
            PageVersion.objects.advance(self.scope)
            publish(CommunityEdited(self.pk))

    def ensure_somebody_can_join(self) -> None:
        if self.joining == Joining.DOMAIN and not self.email_domains:
            raise NoDomains

    def reaudience(self) -> None:
        """Carry a change of visibility to everything inside, and to what says that it exists.

        The search engine writes documents under the lock of their space: they are written before
        this and corrected here, or after it.
        """
        spaces = self.spaces.select_for_update(of=("self",), no_key=True)
        for space in spaces.order_by("pk"):
            space.community = self
            space.reaudience()
        audience.rescope(self.scope, self.audience)
        audience.rescope(self.listing_scope, self.listing_audience)

    def standing_of(self, viewer: Any, space: int | None = None) -> Standing:
        """In the community; with a space, in that one: a partner is a member where named."""
        membership = memberships_of(viewer).get(self.pk)
        if membership is None:
            return Standing()
        if membership.state == State.PARTNER:
            is_named = space in membership.named_spaces
            return Standing(role=Role.MEMBER if is_named else None)
        if membership.state == State.SUSPENDED:
            return Standing(suspended=True)
        return Standing(role=membership.role)

    def lock(self) -> "Community":
        """Serialise what changes who belongs; call inside a transaction."""
        return Community.objects.select_for_update(of=("self",), no_key=True).get(pk=self.pk)

    def admit(self, user: "User", role: str = Role.MEMBER) -> Membership:
        """Make the user an active member; one who is a member already keeps their role.

        Raises SuspendedMember.
        """
        with transaction.atomic():
            self.lock()
            membership, created = Membership.objects.get_or_create(
                community=self, user=user, defaults={"role": role}
            )
            if membership.state == State.SUSPENDED:
                raise SuspendedMember
            returned = membership.state in (State.LEFT, State.PARTNER)
            if returned:
                membership.state, membership.role = State.ACTIVE, role
                membership.joined_at, membership.left_at = timezone.now(), None
                membership.save(update_fields=["state", "role", "joined_at", "left_at"])
            if created or returned:
                JoinRequest.objects.waiting().filter(community=self, user=user).delete()
                self.count_members()
                publish(MemberJoined(membership.pk))
        forget_memberships(user)
        return membership

    def request_to_join(self, *, by: "User", note: str = "") -> JoinRequest:
        """Ask once: a second request while one waits changes nothing."""
        with transaction.atomic():
            request, created = JoinRequest.objects.get_or_create(
                community=self, user=by, decided_at=None, defaults={"note": note}
            )
            if created:
                publish(JoinRequested(request.pk))
        return request

    def count_members(self) -> None:
        active = Membership.objects.active().filter(community=self)
        self.member_count = active.count()
        Community.objects.filter(pk=self.pk).update(member_count=self.member_count)
