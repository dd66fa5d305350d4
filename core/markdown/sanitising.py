"""The second wall: whatever the parser and the renderer let through, this is all that is stored.

Nothing here may name an element or carry instructions for one: no `id` (a form field or script
could be fooled by it), no `style`, no `hx-*`, no form but the checkbox of a task, which is dead.
"""

import nh3

from core.markdown import links
from core.markdown.highlight import CLASSES, NAMES
from core.markdown.rendering import ALIGNMENTS

# fmt: off
TAGS = frozenset({
    "a", "blockquote", "br", "code", "del", "div", "em", "h3", "h4", "h5", "h6", "hr", "img",
    "input", "label", "li", "ol", "p", "pre", "span", "strong",
    "table", "tbody", "td", "th", "thead", "tr", "ul",
})
# fmt: on

ATTRIBUTES = {
    "a": {"href", "title"},
    "div": {"aria-label"},
    "img": {"alt", "height", "src", "title", "width"},
    "ol": {"start"},
}

SCHEMES = links.SCHEMES

VALUES = {
    "a": {"rel": {links.REL}},
    "div": {"role": {"region"}, "tabindex": {"0"}},
    "img": {"loading": {"lazy"}},
    "input": {"checked": {""}, "disabled": {""}, "type": {"checkbox"}},
    "pre": {"tabindex": {"0"}},
}

CLASSES_OF = {
    "a": {"mention"},
    "code": {f"language-{name}" for name in NAMES},
    "div": {"table-scroll"},
    "li": {"task"},
    "pre": {"as-typed"},
    "span": set(CLASSES),
    "td": set(ALIGNMENTS),
    "th": set(ALIGNMENTS),
}


def sanitise(html: str) -> str:
    return _cleaner.clean(html)


def _safe_value(tag: str, attribute: str, value: str) -> str | None:
    if attribute == "src":
        return value if links.is_upload(value) else None
    if attribute == "href":
        return value if links.is_allowed(value) else None
    if attribute in ("height", "width"):
        return value if value.isdecimal() else None
    return value


_cleaner = nh3.Cleaner(
    tags=TAGS,
    attributes=ATTRIBUTES,
    tag_attribute_values=VALUES,
    set_tag_attribute_values={"input": {"disabled": "", "type": "checkbox"}},
    allowed_classes=CLASSES_OF,
    attribute_filter=_safe_value,
    url_schemes=SCHEMES,
    url_relative="pass_through",
    link_rel=None,
)
