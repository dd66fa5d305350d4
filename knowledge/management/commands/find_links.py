from typing import Any

from django.core.management.base import BaseCommand
from django.db.models import Q
from django.db.models.functions import Concat

from discussions.models import Post
from knowledge.models import Article
from knowledge.parts import NAMES

LEADING = ("/t/", "/knowledge/")  # what the addresses of pages have


class Command(BaseCommand):
    help = "Finds the links between topics and articles in all texts, as after an import."

    def handle(self, *args: Any, **options: Any) -> None:
        posts = Post.objects.present().filter(topic__deleted_at=None).filter(_leads("source"))
        for post in posts.select_related("topic").order_by("pk").iterator():
            post.find_links()
        articles = Article.objects.annotate(text=Concat(*NAMES)).filter(_leads("text"))
        for article in articles.order_by("pk").iterator():
            article.find_links()
        self.stdout.write("Links found.")


def _leads(column: str) -> Q:
    first, second = (Q(**{f"{column}__contains": part}) for part in LEADING)
    return first | second
