"""What operators see of who belongs where, and what they may do where nobody in charge is left."""

from typing import Any

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from communities.models import (
    Activity,
    Community,
    DigestNote,
    Invitation,
    JoinRequest,
    Membership,
    Role,
    Space,
    SpaceMember,
    Tag,
    TagSynonym,
)
from core.admin import LookAdmin, LookOnly
from core.http import PageRequest


@admin.register(Community)
class CommunityAdmin(LookAdmin):
    """Its charter is for its facilitators to change."""

    list_display = [
        "name",
        "slug",
        "visibility",
        "joining",
        "member_count",
        "topic_count",
        "created_at",
    ]
    list_filter = ["visibility", "joining", "created_at"]
    search_fields = ["name", "slug", "tagline"]
    fields = [
        "name",
        "slug",
        "tagline",
        "domain",
        "who",
        "practice",
        "code_of_conduct",
        "visibility",
        "joining",
        "email_domains",
        "member_count",
        "topic_count",
        "created_by",
        "created_at",
    ]

    def get_view_on_site_url(self, obj: Community | None = None) -> str | None:
        return obj.address if obj else None


@admin.register(Membership)
class MembershipAdmin(LookAdmin):
    list_display = ["user", "community", "role", "state", "joined_at", "left_at"]
    list_select_related = ["user", "community"]
    list_filter = ["role", "state", "joined_at"]
    search_fields = ["=user__handle", "=user__email", "=community__slug"]
    search_help_text = _("A handle, an address or a community's address, whole")
    actions = ["make_owner", "make_member", "take_out"]

    @admin.action(description=_("Make an owner"), permissions=["act"])
    def make_owner(self, request: PageRequest, memberships: Any) -> None:
        """For a community whose owners are gone."""
        self._give(Role.OWNER, request, memberships)

    @admin.action(description=_("Take the role away"), permissions=["act"])
    def make_member(self, request: PageRequest, memberships: Any) -> None:
        self._give(Role.MEMBER, request, memberships)

    @admin.action(description=_("Take out of the community"), permissions=["act"])
    def take_out(self, request: PageRequest, memberships: Any) -> None:
        self.act(request, memberships.active(), Membership.leave)

    def _give(self, role: Role, request: PageRequest, memberships: Any) -> None:
        rows = memberships.active()
        self.act(request, rows, lambda one: one.give_role(role, by=request.user))


@admin.register(JoinRequest)
class JoinRequestAdmin(LookAdmin):
    """Without the note, which is for the facilitators."""

    list_display = ["user", "community", "created_at", "decided_at", "accepted", "decided_by"]
    list_select_related = ["user", "community", "decided_by"]
    list_filter = ["accepted", "created_at"]
    search_fields = ["=user__handle", "=user__email", "=community__slug"]
    search_help_text = _("A handle, an address or a community's address, whole")
    fields = ["user", "community", "created_at", "decided_at", "accepted", "decided_by"]
    actions = ["accept", "decline"]

    @admin.action(description=_("Accept"), permissions=["act"])
    def accept(self, request: PageRequest, requests: Any) -> None:
        self.act(request, requests, lambda one: one.accept(by=request.user))

    @admin.action(description=_("Decline"), permissions=["act"])
    def decline(self, request: PageRequest, requests: Any) -> None:
        self.act(request, requests, lambda one: one.decline(by=request.user))


@admin.register(Invitation)
class InvitationAdmin(LookAdmin):
    """Without what its address is made of: whoever knows that can accept it."""

    list_display = ["email", "community", "role", "invited_by", "created_at", "expires_at", "state"]
    list_select_related = ["community", "invited_by"]
    list_filter = ["role", "created_at", "expires_at"]
    search_fields = ["=email", "=community__slug", "=invited_by__handle"]
    search_help_text = _("An address, a community's address or a handle, whole")
    fields = [
        "email",
        "community",
        "role",
        "invited_by",
        "created_at",
        "expires_at",
        "revoked_at",
        "accepted_by",
    ]
    actions = ["revoke"]

    @admin.display(description=_("state"))
    def state(self, invitation: Invitation) -> Any:
        if invitation.revoked_at:
            return _("Withdrawn")
        if not invitation.uses_left:
            return _("Accepted")
        return _("Waiting") if invitation.is_usable else _("Too old")

    @admin.action(description=_("Withdraw"), permissions=["act"])
    def revoke(self, request: PageRequest, invitations: Any) -> None:
        self.act(request, invitations, Invitation.revoke)


class SpaceMemberInline(LookOnly, admin.TabularInline):
    model = SpaceMember
    verbose_name_plural = _("people named")


@admin.register(Space)
class SpaceAdmin(LookAdmin):
    list_display = ["name", "community", "visibility", "position"]
    list_select_related = ["community"]
    list_filter = ["visibility"]
    search_fields = ["name", "=community__slug"]
    inlines = [SpaceMemberInline]


class TagSynonymInline(LookOnly, admin.TabularInline):
    model = TagSynonym
    fields = ["name"]


@admin.register(Tag)
class TagAdmin(LookAdmin):
    list_display = ["name", "community", "topic_count", "description"]
    list_select_related = ["community"]
    search_fields = ["name", "synonyms__name", "=community__slug"]
    fields = ["name", "community", "description", "topic_count"]
    inlines = [TagSynonymInline]


@admin.register(Activity)
class ActivityAdmin(LookAdmin):
    """Who did what to which thing, by number; what the thing says is not here."""

    list_display = [
        "id",
        "at",
        "actor",
        "verb",
        "subject_kind",
        "subject_id",
        "to_user",
        "community",
    ]
    list_select_related = ["actor", "to_user", "community"]
    list_filter = ["at"]
    search_fields = ["=actor__handle", "=to_user__handle", "=community__slug"]
    search_help_text = _("A handle or a community's address, whole")


@admin.register(DigestNote)
class DigestNoteAdmin(LookAdmin):
    list_display = ["community", "author", "begins_on", "ends_on", "created_at", "withdrawn_at"]
    list_select_related = ["community", "author"]
    search_fields = ["=community__slug", "=author__handle"]
