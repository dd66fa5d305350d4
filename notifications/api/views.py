from typing import Any

from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework import status
from rest_framework.exceptions import ValidationError
from rest_framework.response import Response

from core.api.paging import PageInput, page_of, page_response
from core.api.serializers import read
from core.api.views import ApiRequest, PersonalView
from core.paging import paginate
from notifications import access
from notifications.api import serializers as s
from notifications.filtering import Filter
from notifications.models import Follow, Notice, Preference, Unsubscription

QUIET = {"quiet_minutes", "quiet_from", "quiet_to"}


def _merged(preference: Preference, names: set[str], wanted: dict[str, Any]) -> dict[str, Any]:
    return {name: wanted.get(name, getattr(preference, name)) for name in names}


class NoticesView(PersonalView):
    query = s.NoticesInput

    @extend_schema(operation_id="list_notices", responses=page_of(s.NoticeOutput))
    def get(self, request: ApiRequest) -> Response:
        """What you have been told, newest first."""
        chosen = Filter.of(self.asked | {"source": self.asked.get("scope", "")})
        notices = chosen.among(Notice.objects.of(request.user)).for_display()
        if chosen.is_unread:
            notices = notices.unread()
        page = paginate(notices, ("-id",), after=self.asked.get("after"), size=self.asked["limit"])
        return page_response(request, page, lambda notice: s.NoticeOutput(notice).data)


class ReadingView(PersonalView):
    @extend_schema(operation_id="read_notices", request=s.ReadingInput, responses={204: None})
    def put(self, request: ApiRequest) -> Response:
        """Mark everything up to a notice as read."""
        newest = read(request, s.ReadingInput)["up_to"]
        Notice.objects.of(request.user).filter(pk__lte=newest).mark_read()
        return Response(status=status.HTTP_204_NO_CONTENT)


class NoticeReadingView(PersonalView):
    @extend_schema(operation_id="read_notice", request=None, responses={204: None})
    def put(self, request: ApiRequest, pk: int) -> Response:
        """Mark one notice as read."""
        access.notice_to_read(request.user, pk).read()
        return Response(status=status.HTTP_204_NO_CONTENT)

    @extend_schema(operation_id="unread_notice", responses={204: None})
    def delete(self, request: ApiRequest, pk: int) -> Response:
        """Mark one notice as unread."""
        access.notice_to_read(request.user, pk).unread()
        return Response(status=status.HTTP_204_NO_CONTENT)


class GroupReadingView(PersonalView):
    @extend_schema(operation_id="read_notice_group", request=None, responses={204: None})
    def put(self, request: ApiRequest, group: str) -> Response:
        """Mark all that was told of one thing as read."""
        Notice.objects.of(request.user).filter(group=group).mark_read()
        return Response(status=status.HTTP_204_NO_CONTENT)


class UnreadView(PersonalView):
    @extend_schema(operation_id="count_unread_notices", responses=s.UnreadOutput)
    def get(self, request: ApiRequest) -> Response:
        """How many notices you have not read."""
        return Response({"unread": Notice.objects.count_unread(request.user)})


class FollowsView(PersonalView):
    query = PageInput

    @extend_schema(operation_id="list_follows", responses=page_of(s.FollowOutput))
    def get(self, request: ApiRequest) -> Response:
        """What you have chosen to follow or to mute, the latest choice first."""
        chosen = Follow.objects.chosen_by(request.user)
        page = paginate(
            chosen, ("-since", "-id"), after=self.asked.get("after"), size=self.asked["limit"]
        )
        return page_response(request, page, lambda follow: s.FollowOutput(follow).data)


class FollowView(PersonalView):
    @extend_schema(operation_id="read_follow", responses=s.FollowOutput)
    def get(self, request: ApiRequest, target: str) -> Response:
        """How closely you have chosen to follow something; 404 where you have not chosen."""
        chosen = Follow.objects.chosen_by(request.user)
        return Response(s.FollowOutput(get_object_or_404(chosen, target=target)).data)

    @extend_schema(operation_id="follow", request=s.FollowInput, responses=s.FollowOutput)
    def put(self, request: ApiRequest, target: str) -> Response:
        """Choose how closely to follow something."""
        found = access.target_to_follow(request.user, target)
        level = read(request, s.FollowInput)["level"]
        if level not in found.levels:
            raise ValidationError({"level": [_("There is no such level.")]}, "unknown")
        follow = Follow.objects.choose(found.key, level, by=request.user)
        return Response(s.FollowOutput(follow).data)

    @extend_schema(operation_id="unfollow", responses={204: None})
    def delete(self, request: ApiRequest, target: str) -> Response:
        """Let what it hangs below decide again."""
        Follow.objects.forget(target, by=request.user)
        return Response(status=status.HTTP_204_NO_CONTENT)


class PreferenceView(PersonalView):
    @extend_schema(operation_id="read_preferences", responses=s.PreferenceOutput)
    def get(self, request: ApiRequest) -> Response:
        """How you are told."""
        return Response(s.PreferenceOutput(Preference.objects.peek(request.user)).data)

    @extend_schema(
        operation_id="edit_preferences", request=s.PreferenceInput, responses=s.PreferenceOutput
    )
    def patch(self, request: ApiRequest) -> Response:
        """Choose when mail comes."""
        wanted = read(request, s.PreferenceInput)
        preference = Preference.objects.of(request.user)
        if QUIET & wanted.keys():
            preference.keep_quiet(**_merged(preference, QUIET, wanted))
        if "paused_until" in wanted:
            preference.pause(wanted["paused_until"])
        return Response(s.PreferenceOutput(preference).data)


class UnsubscriptionsView(PersonalView):
    query = PageInput

    @extend_schema(operation_id="list_unsubscriptions", responses=page_of(s.UnsubscriptionOutput))
    def get(self, request: ApiRequest) -> Response:
        """The streams of mail that you have stopped, newest first."""
        stopped = Unsubscription.objects.of(request.user)
        order = ("-at", "-id")
        page = paginate(stopped, order, after=self.asked.get("after"), size=self.asked["limit"])
        return page_response(request, page, lambda one: s.UnsubscriptionOutput(one).data)


class UnsubscriptionView(PersonalView):
    @extend_schema(operation_id="resume_mail", responses={204: None})
    def delete(self, request: ApiRequest, stream: str) -> Response:
        """Get these emails again."""
        Unsubscription.objects.resume(stream, by=request.user)
        return Response(status=status.HTTP_204_NO_CONTENT)
