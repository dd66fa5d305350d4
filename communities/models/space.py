from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, ClassVar, Self

from django.conf import settings
from django.db import models, transaction
from django.db.models import Q
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from communities.events import SpaceChanged
from communities.models.membership import Membership
from communities.validators import validate_slug
from core import audience
from core.events import publish
from core.models import PageVersion
from notifications.inbound.addresses import address_for, spaces_are_open

if TYPE_CHECKING:
    from accounts.models import User


class SpaceVisibility(models.TextChoices):
    COMMUNITY = "community", _("As the community")
    MEMBERS = "members", _("Members only")
    GROUP = "group", _("Only the people named here")


class SpaceKind(models.TextChoices):
    ROOM = "room", _("Room")
    PROJECT = "project", _("Project")


def _slug_of(name: str) -> str:
    return slugify(name)[:50].strip("-") or "space"


class MailedKind(models.TextChoices):
    """What a mail to a space begins, where its subject does not say so itself."""

    BY_SUBJECT = "", _("A question if the subject ends in a question mark, else a discussion")
    QUESTION = "question", _("A question")
    DISCUSSION = "discussion", _("A discussion")


class SpaceQuerySet(models.QuerySet["Space"]):
    def visible_to(self, viewer: Any) -> Self:
        mine = Membership.objects.of(viewer).values("community")
        open_to_all = Q(visibility=SpaceVisibility.COMMUNITY, community__visibility="public")
        inside = Q(community__in=mine) & ~Q(visibility=SpaceVisibility.GROUP)
        return self.filter(open_to_all | inside | self._named_for(viewer))

    def written_in_by(self, viewer: Any) -> Self:
        """Those in which the viewer may begin something: of other communities, by name only."""
        mine = Membership.objects.of(viewer).values("community")
        return self.visible_to(viewer).filter(Q(community__in=mine) | self._named_for(viewer))

    @staticmethod
    def _named_for(viewer: Any) -> Q:
        """Named, and still there: in the community, or in projects of it."""
        there = Membership.objects.with_partners().filter(user_id=viewer.pk or 0)
        named = SpaceMember.objects.filter(user_id=viewer.pk or 0).values("space")
        return Q(community__in=there.values("community")) & Q(pk__in=named)

    def rooms(self) -> Self:
        """Without those of projects, which are listed as projects."""
        return self.filter(kind=SpaceKind.ROOM)

    def open(  # noqa: PLR0913 - a space is all of this
        self,
        community: Any,
        *,
        name: str,
        description: str = "",
        visibility: str = SpaceVisibility.COMMUNITY,
        takes_mail: bool = False,
        mail_kind: str = MailedKind.BY_SUBJECT,
        named: "list[User] | None" = None,
        kind: str = SpaceKind.ROOM,
    ) -> "Space":
        """Add a room at the end of the list, for the people named where it is for some only."""
        with transaction.atomic():
            space = self.create(
                community=community,
                name=name,
                slug=_slug_of(name),
                description=description,
                visibility=visibility,
                takes_mail=takes_mail,
                kind=kind,
                mail_kind=mail_kind,
                position=self.filter(community=community).count(),
            )
            space.name_people(named or [])
            publish(SpaceChanged(space.pk))
        return space

    def with_name(self, community: Any, name: str) -> Self:
        """The space of this community whose address the name would take."""
        return self.filter(community=community, slug=_slug_of(name))

    def hold(self, ids: Iterable[int]) -> "dict[int, Space]":
        """Lock them in the order of their numbers: see `Space.hold_audience`."""
        held = self.filter(pk__in=ids).order_by("pk")
        list(held.select_for_update(of=("self",), no_key=True))
        # A statement after the lock, so that it sees what whoever held them has committed.
        return {space.pk: space for space in held.select_related("community")}

    def shared(self) -> Self:
        return self.filter(visibility=SpaceVisibility.COMMUNITY)

    def in_order(self) -> Self:
        return self.order_by("position", "name")


class Space(models.Model):
    """A room of a community; it inherits its visibility or narrows it, never widens."""

    community = models.ForeignKey("communities.Community", models.CASCADE, related_name="spaces")
    name = models.CharField(_("name"), max_length=80)
    slug = models.CharField(_("address"), max_length=50, validators=[validate_slug])
    description = models.CharField(_("what belongs here"), max_length=300, blank=True)
    visibility = models.CharField(
        _("who can read"),
        max_length=10,
        choices=SpaceVisibility.choices,
        default=SpaceVisibility.COMMUNITY,
    )
    takes_mail = models.BooleanField(
        _("members may begin topics by email"), default=False, db_default=False
    )
    kind = models.CharField(
        max_length=7, choices=SpaceKind.choices, default=SpaceKind.ROOM, editable=False
    )
    mail_kind = models.CharField(
        _("what an email begins"),
        max_length=10,
        choices=MailedKind.choices,
        default=MailedKind.BY_SUBJECT,
        blank=True,
        db_default="",
    )
    position = models.PositiveSmallIntegerField(default=0)

    objects: ClassVar = SpaceQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["community", "slug"], name="space_slug_unique"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def scope(self) -> str:
        return f"space:{self.pk}"

    @property
    def audience(self) -> list[str]:
        if self.visibility == SpaceVisibility.GROUP:
            return [self.scope]
        inside = [f"community:{self.community_id}"]
        if self.kind == SpaceKind.PROJECT:
            inside.append(self.scope)  # partners hold this key, and not the community's
        if self.visibility == SpaceVisibility.MEMBERS or not self.community.is_public:
            return inside
        return [*inside, audience.PUBLIC]

    @property
    def mail_address(self) -> str:
        """Where its members begin topics by email; empty where they do not."""
        if not self.takes_mail or not spaces_are_open():
            return ""
        return address_for(f"{self.community.slug}.{self.slug}")

    def hold_audience(self) -> list[str]:
        """Its audience, which does not change before this transaction ends.

        What is written with it follows the space from here on: one that closes either has closed
        before and is seen closed, or comes later and takes it along (`reaudience`).
        """
        return Space.objects.hold([self.pk])[self.pk].audience

    @property
    def is_shared(self) -> bool:
        """Open to the whole community: only what is in such spaces is counted for all to see."""
        return self.visibility == SpaceVisibility.COMMUNITY

    @property
    def is_open_to_all(self) -> bool:
        return audience.PUBLIC in self.audience

    def is_readable_by(self, user: Any) -> bool:
        return Space.objects.visible_to(user).filter(pk=self.pk).exists()

    def among(self, members: "models.QuerySet[User]") -> "models.QuerySet[User]":
        """Of these members of its community, those who may read what is in it."""
        if self.visibility != SpaceVisibility.GROUP:
            return members
        return members.filter(pk__in=self.named.values("user"))

    def edit(
        self,
        *,
        name: str,
        description: str,
        visibility: str,
        takes_mail: bool | None = None,
        mail_kind: str | None = None,
    ) -> None:
        """Whether it takes mail, and of which kind, stays as it is where nothing is said of it."""
        changed: dict[str, Any] = {"name": name, "description": description}
        changed |= {"visibility": visibility}
        if takes_mail is not None:
            changed["takes_mail"] = takes_mail
        if mail_kind is not None:
            changed["mail_kind"] = mail_kind
        with transaction.atomic():
            Space.objects.filter(pk=self.pk).update(**changed)
            # Its community too: it may have closed since this was loaded.
            self.refresh_from_db(fields=[*changed, "community"])
            self.reaudience()
            PageVersion.objects.advance(self.scope)
            publish(SpaceChanged(self.pk))

    def name_people(self, users: list["User"]) -> None:
        """Say who belongs to a space that is only for the people named."""
        with transaction.atomic():
            self.named.exclude(user__in=users).delete()
            members = [SpaceMember(space=self, user=user) for user in users]
            SpaceMember.objects.bulk_create(members, ignore_conflicts=True)

    def reaudience(self) -> None:
        """Carry a change of visibility to every document, upload and notice of this space."""
        audience.rescope(self.scope, self.audience)


class SpaceMember(models.Model):
    """Somebody named for a space whose visibility is `group`."""

    space = models.ForeignKey(Space, models.CASCADE, related_name="named")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["space", "user"], name="named_once")]

    def __str__(self) -> str:
        return f"{self.user_id} in {self.space_id}"
