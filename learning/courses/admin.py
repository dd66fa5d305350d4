"""Courses, for operators: where they may read them as anybody may, and nowhere else."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from core.admin import LookAdmin, LookOnly
from learning.models import Course, Teacher


class TeacherInline(LookOnly, admin.TabularInline):
    model = Teacher
    fields = ["user", "position"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Teacher]:
        return super().get_queryset(request).select_related("user")


@admin.register(Course)
class CourseAdmin(LookAdmin):
    """Without its lessons: each is for whom its door lets in."""

    list_display = ["title", "state", "community", "edition", "proposed_by"]
    list_select_related = ["community", "proposed_by"]
    list_filter = ["state"]
    search_fields = ["title", "=proposed_by__handle", "=community__slug"]
    fields = [
        "title",
        "state",
        "community",
        "space",
        "proposed_by",
        "tags",
        "text",
        "edition",
        "lesson_count",
        "created_at",
        "published_at",
        "renewed_at",
        "retired_at",
    ]
    inlines = [TeacherInline]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        visible = Course.objects.visible_to(request.user)
        return super().get_queryset(request).filter(pk__in=visible.values("pk"))
