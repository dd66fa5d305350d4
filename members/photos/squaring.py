"""From a picture that was drawn anew to the two squares that are kept of it."""

from dataclasses import dataclass
from io import BytesIO

from django.core.files.uploadedfile import UploadedFile
from PIL import Image

from core.uploads.accepting import read_picture

LARGE, SMALL = 320, 96  # pixels: thrice what a page's head, and twice what a list shows
MOST_ZOOM = 8


@dataclass(frozen=True)
class Crop:
    """Which square: its left upper corner in parts of width and height, and its side in parts of
    the shorter side. Without any it is the one in the middle."""

    left: float | None = None
    top: float | None = None
    side: float = 1.0

    def box(self, width: int, height: int) -> tuple[int, int, int, int]:
        """What lies outside the picture is moved into it."""
        part = min(max(self.side, 1 / MOST_ZOOM), 1.0)
        side = max(round(min(width, height) * part), 1)
        left = (width - side) / 2 if self.left is None else self.left * width
        top = (height - side) / 2 if self.top is None else self.top * height
        x, y = (
            round(min(max(at, 0), whole - side)) for at, whole in ((left, width), (top, height))
        )
        return x, y, x + side, y + side


@dataclass(frozen=True)
class Squares:
    large: bytes
    small: bytes


def squares_of(sent: UploadedFile | None, crop: Crop, *, by: object) -> Squares:
    """Raises NothingSent, TooLarge, TooMany, NotAPicture and what a damaged one raises."""
    drawn = read_picture(sent, by=by)
    with Image.open(BytesIO(drawn.data)) as picture:
        square = picture.convert("RGBA").crop(crop.box(*picture.size))
    return Squares(*(_jpeg(square, size) for size in (LARGE, SMALL)))


def _jpeg(square: Image.Image, size: int) -> bytes:
    """What was clear is white."""
    small = square.resize((size, size), Image.Resampling.LANCZOS)
    whole = Image.new("RGB", small.size, "white")
    whole.paste(small, mask=small)
    out = BytesIO()
    whole.save(out, "JPEG", quality=85, optimize=True)
    return out.getvalue()
