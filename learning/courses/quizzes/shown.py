"""What a learner is shown of an attempt: nothing of what is right before it may be known.

Whoever can still try again is told which answers were right, and what those who teach say of the
choices that were made. The right answers and their explanations wait until one has passed, or has
no attempt left.
"""

from collections.abc import Sequence
from typing import Any

from learning.courses.models import Attempt, EditionLesson
from learning.courses.quizzes.grading import feedback, right_answer


def attempts_left(lesson: EditionLesson, attempts: Sequence[Attempt]) -> int | None:
    """None: as many as one likes."""
    limit = lesson.quiz["attempts"]
    return None if limit is None else max(limit - len(attempts), 0)


def may_know_all(lesson: EditionLesson, attempts: Sequence[Attempt]) -> bool:
    is_under_way = any(not attempt.is_sent for attempt in attempts)
    has_passed = any(attempt.passed for attempt in attempts)
    return not is_under_way and (has_passed or attempts_left(lesson, attempts) == 0)


def shown(attempt: Attempt, *, knows_all: bool) -> list[dict[str, Any]]:
    """Its questions, one by one."""
    return [
        {
            "id": question["id"],
            "kind": question["kind"],
            "html": question["html"],
            "choices": [
                {"id": choice["id"], "text": choice["text"]}
                for choice in question.get("choices", [])
            ],
            "answer": attempt.answer_to(question["id"]),
        }
        | (_judged(attempt, question, knows_all=knows_all) if attempt.is_sent else UNJUDGED)
        for question in attempt.questions
    ]


UNJUDGED: dict[str, Any] = {"is_right": None, "feedback": [], "right": [], "explanation": ""}


def _judged(attempt: Attempt, question: dict[str, Any], *, knows_all: bool) -> dict[str, Any]:
    return {
        "is_right": question["id"] in attempt.right_ids,
        "feedback": feedback(question, attempt.answer_to(question["id"])),
        "right": right_answer(question) if knows_all else [],
        "explanation": question["explanation"] if knows_all else "",
    }
