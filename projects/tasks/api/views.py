from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import status
from rest_framework.response import Response

from core.api.idempotency import IDEMPOTENCY, nonce_of
from core.api.paging import PageInput, page_of, page_response
from core.api.serializers import read
from core.api.views import ApiRequest, ApiView, PersonalView
from core.paging import paginate
from projects.models import Task, TaskChange, TaskComment
from projects.tasks import access, rules
from projects.tasks.api import serializers as s
from projects.tasks.bulk import Wish, change_many
from projects.tasks.dues import Due
from projects.tasks.feeding import address_of
from projects.tasks.listing import DUE_KEY, PRIORITIES, SORTS, TaskListing
from projects.tasks.mine import work_of
from projects.tasks.models import CalendarKey, ChecklistItem
from projects.tasks.places import Spot

TASKS = page_of(s.TaskOutput)
NO_CONTENT, CREATED = status.HTTP_204_NO_CONTENT, status.HTTP_201_CREATED


def answer(request: ApiRequest, pk: int, status: int = 200) -> Response:
    """The task as it is now."""
    access.task_to_read(request.user, pk=pk)
    task = Task.objects.for_list().select_related("created_by").defer(None).get(pk=pk)
    return Response(s.TaskPageOutput(task).data, status=status)


def milestone_in(project: Any, said: dict[str, Any]) -> dict[str, Any]:
    named = said.pop("milestone")
    return said | {"milestone": access.milestone_of(project, named) if named else None}


class TasksView(ApiView):
    query = s.TasksInput

    @extend_schema(operation_id="list_tasks", responses=TASKS)
    def get(self, request: ApiRequest, pk: int) -> Response:
        """A project's tasks, as they stand on its board unless you sort them otherwise."""
        project = access.board_to_read(request.user, pk)
        after, size = self.asked.pop("after", None), self.asked.pop("limit")
        listing = TaskListing.read({name: str(said) for name, said in self.asked.items()})
        of = Task.objects.filter(project=project.pk)
        page = listing.page(request.user, of, after=after, size=size)
        return page_response(request, page, lambda one: s.TaskOutput(one).data)

    @extend_schema(
        operation_id="add_task",
        parameters=[IDEMPOTENCY],
        request=s.TaskAddInput,
        responses={201: s.TaskPageOutput},
    )
    def post(self, request: ApiRequest, pk: int) -> Response:
        """Put one at the end of a lane."""
        project = access.board_to_change(request.user, pk)
        said = s.with_due(read(request, s.TaskAddInput), request.user.zone.key)
        said = milestone_in(project, said)
        named = said.pop("lane", None)
        lane = access.lane_of(project, named) if named else None
        nonce = nonce_of(request)
        task = Task.objects.add(project, by=request.user, lane=lane, nonce=nonce, **said)
        return answer(request, task.pk, CREATED)


class ManyTasksView(PersonalView):
    @extend_schema(operation_id="change_tasks", request=s.ManyInput, responses=s.ManyOutput)
    def post(self, request: ApiRequest, pk: int) -> Response:
        """The same done to many of one project at once: all or none."""
        project = access.board_to_change(request.user, pk)
        said = read(request, s.ManyInput)
        milestone, priority = said.get("milestone"), said.get("priority")
        wish = Wish(
            lane=access.lane_of(project, said["lane"]) if "lane" in said else None,
            give=access.person_in(project, said["give"]) if "give" in said else None,
            release=access.person_in(project, said["release"]) if "release" in said else None,
            label=" ".join(said["label"].split()).lower(),
            unlabel=" ".join(said["unlabel"].split()).lower(),
            priority=PRIORITIES.index(priority) if priority else None,
            due=Due(said["due"]) if "due" in said else None,
            milestone=access.milestone_of(project, milestone) if milestone else None,
            no_milestone="milestone" in said and milestone is None,
            delete=said["delete"],
        )
        count = change_many(project, said["tasks"], wish, by=request.user)
        return Response(s.ManyOutput({"count": count}).data)


class MyTasksView(PersonalView):
    query = PageInput

    @extend_schema(operation_id="list_my_tasks", responses=TASKS)
    def get(self, request: ApiRequest) -> Response:
        """What you have taken on in all projects and have not done: what is due first, first."""
        mine = work_of(request.user).annotate(due_key=DUE_KEY).for_list()
        after, size = self.asked.get("after"), self.asked["limit"]
        page = paginate(mine, SORTS["due"], after=after, size=size)
        return page_response(request, page, lambda one: s.TaskOutput(one).data)


class TaskView(ApiView):
    @extend_schema(operation_id="read_task", responses=s.TaskPageOutput)
    def get(self, request: ApiRequest, pk: int) -> Response:
        """All that is said of it, and its steps."""
        return answer(request, pk)

    @extend_schema(operation_id="edit_task", request=s.TaskEditInput, responses=s.TaskPageOutput)
    def put(self, request: ApiRequest, pk: int) -> Response:
        """Change what is said of it. An old `version` is answered with 409."""
        task = access.task_to_change(request.user, pk=pk)
        said = s.with_due(read(request, s.TaskEditInput), request.user.zone.key)
        task.edit(by=request.user, **milestone_in(task.project, said))
        return answer(request, pk)

    @extend_schema(operation_id="delete_task", responses={204: None})
    def delete(self, request: ApiRequest, pk: int) -> Response:
        """Take it off the board; it can be brought back."""
        access.task_to_change(request.user, pk=pk).delete_softly(by=request.user)
        return Response(status=NO_CONTENT)


class TaskRestorationView(PersonalView):
    @extend_schema(operation_id="restore_task", request=None, responses=s.TaskPageOutput)
    def put(self, request: ApiRequest, pk: int) -> Response:
        """Bring it back to the place that it had."""
        task = access.task_to_change(request.user, may_be_deleted=True, pk=pk)
        task.restore(by=request.user)
        return answer(request, pk)


class TaskPlaceView(PersonalView):
    @extend_schema(operation_id="move_task", request=s.TaskPlaceInput, responses=s.TaskPageOutput)
    def put(self, request: ApiRequest, pk: int) -> Response:
        """Put it into a lane, or elsewhere in its own.

        With `moves` as you read it, you are answered 409 and told where it is if somebody has
        moved it meanwhile.
        """
        task = access.task_to_change(request.user, pk=pk)
        said = read(request, s.TaskPlaceInput)
        lane = access.lane_of(task.project, said["lane"]) if "lane" in said else task.lane
        spot = Spot(said["where"], said.get("beside"))
        task.move(lane, by=request.user, spot=spot, moves=said.get("moves"))
        return answer(request, pk)


class AssigneeView(PersonalView):
    @extend_schema(operation_id="give_task", request=None, responses=s.TaskPageOutput)
    def put(self, request: ApiRequest, pk: int, handle: str) -> Response:
        """Give it to somebody who works in the project; with your own handle, take it on."""
        if handle.lower() == request.user.handle.lower():
            access.task_to_take_on(request.user, pk=pk).take_on(by=request.user)
        else:
            task = access.task_to_change(request.user, pk=pk)
            task.give(access.person_in(task.project, handle), by=request.user)
        return answer(request, pk)

    @extend_schema(operation_id="release_task", responses=s.TaskPageOutput)
    def delete(self, request: ApiRequest, pk: int, handle: str) -> Response:
        """Take it off somebody's list, or let your own go."""
        is_own = handle.lower() == request.user.handle.lower()
        rule = rules.can_take_on if is_own else rules.can_change
        task = access.task_to_change(request.user, rule, pk=pk)
        task.release(access.assignee_of(task, handle), by=request.user)
        return answer(request, pk)


class TaskHistoryView(ApiView):
    query = PageInput

    @extend_schema(operation_id="list_task_changes", responses=page_of(s.TaskChangeOutput))
    def get(self, request: ApiRequest, pk: int) -> Response:
        """Who changed what, from what to what, the latest first."""
        task = access.task_to_read(request.user, pk=pk)
        changes = TaskChange.objects.filter(task=task).for_display()
        after, size = self.asked.get("after"), self.asked["limit"]
        page = paginate(changes, ("-id",), after=after, size=size)
        return page_response(request, page, lambda one: s.TaskChangeOutput(one).data)


class StepsView(PersonalView):
    @extend_schema(operation_id="add_step", request=s.StepInput, responses={201: s.TaskPageOutput})
    def post(self, request: ApiRequest, pk: int) -> Response:
        """One more at the end of its checklist."""
        task = access.task_to_change(request.user, pk=pk)
        ChecklistItem.objects.add(task, read(request, s.StepInput)["text"], by=request.user)
        return answer(request, pk, CREATED)


class StepView(PersonalView):
    @extend_schema(operation_id="tick_step", request=s.TickInput, responses=s.TaskPageOutput)
    def put(self, request: ApiRequest, pk: int, item: int) -> Response:
        """Say that it is done, or that it is not."""
        found = access.item_to_change(request.user, item, task=pk)
        found.tick(by=request.user, is_done=read(request, s.TickInput)["is_done"])
        return answer(request, pk)

    @extend_schema(operation_id="remove_step", responses={204: None})
    def delete(self, request: ApiRequest, pk: int, item: int) -> Response:
        """The history of the task keeps what it said."""
        access.item_to_change(request.user, item, task=pk).remove(by=request.user)
        return Response(status=NO_CONTENT)


class TaskCommentsView(ApiView):
    query = PageInput

    @extend_schema(operation_id="list_task_comments", responses=page_of(s.TaskCommentOutput))
    def get(self, request: ApiRequest, pk: int) -> Response:
        """What is said of it, the first first."""
        task = access.task_to_read(request.user, pk=pk)
        comments = TaskComment.objects.present().filter(task=task).for_display()
        after, size = self.asked.get("after"), self.asked["limit"]
        page = paginate(comments, ("id",), after=after, size=size)
        return page_response(request, page, lambda one: s.TaskCommentOutput(one).data)

    @extend_schema(
        operation_id="comment_on_task",
        parameters=[IDEMPOTENCY],
        request=s.TaskCommentInput,
        responses={201: s.TaskCommentOutput},
    )
    def post(self, request: ApiRequest, pk: int) -> Response:
        """Say something of it."""
        task = access.task_to_comment_on(request.user, pk=pk)
        source = read(request, s.TaskCommentInput)["markdown"]
        nonce = nonce_of(request)
        comment = TaskComment.objects.add(task, source, by=request.user, nonce=nonce)
        return Response(s.TaskCommentOutput(comment).data, status=CREATED)


class TaskCommentView(PersonalView):
    @extend_schema(
        operation_id="edit_task_comment",
        request=s.TaskCommentEditInput,
        responses=s.TaskCommentOutput,
    )
    def put(self, request: ApiRequest, pk: int, comment: int) -> Response:
        """Change your own. An old `version` is answered with 409."""
        found = access.comment_of(request.user, comment, rules.can_edit_comment, task=pk)
        said = read(request, s.TaskCommentEditInput)
        found.edit(said["markdown"], by=request.user, version=said["version"])
        return Response(s.TaskCommentOutput(found).data)

    @extend_schema(operation_id="delete_task_comment", responses={204: None})
    def delete(self, request: ApiRequest, pk: int, comment: int) -> Response:
        """Your own; as a lead or moderator those of others."""
        access.comment_of(request.user, comment, rules.can_delete_comment, task=pk).delete_softly()
        return Response(status=NO_CONTENT)


class CalendarView(PersonalView):
    @extend_schema(operation_id="read_calendar_key", responses=s.CalendarKeyOutput)
    def get(self, request: ApiRequest) -> Response:
        """Since when a calendar program can read when your tasks are due."""
        key = CalendarKey.objects.of(request.user)
        return Response(s.CalendarKeyOutput({"created_at": key and key.created_at}).data)

    @extend_schema(
        operation_id="issue_calendar_key", request=None, responses=s.CalendarAddressOutput
    )
    def put(self, request: ApiRequest) -> Response:
        """A new address, in the place of an earlier one."""
        address = address_of(CalendarKey.objects.issue(request.user))
        return Response(s.CalendarAddressOutput({"address": address}).data)

    @extend_schema(operation_id="revoke_calendar_key", responses={204: None})
    def delete(self, request: ApiRequest) -> Response:
        """Calendars that used it get nothing any more."""
        CalendarKey.objects.revoke(request.user)
        return Response(status=NO_CONTENT)
