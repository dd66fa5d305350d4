from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any, ClassVar, Self

from django.conf import settings
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from communities.models import Activity, Community, Space
from communities.models.titled import Titled
from core.events import publish
from knowledge.contents import anchored
from notifications.models import Follow
from projects import texts
from projects.errors import OwnBranch, PageIsDeleted, TooDeep
from projects.models.page_revision import PageRevision
from projects.models.project import Project
from projects.tasks.order import between
from projects.wiki.events import PageDeleted, PageEdited, PageRestored, PageWritten
from projects.wiki.naming import with_links

if TYPE_CHECKING:
    from accounts.models import User

LEVELS = 8  # of a tree; one that is deeper hides what is in it
PART = "page"  # what the anchors of its headings begin with
SAID = ["title", "source", "html", "contents", "gist"]


class PageQuerySet(models.QuerySet["Page"]):
    def visible_to(self, viewer: Any) -> Self:
        return self.present().filter(project__space__in=Space.objects.visible_to(viewer))

    def present(self) -> Self:
        return self.filter(deleted_at=None)

    def deleted(self) -> Self:
        return self.filter(deleted_at__isnull=False)

    def in_order(self) -> Self:
        return self.order_by("position", "pk")

    def for_page(self) -> Self:
        place = ("community", "project__community", "project__space__community")
        return self.select_related(*place, "author", "changed_by")

    def for_list(self) -> Self:
        return self.select_related("changed_by").defer("source", "html", "contents")

    def lock(self, pk: int) -> "Page":
        return self.for_page().select_for_update(of=("self",), no_key=True).get(pk=pk)

    def write(  # noqa: PLR0913 - a page is all of this
        self,
        project: Project,
        *,
        by: "User",
        title: str,
        source: str,
        parent: "Page | None" = None,
        nonce: str | None = None,
    ) -> "Page":
        """Add one, as the last below its parent. Sent twice with one nonce it is written once.

        Raises PageIsDeleted, TooDeep.
        """
        with transaction.atomic():
            project = Project.objects.lock(project.pk)
            known = self.filter(author=by, nonce=nonce).first() if nonce else None
            if known:
                return known
            if parent:
                parent = Page.objects.get(pk=parent.pk)
                parent.ensure_present()
                if len(project.pages.way_up(parent.pk)) == LEVELS:
                    raise TooDeep
            page = self.model(
                community=project.community,
                project=project,
                parent=parent,
                position=between(project.pages.last_position(parent), None),
                author=by,
                changed_by=by,
                nonce=nonce,
            )
            written = page.take_in(title, source, by=by)
            page.save()
            page.note(written, by=by)
            project.count_pages()
            Activity.objects.record("wrote", page, by=by, space=project.space)
            publish(PageWritten(page.pk))
        return page

    def lay_out(self, project: Project, pages: Iterable[tuple[Any, Any]], *, by: "User") -> None:
        """What a new project begins with. Nobody wrote it, so nobody is told."""
        position = None
        for title, source in pages:
            position = between(position, None)
            page = self.model(
                community=project.community,
                project=project,
                position=position,
                author=by,
                changed_by=by,
            )
            written = page.take_in(str(title), str(source), by=by)
            page.save()
            page.note(written, by=by)
        project.count_pages()

    def way_up(self, pk: int) -> list[int]:
        """In a project's tree: a page, what it is below, and so on to the top."""
        return _way_up(dict(self.values_list("pk", "parent")), pk)

    def last_position(self, parent: "Page | None") -> str | None:
        """Of a project's pages; a deleted one keeps its place for when it comes back."""
        below = self.filter(parent=parent)
        return below.order_by("-position").values_list("position", flat=True).first()


class Page(Titled, models.Model):
    """A page of a project's own: notes, a plan, a draft; whoever contributes may write on it."""

    kind_of_target = "project_page"
    kind_of_text = "project_page"

    community = models.ForeignKey(Community, models.CASCADE, related_name="+")
    project = models.ForeignKey(Project, models.CASCADE, related_name="pages")
    parent = models.ForeignKey("self", models.SET_NULL, null=True, related_name="children")
    position = models.TextField(db_collation="C", editable=False)  # see projects/tasks/order.py
    title = models.CharField(_("title"), max_length=120)
    source = models.TextField(blank=True)
    html = models.TextField(blank=True, editable=False)
    contents = models.JSONField(default=list, editable=False)
    gist = models.CharField(max_length=300, blank=True, editable=False)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    changed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    created_at = models.DateTimeField(default=timezone.now)
    changed_at = models.DateTimeField(default=timezone.now)
    deleted_at = models.DateTimeField(null=True)
    deleted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    version = models.PositiveIntegerField(default=1, editable=False)
    nonce = models.CharField(max_length=40, null=True)  # noqa: DJ001 - null is "none", and not unique

    objects: ClassVar = PageQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["author", "nonce"], name="page_nonce_unique"),
        ]
        indexes = [
            models.Index(fields=["project", "parent", "position"], name="page_in_tree"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def address(self) -> str:
        return f"{self.project.address}pages/{self.pk}/"

    def ensure_present(self) -> None:
        if self.deleted_at:
            raise PageIsDeleted

    def take_in(self, title: str, source: str, *, by: "User") -> texts.Written:
        """Set what it says, unsaved."""
        self.title, self.source = title, with_links(source, self.project)
        written = texts.compose(self.source, self, by=by, project=self.project)
        self.show(written)
        return written

    def show(self, written: texts.Written) -> None:
        html, self.contents = anchored({PART: written.text})
        self.html, self.gist = html[PART], written.gist

    def note(self, written: texts.Written, *, by: "User") -> None:
        """Of one that is saved."""
        texts.note_also(self, self.project, written)
        Follow.objects.watch_unless_chosen(self.target, by=by)

    def edit(self, *, by: "User", version: int, title: str, source: str, reason: str = "") -> None:
        """Change what it says, keeping what it said. Raises StaleVersion, PageIsDeleted."""
        with transaction.atomic():
            page = Page.objects.lock(self.pk)
            page.ensure_present()
            PageRevision.objects.keep(page, by=by, version=version, reason=reason)
            written = page.take_in(title, source, by=by)
            page.version += 1
            page.changed_by, page.changed_at = by, timezone.now()
            page.save(update_fields=[*SAID, "version", "changed_by", "changed_at"])
            page.note(written, by=by)
            publish(PageEdited(page.pk, page.version, by.pk))
        self.refresh_from_db()

    def restore_version(
        self, revision: PageRevision, *, by: "User", version: int, reason: str
    ) -> None:
        """Let it say again what it said then; that is an edit like any other."""
        said = {"title": revision.title, "source": revision.source}
        self.edit(by=by, version=version, reason=reason, **said)

    def move(self, parent: "Page | None", *, before: "Page | None" = None) -> None:
        """Put it below another page, in front of one of those there or as the last.

        The project is locked, because two pages put below each other at once would be a circle.
        Raises OwnBranch, PageIsDeleted, TooDeep.
        """
        with transaction.atomic():
            page = self._locked_in_tree()
            if parent:
                parent = page.ensure_can_be_below(parent)
            below = page.project.pages.filter(parent=parent).exclude(pk=self.pk)
            if before and not below.filter(pk=before.pk).exists():
                before = None  # it went elsewhere meanwhile
            high = before.position if before else None
            low = below.filter(position__lt=high) if high else below
            last = low.order_by("-position").values_list("position", flat=True).first()
            page.put(parent, between(last, high))
        self.refresh_from_db()

    def step(self, by_one: int) -> None:
        """One place up (-1) or down (1) among its siblings; at the end of them it stays."""
        with transaction.atomic():
            page = self._locked_in_tree()
            siblings = list(page.project.pages.present().filter(parent=page.parent_id).in_order())
            at = siblings.index(page)
            if not 0 <= at + by_one < len(siblings):
                return
            siblings.insert(at + by_one, siblings.pop(at))
            after = siblings[at + by_one + 1 : at + by_one + 2]
            page.move(page.parent, before=after[0] if after else None)
        self.refresh_from_db()

    def delete_softly(self, *, by: "User") -> None:
        """What is below it goes up into its place."""
        with transaction.atomic():
            page = self._locked_in_tree()
            siblings = page.project.pages.filter(parent=page.parent_id)
            later = siblings.filter(position__gt=page.position).order_by("position").first()
            position, high = page.position, later.position if later else None
            for child in page.children.order_by("position"):
                position = between(position, high)
                child.put(page.parent, position)
            Page.objects.filter(pk=self.pk).update(deleted_at=timezone.now(), deleted_by=by)
            texts.hide(page, page.project)
            page.project.count_pages()
            publish(PageDeleted(self.pk))
        self.refresh_from_db()

    def restore(self) -> None:
        """Where it was; at the top, if what it hung below is gone. Twice is the same as once."""
        with transaction.atomic():
            project = Project.objects.lock(self.project_id)
            page = Page.objects.lock(self.pk)
            if page.deleted_at is None:
                return
            if page.parent_id and not project.pages.present().filter(pk=page.parent_id).exists():
                page.put(None, between(project.pages.last_position(None), None))
            Page.objects.filter(pk=self.pk).update(deleted_at=None, deleted_by=None)
            texts.show(page, project)
            project.count_pages()
            publish(PageRestored(self.pk))
        self.refresh_from_db()

    def render_anew(self) -> None:
        """Write the HTML of the text that stands: a file that it showed is no more."""
        with transaction.atomic():
            page = Page.objects.lock(self.pk)
            page.show(texts.compose_all_anew({"text": page.source}, page, project=page.project))
            page.save(update_fields=["html", "contents", "gist"])

    def ensure_can_be_below(self, parent: "Page") -> "Page":
        """Of a locked tree: the parent as it is now. Raises OwnBranch, PageIsDeleted, TooDeep."""
        above = dict(self.project.pages.values_list("pk", "parent"))
        way = _way_up(above, parent.pk)
        if self.pk in way:
            raise OwnBranch
        ways = (_way_up(above, pk) for pk in above)
        height = max(found.index(self.pk) + 1 for found in ways if self.pk in found)
        if len(way) + height > LEVELS:
            raise TooDeep
        found = Page.objects.get(pk=parent.pk)
        found.ensure_present()
        return found

    def put(self, parent: "Page | None", position: str) -> None:
        Page.objects.filter(pk=self.pk).update(parent=parent, position=position)

    def _locked_in_tree(self) -> "Page":
        """The tree is held by the project; the page's own row, by whoever writes on it."""
        project = Project.objects.lock(self.project_id)
        page = Page.objects.lock(self.pk)
        page.ensure_present()
        page.project = project
        return page


def _way_up(above: Mapping[int, int | None], at: int | None) -> list[int]:
    way: list[int] = []
    while at is not None:
        way.append(at)
        at = above[at]
    return way
