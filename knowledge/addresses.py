"""When two addresses lead to the same thing."""

from urllib.parse import parse_qsl, urlencode, urlsplit

# What is put behind an address to follow whoever opens it.
TRACKING = ("utm_", "fbclid", "gclid", "mc_cid", "mc_eid")


def plain(url: str) -> str:
    """The address without what makes no difference: to compare by, not to open."""
    parts = urlsplit(url)
    host = parts.netloc.rpartition("@")[2].lower().removeprefix("www.")
    for usual in (":80", ":443"):
        host = host.removesuffix(usual)
    asked = [pair for pair in parse_qsl(parts.query) if not pair[0].startswith(TRACKING)]
    query = f"?{urlencode(asked)}" if asked else ""
    return f"{host}{parts.path.rstrip('/')}{query}"


def host_of(url: str) -> str:
    return (urlsplit(url).hostname or "").removeprefix("www.")
