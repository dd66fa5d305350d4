"""From an answer to an article: what a topic has already said of it."""

from typing import Any

from discussions.models import Topic


def begun_with(topic: Topic) -> dict[str, Any]:
    """The fields of a new article that a topic fills: its question, and the answer it accepted."""
    return {
        "title": topic.title,
        "space": topic.space.slug,
        "question": topic.opening.source,
        "practice": _answer_to(topic),
        "tags": topic.tag_names,
        "sources": topic.address,
    }


def _answer_to(topic: Topic) -> str:
    if not topic.is_solved:
        return ""
    answer = topic.acceptance.answer
    return "" if answer.deleted_at else answer.source
