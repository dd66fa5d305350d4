"""Where a link may lead, and what counts as one of our own pictures."""

import re

from markdown_it.common.normalize_url import normalizeLink

SCHEMES = frozenset({"http", "https", "mailto"})
REL = "nofollow ugc noopener"

_SCHEME = re.compile(r"([a-z][a-z0-9+.\-]*):", re.IGNORECASE)
_ALREADY_NORMAL = re.compile(
    r"https?://[a-z0-9.\-]+(?::\d+)?(?:[/?#][\w\-.~/?#=&+,;:@!$()]*)?", re.ASCII
)
_UPLOAD = re.compile(r"/uploads(?:/[\w~%\-][\w.~%\-]*)+", re.ASCII)


def normalize(url: str) -> str:
    """Percent-encode, and write the host in ASCII; most addresses need neither."""
    return url if _ALREADY_NORMAL.fullmatch(url) else normalizeLink(url)


def is_allowed(url: str) -> bool:
    scheme = _SCHEME.match(url)
    return scheme is None or scheme[1].lower() in SCHEMES


def is_remote(url: str) -> bool:
    scheme = _SCHEME.match(url)
    return url.startswith("//") or (scheme is not None and scheme[1].lower() != "mailto")


def is_upload(url: str) -> bool:
    """Only our own files may be embedded: others would tell their host who reads the page."""
    # A browser reads %2e as a dot, so an encoded `..` would climb out of the folder as well.
    return _UPLOAD.fullmatch(url) is not None and "%2e" not in url.lower()
