"""schema.org data for articles that visitors may read."""

from typing import Any

from django.conf import settings

from accounts.models import User
from knowledge.models import Article


def structured_data(article: Article) -> dict[str, Any]:
    return {
        "@context": "https://schema.org",
        "@type": "Article",
        "headline": article.title,
        "description": article.gist,
        "url": settings.SITE_ORIGIN + article.get_absolute_url(),
        "datePublished": (article.published_at or article.created_at).isoformat(),
        "dateModified": article.changed_at.isoformat(),
        "keywords": article.tag_names,
        "author": _person(article.author),
        "publisher": {
            "@type": "Organization",
            "name": article.community.name,
            "url": settings.SITE_ORIGIN + article.community.address,
        },
    }


def _person(user: User) -> dict[str, Any]:
    url = settings.SITE_ORIGIN + user.get_absolute_url()
    return {"@type": "Person", "name": user.name, "url": url}
