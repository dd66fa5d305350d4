"""Where a link may lead, and what counts as one of our own pictures."""

import re

import mdurl

SCHEMES = frozenset({"http", "https", "mailto"})
REL = "nofollow ugc noopener"

_SCHEME = re.compile(r"([a-z][a-z0-9+.\-]*):", re.IGNORECASE)
_NEEDS_ENCODING = re.compile(r"[^\w\-.~/?#=&+,;:@!$()*']", re.ASCII)
_CONTROL = re.compile(r"[\x00-\x1f\x7f]")
_UPLOAD = re.compile(r"/uploads(?:/[\w~%\-][\w.~%\-]*)+", re.ASCII)


def encode(url: str) -> str:
    """Percent-encode what an address cannot hold, the host's letters included: browsers read it."""
    return mdurl.encode(url) if _NEEDS_ENCODING.search(url) else url


def is_allowed(url: str) -> bool:
    # Browsers ignore some control characters and the rest have no business here: `jav\tascript:`.
    if _CONTROL.search(url):
        return False
    scheme = _SCHEME.match(url)
    return scheme is None or scheme[1].lower() in SCHEMES


def is_remote(url: str) -> bool:
    scheme = _SCHEME.match(url)
    return url.startswith("//") or (scheme is not None and scheme[1].lower() != "mailto")


def is_within(url: str) -> bool:
    """An address of this site without its host, that is not a file's."""
    return url.startswith("/") and not url.startswith("//") and not is_upload(url)


def is_upload(url: str) -> bool:
    """Only our own files may be embedded: others would tell their host who reads the page."""
    # A browser reads %2e as a dot, so an encoded `..` would climb out of the folder as well.
    return _UPLOAD.fullmatch(url) is not None and "%2e" not in url.lower()
