"""What articles tell, and to whom. The first kind that an article has for somebody is the one."""

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from communities.chains import chain_of
from communities.models import Membership, Role
from communities.notices import letterhead_of
from knowledge import matters
from knowledge.events import (
    ArticleDoubted,
    ArticleProposed,
    ArticlePublished,
    ArticleReturned,
)
from knowledge.models import Article, Contribution, Doubt, State
from knowledge.models.contribution import Part
from notifications import notices
from notifications.letterhead import Letterhead
from notifications.models import Follow

LOOK_AFTER = (Role.OWNER, Role.FACILITATOR, Role.MODERATOR)


def proposed_key(article_id: int) -> str:
    return f"article_proposed:{article_id}"


def members_of(article: Article) -> QuerySet[User]:
    """Only members are told of things; without those who want to hear nothing of where it is."""
    members = Membership.objects.active().filter(community=article.community_id)
    muting = Follow.objects.muting(chain_of(article))
    users = User.objects.filter(pk__in=members.values("user"))
    return users.exclude(pk__in=muting.values("user"))


class ArticleNews(notices.Kind):
    matter = matters.OWN_ARTICLES
    template = "knowledge/emails/article"
    action = _("Read the article")
    why = _("You get this because it concerns you, or you follow where it was published.")
    stop = _("Stop emails about this article")
    subject = _("News of an article of {name}")
    states: tuple[str, ...] = (State.PUBLISHED,)

    def load(self, event: Any) -> Article | None:
        found = Article.objects.filter(pk=event.article_id, state__in=self.states)
        return found.select_related("community", "space__community", "author", "owner").first()

    def title(self, article: Article) -> str:
        return article.title

    def url(self, article: Article) -> str:
        return article.get_absolute_url()

    def excerpt(self, article: Article) -> str:
        return article.gist

    def group(self, article: Article) -> str:
        return article.target

    def key(self, article: Article) -> str:
        return article.target

    def place(self, article: Article) -> notices.Place | None:
        return article.space

    def letterhead(self, article: Article) -> Letterhead:
        return letterhead_of(article.community)

    def mail(self, article: Article) -> dict[str, Any]:
        return {"text": self.excerpt(article)}


@notices.on(ArticleProposed)
class ArticleWasProposed(ArticleNews):
    """Told to whoever can publish it, for as long as nobody has decided."""

    matter = matters.PROPOSALS
    label = _("{actor} proposed an article")
    action = _("Read it and decide")
    states = (State.REVIEW,)

    def recipients(self, article: Article) -> QuerySet[User]:
        active = Membership.objects.active().filter(community=article.community_id)
        return User.objects.filter(pk__in=active.filter(role__in=LOOK_AFTER).values("user"))

    def actor(self, article: Article) -> User:
        return article.author

    def key(self, article: Article) -> str:
        return proposed_key(article.pk)


@notices.on(ArticleReturned)
class YourArticleWasReturned(ArticleNews):
    label = _("Your article was given back to you")
    action = _("Read what is missing")
    states = (State.DRAFT,)

    def load(self, event: ArticleReturned) -> Article | None:
        article = super().load(event)
        return None if article is None or article.author_id == event.by_id else article

    def recipients(self, article: Article) -> QuerySet[User]:
        return members_of(article).filter(pk=article.author_id)

    def excerpt(self, article: Article) -> str:
        return article.note

    def key(self, article: Article) -> str:
        return f"article_returned:{article.pk}:{article.changed_at:%Y%m%d%H%M%S}"

    def place(self, article: Article) -> None:
        """A draft is its author's alone."""


class Publication(ArticleNews):
    """Whoever published it is not told."""

    def load(self, event: ArticlePublished) -> Any:
        article: Any = super().load(event)
        if article:
            article.published_by = User.objects.filter(pk=event.by_id).first()
        return article

    def actor(self, article: Any) -> User | None:
        return article.published_by


@notices.on(ArticlePublished)
class YourArticleWasPublished(Publication):
    label = _("{actor} published your article")

    def recipients(self, article: Article) -> QuerySet[User]:
        return members_of(article).filter(pk=article.author_id)


@notices.on(ArticlePublished)
class YourAnswerBecameAnArticle(Publication):
    label = _("Your answer has become part of an article")

    def recipients(self, article: Article) -> QuerySet[User]:
        return _those_who(article, Part.ANSWERED)


@notices.on(ArticlePublished)
class YourQuestionBecameAnArticle(Publication):
    label = _("Your question has led to an article")

    def recipients(self, article: Article) -> QuerySet[User]:
        return _those_who(article, Part.ASKED)


@notices.on(ArticlePublished)
class ArticleWasPublished(Publication):
    matter = matters.ARTICLES
    label = _("{actor} published an article")

    def recipients(self, article: Article) -> QuerySet[User]:
        _itself, *above = chain_of(article)
        told = Follow.objects.told_of_new(above)
        return members_of(article).filter(pk__in=told.values("user"))


@notices.on(ArticleDoubted)
class YourArticleIsDoubted(ArticleNews):
    label = _("{actor} says that an article of yours is out of date")
    action = _("Look at it")

    def load(self, event: ArticleDoubted) -> Any:
        doubt = Doubt.objects.select_related("user").filter(pk=event.doubt_id).first()
        if doubt is None:
            return None
        published = Article.objects.published().filter(pk=doubt.article_id)
        article: Any = published.select_related("community", "space__community", "owner").first()
        if article:
            article.doubt = doubt
        return article

    def recipients(self, article: Article) -> QuerySet[User]:
        return members_of(article).filter(pk=article.owner_id or 0)

    def actor(self, article: Any) -> User:
        return article.doubt.user

    def excerpt(self, article: Any) -> str:
        return article.doubt.note

    def key(self, article: Any) -> str:
        return f"article_doubt:{article.doubt.pk}"


def _those_who(article: Article, part: str) -> QuerySet[User]:
    mine = Contribution.objects.filter(article=article, part=part)
    return members_of(article).filter(pk__in=mine.values("user"))
