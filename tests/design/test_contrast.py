"""Every pair of ink and ground, in both themes and all dyes: WCAG 2.2 AA, and AAA for running text.

axe cannot judge text over the cloth's gradient, nor themes that it does not see. The tokens hold
each colour as OKLCH, so that their contrast can be worked out without a browser.
"""

import math
import re

import pytest
from django.conf import settings

from accounts.models import Dye

Colour = tuple[float, float, float]

TOKENS = (settings.BASE_DIR / "static" / "css" / "tokens.css").read_text()
THEMES = {"light": 0, "dark": 1}
OKLCH = re.compile(r"oklch\(([\d.]+) ([\d.]+) ([\d.]+)\)")

GROUNDS = ("page", "surface", "raised", "sunk")
MEANINGS = ("ok", "warn", "bad", "info")
PAIRS = [
    *[("ink", ground, 7) for ground in GROUNDS],
    *[(ink, ground, 4.5) for ink in ("ink-2", "ink-3") for ground in GROUNDS],
    *[("line-strong", ground, 3) for ground in ("page", "surface", "raised")],
    *[("focus", ground, 3) for ground in ("page", "surface")],
    *[(code, "sunk", 4.5) for code in ("code-key", "code-name", *MEANINGS)],
    ("on-lamp", "lamp", 4.5),
    ("ink", "lamp-tint", 7),
    ("ink-3", "lamp-tint", 4.5),
    *[(kind, ground, 4.5) for kind in MEANINGS for ground in (f"{kind}-tint", "page", "raised")],
    *[("ink", f"{kind}-tint", 7) for kind in MEANINGS],
    *[("ink-3", f"{kind}-tint", 4.5) for kind in MEANINGS],
]
DYED_PAIRS = [
    *[("dye", ground, 4.5) for ground in (*GROUNDS, "dye-tint")],
    *[("on-dye", ground, 4.5) for ground in ("dye", "dye-hover")],
    ("ink", "dye-tint", 7),
    ("ink-2", "dye-tint", 4.5),
    ("ink-3", "dye-tint", 4.5),
    ("on-cloth", "dye-cloth", 7),
    ("on-cloth-2", "dye-cloth", 4.5),
    ("foil", "dye-cloth", 4.5),
    ("lamp", "dye-cloth", 3),
]


def tokens_in(block: str) -> dict[str, tuple[Colour, Colour]]:
    found = {}
    for name, value in re.findall(r"--([\w-]+):\s*((?:light-dark|oklch)\([^;]*\));", block):
        colours = [(float(a), float(b), float(c)) for a, b, c in OKLCH.findall(value)]
        if len(colours) == 2 or value.startswith("oklch("):
            found[name] = (colours[0], colours[-1])
    return found


ROOT = re.search(r":root \{(.*?)\n\}", TOKENS, re.DOTALL)
PLAIN = tokens_in(ROOT[1] if ROOT else "")
DYES = {
    name: {**PLAIN, **tokens_in(block)}
    for name, block in re.findall(r'\[data-dye="(\w+)"\]\s*\{(.*?)\}', TOKENS, re.DOTALL)
}


def linear(colour: Colour) -> list[float]:
    """OKLCH to linear sRGB."""
    lightness, chroma, hue = colour
    a, b = chroma * math.cos(math.radians(hue)), chroma * math.sin(math.radians(hue))
    long = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
    medium = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
    short = (lightness - 0.0894841775 * a - 1.2914855480 * b) ** 3
    return [
        4.0767416621 * long - 3.3077115913 * medium + 0.2309699292 * short,
        -1.2684380046 * long + 2.6097574011 * medium - 0.3413193965 * short,
        -0.0041960863 * long - 0.7034186147 * medium + 1.7076147010 * short,
    ]


def luminance(colour: Colour) -> float:
    red, green, blue = (min(1, max(0, channel)) for channel in linear(colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: Colour, other: Colour) -> float:
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def test_black_on_white_is_the_most_there_is():
    assert contrast((0, 0, 0), (1, 0, 0)) == pytest.approx(21, abs=0.01)


def test_each_dye_of_the_model_is_on_the_chart():
    assert set(DYES) == set(Dye.values)


@pytest.mark.parametrize("theme", THEMES)
def test_ink_is_readable_on_its_ground(theme):
    side = THEMES[theme]
    low = {
        f"{ink} on {ground}": round(contrast(PLAIN[ink][side], PLAIN[ground][side]), 2)
        for ink, ground, least in PAIRS
        if contrast(PLAIN[ink][side], PLAIN[ground][side]) < least
    }

    assert low == {}


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("dye", DYES)
def test_a_dyed_page_is_readable(dye, theme):
    tokens, side = DYES[dye], THEMES[theme]
    low = {
        f"{ink} on {ground}": round(contrast(tokens[ink][side], tokens[ground][side]), 2)
        for ink, ground, least in DYED_PAIRS
        if contrast(tokens[ink][side], tokens[ground][side]) < least
    }

    assert low == {}


@pytest.mark.parametrize("dye", [None, *DYES])
def test_a_screen_can_show_the_colour(dye):
    tokens = DYES[dye] if dye else PLAIN
    outside = [
        name
        for name, sides in tokens.items()
        for colour in sides
        if not all(-0.002 <= channel <= 1.002 for channel in linear(colour))
    ]

    assert outside == []
