"""``[[Title]]`` in a page's text is made a link to the page of that title when the text is saved.

What is kept is an ordinary link, by number: it still leads there when the page has another title.
"""

import re
from typing import TYPE_CHECKING

from django.db.models.functions import Lower

if TYPE_CHECKING:
    from projects.models import Project

NAMED = re.compile(r"\[\[(?P<title>[^\[\]\n]{1,120})\]\](?!\()")
MARKS = re.compile(r"([\\\[\]*_`])")


def with_links(source: str, project: "Project") -> str:
    """A title that no page has, or several have, stays as it was typed."""
    titles = {_plain(found["title"]) for found in NAMED.finditer(source)}
    if not titles:
        return source
    pages: dict[str, list[str]] = {}
    known = project.pages.present().annotate(plain=Lower("title")).filter(plain__in=titles)
    for page in known:
        page.project = project
        pages.setdefault(page.plain, []).append(page.address)

    def link(found: re.Match[str]) -> str:
        addresses = pages.get(_plain(found["title"]), [])
        if len(addresses) != 1:
            return found[0]
        words = MARKS.sub(r"\\\1", found["title"].strip())
        return f"[{words}]({addresses[0]})"

    return NAMED.sub(link, source)


def _plain(title: str) -> str:
    return title.strip().lower()
