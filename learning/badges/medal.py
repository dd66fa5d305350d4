"""How a badge looks that nobody has made a picture for: its community's mark on a dyed medal.

One outline for page, SVG and PNG, as corners on a grid; what is round has many.
"""

from collections.abc import Iterable
from functools import lru_cache
from io import BytesIO
from math import cos, pi, sin

from django.db import models
from django.utils.translation import gettext_lazy as _
from PIL import Image, ImageDraw

from communities.picture import CLOTH, FOIL, strokes

Point = tuple[float, float]

SIDE = 120  # of the grid
MIDDLE = SIDE / 2
INNER = 0.86  # how large the ring of foil is, of the outline
MARK, MARK_AT = 2.1, 34.8  # how large the mark is, and where it begins
PIXELS, FINER = 600, 2  # drawn finer than it is shown


class Shape(models.TextChoices):
    OCTAGON = "octagon", _("Octagon")
    ROUND = "round", _("Round")
    SHIELD = "shield", _("Shield")
    LOZENGE = "lozenge", _("Lozenge")
    ARCH = "arch", _("Arch")


def _arc(begin: float, end: float, radius: float, centre: Point, steps: int = 48) -> list[Point]:
    """In half turns, from the right against the clock."""
    x, y = centre
    turns = (pi * (begin + (end - begin) * step / steps) for step in range(steps + 1))
    return [(x + radius * cos(turn), y - radius * sin(turn)) for turn in turns]


def _bow(start: Point, pull: Point, end: Point, steps: int = 24) -> list[Point]:
    """A curve from one corner to another, drawn towards a third."""
    shares = [step / steps for step in range(steps + 1)]
    return [
        tuple(  # type: ignore[misc]
            (1 - t) ** 2 * a + 2 * t * (1 - t) * b + t**2 * c
            for a, b, c in zip(start, pull, end, strict=True)
        )
        for t in shares
    ]


OUTLINES: dict[str, list[Point]] = {
    Shape.OCTAGON: [(38, 6), (82, 6), (114, 38), (114, 82), (82, 114), (38, 114), (6, 82), (6, 38)],
    Shape.ROUND: _arc(0, 2, 54, (60, 60), 96)[:-1],
    Shape.SHIELD: [
        (60, 5),
        *_bow((60, 5), (82, 20), (108, 18)),
        *_bow((108, 18), (114, 92), (60, 116)),
        *_bow((60, 116), (6, 92), (12, 18)),
        *_bow((12, 18), (38, 20), (60, 5)),
    ],
    Shape.LOZENGE: [(60, 3), (117, 60), (60, 117), (3, 60)],
    Shape.ARCH: [(106, 112), *_arc(0, 1, 46, (60, 52)), (14, 112)],
}


def corners(shape: str, size: float = 1) -> str:
    """As the ``points`` of an SVG."""
    return " ".join(f"{x:.1f},{y:.1f}" for x, y in _sized(OUTLINES[shape], size))


def svg_of(shape: str, dye: str, mark: str) -> bytes:
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {SIDE} {SIDE}"'
        f' width="{PIXELS}" height="{PIXELS}">'
        f'<polygon points="{corners(shape)}" fill="{CLOTH[dye]}"/>'
        f'<polygon points="{corners(shape, INNER)}" fill="none" stroke="{FOIL}"'
        ' stroke-width="1.6" stroke-linejoin="round"/>'
        f'<path d="{mark}" transform="translate({MARK_AT} {MARK_AT}) scale({MARK})" fill="none"'
        f' stroke="{FOIL}" stroke-width="1.5" stroke-linecap="round" stroke-linejoin="round"/>'
        "</svg>"
    ).encode()


@lru_cache(maxsize=64)
def png_of(shape: str, dye: str, mark: str) -> bytes:
    unit = PIXELS * FINER / SIDE
    picture = Image.new("RGBA", (PIXELS * FINER, PIXELS * FINER), (0, 0, 0, 0))
    drawing = ImageDraw.Draw(picture)
    drawing.polygon(_scaled(OUTLINES[shape], unit), fill=CLOTH[dye])
    ring = _scaled(_sized(OUTLINES[shape], INNER), unit)
    _stroke(drawing, [*ring, ring[0]], 1.6 * unit)
    for line in strokes(mark):
        at = [(MARK_AT + x * MARK, MARK_AT + y * MARK) for x, y in line]
        _stroke(drawing, _scaled(at, unit), 1.5 * MARK * unit)
    out = BytesIO()
    picture.resize((PIXELS, PIXELS), Image.Resampling.LANCZOS).save(out, "PNG", optimize=True)
    return out.getvalue()


def _sized(points: Iterable[Point], size: float) -> list[Point]:
    return [(MIDDLE + (x - MIDDLE) * size, MIDDLE + (y - MIDDLE) * size) for x, y in points]


def _scaled(points: Iterable[Point], unit: float) -> list[Point]:
    return [(x * unit, y * unit) for x, y in points]


def _stroke(drawing: ImageDraw.ImageDraw, points: list[Point], width: float) -> None:
    drawing.line(points, fill=FOIL, width=round(width))
    for x, y in points:  # round ends and corners
        r = width / 2
        drawing.ellipse((x - r, y - r, x + r, y + r), fill=FOIL)
