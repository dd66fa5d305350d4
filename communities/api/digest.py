from typing import Any

from django.utils.timezone import localdate
from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status
from rest_framework.exceptions import ValidationError
from rest_framework.response import Response

from accounts.api.serializers import PersonOutput
from communities import access
from communities.forms import NOTE_ENDS_EARLY
from communities.models import DigestNote, Membership
from communities.models.digest_note import LONGEST, State
from core.api.paging import PageInput, page_of, page_response
from core.api.serializers import Input, Output, read
from core.api.views import ApiRequest, PersonalView
from core.paging import paginate
from core.validators import validate_markdown
from notifications.api.serializers import DigestSectionOutput
from notifications.digest import Sort
from notifications.editions import context_of, shown_together
from notifications.previewing import preview
from notifications.tallies import tallies


class NoteOutput(Output):
    id = serializers.IntegerField()
    author = PersonOutput()
    markdown = serializers.CharField(source="source")
    html = serializers.CharField()
    begins_on = serializers.DateField()
    ends_on = serializers.DateField(
        allow_null=True, help_text="Null: it is in everybody's next digest."
    )
    state = serializers.ChoiceField(choices=State.choices)


class NoteInput(Input):
    markdown = serializers.CharField(max_length=LONGEST, validators=[validate_markdown])
    begins_on = serializers.DateField(required=False, help_text="Left out: today.")
    ends_on = serializers.DateField(required=False)

    def validate(self, wanted: dict[str, Any]) -> dict[str, Any]:
        ends = wanted.get("ends_on")
        if ends and ends < wanted.get("begins_on", localdate()):
            raise ValidationError({"ends_on": [NOTE_ENDS_EARLY]}, "past")
        return wanted


class PreviewInput(Input):
    reader = serializers.ChoiceField(choices=Sort.choices, default=Sort.REGULAR)


class PreviewOutput(Output):
    title = serializers.CharField()
    sections = DigestSectionOutput(many=True, help_text="None: nothing would be sent.")


class SkippedOutput(Output):
    reason = serializers.CharField()
    count = serializers.CharField(help_text="A number, or `fewer than 5`.")


class TallyOutput(Output):
    day = serializers.DateField()
    sent = serializers.CharField(source="sent_in_words", help_text="A number, or `fewer than 5`.")
    skipped = SkippedOutput(many=True, source="reasons")


class NotesView(PersonalView):
    query = PageInput

    @extend_schema(operation_id="list_digest_notes", responses=page_of(NoteOutput))
    def get(self, request: ApiRequest, slug: str) -> Response:
        """What facilitators have said at the head of the digest, the latest first."""
        community = access.community_to_facilitate(request.user, slug)
        after, size = self.asked.get("after"), self.asked["limit"]
        notes = community.notes.for_display()
        page = paginate(notes, ("-created_at", "-id"), after=after, size=size)
        return page_response(request, page, lambda note: NoteOutput(note).data)

    @extend_schema(operation_id="write_digest_note", request=NoteInput, responses={201: NoteOutput})
    def post(self, request: ApiRequest, slug: str) -> Response:
        """Say something at the head of the digest, to each reader once."""
        community = access.community_to_facilitate(request.user, slug)
        wanted = read(request, NoteInput)
        source = wanted.pop("markdown")
        note = DigestNote.objects.write(community, source, by=request.user, **wanted)
        return Response(NoteOutput(note).data, status.HTTP_201_CREATED)


class NoteView(PersonalView):
    @extend_schema(operation_id="withdraw_digest_note", responses={204: None})
    def delete(self, request: ApiRequest, slug: str, pk: int) -> Response:
        """Let no further digest carry it."""
        access.note_to_withdraw(request.user, slug, pk).withdraw()
        return Response(status=status.HTTP_204_NO_CONTENT)


class PreviewView(PersonalView):
    query = PreviewInput

    @extend_schema(operation_id="preview_digest", responses=PreviewOutput)
    def get(self, request: ApiRequest, slug: str) -> Response:
        """What the next digest would be for a reader of some sort, who does not exist."""
        community = access.community_to_facilitate(request.user, slug)
        sort = Sort(self.asked["reader"])
        issue = preview(community.scope, sort, viewer=request.user)
        title = context_of(issue.digest, issue.contents, community.name)["title"]
        together = shown_together(issue.contents, sort)
        sections = [{"title": title, "items": items} for title, items in together]
        return Response(PreviewOutput({"title": title, "sections": sections}).data)


class TalliesView(PersonalView):
    @extend_schema(operation_id="list_digest_tallies", responses=TallyOutput(many=True))
    def get(self, request: ApiRequest, slug: str) -> Response:
        """How many digests went out to the members in four weeks, and why others did not."""
        community = access.community_to_facilitate(request.user, slug)
        members = Membership.objects.active().filter(community=community).values("user")
        return Response(TallyOutput(tallies(community.scope, members), many=True).data)
