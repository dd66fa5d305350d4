"""The doors to uploads: unseen is 404, and the same 404 as for what never was."""

from typing import Any

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy as _

from core.models import Upload
from core.permissions import ALLOW, Verdict, deny, require


def upload_to_read(viewer: Any, key: str) -> Upload:
    return get_object_or_404(Upload.objects.visible_to(viewer), key=key)


def upload_to_fetch(viewer: Any, key: str, slug: str) -> Upload:
    """Each upload has one address; under another name there is nothing."""
    upload = upload_to_read(viewer, key)
    if upload.slug != slug:
        raise Http404
    return upload


def upload_to_delete(viewer: Any, key: str) -> Upload:
    upload = upload_to_read(viewer, key)
    require(can_delete(viewer, upload))
    return upload


def can_delete(viewer: Any, upload: Upload) -> Verdict:
    if upload.owner_id == viewer.pk:
        return ALLOW
    return deny(_("Only whoever sent a file can delete it."))
