from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, ClassVar

from dateutil.relativedelta import relativedelta
from django.conf import settings
from django.db import models, transaction
from django.db.models import F, Q
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from communities.models import Activity, Community, Space, Tag
from communities.models.titled import Titled
from core import audience
from core.events import publish
from knowledge import linking, uses
from knowledge.errors import NothingRecommended, OwnSuccessor, WrongState
from knowledge.events import (
    ArticleDiscarded,
    ArticleEdited,
    ArticleProposed,
    ArticlePublished,
    ArticleReinstated,
    ArticleRetired,
    ArticleReturned,
    ArticleVerified,
)
from knowledge.freshness import REVIEW_MONTHS, Freshness
from knowledge.models.contribution import Contribution
from knowledge.models.doubt import Doubt
from knowledge.models.finding import ArticleQuerySet, State
from knowledge.models.revision import Revision
from knowledge.models.source import Source
from knowledge.parts import NAMES
from knowledge.sources import Typed, typed_in
from knowledge.tagging import retag
from knowledge.writing import compose, compose_anew
from notifications import reminders

if TYPE_CHECKING:
    from accounts.models import User


class Article(Titled, models.Model):
    """What a community recommends about one question, kept true by an owner."""

    kind_of_target, place = "article", "knowledge"

    community = models.ForeignKey(Community, models.CASCADE, related_name="articles")
    space = models.ForeignKey(Space, models.PROTECT, related_name="articles")
    state = models.CharField(max_length=10, choices=State.choices, default=State.DRAFT)
    title = models.CharField(_("title"), max_length=250)
    question = models.TextField(blank=True)
    applies = models.TextField(blank=True)
    practice = models.TextField(blank=True)
    exceptions = models.TextField(blank=True)
    tags = models.ManyToManyField(Tag, related_name="articles", blank=True)
    # Written with the text: the HTML by part, the headings in it, and how it begins.
    html = models.JSONField(default=dict, editable=False)
    contents = models.JSONField(default=list, editable=False)
    gist = models.CharField(max_length=300, blank=True, editable=False)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="articles")
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="owned_articles"
    )
    note = models.CharField(max_length=500, blank=True)  # with which it was returned or retired
    successor = models.ForeignKey("self", models.SET_NULL, null=True, related_name="predecessors")
    created_at = models.DateTimeField(default=timezone.now)
    changed_at = models.DateTimeField(default=timezone.now)
    published_at = models.DateTimeField(null=True)
    verified_at = models.DateTimeField(null=True)
    review_due = models.DateTimeField(null=True)
    version = models.PositiveIntegerField(default=1, editable=False)
    nonce = models.CharField(max_length=40, null=True)  # noqa: DJ001 - null is "none", and not unique

    # Annotated by the queryset, each by the method of its name.
    tag_names: list[str]
    doubt_count: int
    reader_count: int

    objects: ClassVar = ArticleQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["author", "nonce"], name="article_nonce_unique"),
            models.CheckConstraint(
                name="article_out_is_owned",
                condition=Q(state__in=[State.DRAFT, State.REVIEW])
                | Q(
                    owner__isnull=False,
                    published_at__isnull=False,
                    verified_at__isnull=False,
                    review_due__gt=F("verified_at"),
                ),
            ),
        ]
        indexes = [
            models.Index(fields=["community", "state", "-changed_at", "-id"], name="article_list"),
            models.Index(
                fields=["review_due"], condition=Q(state="published"), name="article_review_due"
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def parts(self) -> dict[str, str]:
        return {name: getattr(self, name) for name in NAMES}

    @property
    def typed_sources(self) -> str:
        return "\n".join(source.line for source in self.sources.for_display())

    @property
    def is_published(self) -> bool:
        return self.state == State.PUBLISHED

    @property
    def is_retired(self) -> bool:
        return self.state == State.RETIRED

    @property
    def is_out(self) -> bool:
        """Published now or once."""
        return self.state in {State.PUBLISHED, State.RETIRED}

    @cached_property
    def freshness(self) -> Freshness:
        """Of one that is out, as `with_freshness` has counted."""
        return Freshness(
            self.verified_at or self.created_at,
            self.review_due or self.created_at,
            self.doubt_count,
            self.reader_count,
            timezone.now(),
        )

    @property
    def is_stale(self) -> bool:
        return self.is_published and self.freshness.is_stale

    def shown_to(self) -> tuple[str, list[str]]:
        """Scope and audience of what it shows, which do not change before this transaction ends.

        What is not out follows no container: a space that opens to all must not open it.
        """
        if self.state == State.DRAFT:
            return "", [f"user:{self.author_id}"]
        keys = self.space.hold_audience()
        if self.state == State.REVIEW:
            return "", [key for key in keys if key != audience.PUBLIC]
        return self.space.scope, keys

    def ensure_in(self, *states: str) -> None:
        if self.state not in states:
            raise WrongState

    def ensure_published(self) -> None:
        self.ensure_in(State.PUBLISHED)

    def write(
        self,
        title: str,
        parts: Mapping[str, str],
        tags: list[str],
        sources: Sequence[Typed],
        *,
        by: "User",
    ) -> None:
        """Set all that it says; whoever calls has locked it, and kept the revision."""
        written = compose(parts, by=by, article=self)
        Source.objects.replace(self, sources, by=by)
        retag(self, tags)
        Contribution.objects.reckon(self)
        said = dict(parts) | {
            "title": title,
            "html": written.html,
            "contents": written.contents,
            "gist": written.gist,
            "changed_at": timezone.now(),
        }
        Article.objects.filter(pk=self.pk).update(**said)
        for name, value in said.items():
            setattr(self, name, value)
        uses.note(self, written.uploads)
        linking.note(self, written.targets)

    def edit(  # noqa: PLR0913 - what can be edited, and by whom, why and from which version
        self,
        *,
        by: "User",
        version: int,
        title: str,
        parts: Mapping[str, str],
        tags: list[str],
        sources: Sequence[Typed],
        reason: str = "",
    ) -> None:
        """Change what it says, keeping what it said. Raises StaleVersion, WrongState."""
        with transaction.atomic():
            article = Article.objects.lock(self.pk)
            article.ensure_in(State.DRAFT, State.REVIEW, State.PUBLISHED)
            Revision.objects.keep(
                article, by=by, version=version, reason=reason, title=title, parts=parts
            )
            if article.state != State.DRAFT and not parts["practice"].strip():
                raise NothingRecommended
            article.write(title, parts, tags, sources, by=by)
            Article.objects.filter(pk=self.pk).update(version=version + 1)
            publish(ArticleEdited(self.pk))
        self.refresh_from_db()

    def restore(self, revision: Revision, *, by: "User", version: int, reason: str) -> None:
        """Let it say again what it said then; that is an edit like any other."""
        parts = {name: getattr(revision, name) for name in NAMES}
        self.edit(
            by=by,
            version=version,
            title=revision.title,
            parts=parts,
            tags=revision.tags,
            sources=typed_in(revision.sources),
            reason=reason,
        )

    def propose(self) -> None:
        """Put a draft before the community. Raises WrongState, NothingRecommended."""
        with transaction.atomic():
            article = Article.objects.lock(self.pk)
            article.ensure_in(State.DRAFT)
            article.ensure_recommends()
            article.move_to(State.REVIEW, note="")
            publish(ArticleProposed(self.pk))
        self.refresh_from_db()

    def give_back(self, *, by: "User", note: str = "") -> None:
        """Make it a draft of its author's again, with a word about what is missing."""
        with transaction.atomic():
            article = Article.objects.lock(self.pk)
            article.ensure_in(State.REVIEW)
            article.move_to(State.DRAFT, note=note)
            publish(ArticleReturned(self.pk, by.pk))
        self.refresh_from_db()

    def release(self, *, by: "User", owner: "User | None" = None) -> None:
        """Publish it, in the hands of its owner: the author, unless another one is named.

        Raises WrongState, NothingRecommended.
        """
        now = timezone.now()
        with transaction.atomic():
            article = Article.objects.lock(self.pk)
            article.ensure_in(State.DRAFT, State.REVIEW)
            article.ensure_recommends()
            article.move_to(
                State.PUBLISHED,
                note="",
                owner=owner or article.author,
                published_at=now,
                verified_at=now,
                review_due=now + relativedelta(months=REVIEW_MONTHS),
            )
            Activity.objects.record(
                "published", article, by=by, space=article.space, to=article.author
            )
            reminders.arrange(self.target)
            publish(ArticlePublished(self.pk, by.pk))
        self.refresh_from_db()

    def verify(self, *, by: "User", months: int = REVIEW_MONTHS) -> None:
        """Say that it still holds, and when to look at it again. Settles all doubts."""
        now = timezone.now()
        with transaction.atomic():
            article = Article.objects.lock(self.pk)
            article.ensure_in(State.PUBLISHED)
            due = now + relativedelta(months=months)
            Article.objects.filter(pk=self.pk).update(verified_at=now, review_due=due)
            Doubt.objects.filter(article=article).delete()
            Activity.objects.record("verified", article, by=by, space=article.space)
            reminders.arrange(self.target)
            publish(ArticleVerified(self.pk))
        self.refresh_from_db()

    def hand_over(self, owner: "User") -> None:
        """Give the duty of keeping it true to somebody else."""
        with transaction.atomic():
            article = Article.objects.lock(self.pk)
            article.ensure_in(State.PUBLISHED)
            Article.objects.filter(pk=self.pk).update(owner=owner)
            reminders.arrange(self.target)
            publish(ArticleEdited(self.pk))
        self.refresh_from_db()

    def retire(self, *, by: "User", successor: "Article | None" = None, note: str = "") -> None:
        """Recommend it no more; it stays readable, and leads to its successor.

        Raises WrongState, OwnSuccessor.
        """
        with transaction.atomic():
            article = Article.objects.lock(self.pk)
            article.ensure_in(State.PUBLISHED)
            if successor and not article.can_be_followed_by(successor):
                raise OwnSuccessor
            article.move_to(State.RETIRED, note=note, successor=successor)
            Activity.objects.record("retired", article, by=by, space=article.space)
            reminders.arrange(self.target)
            publish(ArticleRetired(self.pk, by.pk))
        self.refresh_from_db()

    def reinstate(self) -> None:
        """Recommend it again. It is as old as it is: nobody has verified it by this."""
        with transaction.atomic():
            article = Article.objects.lock(self.pk)
            article.ensure_in(State.RETIRED)
            article.move_to(State.PUBLISHED, note="", successor=None)
            reminders.arrange(self.target)
            publish(ArticleReinstated(self.pk))
        self.refresh_from_db()

    def discard(self) -> None:
        """Throw away what was never published. Raises WrongState."""
        with transaction.atomic():
            article = Article.objects.lock(self.pk)
            article.ensure_in(State.DRAFT, State.REVIEW)
            publish(ArticleDiscarded(self.pk))
            uses.forget(article)
            linking.forget(article)
            article.delete()

    def render_anew(self) -> None:
        """Write the HTML of the texts that stand: a file that they showed is no more."""
        with transaction.atomic():
            article = Article.objects.lock(self.pk)
            written = compose_anew(article)
            Article.objects.filter(pk=self.pk).update(
                html=written.html, contents=written.contents, gist=written.gist
            )

    def find_links(self) -> None:
        """Note where the texts that stand lead: of what was written before links were kept."""
        with transaction.atomic():
            article = Article.objects.lock(self.pk)
            linking.note(article, compose_anew(article).targets)

    def can_be_followed_by(self, successor: "Article") -> bool:
        same = successor.community_id == self.community_id
        return same and successor.is_published and successor.pk != self.pk

    def ensure_recommends(self) -> None:
        if not self.practice.strip():
            raise NothingRecommended

    def move_to(self, state: str, **fields: Any) -> None:
        """Of a locked article: what it shows is for others now."""
        fields |= {"state": state, "changed_at": timezone.now()}
        for name, value in fields.items():
            setattr(self, name, value)
        self.save(update_fields=list(fields))
        uses.follow(self)
        linking.follow(self)
