import uuid
from datetime import datetime
from typing import TYPE_CHECKING, Any, ClassVar, Self

from dateutil.relativedelta import relativedelta
from django.conf import settings
from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from communities.models import Activity, Community, Membership
from core.events import publish
from learning.badges import issuing
from learning.badges.errors import HasIt, IsDecided, NotAMember, OneselfAlone
from learning.badges.events import AwardDecided, AwardProposed, AwardRevoked
from learning.badges.models.badge import Badge, BadgeState
from learning.badges.models.issuer import Issuer
from learning.badges.models.signing_key import SigningKey
from learning.badges.models.status_list import StatusList

if TYPE_CHECKING:
    from accounts.models import User

LONGEST_WORDS, LONGEST_REASON = 1000, 500


class AwardState(models.TextChoices):
    PROPOSED = "proposed", _("Proposed")
    ISSUED = "issued", _("Has it")
    DECLINED = "declined", _("Did not want it")
    WITHDRAWN = "withdrawn", _("Proposal withdrawn")
    REVOKED = "revoked", _("Taken back")
    EXPIRED = "expired", _("Held for its time")


CURRENT = (AwardState.PROPOSED, AwardState.ISSUED)
GIVEN = (AwardState.ISSUED, AwardState.REVOKED, AwardState.EXPIRED)


class AwardQuerySet(models.QuerySet["Award"]):
    def visible_to(self, viewer: Any) -> Self:
        """One's own; those that facilitators propose; and what is shown, where its community is.

        Nothing is shown before the member has accepted it.
        """
        charge = Membership.objects.of(viewer).in_charge().values("community")
        shown = Q(
            is_shown=True,
            state__in=GIVEN,
            badge__community__in=Community.objects.readable_by(viewer),
        )
        return self.filter(Q(user_id=viewer.pk or 0) | Q(badge__community__in=charge) | shown)

    def proposed(self) -> Self:
        return self.filter(state=AwardState.PROPOSED)

    def held(self) -> Self:
        """Which hold today."""
        unending = Q(expires_at=None) | Q(expires_at__gt=timezone.now())
        return self.filter(unending, state=AwardState.ISSUED)

    def shown(self) -> Self:
        return self.filter(is_shown=True)

    def of(self, user: Any) -> Self:
        return self.filter(user_id=user.pk or 0)

    def for_display(self) -> Self:
        documents = ("credential", "token", "badge__picture")
        return self.select_related("badge__community", "user", "proposed_by").defer(*documents)

    def for_page(self) -> Self:
        related = ("badge__community", "user", "proposed_by", "status_list")
        return self.select_related(*related).defer("badge__picture")

    def lock(self, pk: int) -> "Award":
        """The award, alone in this transaction; then, where it signs, its issuer."""
        return self.for_page().select_for_update(of=("self",), no_key=True).get(pk=pk)

    def propose(
        self,
        badge: Badge,
        *,
        to: "User",
        by: "User | None",
        words: str = "",
        evidence: str = "",
    ) -> "Award":
        """Ask a member whether they want it. ``by`` None: a rule of the badge is met.

        Raises WrongState, OneselfAlone, NotAMember, HasIt.
        """
        with transaction.atomic():
            badge = Badge.objects.lock(badge.pk)
            badge.ensure_in(BadgeState.PUBLISHED)
            if by == to:
                raise OneselfAlone
            if not Membership.objects.of(to).filter(community=badge.community_id).exists():
                raise NotAMember
            self._end_what_is_over(badge, to)
            if self.filter(badge=badge, user=to, state__in=CURRENT).exists():
                raise HasIt
            award: Award = self.create(
                badge=badge, user=to, proposed_by=by, words=words, evidence=evidence
            )
            publish(AwardProposed(award.pk))
        return award

    def _end_what_is_over(self, badge: Badge, user: "User") -> None:
        over = self.filter(badge=badge, user=user, state=AwardState.ISSUED)
        over.filter(expires_at__lte=timezone.now()).update(state=AwardState.EXPIRED)


class Award(models.Model):
    """A badge and a member: proposed, and then theirs, or not.

    Once it is accepted it holds the badge as it was signed that day.
    """

    key = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    badge = models.ForeignKey(Badge, models.CASCADE, related_name="awards")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="awards")
    state = models.CharField(max_length=9, choices=AwardState.choices, default=AwardState.PROPOSED)
    proposed_by = models.ForeignKey(  # None: by a rule
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    words = models.CharField(max_length=LONGEST_WORDS, blank=True)
    evidence = models.URLField(max_length=500, blank=True)
    proposed_at = models.DateTimeField(default=timezone.now)
    decided_at = models.DateTimeField(null=True)
    issued_at = models.DateTimeField(null=True)
    expires_at = models.DateTimeField(null=True)
    is_shown = models.BooleanField(default=True)
    status_list = models.ForeignKey(StatusList, models.RESTRICT, null=True, related_name="+")
    status_place = models.PositiveIntegerField(null=True)
    signed_with = models.ManyToManyField(SigningKey, related_name="awards")
    credential = models.JSONField(null=True, editable=False)
    token = models.TextField(blank=True, editable=False)
    revoked_at = models.DateTimeField(null=True)
    revoked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    reason = models.CharField(max_length=LONGEST_REASON, blank=True)  # with which it was taken back

    objects: ClassVar = AwardQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["badge", "user"],
                condition=Q(state__in=CURRENT),
                name="award_once_at_a_time",
            ),
            models.UniqueConstraint(
                fields=["status_list", "status_place"], name="award_place_of_its_own"
            ),
            models.CheckConstraint(
                name="award_given_is_signed",
                condition=~Q(state__in=GIVEN)
                | Q(
                    credential__isnull=False,
                    issued_at__isnull=False,
                    status_place__isnull=False,
                ),
            ),
        ]
        indexes = [
            models.Index(fields=["badge", "state", "-issued_at", "-id"], name="award_of_badge"),
            models.Index(fields=["user", "state"], name="award_of_person"),
        ]

    def __str__(self) -> str:
        return str(self.key)

    def get_absolute_url(self) -> str:
        return self.address

    @property
    def community(self) -> Community:
        return self.badge.community

    @property
    def address(self) -> str:
        return f"/credentials/{self.key}/"

    @property
    def address_anywhere(self) -> str:
        return settings.SITE_ORIGIN + self.address

    @property
    def target(self) -> str:
        return f"award:{self.pk}"

    @property
    def is_proposed(self) -> bool:
        return self.state == AwardState.PROPOSED

    @property
    def is_given(self) -> bool:
        """Now, or before it was taken back or its time was over: there is a badge to look at."""
        return self.state in GIVEN

    @property
    def is_revoked(self) -> bool:
        return self.state == AwardState.REVOKED

    @property
    def is_over(self) -> bool:
        return self.expires_at is not None and self.expires_at <= timezone.now()

    def accept(self) -> None:
        """The member wants it: it is signed, and theirs. Raises IsDecided."""
        with transaction.atomic():
            award = Award.objects.lock(self.pk)
            award.ensure_in(AwardState.PROPOSED)
            issuer = Issuer.objects.lock(Issuer.objects.of(award.community).pk)
            now = timezone.now().replace(microsecond=0)  # as credentials count
            award.issued_at, award.expires_at = now, _end(award.badge, now)
            where = StatusList.objects.give_place(issuer)
            document = issuing.write(award, issuer, where, now)
            award.status_list, award.status_place = where
            award.state, award.decided_at = AwardState.ISSUED, timezone.now()
            award.sign(issuer, document, now)
            award.note()
            publish(AwardDecided(award.pk, award.state))
        self.refresh_from_db()

    def decline(self) -> None:
        """The member does not want it; only who proposed it is told. Raises IsDecided."""
        self._end(AwardState.DECLINED)

    def withdraw(self) -> None:
        """Propose it no longer, before it is answered. Raises IsDecided."""
        self._end(AwardState.WITHDRAWN)

    def revoke(self, *, by: "User", reason: str) -> None:
        """Take it back. Its place in the list says so to whoever checks it. Raises IsDecided."""
        with transaction.atomic():
            award = Award.objects.lock(self.pk)
            award.ensure_in(AwardState.ISSUED)
            issuer = Issuer.objects.lock(Issuer.objects.of(award.community).pk)
            entries, place = award.status_list, award.status_place
            assert entries is not None and place is not None  # noqa: S101, PT018 - a constraint says so
            entries.issuer = issuer
            entries.take_back(place)
            award.change(
                state=AwardState.REVOKED, revoked_at=timezone.now(), revoked_by=by, reason=reason
            )
            Activity.objects.about(Award, [award.pk]).delete()
            publish(AwardRevoked(award.pk))
        self.refresh_from_db()

    def show(self, *, is_shown: bool) -> None:
        """On one's page, on the badge's and on its own. What was carried away can be checked."""
        with transaction.atomic():
            award = Award.objects.lock(self.pk)
            if award.is_shown != is_shown:
                award.change(is_shown=is_shown)
                award.note()
        self.refresh_from_db()

    def sign(self, issuer: Issuer, document: dict[str, Any], now: datetime) -> None:
        """With the keys that sign now; whoever calls holds the award and its issuer."""
        keys = issuer.secrets()
        signed = issuing.sign_both(document, keys, now)
        self.credential, self.token = signed.credential, signed.token
        self.save()
        self.signed_with.set([secret.key for secret in keys.values()])

    def note(self) -> None:
        """What is known of it in the record of what happened: as much as its member shows."""
        Activity.objects.about(Award, [self.pk]).delete()
        if self.is_shown and self.state == AwardState.ISSUED and self.issued_at:
            Activity.objects.create(
                community=self.community,
                actor=self.user,
                verb="earned",
                subject_kind=self._meta.label_lower,
                subject_id=self.pk,
                scope=self.community.scope,
                audience=self.community.audience,
                at=self.issued_at,
            )

    def change(self, **columns: Any) -> None:
        """Of a locked one."""
        for name, value in columns.items():
            setattr(self, name, value)
        self.save(update_fields=columns)

    def ensure_in(self, *states: str) -> None:
        if self.state not in states:
            raise IsDecided

    def _end(self, state: str) -> None:
        with transaction.atomic():
            award = Award.objects.lock(self.pk)
            award.ensure_in(AwardState.PROPOSED)
            award.change(state=state, decided_at=timezone.now())
            publish(AwardDecided(award.pk, state))
        self.refresh_from_db()


def _end(badge: Badge, begin: datetime) -> datetime | None:
    return begin + relativedelta(months=badge.months) if badge.months else None
