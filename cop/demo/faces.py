"""Photos of some of the demo's people, who are invented: drawn here, in the colour of each."""

from io import BytesIO

from PIL import Image, ImageDraw

from communities.picture import CLOTH
from cop.demo.quiet import told_to_nobody
from cop.demo.talk import People
from members.models import Photo
from members.photos.squaring import LARGE, SMALL, Squares
from members.profiles.levels import Level

SKIN = ("#8d5a3b", "#f0c9a4", "#c98f65", "#5b3a29")
HAIR = ("#1d1512", "#5a3a22", "#2b2b2b", "#b9a68c")
WHO = ("amina", "marta", "hyejin", "joseph", "ines")
FINER = 4


def show_faces(people: People) -> None:
    with told_to_nobody():
        for number, handle in enumerate(WHO):
            if person := people.get(handle):
                squares = Squares(*(_face(number, person.dye, size) for size in (LARGE, SMALL)))
                Photo.objects.show(squares, by=person, level=Level.EVERYONE)


def _face(number: int, dye: str, size: int) -> bytes:
    side = LARGE * FINER
    drawn = Image.new("RGB", (side, side), "#e9e4da")
    pen = ImageDraw.Draw(drawn)

    def oval(x: float, y: float, wide: float, high: float, colour: str) -> None:
        box = [(x - wide) * side, (y - high) * side, (x + wide) * side, (y + high) * side]
        pen.ellipse(box, fill=colour)

    skin, hair = SKIN[number % len(SKIN)], HAIR[number % len(HAIR)]
    oval(0.5, 0.4, 0.25 + 0.02 * (number % 3), 0.29, hair)
    oval(0.5, 1.08, 0.42, 0.38, CLOTH[dye])
    oval(0.5, 0.68, 0.1, 0.15, skin)
    oval(0.5, 0.46, 0.17, 0.21, skin)
    out = BytesIO()
    drawn.resize((size, size), Image.Resampling.LANCZOS).save(out, "JPEG", quality=85)
    return out.getvalue()
