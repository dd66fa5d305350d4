"""Reads HTML as a browser would, so that tests compare what is meant and not how it is spelt."""

from collections.abc import Iterator
from xml.etree.ElementTree import Element

import html5lib

# fmt: off
BLOCKS = frozenset({
    "blockquote", "div", "h", "hr", "li", "ol", "p", "pre", "table", "tbody", "td", "th",
    "thead", "tr", "ul",
})
# fmt: on


def parse(html: str) -> Element:
    return html5lib.parseFragment(html, treebuilder="etree", namespaceHTMLElements=False)


def elements(html: str) -> Iterator[Element]:
    root = parse(html)
    return (element for element in root.iter() if element is not root)
