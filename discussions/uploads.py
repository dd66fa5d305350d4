"""Which files are still wanted although no post shows them yet."""

from collections.abc import Iterable, Sequence

from core.models import Upload
from core.uploads.keeping import keeper
from discussions.models import Draft


@keeper
def named_in_drafts(uploads: Sequence[Upload]) -> Iterable[int]:
    """What nobody has used is its owner's alone, so only their own drafts can mean it."""
    owners = {upload.owner_id for upload in uploads if upload.owner_id}
    drafts = Draft.objects.filter(user__in=owners, fields__source__icontains="/uploads/")
    texts = "\n".join(drafts.values_list("fields__source", flat=True))
    return [upload.pk for upload in uploads if upload.key in texts]
