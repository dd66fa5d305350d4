"""A community's mark on its cloth, as a picture: what a link to it shows elsewhere."""

import re
from functools import lru_cache
from io import BytesIO

from PIL import Image, ImageDraw

SIZE = (1200, 630)  # as those who preview links ask for
GRID = 24  # of a mark
SCALE, FINER = 16, 2  # pixels to a unit of the grid; drawn finer than it is shown
STROKE = 1.6
FOIL = "#dfc892"

# The cloth of each dye in the light theme: static/css/tokens.css has it as OKLCH, held by a test.
CLOTH = {
    "woad": "#04426a",
    "indigo": "#303274",
    "orchil": "#54255c",
    "cochineal": "#6f1732",
    "madder": "#6c2913",
    "walnut": "#50351f",
    "weld": "#56460d",
    "lincoln": "#1e4821",
    "verdigris": "#054845",
    "slate": "#354150",
}

Point = tuple[float, float]

_TOKEN = re.compile(r"[MLHVZmlhvz]|-?(?:\d+\.?\d*|\.\d+)")


@lru_cache(maxsize=64)
def picture_of(dye: str, mark: str) -> bytes:
    """A PNG of it. A mark holds straight strokes only: see `validators.validate_mark`."""
    wide, high = (side * FINER for side in SIZE)
    picture = Image.new("RGB", (wide, high), CLOTH[dye])
    drawing = ImageDraw.Draw(picture)
    unit = SCALE * FINER
    left, top = (wide - GRID * unit) / 2, (high - GRID * unit) / 2
    width = round(STROKE * unit)
    for stroke in strokes(mark):
        points = [(left + x * unit, top + y * unit) for x, y in stroke]
        drawing.line(points, fill=FOIL, width=width)
        for x, y in points:  # round ends and corners
            r = width / 2
            drawing.ellipse((x - r, y - r, x + r, y + r), fill=FOIL)
    out = BytesIO()
    picture.resize(SIZE, Image.Resampling.LANCZOS).save(out, "PNG", optimize=True)
    return out.getvalue()


def strokes(mark: str) -> list[list[Point]]:
    """The lines of a path; what is no path ends them, as in browsers."""
    lines: list[list[Point]] = []
    tokens = _TOKEN.findall(mark)
    at, start, command = (0.0, 0.0), (0.0, 0.0), ""
    while tokens:
        if tokens[0].isalpha():
            command = tokens.pop(0)
        if command in "Zz":
            if not lines or (tokens and not tokens[0].isalpha()):
                break
            lines[-1].append(start)
            at = start
            continue
        wanted = 1 if command in "HhVv" else 2
        numbers, tokens = tokens[:wanted], tokens[wanted:]
        if len(numbers) < wanted or any(number.isalpha() for number in numbers):
            break
        at = _moved(at, command, [float(number) for number in numbers])
        if command in "Mm":
            start, command = at, "L" if command == "M" else "l"
            lines.append([at])
        elif lines:
            lines[-1].append(at)
        else:
            break
    return lines


def _moved(at: Point, command: str, numbers: list[float]) -> Point:
    x, y = at if command.islower() else (0.0, 0.0)
    if command in "Hh":
        return x + numbers[0], at[1]
    if command in "Vv":
        return at[0], y + numbers[0]
    return x + numbers[0], y + numbers[1]
