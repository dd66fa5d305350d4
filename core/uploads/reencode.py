"""Draw a picture anew: run as a program, on its own, for one picture.

    python -I core/uploads/reencode.py png 2560 < sent > clean

It reads what strangers sent, so it knows nothing of the site, holds no secret and no connection,
and cannot take more memory or time than it gives itself below. What it writes is made of the
pixels alone: no place where the photo was taken, no comment, no second file behind the first.

The first line of what it writes is the width and height. It ends with 3 for too much, and with
anything else but 0 for what it cannot read.
"""

import resource
import sys
import warnings
from io import BytesIO
from typing import Any

from PIL import GifImagePlugin, Image, ImageCms, ImageFile, ImageOps, ImageSequence

MEMORY = 640 * 2**20
SECONDS = 15
MOST_PIXELS = 52_000_000  # what the camera of a phone takes
MOST_FRAMES = 500
MOST_FRAME_PIXELS = 60_000_000  # of all frames together: 200 of 640 by 480
TOO_MUCH = 3

MOVING = ("background", "loop", "transparency")
SETTINGS: dict[str, dict[str, Any]] = {
    "PNG": {},
    "JPEG": {"quality": 85, "optimize": True, "progressive": True},
    "GIF": {"comment": b""},
    "WEBP": {"quality": 85, "icc_profile": b"", "exif": b"", "xmp": b""},
}


def main() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))  # it writes to a pipe, and to no file
    kind, longest = sys.argv[1].upper(), int(sys.argv[2])
    try:
        drawn = draw(sys.stdin.buffer.read(), kind, longest)
    except (Image.DecompressionBombWarning, Image.DecompressionBombError, MemoryError):
        sys.exit(TOO_MUCH)
    sys.stdout.buffer.write(drawn)


def draw(sent: bytes, kind: str, longest: int) -> bytes:
    # A warning is what Pillow gives for up to twice as many.
    Image.MAX_IMAGE_PIXELS = MOST_PIXELS
    warnings.simplefilter("error", Image.DecompressionBombWarning)
    ImageFile.LOAD_TRUNCATED_IMAGES = False
    GifImagePlugin.LOADING_STRATEGY = (
        GifImagePlugin.LoadingStrategy.RGB_AFTER_DIFFERENT_PALETTE_ONLY
    )
    out = BytesIO()
    with Image.open(BytesIO(sent), formats=[kind]) as image:
        # A JPEG may hold a second picture, for 3D screens or as a depth map: not a movement.
        if kind != "JPEG" and getattr(image, "n_frames", 1) > 1:
            refuse_long(image, longest)
            image.save(out, kind, save_all=True, duration=durations(image), **SETTINGS[kind])
            size = image.size
        else:
            still = drawn_still(image, kind, longest)
            still.save(out, kind, **SETTINGS[kind])
            size = still.size
    return b"%d %d\n" % size + out.getvalue()


def refuse_long(image: Image.Image, longest: int) -> None:
    """What moves is kept at its size: scaling each frame would cost more than it is worth."""
    frames = image.n_frames  # type: ignore[attr-defined]
    pixels = frames * image.width * image.height
    if frames > MOST_FRAMES or pixels > MOST_FRAME_PIXELS or max(image.size) > longest:
        sys.exit(TOO_MUCH)


def durations(image: Image.Image) -> list[int]:
    """How long each frame is shown; goes back to the first, with what it says of them all."""
    shown = []
    for frame in ImageSequence.Iterator(image):
        frame.load()
        shown.append(int(frame.info.get("duration", 0)))
    image.seek(0)
    image.info = {name: image.info[name] for name in MOVING if name in image.info}
    return shown


def drawn_still(image: Image.Image, kind: str, longest: int) -> Image.Image:
    profile = image.info.get("icc_profile")
    image.draft("RGB", (longest, longest))  # a JPEG is read at a half or a quarter of its size
    image.load()
    image.thumbnail((longest, longest), Image.Resampling.LANCZOS, reducing_gap=2.0)
    upright = ImageOps.exif_transpose(image)
    seen = in_srgb(in_eight_bits(upright), profile)
    if kind == "JPEG" and seen.mode not in ("L", "RGB"):
        seen = seen.convert("RGB")
    seen.info = {name: seen.info[name] for name in ("transparency",) if name in seen.info}
    return seen


def in_eight_bits(image: Image.Image) -> Image.Image:
    if image.mode.startswith("I;16"):
        return image.convert("I").point(lambda value: value / 256).convert("L")
    return image.convert("L") if image.mode in ("I", "F") else image


def in_srgb(image: Image.Image, profile: bytes | None) -> Image.Image:
    """Without its profile a picture is taken for sRGB, so it is made so: else reds turn dull."""
    if not profile or image.mode not in ("RGB", "RGBA", "CMYK", "L"):
        return image
    try:
        given = ImageCms.ImageCmsProfile(BytesIO(profile))
        mode = "RGBA" if image.mode == "RGBA" else "RGB"
        srgb = ImageCms.createProfile("sRGB")
        return ImageCms.profileToProfile(image, given, srgb, outputMode=mode) or image
    except (ImageCms.PyCMSError, OSError):  # a profile that says nothing is no reason to refuse
        return image


if __name__ == "__main__":
    main()
