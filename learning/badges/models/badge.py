from typing import TYPE_CHECKING, Any, ClassVar, Self

from django.conf import settings
from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import Dye
from communities.models import Community, Membership
from communities.models.titled import Titled
from core.events import publish
from core.markdown import render
from core.versions import ensure_current
from learning.badges.errors import WrongState
from learning.badges.events import BadgeEdited, BadgePublished, BadgeRetired
from learning.badges.medal import Shape, corners

if TYPE_CHECKING:
    from accounts.models import User

LONGEST_CRITERIA = 10_000
MOST_TIMES, MOST_MONTHS = 1000, 120


class BadgeState(models.TextChoices):
    DRAFT = "draft", _("Draft")
    PUBLISHED = "published", _("Is given")
    RETIRED = "retired", _("Not given any more")


class BadgeQuerySet(models.QuerySet["Badge"]):
    def visible_to(self, viewer: Any) -> Self:
        """Drafts are for those who define badges; the others for readers of the community."""
        charge = Membership.objects.of(viewer).in_charge().values("community")
        readable = Community.objects.readable_by(viewer)
        return self.filter(
            Q(community__in=charge) | Q(community__in=readable) & ~Q(state=BadgeState.DRAFT)
        )

    def published(self) -> Self:
        return self.filter(state=BadgeState.PUBLISHED)

    def by_rule(self) -> Self:
        """Those that are proposed by themselves to who meets their rule."""
        return self.published().exclude(rule="")

    def for_page(self) -> Self:
        return self.select_related("community", "defined_by").defer("picture")

    def in_order(self) -> Self:
        """Those that are given first, then drafts, then those that are not given any more."""
        place = models.Case(
            models.When(state=BadgeState.PUBLISHED, then=0),
            models.When(state=BadgeState.DRAFT, then=1),
            default=2,
        )
        return self.order_by(place, "title", "pk")

    def lock(self, pk: int) -> "Badge":
        """The badge, alone in this transaction: who is given it is decided under this lock."""
        badges = self.select_related("community").defer("picture")
        return badges.select_for_update(of=("self",), no_key=True).get(pk=pk)

    def define(
        self, community: Community, *, by: "User", nonce: str | None = None, **said: Any
    ) -> "Badge":
        """Write down what a badge is for; nobody is given it yet. With one nonce it is one."""
        with transaction.atomic():
            community.lock()  # the other click waits here, and finds what this one made
            known = self.filter(defined_by=by, nonce=nonce).first() if nonce else None
            if known:
                return known
            badge: Badge = self.model(community=community, defined_by=by, nonce=nonce)
            badge.say(**said)
            badge.save()
        return badge


class Badge(Titled, models.Model):
    """What a community gives for something: what it says, what one does to get it, how it looks."""

    kind_of_target, place = "badge", "learning/badges"

    community = models.ForeignKey(Community, models.CASCADE, related_name="badges")
    state = models.CharField(max_length=9, choices=BadgeState.choices, default=BadgeState.DRAFT)
    title = models.CharField(_("name"), max_length=100)
    description = models.CharField(max_length=500)
    criteria = models.TextField()
    criteria_html = models.TextField(editable=False)
    # A skill of a published framework that it shows, as ESCO has it.
    skill = models.CharField(max_length=200, blank=True)
    skill_address = models.URLField(max_length=500, blank=True)
    framework = models.CharField(max_length=100, blank=True)
    shape = models.CharField(max_length=8, choices=Shape.choices, default=Shape.OCTAGON)
    dye = models.CharField(max_length=12, choices=Dye.choices)
    # A square PNG in place of the medal; in the row, since each badge carried away holds it.
    picture = models.BinaryField(null=True, editable=False)
    pictured_at = models.DateTimeField(null=True, editable=False)
    rule = models.CharField(max_length=30, blank=True)  # one of `earning`; "" is by hand alone
    times = models.PositiveSmallIntegerField(null=True)  # how often, by the rule
    # Of the rule that names one. While a badge is given for it, it is not deleted by itself.
    course = models.ForeignKey(
        "learning.Course", models.RESTRICT, null=True, related_name="badges_for_it"
    )
    months = models.PositiveSmallIntegerField(null=True)  # for which it holds; None is for good
    defined_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="badges")
    created_at = models.DateTimeField(default=timezone.now)
    published_at = models.DateTimeField(null=True)
    retired_at = models.DateTimeField(null=True)
    version = models.PositiveIntegerField(default=1, editable=False)
    nonce = models.CharField(max_length=40, null=True)  # noqa: DJ001 - null is "none", and not unique

    objects: ClassVar = BadgeQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["defined_by", "nonce"], name="badge_nonce_unique"),
            models.CheckConstraint(
                name="badge_rule_says_how_often",
                condition=Q(rule="", times=None) | (~Q(rule="") & Q(times__gte=1)),
            ),
            models.CheckConstraint(
                name="badge_rule_names_its_course",
                condition=Q(rule="course_finished", course__isnull=False, times=1)
                | (~Q(rule="course_finished") & Q(course=None)),
            ),
            models.CheckConstraint(
                name="badge_pictured_says_since_when",
                condition=Q(picture=None, pictured_at=None)
                | Q(picture__isnull=False, pictured_at__isnull=False),
            ),
            models.CheckConstraint(
                name="badge_given_was_published",
                condition=Q(state=BadgeState.DRAFT) | Q(published_at__isnull=False),
            ),
        ]
        indexes = [models.Index(fields=["community", "state", "title", "id"], name="badge_list")]

    def __str__(self) -> str:
        return self.title

    @property
    def is_draft(self) -> bool:
        return self.state == BadgeState.DRAFT

    @property
    def is_given(self) -> bool:
        return self.state == BadgeState.PUBLISHED

    @property
    def is_retired(self) -> bool:
        return self.state == BadgeState.RETIRED

    @property
    def picture_address(self) -> str:
        """Another one for each picture, so that none is shown that was kept."""
        stamp = f"?{self.pictured_at:%Y%m%d%H%M%S}" if self.pictured_at else ""
        return f"{self.address}picture.png{stamp}"

    @property
    def corners(self) -> str:
        return corners(self.shape)

    def say(self, **said: Any) -> None:
        """Set what it says; whoever calls saves it."""
        for name, value in said.items():
            setattr(self, name, value)
        self.criteria_html = render(self.criteria).html

    def edit(self, *, by: "User", version: int, **said: Any) -> None:
        """Say it otherwise. Badges that were given keep the words with which they were given.

        Raises StaleVersion, WrongState.
        """
        with transaction.atomic():
            badge = Badge.objects.lock(self.pk)
            ensure_current(badge, version)
            badge.ensure_in(BadgeState.DRAFT, BadgeState.PUBLISHED)
            badge.say(**said)
            badge.change(**said, criteria_html=badge.criteria_html, version=version + 1)
            publish(BadgeEdited(badge.pk))
        self.refresh_from_db()

    def show_picture(self, png: bytes | None) -> None:
        """In place of the medal; None: the medal again. Raises WrongState."""
        with transaction.atomic():
            badge = Badge.objects.lock(self.pk)
            badge.ensure_in(BadgeState.DRAFT, BadgeState.PUBLISHED)
            badge.change(picture=png, pictured_at=timezone.now() if png else None)
        self.refresh_from_db()

    def release(self, *, by: "User") -> None:
        """Publish it: from now on members can be given it. Raises WrongState."""
        self._move(BadgeState.DRAFT, BadgeState.PUBLISHED, "published_at", BadgePublished)

    def retire(self, *, by: "User") -> None:
        """Give it to nobody any more. Who has it keeps it. Raises WrongState."""
        self._move(BadgeState.PUBLISHED, BadgeState.RETIRED, "retired_at", BadgeRetired)

    def change(self, **columns: Any) -> None:
        """Of a locked one."""
        for name, value in columns.items():
            setattr(self, name, value)
        self.save(update_fields=columns)

    def ensure_in(self, *states: str) -> None:
        if self.state not in states:
            raise WrongState

    def _move(self, was: str, now: str, column: str, event: Any) -> None:
        with transaction.atomic():
            badge = Badge.objects.lock(self.pk)
            badge.ensure_in(was)
            Badge.objects.filter(pk=self.pk).update(state=now, **{column: timezone.now()})
            publish(event(badge.pk))
        self.refresh_from_db()
