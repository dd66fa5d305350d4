"""Puts the demo's articles on their shelf, as if they had been worked out over the years."""

from collections.abc import Callable
from datetime import datetime
from functools import cached_property
from typing import Any

from dateutil.relativedelta import relativedelta

from communities.models import Activity, Space
from cop.demo.content import ArticleContent, CommunityContent, duration
from cop.demo.talk import LAST, Talk
from knowledge import banners
from knowledge.events import ArticleProposed, ArticlePublished
from knowledge.freshness import REVIEW_MONTHS
from knowledge.models import Article, Doubt, Reading, State
from knowledge.parts import NAMES
from knowledge.sources import Typed


class Shelf:
    def __init__(self, talk: Talk) -> None:
        self.talk = talk
        self.books: dict[str, Book] = {}
        """By address: ``evaluation/no-baseline``."""

    def plan(self, content: CommunityContent) -> None:
        """What comes about with what is said, because news are told in the order of their days."""
        spaces = Space.objects.filter(community__slug=content.slug).select_related("community")
        by_slug = {space.slug: space for space in spaces}
        for one in content.articles:
            space = by_slug[one.facts["space"]]
            book = Book(self.talk, one, space)
            self.books[f"{content.slug}/{one.slug}"] = book
            book.plan()

    def finish(self) -> None:
        """What can only be said when all of them are there."""
        for book in self.books.values():
            book.leave_marks()
            if successor := book.facts.get("successor"):
                follows = self.books[f"{book.space.community.slug}/{successor}"]
                book.set(successor=follows.article)
        for book in self.books.values():
            banners.hang_for(book.article.pk)


class Book:
    """One article of the content, on its way into the database."""

    def __init__(self, talk: Talk, content: ArticleContent, space: Space) -> None:
        self.talk, self.content, self.space = talk, content, space
        self.facts: dict[str, Any] = content.facts

    def plan(self) -> None:
        acts: dict[str, Callable[[datetime], None]] = {
            "begun": self.begin,
            "proposed": self.propose,
            "published": self.publish,
            "retired": self.retire,
        }
        for name, act in acts.items():
            if name in self.facts:
                self.talk.comings.append((self._ago(self.facts[name]), LAST, act))

    @cached_property
    def article(self) -> Article:
        return Article.objects.create(
            community=self.space.community,
            space=self.space,
            title=self.facts["title"],
            author=self._person("author"),
            created_at=self._ago(self.facts["begun"]),
        )

    def begin(self, at: datetime) -> None:
        place = self.space.community.slug
        threads = [self.talk.threads[f"{place}/{slug}"] for slug in self.facts.get("topics", [])]
        sources = [Typed(thread.topic.address) for thread in threads]
        parts = {name: self.content.parts.get(name, "") for name in NAMES}
        article = self.article
        article.write(article.title, parts, self.facts["tags"], sources, by=article.author)
        self.set(changed_at=at)

    def propose(self, at: datetime) -> None:
        self.set(state=State.REVIEW, changed_at=at)
        self.talk.tell(ArticleProposed(self.article.pk), at)

    def publish(self, at: datetime) -> None:
        self.set(
            state=State.PUBLISHED,
            owner=self._person("owner" if "owner" in self.facts else "author"),
            published_at=at,
            verified_at=at,
            changed_at=at,
            review_due=at + relativedelta(months=REVIEW_MONTHS),
        )
        self._note("published", at, to=self.article.author)
        self.talk.tell(ArticlePublished(self.article.pk, self._person("by").pk), at)

    def retire(self, at: datetime) -> None:
        self.set(state=State.RETIRED, note=self.facts["note"], changed_at=at)
        self._note("retired", at)

    def leave_marks(self) -> None:
        for handle in self.facts.get("doubts", []):
            user = self.talk.people[handle]
            Doubt.objects.create(article=self.article, user=user, at=self._ago("9d"))
        for handle in self.facts.get("readers", []):
            user = self.talk.people[handle]
            Reading.objects.create(article=self.article, user=user, at=self._ago("1d"))

    def set(self, **fields: Any) -> None:
        Article.objects.filter(pk=self.article.pk).update(**fields)

    def _note(self, verb: str, at: datetime, to: Any = None) -> None:
        by = self._person("by")
        noted = Activity.objects.record(verb, self.article, by=by, space=self.space, to=to)
        Activity.objects.filter(pk=noted.pk).update(at=at)

    def _person(self, fact: str) -> Any:
        return self.talk.people[self.facts[fact]]

    def _ago(self, text: str) -> datetime:
        return self.talk.now - duration(text)
