"""Rows and files, kept together whatever stops half-way.

A file's row is there before it and goes after it, and counts (`is_kept`) only in between. So what
a crash leaves behind has a row that tells of it, and nobody has to list a bucket to find it.
"""

import hashlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, BinaryIO

from django.core.files import File
from django.db import transaction

from core.events import publish
from core.models import Upload
from core.uploads import storing
from core.uploads.errors import StorageUnavailable
from core.uploads.events import UploadRemoved
from core.uploads.kinds import Kind

BATCH = 200

Keeper = Callable[[Sequence[Upload]], Iterable[int]]
_keepers: list[Keeper] = []


def keeper(function: Keeper) -> Keeper:
    """Register a function that says, by id, which of these uploads somebody still means to use.

    In an app's ``uploads.py``, found as the admin site finds ``admin``.
    """
    _keepers.append(function)
    return function


def keep(  # noqa: PLR0913 - a file is all of this
    file: BinaryIO,
    name: str,
    kind: Kind,
    *,
    by: Any,
    width: int | None = None,
    height: int | None = None,
) -> Upload:
    """Store a file that has been looked at. Raises StorageUnavailable.

    Call it outside a transaction: its row has to be there even if the process dies next.
    """
    size, digest = _measured(file)
    upload = Upload.objects.create(
        owner=by,
        name=name,
        kind=kind.name,
        size=size,
        sha256=digest,
        width=width,
        height=height,
    )
    storing.write(upload.stored_as, File(file))
    upload.is_kept = bool(Upload.objects.filter(pk=upload.pk).update(is_kept=True))
    if not upload.is_kept:  # it took so long that it was cleared away as abandoned
        storing.delete(upload.stored_as)
        raise StorageUnavailable
    return upload


def remove(upload: Upload) -> None:
    """Take it away from everywhere; what showed it is told. Twice is the same as once."""
    with transaction.atomic():
        # Whoever is writing a use holds the row; a statement after the lock sees what they wrote.
        if not list(Upload.objects.kept().lock().filter(pk=upload.pk)):
            return
        used = list(upload.uses.values_list("kind", "object_id"))
        Upload.objects.filter(pk=upload.pk).update(is_kept=False)
        publish(UploadRemoved(upload.pk, [list(use) for use in used]))
        transaction.on_commit(lambda: clear(upload), robust=True)
    upload.is_kept = False


def clear(upload: Upload) -> None:
    """Take the file of what is not kept out of the storage, and then its row; if that fails, the
    hourly task finds it. Raises StorageUnavailable.
    """
    with transaction.atomic():
        left = Upload.objects.filter(pk=upload.pk, is_kept=False).select_for_update()
        if list(left):
            storing.delete(upload.stored_as)
            left.delete()


def purge() -> None:
    """Remove what nobody has used or means to, and clear up what was removed or never finished."""
    for batch in _batches():
        wanted = {pk for ask in _keepers for pk in ask(batch)}
        for upload in batch:
            if upload.pk not in wanted:
                _remove_unless_used(upload)
    for upload in Upload.objects.abandoned().order_by("pk").iterator(BATCH):
        clear(upload)


def _batches() -> Iterator[list[Upload]]:
    last = 0
    while batch := list(Upload.objects.forgotten().filter(pk__gt=last).order_by("pk")[:BATCH]):
        yield batch
        last = batch[-1].pk


def _remove_unless_used(upload: Upload) -> None:
    with transaction.atomic():
        list(Upload.objects.lock().filter(pk=upload.pk))
        if Upload.objects.forgotten().filter(pk=upload.pk).exists():
            remove(upload)


def _measured(file: BinaryIO) -> tuple[int, str]:
    """How many bytes it has, and their SHA-256."""
    file.seek(0)
    digest = hashlib.sha256()
    size = 0
    while chunk := file.read(64 * 1024):
        digest.update(chunk)
        size += len(chunk)
    file.seek(0)
    return size, digest.hexdigest()
