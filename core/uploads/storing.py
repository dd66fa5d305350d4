"""Disk or bucket, as the setting says, with one error for whatever goes wrong there."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, cast

import structlog
from django.core.files import File
from django.core.files.storage import default_storage

from core.uploads.errors import StorageUnavailable

log = structlog.get_logger(__name__)


def write(name: str, file: File) -> None:
    with _one_error("write"):
        default_storage.save(name, file)


def read(name: str) -> File:
    """The file, open. Raises FileNotFoundError where there is none."""
    with _one_error("read"):
        return default_storage.open(name)


def read_part(name: str, first: int, length: int) -> Iterator[bytes]:
    """So many of its bytes, a few at a time. Raises FileNotFoundError where there is none."""
    with _one_error("read"):
        chunks: Iterator[bytes] = cast(Any, default_storage).part(name, first, length)
        return chunks


def delete(name: str) -> None:
    """What is not there is deleted already."""
    with _one_error("delete"):
        default_storage.delete(name)


@contextmanager
def _one_error(act: str) -> Iterator[None]:
    try:
        yield
    except FileNotFoundError:
        raise
    except OSError as error:
        log.exception("storage_failed", act=act, error=type(error).__name__)
        raise StorageUnavailable from error
