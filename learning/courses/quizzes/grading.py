"""What an answer is worth, against what is kept with its question. Whole points only: an answer is
right, or it is not."""

from decimal import Decimal
from typing import Any

from learning.courses.errors import BadAnswer
from learning.courses.quizzes.kinds import QuestionKind, number_in, plain

LONGEST_ANSWER = 200

Question = dict[str, Any]  # as an edition keeps it: see `Quiz.frozen`


def cleaned(question: Question, answer: Any) -> Any:
    """An answer as it is kept; None where there is none. Raises BadAnswer."""
    kind = question["kind"]
    if answer in (None, "", []):
        return None
    if kind == QuestionKind.MULTIPLE:
        if not isinstance(answer, list):
            raise BadAnswer
        return sorted({_choice(question, one) for one in answer})
    if kind in (QuestionKind.SINGLE, QuestionKind.TRUE_FALSE):
        return _choice(question, answer)
    if not isinstance(answer, str) or len(answer) > LONGEST_ANSWER:
        raise BadAnswer
    return answer.strip() or None


def is_right(question: Question, answer: Any) -> bool:
    """Of an answer that was cleaned."""
    if answer is None:
        return False
    kind = question["kind"]
    if kind == QuestionKind.SHORT:
        return plain(answer) in question["accepted"]
    if kind == QuestionKind.NUMERIC:
        number = number_in(answer)
        off = None if number is None else abs(number - Decimal(question["number"]))
        return off is not None and off <= Decimal(question["tolerance"])
    right = [choice["id"] for choice in question["choices"] if choice["right"]]
    return bool(right == (answer if kind == QuestionKind.MULTIPLE else [answer]))


def feedback(question: Question, answer: Any) -> list[str]:
    """What is said to whoever picked these choices."""
    picked = answer if isinstance(answer, list) else [answer]
    chosen = [one for one in question.get("choices", []) if one["id"] in picked]
    return [one["feedback"] for one in chosen if one["feedback"]]


def right_answer(question: Question) -> list[str]:
    if "choices" in question:
        return [choice["text"] for choice in question["choices"] if choice["right"]]
    if "accepted" in question:
        return list(question["accepted"])
    within = Decimal(question["tolerance"])
    return [f"{question['number']} ± {within}" if within else question["number"]]


def _choice(question: Question, answer: Any) -> int:
    is_number = isinstance(answer, int) or (isinstance(answer, str) and answer.isdecimal())
    if isinstance(answer, bool) or not is_number:
        raise BadAnswer
    if int(answer) not in {choice["id"] for choice in question["choices"]}:
        raise BadAnswer
    return int(answer)
