"""Projects, for operators: where they may read them as anybody may, and nowhere else."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from core.admin import LookAdmin, LookOnly
from projects.models import (
    Call,
    Collaborator,
    FileVersion,
    Folder,
    Lesson,
    Page,
    Project,
    ProjectFile,
    Review,
)


class CollaboratorInline(LookOnly, admin.TabularInline):
    model = Collaborator
    fields = ["user", "role", "standing", "joined_at", "left_at"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Collaborator]:
        return super().get_queryset(request).select_related("user")


class ReviewInline(LookOnly, admin.StackedInline):
    """Those that closed it: what is being written is for those who lead it."""

    model = Review
    fields = ["intended", "happened", "why", "change", "closed_by", "closed_at"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Review]:
        return super().get_queryset(request).filter(closed_at__isnull=False)


class LessonInline(LookOnly, admin.TabularInline):
    model = Lesson
    fields = ["title", "verdict", "author", "article"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Lesson]:
        learned = Lesson.objects.learned().values("pk")
        found = super().get_queryset(request).filter(pk__in=learned)
        return found.select_related("author", "article")


@admin.register(Project)
class ProjectAdmin(LookAdmin):
    list_display = ["title", "status", "community", "begun_by", "created_at"]
    list_select_related = ["community", "begun_by"]
    list_filter = ["status"]
    search_fields = ["title", "=begun_by__handle", "=community__slug"]
    fields = [
        "title",
        "status",
        "community",
        "space",
        "begun_by",
        "tags",
        "purpose",
        "done",
        "created_at",
        "started_at",
        "closed_at",
    ]
    inlines = [CollaboratorInline, ReviewInline, LessonInline]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return (
            super()
            .get_queryset(request)
            .filter(pk__in=Project.objects.visible_to(request.user).values("pk"))
        )


@admin.register(Call)
class CallAdmin(LookAdmin):
    """Without who applied: that is between them and the leads."""

    list_display = ["title", "state", "project", "called_by", "created_at"]
    list_select_related = ["project", "called_by"]
    list_filter = ["state"]
    search_fields = ["title", "=called_by__handle", "=community__slug"]
    fields = [
        "title",
        "state",
        "project",
        "community",
        "called_by",
        "tags",
        "text",
        "time",
        "until",
        "places",
        "taken",
        "created_at",
        "ended_at",
    ]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return (
            super()
            .get_queryset(request)
            .filter(pk__in=Call.objects.visible_to(request.user).values("pk"))
        )


class InProject(LookAdmin):
    """What is in projects that the operator may read."""

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        projects = Project.objects.visible_to(request.user)
        return super().get_queryset(request).filter(project__in=projects.values("pk"))


@admin.register(Page)
class PageAdmin(InProject):
    list_display = ["title", "project", "changed_by", "changed_at", "version"]
    list_select_related = ["project", "changed_by"]
    search_fields = ["title", "=changed_by__handle", "=community__slug"]
    fields = [
        "title",
        "project",
        "parent",
        "source",
        "author",
        "changed_by",
        "created_at",
        "changed_at",
        "deleted_at",
        "version",
    ]


class FileVersionInline(LookOnly, admin.TabularInline):
    model = FileVersion
    fields = ["number", "size", "by", "at", "note"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[FileVersion]:
        return super().get_queryset(request).select_related("by")


@admin.register(ProjectFile)
class ProjectFileAdmin(InProject):
    list_display = ["name", "project", "kind", "version", "changed_by", "changed_at"]
    list_select_related = ["project", "changed_by"]
    search_fields = ["name", "=community__slug"]
    fields = ["name", "project", "folder", "kind", "version", "added_by", "added_at", "deleted_at"]
    inlines = [FileVersionInline]


@admin.register(Folder)
class FolderAdmin(InProject):
    list_display = ["name", "project", "parent"]
    list_select_related = ["project", "parent"]
    search_fields = ["name", "=community__slug"]
    fields = ["name", "project", "parent", "created_at", "deleted_at"]
