"""Loaded only where the settings name a bucket: what it needs is a tenth of a web worker."""

from collections.abc import Iterator
from contextlib import contextmanager
from http import HTTPStatus
from typing import Any

from boto3.exceptions import Boto3Error
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError
from django.core.files import File
from storages.backends.s3 import S3Storage

CHUNK = 64 * 1024


class Bucket(S3Storage):
    """S3, or what speaks like it. It fails as a disk does, with OSError."""

    def get_default_settings(self) -> dict[str, Any]:
        patience = Config(
            connect_timeout=3,
            read_timeout=10,
            retries={"mode": "standard", "max_attempts": 2},
            # Only Amazon's own knows the newer ones.
            request_checksum_calculation="when_required",
            response_checksum_validation="when_required",
        )
        return super().get_default_settings() | {"client_config": patience}

    def _open(self, name: str, mode: str = "rb") -> File:
        with _as_a_disk():
            opened = super()._open(name, mode)
            opened.seek(0)  # fetches it: now, where an error can still be told
            return opened

    def part(self, name: str, first: int, length: int) -> Iterator[bytes]:
        """As the bucket sends it: no more of the file than that comes here."""
        asked = f"bytes={first}-{first + length - 1}"
        with _as_a_disk():
            try:
                found = self.bucket.Object(self._normalize_name(name)).get(Range=asked)
            except ClientError as error:
                if error.response["ResponseMetadata"]["HTTPStatusCode"] == HTTPStatus.NOT_FOUND:
                    raise FileNotFoundError(name) from error
                raise
        return _read(found["Body"])

    def _save(self, name: str, content: File) -> str:
        with _as_a_disk():
            return super()._save(name, content)

    def delete(self, name: str) -> None:
        with _as_a_disk():
            super().delete(name)


def _read(body: Any) -> Iterator[bytes]:
    with body, _as_a_disk():
        yield from body.iter_chunks(CHUNK)


@contextmanager
def _as_a_disk() -> Iterator[None]:
    try:
        yield
    except (Boto3Error, BotoCoreError, ClientError) as error:
        raise OSError(str(error)) from error
