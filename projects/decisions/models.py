from datetime import date
from typing import TYPE_CHECKING, Any, ClassVar, Self

from django.conf import settings
from django.db import models, transaction
from django.utils import timezone

from communities.models import Activity, Community, Space
from core.events import publish
from core.versions import ensure_current
from projects import texts
from projects.decisions.errors import NoLongerStands
from projects.decisions.events import DecisionDeleted, DecisionEdited, DecisionNoted
from projects.meetings.models import Meeting
from projects.models.inside import Inside
from projects.models.project import Project

if TYPE_CHECKING:
    from accounts.models import User


class DecisionQuerySet(models.QuerySet["Decision"]):
    def visible_to(self, viewer: Any) -> Self:
        return self.filter(project__space__in=Space.objects.visible_to(viewer))

    def standing(self) -> Self:
        """Those in whose place there is no other."""
        return self.filter(superseded_by=None)

    def for_page(self) -> Self:
        return self.select_related(
            "community",
            "project__community",
            "project__space__community",
            "noted_by",
            "meeting",
            "superseded_by__project__community",
        ).defer(
            "project__purpose", "project__done", "project__html", "meeting__notes", "meeting__html"
        )

    def lock(self, pk: int) -> "Decision":
        """What hangs on it is read after it is locked."""
        self.select_for_update(no_key=True).get(pk=pk)
        return self.for_page().get(pk=pk)

    def note(  # noqa: PLR0913 - a decision is all of this
        self,
        project: Project,
        *,
        by: "User",
        title: str,
        why: str,
        decided_on: date,
        alternatives: str = "",
        decided_by: str = "",
        meeting: Meeting | None = None,
        instead_of: "Decision | None" = None,
        nonce: str | None = None,
    ) -> "Decision":
        """Write down what was settled, perhaps in place of an earlier one of the same project.

        Sent twice with one nonce, it is noted once. Raises NoLongerStands, ProjectIsClosed.
        """
        with transaction.atomic():
            Project.objects.lock_open(project.pk)
            known = self.filter(noted_by=by, nonce=nonce).first() if nonce else None
            if known:
                return known
            decision = self.create(
                project=project,
                community_id=project.community_id,
                title=title,
                decided_on=decided_on,
                decided_by=decided_by,
                meeting=meeting,
                noted_by=by,
                nonce=nonce,
            )
            decision.write(why, alternatives, by=by)
            if instead_of:
                decision.take_the_place_of(instead_of)
            Activity.objects.record("decided", decision, by=by, space=project.space)
            publish(DecisionNoted(decision.pk))
        return decision


class Decision(Inside, models.Model):
    """What a project settled; it stands until another one takes its place."""

    kind_of_target = kind_of_text = "decision"
    place = "decisions"

    project = models.ForeignKey(Project, models.CASCADE, related_name="decisions")
    community = models.ForeignKey(Community, models.CASCADE, related_name="+")
    title = models.CharField(max_length=200)  # what was decided, in a sentence
    why = models.TextField()
    alternatives = models.TextField(blank=True)
    html = models.JSONField(default=dict, editable=False)  # of why and alternatives
    gist = models.CharField(max_length=300, blank=True, editable=False)
    mentioned = models.JSONField(default=list, editable=False)  # ids of those whom its texts name
    decided_on = models.DateField()
    decided_by = models.CharField(max_length=200, blank=True)  # in words: "all at the meeting"
    meeting = models.ForeignKey(
        Meeting, models.SET_NULL, null=True, related_name="decisions"
    )  # in which it was taken
    noted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    noted_at = models.DateTimeField(default=timezone.now)
    edited_at = models.DateTimeField(null=True)
    superseded_by = models.ForeignKey("self", models.SET_NULL, null=True, related_name="supersedes")
    version = models.PositiveIntegerField(default=1, editable=False)
    nonce = models.CharField(max_length=40, null=True)  # noqa: DJ001 - null is "none", and not unique

    objects: ClassVar = DecisionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["noted_by", "nonce"], name="decision_nonce_unique"),
        ]
        indexes = [
            models.Index(fields=["project", "-decided_on", "-id"], name="decision_list"),
            models.Index(fields=["community", "-noted_at"], name="decision_of_community"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def stands(self) -> bool:
        return self.superseded_by_id is None

    def write(self, why: str, alternatives: str, *, by: "User") -> None:
        """Set what it says; whoever calls has locked it, or made it."""
        parts = {"why": why, "alternatives": alternatives}
        written = texts.compose_all(parts, self, by=by, project=self.project)
        self.why, self.alternatives = why, alternatives
        self.html, self.gist = written.html, written.gist
        texts.tell_named(self, written, by=by)
        self.save(update_fields=["why", "alternatives", "html", "gist", "mentioned"])
        texts.note(self, self.project, written)

    def take_the_place_of(self, earlier: "Decision") -> None:
        """Locks the earlier one: two decisions must not both take its place. NoLongerStands."""
        held = Decision.objects.lock(earlier.pk)
        if not held.stands or held.project_id != self.project_id:
            raise NoLongerStands
        Decision.objects.filter(pk=held.pk).update(superseded_by=self)
        publish(DecisionEdited(held.pk))

    def edit(  # noqa: PLR0913 - what can be edited, by whom and from which version
        self,
        *,
        by: "User",
        version: int,
        title: str,
        why: str,
        decided_on: date,
        alternatives: str = "",
        decided_by: str = "",
        meeting: Meeting | None = None,
    ) -> None:
        """How it is said; whoever decides otherwise notes another. Raises StaleVersion."""
        with transaction.atomic():
            decision = Decision.objects.lock(self.pk)
            ensure_current(decision, version)
            decision.title, decision.decided_on = title, decided_on
            decision.decided_by, decision.meeting = decided_by, meeting
            decision.edited_at, decision.version = timezone.now(), version + 1
            decision.save(
                update_fields=[
                    "title",
                    "decided_on",
                    "decided_by",
                    "meeting",
                    "edited_at",
                    "version",
                ]
            )
            decision.write(why, alternatives, by=by)
            publish(DecisionEdited(decision.pk))
        self.refresh_from_db()

    def remove(self) -> None:
        """Take it away, as if it had not been noted: what it took the place of stands again."""
        with transaction.atomic():
            decision = Decision.objects.lock(self.pk)
            for pk in decision.supersedes.order_by("pk").values_list("pk", flat=True):
                publish(DecisionEdited(pk))
            texts.forget(decision)
            Activity.objects.about(Decision, [decision.pk]).delete()
            publish(DecisionDeleted(decision.pk))
            decision.delete()

    def render_anew(self) -> None:
        """Write the HTML of the texts that stand: a file that they showed is no more."""
        with transaction.atomic():
            decision = Decision.objects.lock(self.pk)
            said = {"why": decision.why, "alternatives": decision.alternatives}
            written = texts.compose_all_anew(said, decision, project=decision.project)
            Decision.objects.filter(pk=self.pk).update(html=written.html, gist=written.gist)
