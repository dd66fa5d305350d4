"""Cut static/icons.svg, the sprite that `icon()` and `stamp()` draw from.

    npm pack lucide-static@1.62.0 && tar xzf lucide-static-1.62.0.tgz
    .venv/bin/python -m tools.icons package/icons

To have one more icon, add its name here. The licence is in static/vendor/lucide/.
"""

import re
import sys
from pathlib import Path

SPRITE = Path(__file__).resolve().parent.parent / "static" / "icons.svg"

NAMES = """
accessibility archive arrow-down arrow-left arrow-right arrow-right-left arrow-up at-sign ban bell
bell-off bold book-open book-open-check bookmark calendar calendar-plus captions check chevron-down
chevron-left chevron-right chevrons-up-down circle circle-alert circle-check circle-dot
circle-question-mark clock code copy door-open download ellipsis external-link eye eye-off
file-text fingerprint-pattern flag folder globe hammer hand-helping hard-drive-download hash
heading history hourglass house image info italic key-round languages layers library link list
list-checks list-ordered lock lock-open log-in log-out mail map-pin megaphone message-square
message-square-quote messages-square minus monitor notebook-pen paperclip pencil pencil-line pin
plus presentation quote refresh-cw reply rss search send server settings shield-alert shield-check
smartphone sun-moon table tag trash-2 triangle-alert undo-2 upload user user-minus user-plus users
video wifi-off x
""".split()

# The cartouches of the hallmarks are our own: outline and glyph, on a grid of 28.
HALLMARKS = {
    "accepted": (
        '<path d="M9 2h10l7 7v10l-7 7H9l-7-7V9z"/>'
        '<path fill="none" stroke-width="2" d="m9 14.4 3.4 3.4 6.8-7.2"/>'
    ),
    "tried": (
        '<path d="M14 1.5 26.5 14 14 26.5 1.5 14z"/>'
        '<path fill="none" d="m9.6 18.6 5.2-5.4M12.7 9.6l2.2-1.9 4 4-2.1 2.1-1.5-1.2-1.2 1'
        '-1.9-1.9z"/>'
    ),
    "reviewed": (
        '<ellipse cx="14" cy="14" rx="10" ry="12.5"/>'
        '<path fill="none" d="M14 10.2c-1.5-1.2-3.3-1.5-5-1.4v8.6c1.7-.1 3.5.2 5 1.4 1.5-1.2'
        ' 3.3-1.5 5-1.4V8.8c-1.7-.1-3.5.2-5 1.4zm0 0v8.6"/>'
    ),
    "steward": (
        '<path d="M3 3h22v10.5c0 6.3-4.6 10.7-11 12.5C7.6 24.2 3 19.8 3 13.5z"/>'
        '<path fill="none" d="M8.5 19v-8L14 7l5.5 4v8zM12 19v-4.5h4V19"/>'
    ),
    "taught": (
        '<path d="M3.5 25.5V12a10.5 10.5 0 0 1 21 0v13.5z"/>'
        '<path fill="none" d="M9 19.5v-9h10v9M9 15h10M14 19.5v3"/>'
    ),
    "dated": (
        '<path d="M6 2.5h16L25.5 6v16L22 25.5H6L2.5 22V6z"/><path fill="none" d="M14 8v6.2l4 2.3"/>'
    ),
}


def main(icons: Path) -> None:
    symbols = [_symbol(icons, name) for name in NAMES]
    symbols += [
        f'<symbol id="h-{kind}" viewBox="0 0 28 28">{drawing}</symbol>'
        for kind, drawing in HALLMARKS.items()
    ]
    lines = ['<svg xmlns="http://www.w3.org/2000/svg">', *symbols, "</svg>"]
    SPRITE.write_text("\n".join(lines) + "\n")


def _symbol(icons: Path, name: str) -> str:
    drawn = re.search(r"<svg[^>]*>(.*)</svg>", (icons / f"{name}.svg").read_text(), re.DOTALL)
    assert drawn, name
    drawing = re.sub(r"\s+", " ", drawn[1]).replace("> <", "><").replace(" />", "/>").strip()
    return f'<symbol id="i-{name}" viewBox="0 0 24 24">{drawing}</symbol>'


if __name__ == "__main__":
    main(Path(sys.argv[1]))
