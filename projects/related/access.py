from typing import Any

from django.shortcuts import get_object_or_404

from core.permissions import require
from projects import rules
from projects.access import project_inside
from projects.related.models import Related, is_of


def related_to_unlink(viewer: Any, pk: int) -> Related:
    related = get_object_or_404(Related.objects.select_related("project"), pk=pk)
    related.project = project_inside(viewer, related.project_id)
    if not is_of(viewer, related):
        require(rules.can_contribute(viewer, related.project))
    return related
