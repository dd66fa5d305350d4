"""What a board is made of: lanes, labels and milestones."""

from typing import Any

from django.db.models import Count, Q
from drf_spectacular.utils import extend_schema
from rest_framework import status
from rest_framework.response import Response

from core.api.serializers import read
from core.api.views import ApiRequest, ApiView, PersonalView
from projects.models import Label, Lane, Milestone, Project
from projects.tasks import access
from projects.tasks.api import serializers as s


def lanes_of(project: Project, status: int = 200) -> Response:
    there = Count("tasks", filter=Q(tasks__deleted_at=None))
    lanes = Lane.objects.filter(project=project.pk).annotate(task_count=there).in_order()
    return Response(s.LaneOutput(lanes, many=True).data, status=status)


def labels_of(project: Project) -> Response:
    labels = Label.objects.filter(project=project.pk).in_order()
    return Response(s.LabelOutput(labels, many=True).data)


def milestones_of(project: Project, status: int = 200) -> Response:
    milestones: Any = Milestone.objects.filter(project=project.pk).with_progress().in_order()
    return Response(s.MilestoneOutput(milestones, many=True).data, status=status)


class LanesView(ApiView):
    @extend_schema(operation_id="list_lanes", responses=s.LaneOutput(many=True))
    def get(self, request: ApiRequest, pk: int) -> Response:
        """The states of a project's tasks, in their order."""
        return lanes_of(access.board_to_read(request.user, pk))

    @extend_schema(
        operation_id="open_lane",
        request=s.LaneInput,
        responses={201: s.LaneOutput(many=True)},
    )
    def post(self, request: ApiRequest, pk: int) -> Response:
        """One more, after the others; answered with all."""
        project = access.board_to_arrange(request.user, pk)
        Lane.objects.open(project, **read(request, s.LaneInput))
        return lanes_of(project, status.HTTP_201_CREATED)


class LaneOrderView(PersonalView):
    @extend_schema(
        operation_id="arrange_lanes",
        request=s.LaneOrderInput,
        responses=s.LaneOutput(many=True),
    )
    def put(self, request: ApiRequest, pk: int) -> Response:
        """Put them in this order; those left out come after."""
        project = access.board_to_arrange(request.user, pk)
        Lane.objects.arrange(project, read(request, s.LaneOrderInput)["lanes"])
        return lanes_of(project)


class LaneView(PersonalView):
    @extend_schema(operation_id="edit_lane", request=s.LaneInput, responses=s.LaneOutput(many=True))
    def put(self, request: ApiRequest, pk: int, lane: int) -> Response:
        """Rename it, or say whether what is in it is done."""
        project = access.board_to_arrange(request.user, pk)
        access.lane_of(project, lane).rename(**read(request, s.LaneInput))
        return lanes_of(project)


class LaneRemovalView(PersonalView):
    @extend_schema(
        operation_id="remove_lane",
        request=s.LaneRemovalInput,
        responses=s.LaneOutput(many=True),
    )
    def put(self, request: ApiRequest, pk: int, lane: int) -> Response:
        """When it is empty, or with its tasks into another one."""
        project = access.board_to_arrange(request.user, pk)
        into = read(request, s.LaneRemovalInput).get("into")
        other = access.lane_of(project, into) if into else None
        access.lane_of(project, lane).remove(into=other)
        return lanes_of(project)


class LabelsView(ApiView):
    @extend_schema(operation_id="list_labels", responses=s.LabelOutput(many=True))
    def get(self, request: ApiRequest, pk: int) -> Response:
        """Those of a project. Using one in a task makes it."""
        return labels_of(access.board_to_read(request.user, pk))


class LabelView(PersonalView):
    @extend_schema(
        operation_id="edit_label", request=s.LabelInput, responses=s.LabelOutput(many=True)
    )
    def put(self, request: ApiRequest, pk: int, label: int) -> Response:
        """Another name, or another colour."""
        project = access.board_to_arrange(request.user, pk)
        access.label_of(project, label).rename(**read(request, s.LabelInput))
        return labels_of(project)

    @extend_schema(operation_id="remove_label", responses={204: None})
    def delete(self, request: ApiRequest, pk: int, label: int) -> Response:
        """From all tasks."""
        project = access.board_to_arrange(request.user, pk)
        access.label_of(project, label).delete()
        return Response(status=status.HTTP_204_NO_CONTENT)


class MilestonesView(ApiView):
    @extend_schema(operation_id="list_milestones", responses=s.MilestoneOutput(many=True))
    def get(self, request: ApiRequest, pk: int) -> Response:
        """What a project means to have reached, and how far it is."""
        return milestones_of(access.board_to_read(request.user, pk))

    @extend_schema(
        operation_id="plan_milestone",
        request=s.MilestoneInput,
        responses={201: s.MilestoneOutput(many=True)},
    )
    def post(self, request: ApiRequest, pk: int) -> Response:
        """One more; answered with all."""
        project = access.board_to_change(request.user, pk)
        Milestone.objects.plan(project, **read(request, s.MilestoneInput))
        return milestones_of(project, status.HTTP_201_CREATED)


class MilestoneView(PersonalView):
    @extend_schema(
        operation_id="edit_milestone",
        request=s.MilestoneInput,
        responses=s.MilestoneOutput(many=True),
    )
    def put(self, request: ApiRequest, pk: int, milestone: int) -> Response:
        """Another name, or another day."""
        project = access.board_to_change(request.user, pk)
        access.milestone_of(project, milestone).edit(**read(request, s.MilestoneInput))
        return milestones_of(project)

    @extend_schema(operation_id="remove_milestone", responses={204: None})
    def delete(self, request: ApiRequest, pk: int, milestone: int) -> Response:
        """Its tasks stay."""
        project = access.board_to_change(request.user, pk)
        access.milestone_of(project, milestone).delete()
        return Response(status=status.HTTP_204_NO_CONTENT)
