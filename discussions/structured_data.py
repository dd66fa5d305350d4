"""schema.org data for public topics: QAPage for questions, DiscussionForumPosting for the rest."""

from typing import Any

from django.conf import settings

from core import markdown
from discussions.models import Post, Topic
from discussions.thread import Thread


def structured_data(topic: Topic, thread: Thread) -> dict[str, Any] | None:
    if thread.opening is None:  # a later page repeats nothing
        return None
    opening = thread.opening.root
    described = (
        _question(topic, opening, thread) if topic.is_question else _posting(topic, opening, thread)
    )
    return {"@context": "https://schema.org", **described}


def _question(topic: Topic, opening: Post, thread: Thread) -> dict[str, Any]:
    accepted = topic.acceptance.answer_id if topic.is_solved else None
    answers = [branch.root for branch in thread.branches if not branch.root.deleted_at]
    question: dict[str, Any] = {
        "@type": "Question",
        "name": topic.title,
        **_written(opening),
        "answerCount": topic.answer_count,
        "upvoteCount": topic.useful_count,
        "suggestedAnswer": [_answer(a) for a in answers if a.pk != accepted],
    }
    for answer in answers:
        if answer.pk == accepted:
            question["acceptedAnswer"] = _answer(answer)
    return {"@type": "QAPage", "mainEntity": question}


def _answer(post: Post) -> dict[str, Any]:
    return {"@type": "Answer", "upvoteCount": post.useful_count, **_written(post)}


def _posting(topic: Topic, opening: Post, thread: Thread) -> dict[str, Any]:
    return {
        "@type": "DiscussionForumPosting",
        "headline": topic.title,
        **_written(opening),
        "interactionStatistic": {
            "@type": "InteractionCounter",
            "interactionType": "https://schema.org/CommentAction",
            "userInteractionCount": topic.reply_count,
        },
        "comment": [
            {"@type": "Comment", **_written(branch.root)}
            for branch in thread.branches
            if not branch.root.deleted_at
        ],
    }


def _written(post: Post) -> dict[str, Any]:
    person = {
        "@type": "Person",
        "name": post.author.name,
        "url": settings.SITE_ORIGIN + post.author.get_absolute_url(),
    }
    written: dict[str, Any] = {
        "text": markdown.plain_text(post.html),
        "url": settings.SITE_ORIGIN + post.get_absolute_url(),
        "datePublished": post.created_at.isoformat(),
        "author": person,
    }
    if brought := post.attribution:
        written["isBasedOn"] = brought["url"]
        written["license"] = brought["licence_url"] or brought["licence"]
        if brought["author_url"]:
            person["sameAs"] = brought["author_url"]
    return written
