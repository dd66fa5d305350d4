"""What a workshop takes up: chosen, voted on, and what became of it."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from communities.frame import frame
from core.errors import DomainError
from core.http import PageRequest
from core.resources import ResourceView
from learning.questions import access, rules
from learning.questions.forms import AnswerForm, TopicForm
from learning.questions.models import Outcome, WorkshopQuestion
from learning.questions.proof import proof_of
from learning.workshops.access import workshop_to_read
from learning.workshops.models import Workshop
from learning.workshops.showing import own_place


def questions(request: PageRequest, slug: str, pk: int) -> HttpResponse:
    """What it takes up; POST has it take up a topic of its community."""
    if request.method == "POST":
        return _take_up(request, pk)
    return show(request, workshop_to_read(request.user, pk))


@login_required
def _take_up(request: PageRequest, pk: int) -> HttpResponse:
    workshop = access.workshop_to_choose_for(request.user, pk)
    form = TopicForm(request.POST, viewer=request.user, workshop=workshop)
    if not form.is_valid():
        return show(request, workshop, topic_form=form, status=422)
    WorkshopQuestion.objects.take_up(workshop, [form.cleaned_data["topic"]], by=request.user)
    return redirect(page_of(workshop))


class QuestionView(ResourceView):
    """DELETE: it is not taken up after all."""

    def delete(self, request: PageRequest, slug: str, pk: int, number: int) -> HttpResponse:
        question = access.question_to_choose(request.user, pk, number)
        question.drop()
        return redirect(page_of(question.workshop))


class AttachmentView(ResourceView):
    """POST says that a topic asks the same."""

    def post(self, request: PageRequest, slug: str, pk: int, number: int) -> HttpResponse:
        question = access.question_to_choose(request.user, pk, number)
        workshop = question.workshop
        form = TopicForm(request.POST, viewer=request.user, workshop=workshop)
        if form.is_valid():
            try:
                question.attach(form.cleaned_data["topic"])
            except DomainError as error:
                form.add_error("topic", str(error))
            else:
                return redirect(page_of(workshop))
        return show(request, workshop, at=number, attach_form=form, status=422)


class VoteView(ResourceView):
    """POST votes for it, DELETE takes the vote back."""

    def post(self, request: PageRequest, slug: str, pk: int, number: int) -> HttpResponse:
        question = access.question_to_vote_for(request.user, pk, number)
        question.vote(by=request.user)
        return redirect(page_of(question.workshop))

    def delete(self, request: PageRequest, slug: str, pk: int, number: int) -> HttpResponse:
        question = access.question_to_vote_for(request.user, pk, number)
        question.unvote(by=request.user)
        return redirect(page_of(question.workshop))


class AnswerView(ResourceView):
    """POST says that it was answered there, and how."""

    def post(self, request: PageRequest, slug: str, pk: int, number: int) -> HttpResponse:
        question = access.question_to_settle(request.user, pk, number)
        workshop, form, status = question.workshop, AnswerForm(request.POST), 422
        if form.is_valid():
            moment = form.cleaned_data["moment"]
            try:
                question.answer_with(
                    form.cleaned_data["text"],
                    by=request.user,
                    moment=moment,
                    proof=proof_of(workshop, moment),
                )
            except DomainError as error:
                form.add_error(None, str(error))
                status = error.status
            else:
                messages.success(request, _("Answered. The answer stands with the question."))
                return redirect(page_of(workshop))
        return show(request, workshop, at=number, answer_form=form, status=status)


class ReturnView(ResourceView):
    """POST: what was not answered there waits on."""

    def post(self, request: PageRequest, slug: str, pk: int) -> HttpResponse:
        workshop = access.workshop_to_settle(request.user, pk)
        left = WorkshopQuestion.objects.leave_open_ones(workshop, by=request.user)
        said = ngettext("One question waits on.", "%(number)s questions wait on.", left) % {
            "number": left
        }
        messages.success(request, said)
        return redirect(page_of(workshop))


def page_of(workshop: Workshop) -> str:
    return f"{workshop.address}questions/"


def show(request: PageRequest, workshop: Workshop, status: int = 200, **forms: Any) -> HttpResponse:
    """The page, with what was typed wrongly; ``at`` is the question that it was typed for."""
    mine = own_place(request.user, workshop)
    seen = access.questions_of(request.user, workshop)
    questions = list(seen.for_display(request.user).by_votes())
    may_choose = rules.can_choose(request.user, workshop)
    for one in questions:
        _give_forms(request, one, forms if forms.get("at") == one.pk else {})
    context = frame(request.user, workshop.community) | {
        "workshop": workshop,
        "mine": mine,
        "open": [one for one in questions if one.is_open],
        "answered": [one for one in questions if one.is_answered],
        "left": [one for one in questions if one.outcome == Outcome.LEFT],
        "comes": rules.comes(request.user, workshop, mine),
        "may_vote": rules.can_vote(request.user, workshop, mine),
        "may_choose": may_choose,
        "may_settle": rules.can_settle(request.user, workshop),
        "topic_form": forms.get("topic_form") or TopicForm(viewer=request.user, workshop=workshop),
    }
    return render(request, "learning/questions/questions.html", context, status=status)


def _give_forms(request: PageRequest, question: Any, sent: dict[str, Any]) -> None:
    """Each question has its own, whose fields are told apart."""
    question.answer_form = sent.get("answer_form") or AnswerForm(auto_id=f"answer-{question.pk}-%s")
    question.attach_form = sent.get("attach_form") or TopicForm(
        viewer=request.user, workshop=question.workshop, auto_id=f"topic-{question.pk}-%s"
    )
