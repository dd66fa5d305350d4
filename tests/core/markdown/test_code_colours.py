"""The colours of code can be read, light and dark: WCAG asks for a contrast of 4.5."""

import math
import re
from pathlib import Path

import pytest
from django.conf import settings

from core.markdown.highlight import CLASSES

CSS = Path(settings.BASE_DIR) / "static/css"
OKLCH = r"oklch\(([\d.]+) ([\d.]+) ([\d.]+)\)"

Colour = tuple[float, float, float]


def tokens() -> dict[str, tuple[Colour, Colour]]:
    text = (CSS / "tokens.css").read_text()
    pairs = re.findall(rf"--([\w-]+):\s*light-dark\({OKLCH},\s*{OKLCH}\);", text)
    found: dict[str, tuple[Colour, Colour]] = {}
    for name, *numbers in pairs:
        a, b, c, d, e, f = map(float, numbers)
        # Those of :root come first; a dye's come later, and are not for code.
        found.setdefault(name, ((a, b, c), (d, e, f)))
    return found


def colours_of_code() -> dict[str, str]:
    """Of each class, the token it is painted with; a class not named is painted as text."""
    text = (CSS / "components/code.css").read_text()
    painted = dict.fromkeys(CLASSES, "ink")
    for selector, token in re.findall(r"\.prose pre ([^{]+)\{ color: var\(--([\w-]+)\)", text):
        painted |= dict.fromkeys(re.findall(r"\.(\w+)", selector), token)
    return painted


def luminance(colour: Colour) -> float:
    lightness, chroma, hue = colour
    a, b = chroma * math.cos(math.radians(hue)), chroma * math.sin(math.radians(hue))
    long = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
    medium = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
    short = (lightness - 0.0894841775 * a - 1.2914855480 * b) ** 3
    red = 4.0767416621 * long - 3.3077115913 * medium + 0.2309699292 * short
    green = -1.2684380046 * long + 2.6097574011 * medium - 0.3413193965 * short
    blue = -0.0041960863 * long - 0.7034186147 * medium + 1.7076147010 * short
    red, green, blue = (min(1, max(0, part)) for part in (red, green, blue))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: Colour, other: Colour) -> float:
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def test_each_class_has_a_colour_and_no_colour_lacks_a_class():
    assert set(colours_of_code()) == CLASSES


@pytest.mark.parametrize("name", sorted(CLASSES))
def test_code_can_be_read_on_its_ground_in_both_themes(name):
    palette = tokens()
    colour = palette[colours_of_code()[name]]

    for theme in (0, 1):
        assert contrast(colour[theme], palette["sunk"][theme]) >= 4.5
