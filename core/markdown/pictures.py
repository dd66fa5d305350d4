"""Which pictures stored HTML shows."""

import re

_PICTURE = re.compile(r'<img [^>]*?src="([^"]+)"')


def first_picture(html: str) -> str:
    """The address of the first one, or nothing. Only our own files are pictures: `links`."""
    found = _PICTURE.search(html)
    return found[1] if found else ""
