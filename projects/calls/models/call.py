from typing import TYPE_CHECKING, Any, ClassVar, Self

from django.conf import settings
from django.contrib.postgres.expressions import ArraySubquery
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models, transaction
from django.db.models import OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from communities.models import Activity, Community, Space, Tag
from core.events import publish
from core.versions import ensure_current
from notifications import reminders
from projects import texts
from projects.calls.errors import CallIsOver
from projects.calls.events import CallEdited, CallEnded, CallOpened
from projects.models.collaborator import Collaborator
from projects.models.inside import Inside
from projects.models.project import Project, Status
from projects.tagging import retag

if TYPE_CHECKING:
    from accounts.models import User

MOST_PLACES = 50
RUNNING = (Status.PROPOSED, Status.ACTIVE)


class CallState(models.TextChoices):
    OPEN = "open", _("Open")
    FILLED = "filled", _("Filled")
    CLOSED = "closed", _("Closed")


class CallQuerySet(models.QuerySet["Call"]):
    def visible_to(self, viewer: Any) -> Self:
        return self.filter(project__space__in=Space.objects.visible_to(viewer))

    def open(self) -> Self:
        """Those that one can apply to: while a project rests, nobody is looked for."""
        to_come = Q(until=None) | Q(until__gte=timezone.localdate())
        return self.filter(to_come, state=CallState.OPEN, project__status__in=RUNNING)

    def over(self) -> Self:
        """Those whose day has passed, and that nobody has closed."""
        return self.filter(state=CallState.OPEN, until__lt=timezone.localdate())

    def tagged(self, name: str) -> Self:
        return self.filter(tags__name=name)

    def led_by(self, user: Any) -> Self:
        leads = Collaborator.objects.leads().filter(user_id=user.pk or 0)
        return self.filter(project__in=leads.values("project"))

    def with_tags(self) -> Self:
        tags = Tag.objects.filter(calls=OuterRef("pk")).order_by("name")
        return self.annotate(tag_names=ArraySubquery(tags.values("name")))

    def for_page(self) -> Self:
        related = ("community", "project__community", "project__space__community", "called_by")
        return self.with_tags().select_related(*related)

    def for_list(self) -> Self:
        return self.for_page().defer("text", "html", "project__purpose", "project__html")

    def lock(self, pk: int) -> "Call":
        """The project is not held: whoever needs it too has taken it before."""
        return self.select_for_update(of=("self",), no_key=True).for_page().get(pk=pk)

    def open_in(  # noqa: PLR0913 - a call is all of this
        self,
        project: Project,
        *,
        by: "User",
        title: str,
        text: str,
        tags: list[str],
        time: str = "",
        until: Any = None,
        places: int = 1,
        nonce: str | None = None,
    ) -> "Call":
        """Look for somebody; sent twice with one nonce, once. Raises ProjectIsClosed."""
        with transaction.atomic():
            Project.objects.lock_open(project.pk)
            known = self.filter(called_by=by, nonce=nonce).first() if nonce else None
            if known:
                return known
            call = self.create(
                project=project,
                community_id=project.community_id,
                title=title,
                time=time,
                until=until,
                places=places,
                called_by=by,
                nonce=nonce,
            )
            call.write(text, tags, by=by)
            Activity.objects.record("called", call, by=by, space=project.space)
            reminders.arrange(call.target)
            publish(CallOpened(call.pk))
        return call


class Call(Inside, models.Model):
    """A project looks for somebody: for what, who know what, for how long, and until when."""

    kind_of_target = kind_of_text = "call"
    place = "calls"

    project = models.ForeignKey(Project, models.CASCADE, related_name="calls")
    community = models.ForeignKey(Community, models.CASCADE, related_name="+")
    title = models.CharField(_("title"), max_length=120)
    text = models.TextField(blank=True)
    html = models.TextField(blank=True, editable=False)
    gist = models.CharField(max_length=300, blank=True, editable=False)
    mentioned = models.JSONField(default=list, editable=False)  # ids of those whom its text names
    tags = models.ManyToManyField(Tag, related_name="calls", blank=True)
    time = models.CharField(_("time it takes"), max_length=100, blank=True)
    until = models.DateField(null=True)  # the last day on which one can apply
    places = models.PositiveSmallIntegerField(
        default=1, validators=[MinValueValidator(1), MaxValueValidator(MOST_PLACES)]
    )
    taken = models.PositiveSmallIntegerField(default=0, editable=False)
    state = models.CharField(max_length=6, choices=CallState.choices, default=CallState.OPEN)
    called_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    created_at = models.DateTimeField(default=timezone.now)
    ended_at = models.DateTimeField(null=True)
    version = models.PositiveIntegerField(default=1, editable=False)
    nonce = models.CharField(max_length=40, null=True)  # noqa: DJ001 - null is "none", and not unique

    tag_names: list[str]  # annotated by `with_tags`

    objects: ClassVar = CallQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["called_by", "nonce"], name="call_nonce_unique"),
        ]
        indexes = [
            models.Index(fields=["community", "state", "-created_at", "-id"], name="call_list"),
            models.Index(fields=["until"], condition=Q(state="open"), name="call_until"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_open(self) -> bool:
        return self.state == CallState.OPEN and not self.is_past and self.project.is_running

    @property
    def is_past(self) -> bool:
        return self.until is not None and self.until < timezone.localdate()

    @property
    def left(self) -> int:
        """How many are still looked for."""
        return max(self.places - self.taken, 0)

    def write(self, text: str, tags: list[str], *, by: "User") -> None:
        """Set what it says; whoever calls has locked it, or made it."""
        written = texts.compose(text, self, by=by, project=self.project)
        retag(self, tags)
        self.text, self.html, self.gist = text, written.text, written.gist
        texts.tell_named(self, written, by=by)
        self.save(update_fields=["text", "html", "gist", "mentioned"])
        texts.note(self, self.project, written)

    def edit(  # noqa: PLR0913 - what can be edited, by whom and from which version
        self,
        *,
        by: "User",
        version: int,
        title: str,
        text: str,
        tags: list[str],
        time: str = "",
        until: Any = None,
        places: int = 1,
    ) -> None:
        """One that was filled and gets more places looks for people again. Raises StaleVersion."""
        with transaction.atomic():
            call = Call.objects.lock(self.pk)
            ensure_current(call, version)
            if call.state == CallState.FILLED and places > call.places:
                call.state, call.ended_at = CallState.OPEN, None
            call.title, call.time, call.until, call.places = title, time, until, places
            call.version = version + 1
            call.save(
                update_fields=["title", "time", "until", "places", "version", "state", "ended_at"]
            )
            call.write(text, tags, by=by)
            call.take_stock(by=by)
            reminders.arrange(call.target)
            publish(CallEdited(call.pk))
        self.refresh_from_db()

    def fill(self, *, by: "User") -> None:
        """Whom it looked for has been found, here or elsewhere. Raises CallIsOver."""
        self._end(CallState.FILLED, by=by)

    def close(self, *, by: "User | None") -> None:
        """Nobody is looked for any more; by nobody where its day has passed. Raises CallIsOver."""
        self._end(CallState.CLOSED, by=by)

    def reopen(self, *, by: "User") -> None:
        """Look for people again. A day that has passed is dropped, and a full call has one more."""
        with transaction.atomic():
            call = Call.objects.lock(self.pk)
            if call.state != CallState.OPEN or call.is_past:
                call.state, call.ended_at = CallState.OPEN, None
                call.until = None if call.is_past else call.until
                call.places = max(call.places, call.taken + 1)
                call.save(update_fields=["state", "ended_at", "until", "places"])
                reminders.arrange(call.target)
                publish(CallEdited(call.pk))
        self.refresh_from_db()

    def take_stock(self, *, by: "User") -> None:
        """Of a locked call: fill it once its places are taken."""
        if self.state == CallState.OPEN and self.taken >= self.places:
            self.end(CallState.FILLED, by=by)

    def end(self, state: str, *, by: "User | None") -> None:
        """Of a locked call."""
        self.state, self.ended_at = state, timezone.now()
        self.save(update_fields=["state", "ended_at"])
        reminders.arrange(self.target)
        publish(CallEnded(self.pk, by.pk if by else None))

    def render_anew(self) -> None:
        """Write the HTML of the text that stands: a file that it showed is no more."""
        with transaction.atomic():
            call = Call.objects.lock(self.pk)
            written = texts.compose_all_anew({"text": call.text}, call, project=call.project)
            Call.objects.filter(pk=self.pk).update(html=written.text, gist=written.gist)

    def _end(self, state: str, *, by: "User | None") -> None:
        with transaction.atomic():
            call = Call.objects.lock(self.pk)
            if call.state != CallState.OPEN:
                raise CallIsOver
            call.end(state, by=by)
        self.refresh_from_db()


def is_calling(project: str = "pk") -> models.Exists:
    """Whether a project of a query looks for somebody now."""
    return models.Exists(Call.objects.open().filter(project=OuterRef(project)))
