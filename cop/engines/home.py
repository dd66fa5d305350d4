"""Where the engines keep their files, and as whom PostgreSQL runs."""

import hashlib
import os
import pwd
import secrets
import stat
import tempfile
from dataclasses import dataclass
from pathlib import Path

from cop.engines.errors import EngineError

DATABASE = "guildhall"
DATABASE_FOLDER = "pg"
VALKEY_SOCKET = "valkey.sock"
# A unix socket's path may be 107 bytes on Linux and 103 on macOS, and this is the longest of ours.
LONGEST_SOCKET = f"{DATABASE_FOLDER}/.s.PGSQL.5432"
SOCKET_PATH_MAX = 103
FALLBACK = Path("/var/tmp")


@dataclass(frozen=True)
class Account:
    """The account that PostgreSQL runs under."""

    uid: int
    gid: int

    @property
    def is_own(self) -> bool:
        return self.uid == os.geteuid()

    def can_reach(self, folder: Path) -> bool:
        """Whether this account may pass through every folder above ``folder``."""
        return self.is_own or all(_may_enter(self, parent) for parent in folder.parents)


def postgres_account(checkout: Path) -> Account:
    """One's own account; for root, which PostgreSQL refuses, the checkout's owner or nobody."""
    if os.geteuid() != 0:
        return Account(os.geteuid(), os.getegid())
    owner = checkout.stat().st_uid
    try:
        entry = pwd.getpwuid(owner) if owner else pwd.getpwnam("nobody")
    except KeyError:  # initdb insists on an account that has a name
        entry = pwd.getpwnam("nobody")
    return Account(entry.pw_uid, entry.pw_gid)


def home_of(checkout: Path) -> Path:
    """The data folder of a checkout: inside it, where that works.

    It does not where PostgreSQL's account cannot pass (root's checkout below a private home
    folder, whose permissions are not ours to widen), nor where the path is too long for a unix
    socket. Then it is a folder under /var/tmp that is named after the checkout.
    """
    inside = checkout / "var" / "engines"
    if fits_sockets(inside) and postgres_account(checkout).can_reach(inside):
        return inside
    name = hashlib.sha256(str(checkout).encode()).hexdigest()[:12]
    return FALLBACK / f"guildhall-{os.geteuid()}-{name}"


def temporary_home(checkout: Path) -> Path:
    """A new data folder, for engines that live as long as a test run."""
    name = f"guildhall-test-{secrets.token_hex(4)}"
    wanted = Path(tempfile.gettempdir()) / name
    works = fits_sockets(wanted) and postgres_account(checkout).can_reach(wanted)
    return wanted if works else FALLBACK / name


def prepare(home: Path) -> None:
    """Make the folder, and refuse one that somebody else has put there."""
    for folder in reversed([home, *home.parents]):
        if not folder.exists():
            folder.mkdir(exist_ok=True)
            if os.geteuid() == 0:  # whatever the umask, PostgreSQL's account must pass
                folder.chmod(0o755)
    found = home.stat()
    is_public = bool(home.parent.stat().st_mode & stat.S_ISVTX)
    is_foreign = is_public and found.st_uid != os.geteuid()
    if is_foreign or not os.access(home, os.W_OK | os.X_OK):
        raise EngineError(f"{home} belongs to another account: remove it, or set ENGINES_DIR.")
    if os.geteuid() == found.st_uid == 0:
        home.chmod(0o755)


def fits_sockets(home: Path) -> bool:
    return len(os.fsencode(home / LONGEST_SOCKET)) <= SOCKET_PATH_MAX


def _may_enter(account: Account, folder: Path) -> bool:
    try:
        found = folder.stat()
    except FileNotFoundError:  # still to be made, and then with our own permissions
        return True
    if found.st_uid == account.uid:
        return bool(found.st_mode & stat.S_IXUSR)
    if found.st_gid == account.gid:
        return bool(found.st_mode & stat.S_IXGRP)
    return bool(found.st_mode & stat.S_IXOTH)
