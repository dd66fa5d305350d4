from typing import TYPE_CHECKING, Any, ClassVar, Self

from django.conf import settings
from django.db import models, transaction
from django.db.models import Exists, F, OuterRef, Prefetch, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from communities.models import Activity, Community, Space
from communities.models.titled import Titled
from core.events import publish
from core.versions import ensure_current
from learning.ideas.errors import IsClosed, IsTakenUp, OwnIdea, ReasonMissing
from learning.ideas.events import IdeaAdded, IdeaChanged, IdeaClosed, SomebodyCouldTeach
from learning.ideas.models.support import IdeaVote, TeachingOffer
from learning.workshops.models.states import State
from learning.workshops.models.workshop import Workshop

if TYPE_CHECKING:
    from accounts.models import User

LONGEST_TEXT = 2000


class Side(models.TextChoices):
    """From which an idea comes."""

    LEARN = "learn", _("I’d like to learn")
    TEACH = "teach", _("I could teach")


class IdeaQuerySet(models.QuerySet["Idea"]):
    def visible_to(self, viewer: Any) -> Self:
        return self.filter(space__in=Space.objects.visible_to(viewer))

    def open(self) -> Self:
        """Those that still look for people, or for a day."""
        return self.filter(workshop=None, closed_at=None)

    def taken_up(self) -> Self:
        return self.exclude(workshop=None)

    def closed(self) -> Self:
        return self.exclude(closed_at=None)

    def of(self, user: Any) -> Self:
        """What they put there, would come to, or could teach."""
        votes, offers = (kind.objects.of(user).values("idea") for kind in (IdeaVote, TeachingOffer))
        return self.filter(Q(author_id=user.pk or 0) | Q(pk__in=votes) | Q(pk__in=offers))

    def for_display(self, viewer: Any) -> Self:
        """With those who could teach it, and what it is to the viewer."""
        said = {
            name: Exists(kind.objects.of(viewer).filter(idea=OuterRef("pk")))
            for name, kind in (("has_vote", IdeaVote), ("has_offer", TeachingOffer))
        }
        # Who may read the idea may perhaps not read of the workshop.
        workshops = Workshop.objects.visible_to(viewer).filter(pk=OuterRef("workshop"))
        said["shows_workshop"] = Exists(workshops)
        related = ("community", "space__community", "author", "closed_by", "workshop__community")
        offers = Prefetch("offers", TeachingOffer.objects.select_related("user"))
        return self.annotate(**said).select_related(*related).prefetch_related(offers)

    def lock(self, pk: int) -> "Idea":
        ideas = self.select_related("community", "space__community", "author")
        return ideas.select_for_update(of=("self",), no_key=True).get(pk=pk)

    def add(  # noqa: PLR0913 - an idea is all of this
        self,
        space: Space,
        *,
        by: "User",
        side: str,
        title: str,
        text: str,
        nonce: str | None = None,
    ) -> "Idea":
        """Put one before the community. Sent twice with one nonce it is there once."""
        with transaction.atomic():
            space.community.lock()  # the other click waits here, and finds what this one made
            known = self.filter(author=by, nonce=nonce).first() if nonce else None
            if known:
                return known
            idea = self.create(
                community_id=space.community_id,
                space=space,
                author=by,
                side=side,
                title=title,
                text=text,
                nonce=nonce,
            )
            Activity.objects.record("proposed", idea, by=by, space=space)
            publish(IdeaAdded(idea.pk))
            publish(IdeaChanged(idea.pk))
        return idea


class Idea(Titled, models.Model):
    """What somebody would like to learn, or could teach, before there is a day for it.

    It lives in a space of its community, and who may read that may read it.
    """

    kind_of_target, place = "idea", "learning/ideas"

    community = models.ForeignKey(Community, models.CASCADE, related_name="+")
    space = models.ForeignKey(Space, models.PROTECT, related_name="+")
    side = models.CharField(max_length=5, choices=Side.choices)
    title = models.CharField(_("title"), max_length=150)
    text = models.TextField(max_length=LONGEST_TEXT, blank=True)  # plain, with links
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    added_at = models.DateTimeField(default=timezone.now)
    votes = models.PositiveIntegerField(default=1)  # with its author's
    # What was made of it, as long as that is proposed, takes place or took place.
    workshop = models.ForeignKey(Workshop, models.SET_NULL, null=True, related_name="ideas")
    closed_at = models.DateTimeField(null=True)
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    note = models.CharField(max_length=500, blank=True)  # with which it was closed
    version = models.PositiveIntegerField(default=1, editable=False)
    nonce = models.CharField(max_length=40, null=True)  # noqa: DJ001 - null is "none", and not unique

    has_vote: bool  # annotated by `for_display`
    has_offer: bool
    shows_workshop: bool
    may_take_part: Any  # a verdict, given by the list

    objects: ClassVar = IdeaQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["author", "nonce"], name="idea_nonce_unique"),
            models.CheckConstraint(
                name="idea_closed_or_taken_up", condition=Q(workshop=None) | Q(closed_at=None)
            ),
        ]
        indexes = [models.Index(fields=["community", "-votes", "-id"], name="idea_by_votes")]

    def __str__(self) -> str:
        return self.title

    @property
    def is_open(self) -> bool:
        return self.workshop_id is None and self.closed_at is None

    @property
    def is_asked_for(self) -> bool:
        return self.side == Side.LEARN

    @property
    def shown_workshop(self) -> Workshop | None:
        """What was made of it, where the viewer may read of it (`for_display`)."""
        return self.workshop if self.shows_workshop else None

    @property
    def state(self) -> str:
        if self.is_open:
            return "open"
        return "closed" if self.workshop_id is None else "taken_up"

    @property
    def teachers(self) -> "list[User]":
        """Those who could teach it, as they said so."""
        offered = [offer.user for offer in self.offers.all()]
        return offered if self.is_asked_for else [self.author, *offered]

    def edit(self, *, version: int, side: str, title: str, text: str) -> None:
        """Raises StaleVersion, IsClosed, IsTakenUp."""
        with transaction.atomic():
            idea = self._held()
            ensure_current(idea, version)
            idea.change(side=side, title=title, text=text, version=version + 1)
        self.refresh_from_db()

    def vote(self, *, by: "User") -> None:
        """Say that one would come; twice counts once. Raises OwnIdea, IsClosed, IsTakenUp."""
        with transaction.atomic():
            idea = self._held()
            if idea.author_id == by.pk:
                raise OwnIdea
            _vote, is_new = IdeaVote.objects.get_or_create(idea=idea, user=by)
            if is_new:
                idea.count(1)

    def unvote(self, *, by: "User") -> None:
        with transaction.atomic():
            idea = self._held()
            gone, _each = IdeaVote.objects.filter(idea=idea, user=by).delete()
            if gone:
                idea.count(-1)

    def offer(self, *, by: "User", words: str = "") -> None:
        """Say that one could teach it; said again, it is said otherwise.

        Raises OwnIdea, IsClosed, IsTakenUp.
        """
        with transaction.atomic():
            idea = self._held()
            if idea.author_id == by.pk and not idea.is_asked_for:
                raise OwnIdea
            offer, is_new = TeachingOffer.objects.update_or_create(
                idea=idea, user=by, defaults={"words": words}
            )
            publish(IdeaChanged(idea.pk))
            if is_new:
                publish(SomebodyCouldTeach(offer.pk))

    def withdraw_offer(self, *, by: "User") -> None:
        with transaction.atomic():
            idea = self._held()
            TeachingOffer.objects.filter(idea=idea, user=by).delete()
            publish(IdeaChanged(idea.pk))

    def take_up(self, workshop: Workshop) -> None:
        """The workshop is made of it. Raises IsClosed, IsTakenUp."""
        with transaction.atomic():
            self._held().change(workshop=workshop)
        self.refresh_from_db()

    def put_back(self) -> None:
        """Its workshop does not take place: it waits for another."""
        with transaction.atomic():
            idea = Idea.objects.lock(self.pk)
            if idea.workshop and idea.workshop.state == State.CANCELLED:
                idea.change(workshop=None)

    def close(self, *, by: "User", note: str = "") -> None:
        """No workshop will be made of it. Raises ReasonMissing, IsClosed, IsTakenUp."""
        with transaction.atomic():
            idea = self._held()
            if by.pk != idea.author_id and not note.strip():
                raise ReasonMissing
            closed = {"closed_at": timezone.now(), "closed_by": by, "note": note}
            idea.change(**closed, version=idea.version + 1)
            publish(IdeaClosed(idea.pk, by.pk))
        self.refresh_from_db()

    def reopen(self) -> None:
        """Of one that was closed; of any other, nothing."""
        with transaction.atomic():
            idea = Idea.objects.lock(self.pk)
            if idea.closed_at is not None:
                idea.change(closed_at=None, closed_by=None, note="")
        self.refresh_from_db()

    def _held(self) -> "Idea":
        idea = Idea.objects.lock(self.pk)
        if idea.closed_at is not None:
            raise IsClosed
        if idea.workshop_id is not None:
            raise IsTakenUp
        return idea

    # Of a locked one.

    def count(self, change: int) -> None:
        Idea.objects.filter(pk=self.pk).update(votes=F("votes") + change)

    def change(self, **columns: Any) -> None:
        for name, value in columns.items():
            setattr(self, name, value)
        self.save(update_fields=columns)
        publish(IdeaChanged(self.pk))
