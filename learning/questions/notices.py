from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from learning.questions.events import QuestionSettled
from learning.questions.models import Outcome, WorkshopQuestion
from learning.readers import readers_of
from learning.workshops import matters
from learning.workshops.models import Workshop
from learning.workshops.notices import WorkshopNews
from notifications import notices


class QuestionNews(WorkshopNews):
    """To whoever asked it: its topic, or with their registration."""

    matter = matters.QUESTIONS
    outcome: str
    why = _("You get this because you asked this question.")

    def load(self, event: QuestionSettled) -> Any:
        settled = WorkshopQuestion.objects.filter(pk=event.question_id, outcome=self.outcome)
        related = ("topic", "registration", "settled_by")
        question = settled.select_related(*related).first()
        if question is not None:
            question.workshop = Workshop.objects.for_page().get(pk=question.workshop_id)
        return question

    def actor(self, thing: WorkshopQuestion) -> User | None:
        return thing.settled_by

    def recipients(self, thing: WorkshopQuestion) -> QuerySet[User]:
        asked = Q(pk=thing.registration.user_id) if thing.registration else Q(pk=None)
        if thing.topic and self.tells_author:
            asked |= Q(pk=thing.topic.author_id)
        return readers_of(thing.workshop).filter(asked)

    tells_author = True

    def said(self, thing: WorkshopQuestion) -> str:
        return thing.text

    def url(self, thing: WorkshopQuestion) -> str:
        return f"{thing.workshop.address}questions/"

    def key(self, thing: WorkshopQuestion) -> str:
        return f"workshop_question:{thing.pk}"


@notices.on(QuestionSettled)
class YourQuestionWasAnswered(QuestionNews):
    """The author of a topic is told of the answer there."""

    outcome = Outcome.ANSWERED
    tells_author = False
    label = _("{actor} answered in a workshop what you wanted answered")
    action = _("Read the answer")


@notices.on(QuestionSettled)
class YourQuestionWaitsOn(QuestionNews):
    outcome = Outcome.LEFT
    label = _("A workshop could not answer your question; it waits on")
    action = _("See what became of it")
