"""What may be stored, written out a second time: a slip in the sanitiser's list fails here."""

import re

from tests.core.markdown.dom import elements

ALLOWED: dict[str, dict[str, str]] = {
    "a": {
        "class": "mention",
        # As a browser reads it: what does not begin like a scheme is relative.
        "href": r"(?i:https?:|mailto:)[^\x00-\x1f]*|(?! |[a-zA-Z][\w+.-]*:)[^\x00-\x1f]*",
        "rel": "nofollow ugc noopener",
        "title": r"(?s:.*)",
    },
    "blockquote": {},
    "br": {},
    "code": {"class": "language-[a-z]+"},
    "del": {},
    "div": {
        "aria-label": r"(?s:.+)",
        "class": "table-scroll",
        "role": "region",
        "tabindex": "0",
    },
    "em": {},
    "h3": {},
    "h4": {},
    "h5": {},
    "h6": {},
    "hr": {},
    "img": {
        "alt": r"(?s:.*)",
        "height": r"\d+",
        "loading": "lazy",
        "src": r"/uploads/(?!.*\.\.)[\w./~%-]+",
        "title": r"(?s:.*)",
        "width": r"\d+",
    },
    "input": {"checked": "", "disabled": "", "type": "checkbox"},
    "label": {},
    "li": {"class": "task"},
    "ol": {"start": r"\d{1,9}"},
    "p": {},
    "pre": {"class": "as-typed", "tabindex": "0"},
    "span": {"class": "[a-z]{1,2}"},
    "strong": {},
    "table": {},
    "tbody": {},
    "td": {"class": "left|center|right"},
    "th": {"class": "left|center|right"},
    "thead": {},
    "tr": {},
    "ul": {},
}


def assert_allowed(html: str) -> None:
    for element in elements(html):
        assert element.tag in ALLOWED, (element.tag, html)
        for name, value in element.attrib.items():
            pattern = ALLOWED[element.tag].get(name)
            assert pattern is not None, (element.tag, name, html)
            assert re.fullmatch(pattern, value), (element.tag, name, value)
        assert element.tag != "input" or "disabled" in element.attrib
