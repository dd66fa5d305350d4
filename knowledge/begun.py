"""Where an article can be begun and left: the keys of its autosaved texts."""

from communities.models import Community
from knowledge.models import Article

PREFIX = "article/"


def new_key(community: Community) -> str:
    return f"{PREFIX}new/{community.pk}"


def edit_key(article: Article) -> str:
    return f"{PREFIX}edit/{article.pk}"
