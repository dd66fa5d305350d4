"""The site that a dump is of: its addresses, its licences, and what is attributed to it."""

import re
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from integrations.stackexchange.errors import CannotImport

_HOST = re.compile(r"(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,}")
_NETWORK = (
    "stackexchange.com",
    "stackoverflow.com",
    "serverfault.com",
    "superuser.com",
    "askubuntu.com",
    "mathoverflow.net",
    "stackapps.com",
)

# https://stackoverflow.com/help/licensing: what was written from when on is under which.
_LICENCES = (
    (datetime(2018, 5, 2, tzinfo=UTC), "CC BY-SA 4.0"),
    (datetime(2011, 4, 8, tzinfo=UTC), "CC BY-SA 3.0"),
    (datetime.min.replace(tzinfo=UTC), "CC BY-SA 2.5"),
)
_VERSION = re.compile(r"CC BY-SA (\d\.\d)")


@dataclass(frozen=True)
class Site:
    """``host`` is all that has to be known, as ``beer.stackexchange.com``."""

    host: str

    @classmethod
    def named(cls, host: str) -> "Site":
        host = host.lower().strip()
        if not _HOST.fullmatch(host) or len(host) > 80:
            raise CannotImport(
                f'"{host}" is no site. Give its host name, as --site beer.stackexchange.com.'
            )
        return cls(host)

    @classmethod
    def guessed(cls, folder: Path) -> "Site":
        """The archives unpack into folders named for their site. Raises CannotImport."""
        host = folder.resolve().name.lower()
        if any(host == known or host.endswith(f".{known}") for known in _NETWORK):
            return cls(host)
        raise CannotImport(
            "Say which site this is, for the posts have to be attributed to it:"
            " --site beer.stackexchange.com."
        )

    @property
    def url(self) -> str:
        return f"https://{self.host}"

    def user_key(self, user: int | str) -> str:
        """The same in every import: a number, or ``name:`` and what the dump calls somebody."""
        return f"stackexchange:{self.host}:{user}"

    def user_url(self, user: int) -> str:
        return f"{self.url}/users/{user}"

    def attribution(
        self, *, path: str, author: str, author_id: int | None, licence: str
    ) -> dict[str, Any]:
        """What the licence asks to be shown with a post: see `Post.attribution`."""
        return {
            "site": self.host,
            "url": f"{self.url}/{path}",
            "author": author,
            "author_url": "" if author_id is None else self.user_url(author_id),
            "licence": licence,
            "licence_url": licence_url(licence),
        }


def licence_of(stated: str | None, written_at: datetime) -> str:
    """What the row states; older dumps state nothing, and the date decides."""
    return stated or next(name for since, name in _LICENCES if written_at >= since)


def licence_url(licence: str) -> str:
    version = _VERSION.fullmatch(licence)
    return f"https://creativecommons.org/licenses/by-sa/{version[1]}/" if version else ""
