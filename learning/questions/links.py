"""Each topic that a workshop takes up is told of it, as of any page that leads there."""

from typing import TYPE_CHECKING

from discussions.models.link import Link, Target, Text

if TYPE_CHECKING:
    from learning.questions.models import WorkshopQuestion
    from learning.workshops.models import Workshop

KIND = "workshop_question"


def note(workshop: "Workshop") -> None:
    """Of all that it takes up, as it is shown now: again once it is published."""
    questions = workshop.questions.exclude(topic=None).select_related("topic__community")
    taken_up = {question.pk: question.topic for question in questions if question.topic}
    shown_to = workshop.shown_to()
    Link.objects.of(KIND, taken_up).delete()
    for pk, topic in taken_up.items():
        target = Target(topic.target, topic.address)
        Link.objects.note(Text(KIND, pk, workshop.target), [target], *shown_to)


def forget(question: "WorkshopQuestion") -> None:
    Link.objects.of(KIND, [question.pk]).delete()
