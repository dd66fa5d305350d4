"""Which files are still wanted although no course shows them yet."""

from collections.abc import Iterable, Sequence

from core.models import Upload
from core.uploads.keeping import keeper
from discussions.models import Draft
from learning.courses.begun import PREFIX


@keeper
def named_in_begun_courses(uploads: Sequence[Upload]) -> Iterable[int]:
    """What nobody has used is its owner's alone, so only their own texts can mean it."""
    owners = {upload.owner_id for upload in uploads if upload.owner_id}
    begun = Draft.objects.filter(user__in=owners, key__startswith=PREFIX)
    texts = "\n".join(str(fields) for fields in begun.values_list("fields", flat=True))
    return [upload.pk for upload in uploads if upload.key in texts]
