"""The doors to the questions of workshops, for web and API: unseen is 404, refused is 403."""

from typing import Any

from django.shortcuts import get_object_or_404

from core.permissions import require
from discussions.models import Topic
from learning.questions import rules
from learning.questions.models import QuestionVote, WorkshopQuestion
from learning.questions.models.question import QuestionQuerySet
from learning.workshops.access import workshop_to_read
from learning.workshops.models import Workshop
from learning.workshops.showing import own_place


def questions_of(viewer: Any, workshop: Workshop) -> QuestionQuerySet:
    comes = rules.comes(viewer, workshop, own_place(viewer, workshop))
    found: QuestionQuerySet = workshop.questions.seen_by(viewer, comes=comes)
    return found


def workshop_to_choose_for(viewer: Any, pk: int) -> Workshop:
    workshop = workshop_to_read(viewer, pk)
    require(rules.can_choose(viewer, workshop))
    return workshop


def question_to_choose(viewer: Any, pk: int, number: int) -> WorkshopQuestion:
    return _of(viewer, workshop_to_choose_for(viewer, pk), number)


def question_to_vote_for(viewer: Any, pk: int, number: int) -> WorkshopQuestion:
    workshop = workshop_to_read(viewer, pk)
    question = _of(viewer, workshop, number)
    require(rules.can_vote(viewer, workshop, own_place(viewer, workshop)))
    return question


def question_to_settle(viewer: Any, pk: int, number: int) -> WorkshopQuestion:
    workshop = workshop_to_read(viewer, pk)
    question = _of(viewer, workshop, number)
    require(rules.can_settle(viewer, workshop))
    return question


def workshop_to_settle(viewer: Any, pk: int) -> Workshop:
    workshop = workshop_to_read(viewer, pk)
    require(rules.can_settle(viewer, workshop))
    return workshop


def topic_to_take_up(viewer: Any, workshop: Workshop, pk: int | str) -> Topic:
    """Of the same community, that the viewer may read."""
    topics = Topic.objects.visible_to(viewer).filter(community=workshop.community_id)
    return get_object_or_404(topics, pk=pk)


def own_vote(viewer: Any, question: WorkshopQuestion) -> QuestionVote:
    found: QuestionVote = get_object_or_404(QuestionVote, question=question, user=viewer)
    return found


def _of(viewer: Any, workshop: Workshop, number: int) -> WorkshopQuestion:
    found: WorkshopQuestion = get_object_or_404(
        questions_of(viewer, workshop).select_related("topic__community", "registration"),
        pk=number,
    )
    found.workshop = workshop
    return found
