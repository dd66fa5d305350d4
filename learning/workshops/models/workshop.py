import uuid
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, ClassVar
from urllib.parse import urlsplit

from django.conf import settings
from django.db import models, transaction
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.validators import validate_timezone
from communities.models import Activity, Community, Space, Tag
from communities.models.titled import Titled
from core import audience
from core.events import publish
from core.versions import ensure_current
from discussions.tagging import canonical
from learning.attending.door import new_code
from learning.questions import links
from learning.questions.first import head_start
from learning.workshops import texts
from learning.workshops.errors import HasBegun, NobodyHosts, TimeHasPassed, WrongState
from learning.workshops.events import (
    WorkshopCancelled,
    WorkshopEdited,
    WorkshopMoved,
    WorkshopOpened,
    WorkshopPublished,
    WorkshopRelocated,
)
from learning.workshops.models.host import Host
from learning.workshops.models.states import Format, Names, State
from learning.workshops.models.workshops import WorkshopQuerySet
from learning.workshops.parts import NAMES
from learning.workshops.when import When, moment_beside, moment_in_words
from notifications import reminders

if TYPE_CHECKING:
    from accounts.models import User
    from learning.workshops.models.registration import Registration
    from learning.workshops.seats import Seats

MOST_SEATS = 10_000
DOORS_OPEN = timedelta(hours=1)  # before it begins
OVER = "workshop_over"  # what the reminder of its end calls it


def new_uid() -> str:
    """Its name in calendars, the same for as long as it lives."""
    return f"ws-{uuid.uuid4().hex}@{urlsplit(settings.SITE_ORIGIN).hostname}"


class Workshop(Titled, models.Model):
    """What members teach each other at a set time: in a place, online, or both.

    It lives in a space of its community, and who may read that may read it.
    """

    kind_of_target, place = "workshop", "learning/workshops"

    community = models.ForeignKey(Community, models.CASCADE, related_name="workshops")
    space = models.ForeignKey(Space, models.PROTECT, related_name="workshops")
    state = models.CharField(max_length=9, choices=State.choices, default=State.DRAFT)
    title = models.CharField(_("title"), max_length=150)
    text = models.TextField(blank=True)
    programme = models.TextField(blank=True)
    prerequisites = models.TextField(blank=True)
    accessibility = models.TextField(blank=True)
    materials = models.TextField(blank=True)
    html = models.JSONField(default=dict, editable=False)  # by part
    gist = models.CharField(max_length=300, blank=True, editable=False)
    tags = models.ManyToManyField(Tag, related_name="workshops", blank=True)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    zone = models.CharField(max_length=64, validators=[validate_timezone])
    format = models.CharField(max_length=9, choices=Format.choices, default=Format.ONLINE)
    venue = models.CharField(max_length=300, blank=True)
    join_link = models.URLField(max_length=500, blank=True)  # shown to who comes, and to no other
    # How many can come in each way; None: as many as like.
    room_seats = models.PositiveIntegerField(null=True)
    online_seats = models.PositiveIntegerField(null=True)
    door_code = models.CharField(max_length=6, default=new_code, editable=False)
    # Whether those who host it look at who wants to come before they do.
    needs_approval = models.BooleanField(default=False)
    # Whether who has no account can come, where anybody may read of it.
    takes_guests = models.BooleanField(default=False)
    names_for = models.CharField(max_length=7, choices=Names.choices, default=Names.COMING)
    gives_certificates = models.BooleanField(default=True)  # of attendance, to who was noted
    note = models.CharField(max_length=500, blank=True)  # with which it was moved or cancelled
    uid = models.CharField(max_length=300, unique=True, default=new_uid, editable=False)
    sequence = models.PositiveIntegerField(default=0, editable=False)  # of what calendars are told
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="workshops"
    )
    created_at = models.DateTimeField(default=timezone.now)
    changed_at = models.DateTimeField(default=timezone.now)
    published_at = models.DateTimeField(null=True)
    cancelled_at = models.DateTimeField(null=True)
    # Until then those alone can register who asked what it takes up. None: all can.
    open_to_all_at = models.DateTimeField(null=True, editable=False)
    # Of one that repeats: when it was to be at first, which names it among the others.
    series = models.ForeignKey(
        "learning.Series", models.CASCADE, null=True, editable=False, related_name="workshops"
    )
    original_start = models.DateTimeField(null=True, editable=False)
    is_own = models.BooleanField(default=False, editable=False)  # it was changed by itself
    version = models.PositiveIntegerField(default=1, editable=False)
    nonce = models.CharField(max_length=40, null=True)  # noqa: DJ001 - null is "none", and not unique

    tag_names: list[str]  # annotated by `with_tags`
    is_recorded: bool  # by `for_page`
    series_number: int | None  # by `with_series`
    series_count: int | None
    series_after: int | None
    seats: "list[Seats]"  # and these by `showing.furnish`
    mine: "Registration | None"

    objects: ClassVar = WorkshopQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["proposed_by", "nonce"], name="workshop_nonce_unique"),
            models.UniqueConstraint(
                fields=["series", "original_start"], name="workshop_once_in_series"
            ),
            models.CheckConstraint(
                name="workshop_named_in_series",
                condition=Q(series=None, original_start=None)
                | Q(series__isnull=False, original_start__isnull=False),
            ),
            models.CheckConstraint(
                name="workshop_ends_after_it_begins", condition=Q(ends_at__gt=F("starts_at"))
            ),
            models.CheckConstraint(
                name="workshop_out_was_published",
                condition=~Q(state=State.PUBLISHED) | Q(published_at__isnull=False),
            ),
        ]
        indexes = [
            models.Index(fields=["community", "state", "starts_at", "id"], name="workshop_list"),
            models.Index(fields=["state", "starts_at", "id"], name="workshop_calendar"),
            models.Index(
                fields=["open_to_all_at"],
                condition=Q(open_to_all_at__isnull=False),
                name="workshop_opens",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def parts(self) -> dict[str, str]:
        return {name: getattr(self, name) for name in NAMES}

    @property
    def hosts(self) -> "list[User]":
        return [hosting.user for hosting in self.hostings.all()]

    @property
    def when(self) -> When:
        return When(self.starts_at, self.ends_at, self.zone)

    @property
    def is_out(self) -> bool:
        """Now, or before it was cancelled: it is no secret any more."""
        return self.published_at is not None

    @property
    def is_proposed(self) -> bool:
        return self.state == State.DRAFT

    @property
    def is_cancelled(self) -> bool:
        return self.state == State.CANCELLED

    @property
    def has_begun(self) -> bool:
        return self.starts_at <= timezone.now()

    @property
    def doors_are_open(self) -> bool:
        """From when those who come can be noted as there."""
        is_time = timezone.now() >= self.starts_at - DOORS_OPEN
        return self.state == State.PUBLISHED and is_time

    @property
    def is_past(self) -> bool:
        return self.ends_at <= timezone.now()

    @property
    def is_to_come(self) -> bool:
        """Published, and not begun."""
        return self.state == State.PUBLISHED and not self.has_begun

    @property
    def is_in_a_place(self) -> bool:
        return self.format != Format.ONLINE

    @property
    def is_online(self) -> bool:
        return self.format != Format.IN_PERSON

    @property
    def opens_at(self) -> datetime | None:
        """To all; None where it is open to them."""
        at: datetime | None = self.open_to_all_at
        return at if at and at > timezone.now() else None

    def opens_in_words(self, beside: Any = None) -> str:
        """By its own clocks; or by those beside, and empty where these show the same."""
        if (at := self.opens_at) is None:
            return ""
        return moment_beside(at, self.zone, beside) if beside else moment_in_words(at, self.zone)

    @property
    def is_open_to_guests(self) -> bool:
        is_open = self.is_to_come and self.opens_at is None
        return self.takes_guests and is_open and self.space.is_open_to_all

    @property
    def series_address(self) -> str:
        """Empty outside of a series."""
        at = f"{self.community.address}{self.place}/series/{self.series_id}/"
        return at if self.series_id else ""

    @property
    def is_moved(self) -> bool:
        """Of a series, and at another time than the rule has it."""
        return self.original_start is not None and self.original_start != self.starts_at

    @property
    def whereabouts(self) -> tuple[str, str, str]:
        """What tells who comes where to be."""
        return self.format, self.venue, self.join_link

    def is_hosted_by(self, viewer: Any) -> bool:
        return any(hosting.user_id == viewer.pk for hosting in self.hostings.all())

    def shown_to(self) -> tuple[str, list[str]]:
        """Scope and audience of what it shows, which do not change before this transaction ends.

        What is not out follows no container: a space that opens to all must not open it.
        """
        keys = self.space.hold_audience()
        if self.is_out:
            return self.space.scope, keys
        return "", [key for key in keys if key != audience.PUBLIC]

    def set_time(self, when: When) -> None:
        """Raises TimeHasPassed."""
        if when.starts_at <= timezone.now():
            raise TimeHasPassed
        self.starts_at, self.ends_at, self.zone = when.starts_at, when.ends_at, when.zone

    def write(
        self,
        parts: Mapping[str, str],
        tags: list[str],
        hosts: "Sequence[User]",
        *,
        by: "User",
    ) -> None:
        """Set what it says, and who gives it; whoever calls has locked it, or made it."""
        if not hosts:
            raise NobodyHosts
        written = texts.compose(parts, self, by=by)
        Host.objects.replace(self, hosts)
        names = sorted(canonical(self.community_id, tags))
        kept = [Tag.objects.get_or_create(community_id=self.community_id, name=n)[0] for n in names]
        self.tags.set(kept)
        for name in NAMES:
            setattr(self, name, parts[name])
        self.html, self.gist, self.changed_at = written.html, written.gist, timezone.now()
        self.save(update_fields=[*NAMES, "html", "gist", "changed_at"])
        texts.note(self, written)

    def edit(  # noqa: PLR0913 - what can be edited, by whom and from which version
        self,
        *,
        by: "User",
        version: int,
        title: str,
        parts: Mapping[str, str],
        tags: list[str],
        hosts: "Sequence[User]",
        **more: Any,
    ) -> None:
        """Say it otherwise, also where it is and for how many; its time is moved (`move`).

        Seats that are added go to those who wait. Raises StaleVersion, WrongState, NobodyHosts.
        """
        with transaction.atomic():
            workshop = Workshop.objects.lock(self.pk)
            ensure_current(workshop, version)
            workshop.ensure_in(State.DRAFT, State.PUBLISHED)
            was = workshop.whereabouts
            more["is_own"] = workshop.series_id is not None
            workshop.rewrite(by=by, title=title, parts=parts, tags=tags, hosts=hosts, **more)
            if workshop.is_to_come and workshop.whereabouts != was:
                publish(WorkshopRelocated(workshop.pk, workshop.version, by.pk))
        self.refresh_from_db()

    def release(self, *, by: "User") -> None:
        """Publish it: from now on people can come. Raises WrongState, TimeHasPassed."""
        with transaction.atomic():
            workshop = Workshop.objects.lock(self.pk)
            workshop.ensure_in(State.DRAFT)
            if workshop.has_begun:
                raise TimeHasPassed
            workshop.come_out(by=by)
            Activity.objects.record(
                "published", workshop, by=by, space=workshop.space, to=workshop.proposed_by
            )
        self.refresh_from_db()

    def move(self, when: When, *, by: "User", note: str = "") -> None:
        """To another time. Who moves it to where it is already moves nothing.

        Raises WrongState, HasBegun, TimeHasPassed.
        """
        from learning.workshops.models.line import shorten_offers  # it hangs on workshops

        with transaction.atomic():
            workshop = Workshop.objects.lock(self.pk)
            workshop.ensure_to_come()
            if workshop.when == when:
                return
            workshop.set_time(when)
            times = {"starts_at": when.starts_at, "ends_at": when.ends_at, "zone": when.zone}
            if workshop.is_out:
                workshop.change(**times, note=note, sequence=workshop.sequence + 1)
                shorten_offers(workshop)
                workshop.shorten_head_start()
                workshop.remind()
                publish(WorkshopMoved(workshop.pk, workshop.sequence, by.pk))
            else:
                workshop.change(**times)
                publish(WorkshopEdited(workshop.pk))
        self.refresh_from_db()

    def cancel(self, *, by: "User", note: str = "") -> None:
        """It does not take place; of one that is proposed: it is not taken up.

        Raises WrongState, HasBegun.
        """
        with transaction.atomic():
            workshop = Workshop.objects.lock(self.pk)
            if workshop.is_out:
                workshop.ensure_to_come()
            workshop.ensure_in(State.DRAFT, State.PUBLISHED)
            workshop.call_off(by=by, note=note)
            if workshop.is_out:
                Activity.objects.record("cancelled", workshop, by=by, space=workshop.space)
        self.refresh_from_db()

    def open_up(self, *, early: bool = False) -> None:
        """Let all register, not those alone who asked what it takes up: once their time is over,
        or ``early``, as a host says. Twice is once. Raises WrongState, HasBegun."""
        with transaction.atomic():
            workshop = Workshop.objects.lock(self.pk)
            workshop.ensure_in(State.PUBLISHED)
            if early and workshop.has_begun:
                raise HasBegun
            if workshop.open_to_all_at and (early or workshop.opens_at is None):
                workshop.change(open_to_all_at=None)
                publish(WorkshopOpened(workshop.pk))
        self.refresh_from_db()

    def render_anew(self) -> None:
        """Write the HTML of the texts that stand: a file that they showed is no more."""
        with transaction.atomic():
            workshop = Workshop.objects.lock(self.pk)
            written = texts.compose_anew(workshop)
            Workshop.objects.filter(pk=self.pk).update(html=written.html, gist=written.gist)

    def remind(self, *, only: Collection[int] | None = None) -> None:
        """Of its start, and of its end; where ``only`` names users, those alone are looked at."""
        reminders.arrange(self.target, only=only)
        reminders.arrange(f"{OVER}:{self.pk}", only=only)

    # Of a locked one. What is done to several of a series is told of the series.

    def rewrite(
        self,
        *,
        by: "User",
        title: str,
        parts: Mapping[str, str],
        tags: list[str],
        hosts: "Sequence[User]",
        **more: Any,
    ) -> None:
        from learning.workshops.models.line import reseat  # it hangs on workshops

        self.change(title=title, version=self.version + 1, **more)
        self.write(parts, tags, hosts, by=by)
        reseat(self)
        self.remind()
        publish(WorkshopEdited(self.pk))

    def come_out(self, *, by: "User", with_series: bool = False) -> None:
        self.change(
            state=State.PUBLISHED, published_at=timezone.now(), open_to_all_at=head_start(self)
        )
        texts.follow(self)
        links.note(self)
        self.remind()
        publish(WorkshopPublished(self.pk, by.pk, with_series))

    def shorten_head_start(self) -> None:
        """Of one that was moved: it lasts no longer than one that is given now would."""
        if self.open_to_all_at:
            until = head_start(self) or timezone.now()
            self.change(open_to_all_at=min(self.open_to_all_at, until))

    def call_off(self, *, by: "User", note: str, with_series: bool = False) -> None:
        self.change(
            state=State.CANCELLED,
            cancelled_at=timezone.now(),
            note=note,
            sequence=self.sequence + 1,
        )
        self.remind()
        publish(WorkshopCancelled(self.pk, by.pk, with_series))

    def change(self, **columns: Any) -> None:
        columns["changed_at"] = timezone.now()
        for name, value in columns.items():
            setattr(self, name, value)
        self.save(update_fields=columns)

    def ensure_in(self, *states: str) -> None:
        if self.state not in states:
            raise WrongState

    def ensure_to_come(self) -> None:
        """Proposed or published, and not begun."""
        self.ensure_in(State.DRAFT, State.PUBLISHED)
        if self.is_out and self.has_begun:
            raise HasBegun
