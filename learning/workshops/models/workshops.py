from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any, Self

from django.contrib.postgres.expressions import ArraySubquery
from django.db import models, transaction
from django.db.models import Count, Exists, OuterRef, Prefetch, Q, Subquery
from django.utils import timezone

from communities.models import Membership, Space, Tag
from core.events import publish
from learning.workshops.events import WorkshopProposed
from learning.workshops.models.host import Host
from learning.workshops.models.states import State
from learning.workshops.parts import NAMES
from learning.workshops.when import When

if TYPE_CHECKING:
    from accounts.models import User
    from discussions.models import Topic
    from learning.ideas.models import Idea
    from learning.workshops.models.workshop import Workshop


class WorkshopQuerySet(models.QuerySet["Workshop"]):
    def visible_to(self, viewer: Any) -> Self:
        """What was published is for the readers of its space; before, for the members among
        them."""
        mine = Membership.objects.of(viewer).values("community")
        shown = Q(published_at__isnull=False) | Q(community__in=mine)
        return self.filter(shown, space__in=Space.objects.visible_to(viewer))

    def published(self) -> Self:
        return self.filter(state=State.PUBLISHED)

    def proposed(self) -> Self:
        return self.filter(state=State.DRAFT)

    def to_come(self) -> Self:
        """Published, and not over yet."""
        return self.published().filter(ends_at__gt=timezone.now())

    def past(self) -> Self:
        return self.published().filter(ends_at__lte=timezone.now())

    def between(self, since: datetime | None, until: datetime | None) -> Self:
        """Those of which a part is in this time."""
        found = self.filter(ends_at__gt=since) if since else self
        return found.filter(starts_at__lt=until) if until else found

    def to_open(self) -> Self:
        """Those whose time has come to be open to all."""
        return self.published().filter(open_to_all_at__lte=timezone.now())

    def first_of_series(self) -> Self:
        """Of several of one series the first alone."""
        earlier = self.filter(series=OuterRef("series")).filter(
            Q(starts_at__lt=OuterRef("starts_at"))
            | Q(starts_at=OuterRef("starts_at"), pk__lt=OuterRef("pk"))
        )
        return self.filter(Q(series=None) | ~Exists(earlier))

    def hosted_by(self, user: Any) -> Self:
        return self.filter(pk__in=Host.objects.filter(user_id=user.pk or 0).values("workshop"))

    def tagged(self, name: str) -> Self:
        return self.filter(tags__name=name)

    def with_tags(self) -> Self:
        tags = Tag.objects.filter(workshops=OuterRef("pk")).order_by("name")
        return self.annotate(tag_names=ArraySubquery(tags.values("name")))

    def with_series(self) -> Self:
        """Which of how many it is, and how many come after it; None outside of a series."""
        others = self.model.objects.filter(series=OuterRef("series")).order_by().values("series")
        counted = others.annotate(n=Count("pk")).values("n")
        until = counted.filter(original_start__lte=OuterRef("original_start"))
        after = counted.filter(starts_at__gt=OuterRef("starts_at"), state=OuterRef("state"))
        return self.annotate(
            series_count=Subquery(counted),
            series_number=Subquery(until),
            series_after=Subquery(after),
        )

    def for_page(self) -> Self:
        hosts = Prefetch("hostings", Host.objects.in_order())
        related = ("community", "space__community", "proposed_by")
        recorded = models.ExpressionWrapper(
            Q(recording__isnull=False), output_field=models.BooleanField()
        )
        found = self.with_tags().with_series().annotate(is_recorded=recorded)
        return found.select_related(*related).prefetch_related(hosts)

    def for_list(self) -> Self:
        return self.for_page().defer(*NAMES, "html")

    def lock(self, pk: int) -> "Workshop":
        """The workshop, alone in this transaction: also who comes is decided under this lock."""
        workshops = self.select_related("community", "space__community")
        return workshops.select_for_update(of=("self",), no_key=True).get(pk=pk)

    def propose(  # noqa: PLR0913 - a workshop is all of this
        self,
        space: Space,
        *,
        by: "User",
        title: str,
        parts: Mapping[str, str],
        tags: list[str],
        hosts: "Sequence[User]",
        when: When,
        topics: "Iterable[Topic]" = (),
        idea: "Idea | None" = None,
        nonce: str | None = None,
        **more: Any,
    ) -> "Workshop":
        """Put one before the community. Sent twice with one nonce it is proposed once.

        ``topics`` are what it takes up, ``idea`` is what it is made of, ``more`` is where it is and
        for how many. Raises TimeHasPassed, NobodyHosts, IsClosed, IsTakenUp.
        """
        from learning.questions.models import WorkshopQuestion  # it hangs on workshops

        with transaction.atomic():
            space.community.lock()  # the other click waits here, and finds what this one made
            known = self.filter(proposed_by=by, nonce=nonce).first() if nonce else None
            if known:
                return known
            said: dict[str, Any] = {"parts": parts, "tags": tags, "hosts": hosts, "when": when}
            workshop = self.begin(space, by=by, title=title, nonce=nonce, **said, **more)
            WorkshopQuestion.objects.take_up(workshop, topics, by=by)
            if idea:
                idea.take_up(workshop)
            publish(WorkshopProposed(workshop.pk))
        return workshop

    def begin(  # noqa: PLR0913 - a workshop is all of this
        self,
        space: Space,
        *,
        by: "User",
        parts: Mapping[str, str],
        tags: list[str],
        hosts: "Sequence[User]",
        when: When,
        **more: Any,
    ) -> "Workshop":
        """Make one, and tell nobody. Raises TimeHasPassed, NobodyHosts."""
        workshop = self.model(community_id=space.community_id, space=space, proposed_by=by, **more)
        workshop.set_time(when)
        workshop.save()
        workshop.write(parts, tags, hosts, by=by)
        return workshop
