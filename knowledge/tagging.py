from typing import TYPE_CHECKING

from communities.models import Tag
from discussions.tagging import canonical

if TYPE_CHECKING:
    from knowledge.models import Article, Resource


def retag(article: "Article | Resource", names: list[str]) -> None:
    """Give it these tags, making those that are new. Only topics are counted on a tag."""
    community = article.community_id
    wanted = sorted(canonical(community, names))
    tags = [Tag.objects.get_or_create(community_id=community, name=name)[0] for name in wanted]
    article.tags.set(tags)
