from typing import TYPE_CHECKING, Any, ClassVar, Self

from django.conf import settings
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from communities.models import Activity
from core.events import publish
from projects.errors import LastLead, NotInvited
from projects.events import (
    CollaboratorJoined,
    CollaboratorLeft,
    CollaboratorRoleGiven,
    InvitationDeclined,
)

if TYPE_CHECKING:
    from accounts.models import User


class Role(models.TextChoices):
    LEAD = "lead", _("Lead")
    CONTRIBUTOR = "contributor", _("Contributor")
    OBSERVER = "observer", _("Observer")


class Standing(models.TextChoices):
    INVITED = "invited", _("Invited")
    ACTIVE = "active", _("Active")
    LEFT = "left", _("Left")


class CollaboratorQuerySet(models.QuerySet["Collaborator"]):
    def active(self) -> Self:
        return self.filter(standing=Standing.ACTIVE)

    def invited(self) -> Self:
        return self.filter(standing=Standing.INVITED)

    def waiting_for(self, user: "User") -> Self:
        """Invitations that somebody has not answered, each with its project; the newest first."""
        related = ("project__community", "invited_by")
        mine = self.invited().filter(user=user).select_related(*related)
        return mine.order_by("-invited_at", "-pk")

    def leads(self) -> Self:
        return self.active().filter(role=Role.LEAD)

    def working(self) -> Self:
        """Those who make something here, not those who only look on."""
        return self.active().exclude(role=Role.OBSERVER)

    def makers(self) -> Self:
        """Those who make it and those who have left it; not those who only look on."""
        return self.exclude(standing=Standing.INVITED).exclude(role=Role.OBSERVER)

    def of(self, user: Any) -> Self:
        return self.active().filter(user_id=user.pk) if user.pk else self.none()

    def for_display(self) -> Self:
        """Who leads comes first, then those who contribute, each in the order they came."""
        first = models.Case(
            models.When(role=Role.LEAD, then=0),
            models.When(role=Role.CONTRIBUTOR, then=1),
            default=2,
        )
        return self.select_related("user").order_by(first, "joined_at", "pk")


class Collaborator(models.Model):
    """Somebody in a project, from its community or another one, or invited to it."""

    project = models.ForeignKey("projects.Project", models.CASCADE, related_name="collaborators")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="collaborations"
    )
    role = models.CharField(max_length=11, choices=Role.choices, default=Role.CONTRIBUTOR)
    standing = models.CharField(max_length=7, choices=Standing.choices, default=Standing.ACTIVE)
    does = models.CharField(_("what they do here"), max_length=100, blank=True)
    note = models.CharField(max_length=500, blank=True)  # with which they were invited
    invited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    invited_at = models.DateTimeField(null=True)
    joined_at = models.DateTimeField(null=True)
    left_at = models.DateTimeField(null=True)

    objects: ClassVar = CollaboratorQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["project", "user"], name="collaborator_once"),
        ]
        indexes = [
            models.Index(fields=["user", "standing"], name="collaborator_of_user"),
        ]

    def __str__(self) -> str:
        return f"{self.user_id} in {self.project_id} as {self.role}"

    @property
    def is_active(self) -> bool:
        return self.standing == Standing.ACTIVE

    @property
    def is_lead(self) -> bool:
        return self.is_active and self.role == Role.LEAD

    def accept(self) -> None:
        """Come in. Raises NotInvited, LastLead never: whoever is invited was not in."""
        with transaction.atomic():
            found = self._locked()
            if found.standing == Standing.ACTIVE:
                return
            if found.standing != Standing.INVITED:
                raise NotInvited
            found.come_in()
        self.refresh_from_db()

    def come_in(self) -> None:
        """Of a locked project: let them see it, and count them."""
        self.standing, self.joined_at, self.left_at = Standing.ACTIVE, timezone.now(), None
        self.save(update_fields=["standing", "role", "joined_at", "left_at"])
        self.project.admit(self.user)
        Activity.objects.record("joined", self.project, by=self.user, space=self.project.space)
        publish(CollaboratorJoined(self.pk))

    def decline(self) -> None:
        """Of one who is invited, by them or by who invited: as if nobody had asked."""
        with transaction.atomic():
            found = self._locked()
            if found.standing != Standing.INVITED:
                raise NotInvited
            publish(InvitationDeclined(found.project_id, found.user_id))
            found.delete()

    def leave(self, *, by: "User", even_as_last_lead: bool = False) -> None:
        """What they made stays. Raises LastLead."""
        with transaction.atomic():
            found = self._locked()
            if found.standing != Standing.ACTIVE:
                return
            if not even_as_last_lead:
                found.ensure_another_lead()
            found.standing, found.left_at = Standing.LEFT, timezone.now()
            found.role = Role.CONTRIBUTOR
            found.save(update_fields=["standing", "left_at", "role"])
            found.project.part_from(found.user)
            publish(CollaboratorLeft(self.pk, by.pk))
        self.refresh_from_db()

    def give_role(self, role: str, *, by: "User") -> None:
        """Raises LastLead, NotInvited."""
        with transaction.atomic():
            found = self._locked()
            if found.standing != Standing.ACTIVE:
                raise NotInvited
            if found.role == role:
                return
            if role != Role.LEAD:
                found.ensure_another_lead()
            Collaborator.objects.filter(pk=self.pk).update(role=role)
            publish(CollaboratorRoleGiven(self.pk, by.pk))
        self.refresh_from_db()

    def say_what(self, does: str) -> None:
        """What they do here, in their words or a lead's."""
        Collaborator.objects.filter(pk=self.pk).update(does=does)
        self.does = does

    def ensure_another_lead(self) -> None:
        if self.role != Role.LEAD:
            return
        leads = Collaborator.objects.leads().filter(project=self.project_id)
        if not leads.exclude(pk=self.pk).exists():
            raise LastLead

    def _locked(self) -> "Collaborator":
        """Locks the project, because two leads leaving at once must not both succeed."""
        project = type(self.project).objects.lock(self.project_id)
        found = Collaborator.objects.select_related("user").filter(pk=self.pk).first()
        if found is None:
            raise NotInvited
        found.project = project
        return found
