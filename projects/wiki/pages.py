from typing import Any

from discussions.linkable import Linkable, declare
from projects.models import Page
from projects.models.page import PageQuerySet


@declare
class Pages(Linkable):
    kind, place = Page.kind_of_target, r"projects/[0-9]{1,18}/pages"

    def every(self) -> PageQuerySet:
        return Page.objects.present()

    def visible_to(self, viewer: Any) -> PageQuerySet:
        return Page.objects.visible_to(viewer).for_page()
