"""A picture that somebody made for a badge: a square PNG, small enough to be carried in each."""

from base64 import b64encode
from io import BytesIO

from PIL import Image

from core.models import Upload
from core.uploads import storing
from learning.badges import medal
from learning.badges.errors import NoPicture
from learning.badges.medal import PIXELS
from learning.badges.models import Badge


def give_picture(badge: Badge, upload: Upload) -> None:
    """Show this instead of the medal: what it shows now, also if the file goes. Raises NoPicture,
    WrongState, StorageUnavailable.
    """
    if not upload.is_picture or not upload.is_kept:
        raise NoPicture
    with storing.read(upload.stored_as) as file:
        badge.show_picture(squared(file.read(), upload.kind))


def squared(clean: bytes, kind: str) -> bytes:
    """Of what was drawn anew already, and is therefore no stranger's."""
    with Image.open(BytesIO(clean), formats=[kind.upper()]) as picture:
        still = picture.convert("RGBA")
    still.thumbnail((PIXELS, PIXELS), Image.Resampling.LANCZOS)
    whole = Image.new("RGBA", (PIXELS, PIXELS), (0, 0, 0, 0))
    whole.paste(still, ((PIXELS - still.width) // 2, (PIXELS - still.height) // 2))
    out = BytesIO()
    whole.save(out, "PNG", optimize=True)
    return out.getvalue()


def png_of(badge: Badge) -> bytes:
    if badge.picture is not None:
        return bytes(badge.picture)
    return medal.png_of(badge.shape, badge.dye, badge.community.mark)


def svg_of(badge: Badge) -> bytes:
    if badge.picture is None:
        return medal.svg_of(badge.shape, badge.dye, badge.community.mark)
    data = b64encode(bytes(badge.picture)).decode()
    return (
        '<svg xmlns="http://www.w3.org/2000/svg"'
        f' viewBox="0 0 {PIXELS} {PIXELS}" width="{PIXELS}" height="{PIXELS}">'
        f'<image width="{PIXELS}" height="{PIXELS}" href="data:image/png;base64,{data}"/></svg>'
    ).encode()
