"""The form of the feeds: Atom as RFC 4287 asks for it, with addresses and names that stay."""

import re
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.syndication.views import Feed
from django.utils.feedgenerator import Atom1Feed
from django.utils.html import escape
from django.utils.xmlutils import SimplerXMLGenerator

from core import markdown

# What a text may hold and XML may not.
_UNSAYABLE = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def tag_of(kind: str, pk: int, since: datetime) -> str:
    """A name for good (RFC 4151): whatever becomes of the address, readers know it again."""
    host = urlsplit(settings.SITE_ORIGIN).hostname
    return f"tag:{host},{since.date().isoformat()}:{kind}/{pk}"


def rights_of(attribution: dict[str, str] | None) -> str | None:
    """What the licence of an imported text asks for."""
    if not attribution:
        return None
    said = (attribution[name] for name in ("author", "url", "licence", "licence_url"))
    return ", ".join(filter(None, said))


class Atom(Atom1Feed):
    """With each entry's text in full, and no date but of what is in it."""

    def add_item_elements(self, handler: SimplerXMLGenerator, item: dict[str, Any]) -> None:
        super().add_item_elements(handler, item)
        handler.addQuickElement("content", item["html"], {"type": "html"})

    def add_item(self, *args: Any, **said: Any) -> None:
        said["title"] = sayable(said["title"])
        said["description"] = escape(sayable(said["description"]))
        super().add_item(*args, **said)

    def latest_post_date(self) -> datetime:
        """Django would say that an empty feed has changed just now, each time."""
        return max((item["updateddate"] for item in self.items), default=self.feed["began"])


class PublicFeed(Feed):
    """Shows anybody what it shows visitors. What they may not see has no feed: 404.

    A reader that has it asks by its ETag whether it is still so (`core.visitors`). A date would not
    tell: what was taken away makes nothing newer.
    """

    feed_type = Atom

    def item_extra_kwargs(self, item: Any) -> dict[str, Any]:
        html = markdown.absolute(self.item_html(item), settings.SITE_ORIGIN)
        return {"html": sayable(html)}

    def item_html(self, item: Any) -> str:
        raise NotImplementedError

    def item_author_name(self, item: Any) -> str:
        return sayable(item.author.name)

    def item_author_link(self, item: Any) -> str:
        return absolute(item.author.get_absolute_url())

    def item_link(self, item: Any) -> str:
        return absolute(item.get_absolute_url())


def absolute(address: str) -> str:
    return settings.SITE_ORIGIN + address


def sayable(text: str) -> str:
    return _UNSAYABLE.sub("", text)
