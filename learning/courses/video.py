"""Videos that are kept elsewhere: who looks at a lesson asks nobody else for anything until they
press play, and then only for what they pressed.
"""

import re
from dataclasses import dataclass
from typing import Self
from urllib.parse import urlsplit

PLAYERS = (
    (
        re.compile(
            r"https://(?:www\.|m\.)?youtube\.com/watch\?(?:[^#]*&)?v=([\w-]{6,20})(?=[&#]|$)"
        ),
        "https://www.youtube-nocookie.com/embed/{}?autoplay=1",
    ),
    (
        re.compile(r"https://youtu\.be/([\w-]{6,20})(?=[?#]|$)"),
        "https://www.youtube-nocookie.com/embed/{}?autoplay=1",
    ),
    (
        re.compile(r"https://vimeo\.com/(\d{5,12})(?=[?#]|$)"),
        "https://player.vimeo.com/video/{}?dnt=1&autoplay=1",
    ),
    (
        # PeerTube, on whichever host.
        re.compile(r"(https://[a-zA-Z0-9.-]+)/w/([A-Za-z0-9]{20,24})(?=[?#]|$)"),
        "{}/videos/embed/{}?autoplay=1&p2p=0",
    ),
)


@dataclass(frozen=True)
class Video:
    link: str
    embed: str = ""  # empty: it cannot be shown within a page, and is linked

    @classmethod
    def at(cls, link: str) -> Self | None:
        if not link:
            return None
        for pattern, embed in PLAYERS:
            if match := pattern.match(link):
                return cls(link, embed.format(*match.groups()))
        return cls(link)

    @property
    def host(self) -> str:
        return (urlsplit(self.link).hostname or "").removeprefix("www.")

    @property
    def player(self) -> str:
        """Whom the page has to be allowed to show."""
        return "https://" + (urlsplit(self.embed).hostname or "")
