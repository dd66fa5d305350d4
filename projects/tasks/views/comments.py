from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from core.errors import StaleVersion
from core.http import PageRequest
from core.resources import ResourceView
from projects.models import TaskComment
from projects.tasks import access, rules
from projects.tasks.forms import CommentEditForm, CommentForm
from projects.tasks.views.tasks import show_task, task_context


class CommentsView(ResourceView):
    def post(self, request: PageRequest, slug: str, pk: int, number: int) -> HttpResponse:
        task = access.task_to_comment_on(request.user, project=pk, number=number)
        form = CommentForm(request.POST)
        if not form.is_valid():
            return show_task(request, task, form, 422)
        comment = TaskComment.objects.add(task, by=request.user, **form.cleaned_data)
        return redirect(comment)


class CommentView(ResourceView):
    """GET shows it to be changed, POST saves it, DELETE takes it away."""

    def get(self, request: PageRequest, comment: int, **where: Any) -> HttpResponse:
        found = self.find(comment, rules.can_edit_comment, **where)
        saved = {"source": found.source, "version": found.version}
        return self.show(found, CommentEditForm(initial=saved))

    def post(self, request: PageRequest, comment: int, **where: Any) -> HttpResponse:
        found = self.find(comment, rules.can_edit_comment, **where)
        form: Any = CommentEditForm(request.POST)
        if not form.is_valid():
            return self.show(found, form, status=422)
        try:
            found.edit(by=request.user, **form.cleaned_data)
        except StaleVersion as stale:
            form.add_error(None, str(stale))
            # The next save is made knowing what is shown above it.
            now = self.find(comment, rules.can_edit_comment, **where)
            form.data = request.POST.dict() | {"version": now.version}
            return self.show(now, form, theirs=now.source, status=stale.status)
        messages.success(request, _("Changes saved."))
        return redirect(found)

    def delete(self, request: PageRequest, comment: int, **where: Any) -> HttpResponse:
        found = self.find(comment, rules.can_delete_comment, **where)
        found.delete_softly()
        messages.success(request, _("Comment deleted."))
        return redirect(found.task)

    def find(self, comment: int, rule: Any, *, slug: str, pk: int, number: int) -> TaskComment:
        of = {"task__project": pk, "task__number": number}
        return access.comment_of(self.request.user, comment, rule, **of)

    def show(
        self, comment: TaskComment, form: Any, *, theirs: str = "", status: int = 200
    ) -> HttpResponse:
        context = task_context(self.request, comment.task)
        context |= {"comment": comment, "form": form, "theirs": theirs}
        return render(self.request, "projects/tasks/comment.html", context, status=status)
