"""The doors to what belongs to a project's end: unseen is 404, refused is 403."""

from typing import Any

from django.shortcuts import get_object_or_404

from accounts.models import User
from core.permissions import require
from projects import access, rules
from projects.models import Collaborator, Contribution, Lesson, Project, Review


def project_to_close(viewer: Any, pk: int) -> Project:
    return access.allowed(viewer, pk, rules.can_close)


def project_to_drop(viewer: Any, pk: int) -> Project:
    return access.allowed(viewer, pk, rules.can_drop)


def project_to_reopen(viewer: Any, pk: int) -> Project:
    return access.allowed(viewer, pk, rules.can_reopen)


def project_to_export(viewer: Any, pk: int) -> Project:
    return access.allowed(viewer, pk, rules.can_export)


def project_inside(viewer: Any, pk: int) -> Project:
    """What came of it is for whoever may read what is in it, and not for who is only invited."""
    return get_object_or_404(Project.objects.visible_to(viewer).for_page(), pk=pk)


def review_to_write(viewer: Any, pk: int) -> Review:
    """Of the project with this number; begun, where nobody has yet."""
    return Review.objects.of(project_to_close(viewer, pk), by=viewer)


def review_begun(viewer: Any, pk: int) -> Review:
    """The same, to read: what nobody has begun is not written for that."""
    project = project_to_close(viewer, pk)
    return project.reviews.open().first() or Review.objects.blank(project)


def lesson_to_write(viewer: Any, pk: int, lesson: int) -> Lesson:
    project = project_to_close(viewer, pk)
    lessons = Lesson.objects.with_tags().filter(project=project, review__closed_at=None)
    found: Lesson = get_object_or_404(lessons.select_related("review"), pk=lesson)
    found.project = project
    return found


def contributor_to_thank(viewer: Any, pk: int, handle: str) -> tuple[Project, User]:
    """Somebody who makes the project or made it, as one who leads it thanks them."""
    project = access.project_to_read(viewer, pk)
    makers = Collaborator.objects.makers().filter(project=project).select_related("user")
    user: User = get_object_or_404(makers, user__handle__iexact=handle).user
    require(rules.can_confirm(viewer, project, user))
    return project, user


def contribution_to_withdraw(viewer: Any, pk: int, handle: str) -> Contribution:
    """Not of who declined to be named: who withdrew that and began anew would name them again."""
    project = access.project_to_lead(viewer, pk)
    rows = Contribution.objects.filter(project=project, is_declined=False)
    rows = rows.select_related("user", "project")
    return get_object_or_404(rows, user__handle__iexact=handle)


def own_contribution(viewer: Any, pk: int) -> Contribution:
    """What one was thanked for oneself."""
    project = project_inside(viewer, pk)
    thanked = Contribution.objects.thanked().select_related("project__community")
    return get_object_or_404(thanked, project=project, user_id=viewer.pk or 0)
