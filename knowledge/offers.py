from typing import Any

from django.utils.translation import gettext as _

from discussions.models import Topic
from discussions.offers import Offer, offering
from knowledge import rules


@offering
def make_it_an_article(viewer: Any, topic: Topic) -> Offer | None:
    """Of a solved topic that leads to no article yet."""
    may = rules.can_begin(viewer, topic.community)
    if not topic.is_solved or not may or topic.banner_for(viewer):
        return None
    url = f"{topic.community.address}knowledge/new/?topic={topic.pk}"
    return Offer(_("Make it an article"), "book-open-check", url)
