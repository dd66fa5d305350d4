from dataclasses import dataclass


@dataclass(frozen=True)
class QuestionSettled:
    """What became of a question that a workshop was to take up: it was answered, or was not."""

    question_id: int
    by_id: int
