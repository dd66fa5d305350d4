from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status
from rest_framework.exceptions import ValidationError
from rest_framework.response import Response

from core.api.paging import PageInput, page_of, page_response
from core.api.serializers import Input, Output, read
from core.api.views import ApiRequest, PersonalView
from core.paging import Page, paginate
from notifications import access, coming, reminders
from notifications.models import Reminder
from notifications.reminders import DAY

LONGEST = 365 * DAY
MOST = 10


class ReminderOutput(Output):
    id = serializers.IntegerField(source="reminder.pk")
    thing = serializers.CharField(source="reminder.thing", help_text="`article:7`")
    title = serializers.CharField()
    url = serializers.CharField()
    due_at = serializers.DateTimeField(source="reminder.due_at", help_text="When you are told.")
    minutes = serializers.IntegerField(
        source="reminder.minutes", help_text="How long ahead of what falls due."
    )


class LeadTimesOutput(Output):
    about = serializers.CharField(help_text="The kind of thing: `article`.")
    name = serializers.CharField(source="kind")
    minutes = serializers.ListField(
        source="current", child=serializers.IntegerField(), help_text="Those that hold for you."
    )
    is_usual = serializers.SerializerMethodField()

    def get_is_usual(self, leads: coming.Leads) -> bool:
        return leads.chosen is None


class LeadTimesInput(Input):
    minutes = serializers.ListField(
        child=serializers.IntegerField(min_value=0, max_value=LONGEST),
        max_length=MOST,
        help_text="How long ahead to be told, in minutes; an empty list: never.",
    )


class RemindersView(PersonalView):
    query = PageInput

    @extend_schema(operation_id="list_reminders", responses=page_of(ReminderOutput))
    def get(self, request: ApiRequest) -> Response:
        """What you are still to be reminded of, the next first."""
        after, size = self.asked.get("after"), self.asked["limit"]
        page = paginate(Reminder.objects.of(request.user), ("due_at", "pk"), after=after, size=size)
        seen = Page(coming.shown(page.items, request.user), page.next, page.previous)
        return page_response(request, seen, lambda one: ReminderOutput(one).data)


class ReminderView(PersonalView):
    @extend_schema(operation_id="dismiss_reminder", responses={204: None})
    def delete(self, request: ApiRequest, pk: int) -> Response:
        """Be silent about this, unless it moves to another day."""
        access.reminder_to_dismiss(request.user, pk).dismiss()
        return Response(status=status.HTTP_204_NO_CONTENT)


class LeadTimesListView(PersonalView):
    @extend_schema(operation_id="list_lead_times", responses=LeadTimesOutput(many=True))
    def get(self, request: ApiRequest) -> Response:
        """How long ahead you are reminded of each kind of thing."""
        return Response(LeadTimesOutput(coming.leads_of(request.user), many=True).data)


class LeadTimesView(PersonalView):
    @extend_schema(
        operation_id="choose_lead_times", request=LeadTimesInput, responses=LeadTimesOutput
    )
    def put(self, request: ApiRequest, about: str) -> Response:
        """Choose how long ahead to be reminded of a kind of thing."""
        kind = access.kind_with_leads(about)
        minutes = read(request, LeadTimesInput)["minutes"]
        if unknown := set(minutes) - set(kind.choices):
            said = _("Choose among {choices}; not {unknown}.").format(
                choices=", ".join(map(str, kind.choices)), unknown=", ".join(map(str, unknown))
            )
            raise ValidationError({"minutes": [said]}, "unknown")
        reminders.choose_leads(about, minutes, by=request.user)
        [mine] = [leads for leads in coming.leads_of(request.user) if leads.about == about]
        return Response(LeadTimesOutput(mine).data)

    @extend_schema(operation_id="forget_lead_times", responses={204: None})
    def delete(self, request: ApiRequest, about: str) -> Response:
        """Be reminded of it as is usual."""
        access.kind_with_leads(about)
        reminders.choose_leads(about, None, by=request.user)
        return Response(status=status.HTTP_204_NO_CONTENT)
