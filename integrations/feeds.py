"""Atom feeds of what visitors may read: of a community, a tag, a topic, articles, and a project."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db.models import Prefetch
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from communities.models import Community, Tag
from core.markdown import excerpt
from core.visitors import VISITOR
from discussions.models import Post, Topic
from discussions.models.topics import TopicQuerySet
from integrations.atom import PublicFeed, absolute, rights_of, sayable, tag_of
from knowledge.models import Article
from knowledge.models.finding import ArticleQuerySet
from knowledge.parts import PARTS
from projects.models import Project, Update
from projects.updates.models import UpdateQuerySet

SIZE = 20
GIST = 240


def newest_topics(community: Any, tag: Any = None) -> TopicQuerySet:
    topics = Topic.objects.visible_to(VISITOR).filter(community__slug=community)
    if tag is not None:
        topics = topics.tagged(tag)
    return topics.order_by("-created_at", "-id")[:SIZE]


def newest_articles(community: Any) -> ArticleQuerySet:
    articles = Article.objects.visible_to(VISITOR).filter(community__slug=community)
    return articles.published().order_by("-published_at", "-id")[:SIZE]


def newest_updates(community: Any, project: Any) -> UpdateQuerySet:
    updates = Update.objects.visible_to(VISITOR).filter(project=project)
    return updates.filter(community__slug=community).order_by("-posted_at", "-id")[:SIZE]


def public_community(slug: str) -> Community:
    return get_object_or_404(Community.objects.readable_by(VISITOR), slug=slug)


class TopicsFeed(PublicFeed):
    """Topics, the last begun first, each with its opening post."""

    def item_title(self, topic: Topic) -> str:
        return topic.title

    def item_description(self, topic: Topic) -> str:
        return topic.gist

    def item_html(self, topic: Topic) -> str:
        return _opening(topic).html

    def item_guid(self, topic: Topic) -> str:
        return tag_of("topic", topic.pk, topic.created_at)

    def item_pubdate(self, topic: Topic) -> datetime:
        return topic.created_at

    def item_updateddate(self, topic: Topic) -> datetime:
        return _opening(topic).edited_at or topic.created_at

    def item_categories(self, topic: Topic) -> list[str]:
        return topic.tag_names

    def item_copyright(self, topic: Topic) -> str | None:
        return rights_of(_opening(topic).attribution)


class CommunityFeed(TopicsFeed):
    def get_object(self, request: HttpRequest, slug: str) -> Community:
        return public_community(slug)

    def title(self, community: Community) -> str:
        return sayable(community.name)

    def subtitle(self, community: Community) -> str | None:
        return sayable(community.tagline) or None

    def link(self, community: Community) -> str:
        return absolute(community.address)

    def feed_url(self, community: Community) -> str:
        return absolute(reverse("integrations:community_feed", args=[community.slug]))

    def feed_guid(self, community: Community) -> str:
        return tag_of("community", community.pk, community.created_at)

    def feed_extra_kwargs(self, community: Community) -> dict[str, Any]:
        return {"began": community.created_at}

    def items(self, community: Community) -> Iterable[Topic]:
        return _with_openings(newest_topics(community.slug))


class TagFeed(TopicsFeed):
    def get_object(self, request: HttpRequest, slug: str, name: str) -> Any:
        tags = Tag.objects.known_to(VISITOR, public_community(slug))
        return get_object_or_404(tags.select_related("community"), name=name)

    def title(self, tag: Any) -> str:
        return f"{sayable(tag.community.name)}, {tag.name}"

    def subtitle(self, tag: Any) -> str | None:
        return sayable(tag.description) or None

    def link(self, tag: Any) -> str:
        return absolute(f"{tag.community.address}?tag={tag.name}")

    def feed_url(self, tag: Any) -> str:
        return absolute(reverse("integrations:tag_feed", args=[tag.community.slug, tag.name]))

    def feed_guid(self, tag: Any) -> str:
        return tag_of("tag", tag.pk, tag.community.created_at)

    def feed_extra_kwargs(self, tag: Any) -> dict[str, Any]:
        return {"began": tag.community.created_at}

    def items(self, tag: Any) -> Iterable[Topic]:
        return _with_openings(newest_topics(tag.community.slug, tag.name))


class TopicFeed(PublicFeed):
    """The posts of a topic, the last one first."""

    def get_object(self, request: HttpRequest, slug: str, pk: int) -> Topic:
        topics = Topic.objects.visible_to(VISITOR).select_related("community")
        return get_object_or_404(topics, pk=pk, community__slug=slug)

    def title(self, topic: Topic) -> str:
        return sayable(topic.title)

    def subtitle(self, topic: Topic) -> str:
        return sayable(topic.community.name)

    def link(self, topic: Topic) -> str:
        return absolute(topic.get_absolute_url())

    def feed_url(self, topic: Topic) -> str:
        return absolute(reverse("integrations:topic_feed", args=[topic.community.slug, topic.pk]))

    def feed_guid(self, topic: Topic) -> str:
        return tag_of("topic-posts", topic.pk, topic.created_at)

    def feed_extra_kwargs(self, topic: Topic) -> dict[str, Any]:
        return {"began": topic.created_at}

    def items(self, topic: Topic) -> Iterable[Post]:
        posts = Post.objects.visible_to(VISITOR).filter(topic=topic).for_display()
        for post in posts.order_by("-number")[:SIZE]:
            post.topic = topic
            yield post

    def item_title(self, post: Post) -> str:
        if post.is_opening:
            return post.topic.title
        said = _("Answer by %(name)s") if post.is_answer else _("Reply by %(name)s")
        return said % {"name": post.author.name}

    def item_description(self, post: Post) -> str:
        return excerpt(post.html, GIST)

    def item_html(self, post: Post) -> str:
        return post.html

    def item_guid(self, post: Post) -> str:
        return tag_of("post", post.pk, post.created_at)

    def item_pubdate(self, post: Post) -> datetime:
        return post.created_at

    def item_updateddate(self, post: Post) -> datetime:
        return post.edited_at or post.created_at

    def item_copyright(self, post: Post) -> str | None:
        return rights_of(post.attribution)


class ArticlesFeed(PublicFeed):
    """What a community recommends, the last published first."""

    def get_object(self, request: HttpRequest, slug: str) -> Community:
        return public_community(slug)

    def title(self, community: Community) -> str:
        return _("%(community)s: what it recommends") % {"community": sayable(community.name)}

    def link(self, community: Community) -> str:
        return absolute(reverse("knowledge:articles", args=[community.slug]))

    def feed_url(self, community: Community) -> str:
        return absolute(reverse("integrations:articles_feed", args=[community.slug]))

    def feed_guid(self, community: Community) -> str:
        return tag_of("community-articles", community.pk, community.created_at)

    def feed_extra_kwargs(self, community: Community) -> dict[str, Any]:
        return {"began": community.created_at}

    def items(self, community: Community) -> Iterable[Article]:
        return newest_articles(community.slug).for_list()

    def item_title(self, article: Article) -> str:
        return article.title

    def item_description(self, article: Article) -> str:
        return article.gist

    def item_html(self, article: Article) -> str:
        written = [part for part in PARTS if part.name in article.html]
        return "".join(f"<h3>{part.title}</h3>{article.html[part.name]}" for part in written)

    def item_guid(self, article: Article) -> str:
        return tag_of("article", article.pk, article.created_at)

    def item_pubdate(self, article: Article) -> datetime:
        return article.published_at or article.changed_at

    def item_updateddate(self, article: Article) -> datetime:
        return article.changed_at

    def item_categories(self, article: Article) -> list[str]:
        return article.tag_names


class UpdatesFeed(PublicFeed):
    """How far a project is, the last said first."""

    def get_object(self, request: HttpRequest, slug: str, pk: int) -> Project:
        projects = Project.objects.visible_to(VISITOR).select_related("community")
        return get_object_or_404(projects, pk=pk, community__slug=slug)

    def title(self, project: Project) -> str:
        return sayable(project.title)

    def subtitle(self, project: Project) -> str:
        return sayable(project.community.name)

    def link(self, project: Project) -> str:
        return absolute(f"{project.address}updates/")

    def feed_url(self, project: Project) -> str:
        names = [project.community.slug, project.pk]
        return absolute(reverse("integrations:updates_feed", args=names))

    def feed_guid(self, project: Project) -> str:
        return tag_of("project-updates", project.pk, project.created_at)

    def feed_extra_kwargs(self, project: Project) -> dict[str, Any]:
        return {"began": project.created_at}

    def items(self, project: Project) -> Iterable[Update]:
        return newest_updates(project.community.slug, project.pk).for_page()

    def item_title(self, update: Update) -> str:
        return update.title

    def item_description(self, update: Update) -> str:
        return update.gist

    def item_html(self, update: Update) -> str:
        return update.html

    def item_author_name(self, update: Update) -> str:
        return sayable(update.by.name)

    def item_author_link(self, update: Update) -> str:
        return absolute(update.by.get_absolute_url())

    def item_guid(self, update: Update) -> str:
        return tag_of("update", update.pk, update.posted_at)

    def item_pubdate(self, update: Update) -> datetime:
        return update.posted_at

    def item_updateddate(self, update: Update) -> datetime:
        return update.edited_at or update.posted_at


def _with_openings(topics: TopicQuerySet) -> TopicQuerySet:
    opening = Prefetch("posts", Post.objects.filter(number=1), to_attr="openings")
    return topics.with_tags().select_related("author", "community").prefetch_related(opening)


def _opening(topic: Any) -> Post:
    return topic.openings[0]
