"""From lessons that a closed project keeps to drafts of articles, each in its author's hands."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from accounts.models import User
from communities.models import Membership, Space
from knowledge.harvesting import is_read_by_all_in
from knowledge.models import Article
from knowledge.parts import NAMES
from knowledge.sources import Typed
from projects.errors import LessonsTooWide
from projects.models.review import Review

if TYPE_CHECKING:
    from projects.models.project import Project


def places_for(project: "Project", viewer: "User") -> list[Space]:
    """Where its lessons may go: whoever reads the project can read there, and so can the lead."""
    rooms = Space.objects.visible_to(viewer).rooms().filter(community=project.community_id)
    rooms = rooms.in_order().select_related("community")
    return [project.space, *(room for room in rooms if is_read_by_all_in(project.space, room))]


def write_up(review: Review, space: Space, *, by: "User") -> None:
    """Of a review that has closed its project: begin a draft of each lesson that is kept.

    Raises LessonsTooWide.
    """
    project = review.project
    if space.community_id != project.community_id or not is_read_by_all_in(project.space, space):
        raise LessonsTooWide
    lessons = list(review.lessons.kept().with_tags().order_by("pk"))
    authors = _who_may_write(space, {by.pk, *(lesson.author_id for lesson in lessons)})
    for lesson in lessons:
        author = authors.get(lesson.author_id) or authors.get(by.pk)
        if author is None:
            continue  # both belong to other communities: it stays a lesson
        lesson.article = Article.objects.begin(
            space,
            title=lesson.title,
            parts=dict.fromkeys(NAMES, "") | {"practice": lesson.text.strip() or lesson.title},
            tags=lesson.tag_names,
            # Without its name, which not all who read the article may know.
            sources=[Typed(project.address)],
            by=author,
            nonce=f"lesson-{lesson.pk}",
        )
        lesson.save(update_fields=["article"])


def _who_may_write(space: Space, users: Iterable[int]) -> dict[int, User]:
    """Of these the members of its community who may read there."""
    members = Membership.objects.active().filter(community=space.community_id)
    found = User.objects.filter(pk__in=members.filter(user__in=users).values("user"))
    return {user.pk: user for user in space.among(found)}
