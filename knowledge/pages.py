from typing import Any

from discussions.linkable import Linkable, declare
from knowledge.models import Article
from knowledge.models.finding import ArticleQuerySet


@declare
class Articles(Linkable):
    kind, place = Article.kind_of_target, Article.place

    def every(self) -> ArticleQuerySet:
        return Article.objects.all()

    def visible_to(self, viewer: Any) -> ArticleQuerySet:
        return Article.objects.visible_to(viewer).select_related("community")
