"""Shared spaces where members make something together."""

from django.apps import AppConfig


class ProjectsConfig(AppConfig):
    name = "projects"
