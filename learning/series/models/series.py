from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING, Any, ClassVar, Self

from django.conf import settings
from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone

from accounts.validators import validate_timezone
from communities.models import Activity, Community, Membership, Space
from communities.models.titled import Titled
from core.events import publish
from core.versions import ensure_current
from learning.inquiries.models import Inquiry
from learning.inquiries.models.inquiry import Asked
from learning.series.errors import NoNewDate, NothingToCome, TooMany
from learning.series.events import (
    SeriesCancelled,
    SeriesEdited,
    SeriesExtended,
    SeriesProposed,
    SeriesPublished,
)
from learning.series.recurring import MOST, Rule, Timetable
from learning.workshops.errors import WrongState
from learning.workshops.models import State, Workshop, WorkshopQuerySet
from learning.workshops.when import When

if TYPE_CHECKING:
    from accounts.models import User


class SeriesQuerySet(models.QuerySet["Series"]):
    def visible_to(self, viewer: Any) -> Self:
        """As its workshops are."""
        mine = Membership.objects.of(viewer).values("community")
        shown = Q(published_at__isnull=False) | Q(community__in=mine)
        return self.filter(shown, space__in=Space.objects.visible_to(viewer))

    def for_page(self) -> Self:
        return self.select_related("community", "space__community", "proposed_by")

    def lock(self, pk: int) -> "Series":
        """The series, alone in this transaction; its workshops are locked after it."""
        related = self.select_related("community", "space__community")
        return related.select_for_update(of=("self",), no_key=True).get(pk=pk)

    def propose(
        self,
        space: Space,
        *,
        by: "User",
        timetable: Timetable,
        title: str,
        nonce: str | None = None,
        **said: Any,
    ) -> "Series":
        """Put all its workshops before the community, as one. Sent twice with one nonce it is
        proposed once.

        ``said`` is what each of them says. Raises TooMany, NothingToCome, NobodyHosts.
        """
        with transaction.atomic():
            space.community.lock()  # the other click waits here, and finds what this one made
            known = self.filter(proposed_by=by, nonce=nonce).first() if nonce else None
            if known:
                return known
            series = self.create(
                community_id=space.community_id,
                space=space,
                title=title,
                proposed_by=by,
                nonce=nonce,
                rule=str(timetable.rule),
                first_day=timetable.first,
                begins=timetable.begins,
                ends=timetable.ends,
                nights=timetable.nights,
                zone=timetable.zone,
            )
            whens = series.to_come_of(timetable.dates().whens)
            if not whens:
                raise NothingToCome
            series.plan(whens, by=by, **said)
            publish(SeriesProposed(series.pk))
        return series


class Series(Titled, models.Model):
    """Workshops that repeat by one rule, on the clocks of one zone.

    Each of its dates is a workshop. What they say they say themselves: the series has only what is
    the same of all for as long as it lives.
    """

    kind_of_target, place = "series", "learning/workshops/series"

    community = models.ForeignKey(Community, models.CASCADE, related_name="series")
    space = models.ForeignKey(Space, models.PROTECT, related_name="series")
    title = models.CharField(max_length=150)
    rule = models.CharField(max_length=200)  # as RFC 5545 writes it
    first_day = models.DateField()
    begins = models.TimeField()
    ends = models.TimeField()
    nights = models.PositiveSmallIntegerField(default=0)  # after how many one ends
    zone = models.CharField(max_length=64, validators=[validate_timezone])
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="series_proposed"
    )
    created_at = models.DateTimeField(default=timezone.now)
    published_at = models.DateTimeField(null=True)
    cancelled_at = models.DateTimeField(null=True)  # what was to come then
    note = models.CharField(max_length=500, blank=True)  # with which it was cancelled
    version = models.PositiveIntegerField(default=1, editable=False)
    nonce = models.CharField(max_length=40, null=True)  # noqa: DJ001 - null is "none", and not unique

    objects: ClassVar = SeriesQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "series"
        constraints = [
            models.UniqueConstraint(fields=["proposed_by", "nonce"], name="series_nonce_unique"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def timetable(self) -> Timetable:
        rule = Rule.read(self.rule, self.zone)
        hours = (self.begins, self.ends, self.nights)
        return Timetable(rule, self.first_day, *hours, self.zone)

    @property
    def state(self) -> State:
        if self.is_cancelled:
            return State.CANCELLED
        return State.PUBLISHED if self.is_out else State.DRAFT

    @property
    def is_out(self) -> bool:
        return self.published_at is not None

    @property
    def is_proposed(self) -> bool:
        return self.published_at is None and self.cancelled_at is None

    @property
    def is_cancelled(self) -> bool:
        return self.cancelled_at is not None

    @property
    def shown(self) -> WorkshopQuerySet:
        """Its dates in their order, each as it is now."""
        found: WorkshopQuerySet = self.workshops.order_by("starts_at", "pk")
        return found

    @property
    def to_come(self) -> WorkshopQuerySet:
        """Proposed or published, and not begun."""
        standing = (State.DRAFT, State.PUBLISHED)
        found: WorkshopQuerySet = self.workshops.filter(state__in=standing)
        return found.filter(starts_at__gt=timezone.now()).order_by("pk")

    @property
    def pattern(self) -> Workshop | None:
        """The workshop that says what the series says: the next that nobody changed by itself, or
        else the last."""
        of_series = self.workshops.filter(is_own=False)
        coming = of_series.filter(pk__in=self.to_come.values("pk")).order_by("starts_at", "pk")
        for found in (coming, of_series.order_by("-starts_at"), self.workshops.order_by("-pk")):
            first: Workshop | None = found.for_page().first()
            if first:
                return first
        return None

    def to_come_of(self, whens: Sequence[When]) -> list[When]:
        """Those that have no workshop, and are to come. Raises TooMany."""
        known = set(self.workshops.values_list("original_start", flat=True))
        now = timezone.now()
        new = [when for when in whens if when.starts_at > now and when.starts_at not in known]
        if len(new) + self.to_come.count() > MOST:
            raise TooMany
        return new

    def plan(self, whens: Sequence[When], *, by: "User", **said: Any) -> list[Workshop]:
        """Make a workshop of each."""
        return [
            Workshop.objects.begin(
                self.space,
                by=by,
                when=when,
                title=self.title,
                series=self,
                original_start=when.starts_at,
                **said,
            )
            for when in whens
        ]

    def release(self, *, by: "User") -> None:
        """Publish all that is to come of it. Raises WrongState, NothingToCome."""
        with transaction.atomic():
            series = Series.objects.lock(self.pk)
            if not series.is_proposed:
                raise WrongState
            coming = series.hold(series.to_come)
            if not coming:
                raise NothingToCome
            series.change(published_at=timezone.now())
            for workshop in coming:
                workshop.come_out(by=by, with_series=True)
            # For these it took too long.
            passed = {"state": State.CANCELLED, "cancelled_at": series.published_at}
            series.workshops.proposed().update(**passed)
            Activity.objects.record(
                "published", series, by=by, space=series.space, to=series.proposed_by
            )
            publish(SeriesPublished(series.pk, by.pk))
        self.refresh_from_db()

    def edit(
        self, *, by: "User", version: int, title: str, parts: Mapping[str, str], **said: Any
    ) -> None:
        """Say otherwise what all say that are to come, but those that were changed by themselves.

        Raises StaleVersion, WrongState, NothingToCome, NobodyHosts.
        """
        with transaction.atomic():
            series = Series.objects.lock(self.pk)
            ensure_current(series, version)
            series.ensure_stands()
            coming = series.hold(series.to_come.filter(is_own=False))
            if not coming:
                raise NothingToCome
            series.change(title=title, version=version + 1)
            elsewhere = []
            for workshop in coming:
                own = {"materials": workshop.materials}  # what is handed out at one is of that one
                was = workshop.whereabouts
                workshop.rewrite(by=by, title=title, parts={**parts, **own}, **said)
                if workshop.is_to_come and workshop.whereabouts != was:
                    elsewhere.append(workshop.pk)
            publish(SeriesEdited(series.pk, series.version, elsewhere, by.pk))
        self.refresh_from_db()

    def extend(
        self, *, by: "User", times: int | None = None, until: datetime | None = None
    ) -> list[Workshop]:
        """So many dates more, or all until then, as the rule has them. What is published already
        is published with them.

        Raises WrongState, TooMany, NoNewDate.
        """
        with transaction.atomic():
            series = Series.objects.lock(self.pk)
            series.ensure_stands()
            pattern, timetable = series.pattern, series.timetable
            dates = series.workshops.aggregate(last=models.Max("original_start"))
            last = max(dates["last"], timezone.now())
            new, count = timetable.after(last, times=times, until=until)
            if not new or pattern is None:
                raise NoNewDate
            made = series.plan(series.to_come_of(new), by=by, **said_by(pattern))
            for workshop in made:
                Inquiry.objects.replace(workshop, asked_by(pattern))
            rule = replace(timetable.rule, times=None if until else count, until=until)
            series.change(rule=str(rule))
            if series.is_out:
                for workshop in made:
                    Workshop.objects.lock(workshop.pk).come_out(by=by, with_series=True)
                publish(SeriesExtended(series.pk, [one.pk for one in made], by.pk))
        self.refresh_from_db()
        return made

    def cancel(self, *, by: "User", note: str = "") -> None:
        """Nothing that is to come takes place; of one that is proposed: it is not taken up.

        Raises WrongState, NothingToCome.
        """
        with transaction.atomic():
            series = Series.objects.lock(self.pk)
            series.ensure_stands()
            standing = series.to_come if series.is_out else series.workshops.proposed()
            coming = series.hold(standing)
            if not coming:
                raise NothingToCome
            series.change(cancelled_at=timezone.now(), note=note)
            for workshop in coming:
                workshop.call_off(by=by, note=note, with_series=True)
            if series.is_out:
                Activity.objects.record("cancelled", series, by=by, space=series.space)
            publish(SeriesCancelled(series.pk, [one.pk for one in coming], by.pk))
        self.refresh_from_db()

    # Of a locked one.

    def hold(self, workshops: WorkshopQuerySet) -> list[Workshop]:
        """Each locked, by their numbers: whoever holds several takes them in this order."""
        pks = list(workshops.order_by("pk").values_list("pk", flat=True))
        held = [Workshop.objects.lock(pk) for pk in pks]
        # Somebody may have cancelled one while it was waited for.
        return [one for one in held if one.state in (State.DRAFT, State.PUBLISHED)]

    def ensure_stands(self) -> None:
        if self.is_cancelled:
            raise WrongState

    def change(self, **columns: Any) -> None:
        for name, value in columns.items():
            setattr(self, name, value)
        self.save(update_fields=columns)


def asked_by(workshop: Workshop) -> list[Asked]:
    asked = workshop.inquiries.order_by("position", "pk")
    return [Asked(one.words, one.sort, one.choices, one.is_required) for one in asked]


PLACE = ("format", "venue", "join_link", "room_seats", "online_seats")
TERMS = ("needs_approval", "names_for", "gives_certificates", "takes_guests")


def said_by(workshop: Workshop) -> dict[str, Any]:
    """What another one is made to say the same by; what was handed out at this one is of this."""
    parts = workshop.parts | {"materials": ""}
    place = {name: getattr(workshop, name) for name in (*PLACE, *TERMS)}
    return {"parts": parts, "tags": list(workshop.tag_names), "hosts": workshop.hosts, **place}
