"""What comes in, from whoever: looked at by its bytes, and drawn anew."""

import zipfile
from io import BytesIO

import pytest
from django.core.files.storage import default_storage
from PIL import Image, ImageCms
from PIL.PngImagePlugin import PngInfo

from core.limits import TooMany
from core.models import Upload
from core.uploads import accepting, pictures
from core.uploads.accepting import accept
from core.uploads.errors import (
    Busy,
    NothingSent,
    NotTaken,
    StorageUnavailable,
    TooDetailed,
    TooLarge,
    Unreadable,
)
from tests.accounts.factories import UserFactory
from tests.core.uploads.factories import DOCUMENT, picture, sent, written

pytestmark = pytest.mark.django_db

CANARY = b"heron"


def taken(data: bytes, name: str = "kiln.png") -> tuple[Upload, bytes]:
    """What was made of it, and the bytes that are stored."""
    upload = accept(sent(data, name), by=UserFactory())
    with default_storage.open(upload.stored_as) as file:
        return upload, file.read()


def seen(data: bytes) -> Image.Image:
    image = Image.open(BytesIO(data))
    image.load()
    return image


def archive(*names: str, first: bytes = b"x") -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        for name in names:
            made.writestr(name, first)
    return out.getvalue()


@pytest.mark.parametrize("form", ["PNG", "JPEG", "GIF", "WEBP"])
def test_a_picture_is_kept_by_what_it_is_whatever_its_name_and_type_say(form):
    upload, stored = taken(picture(form), "page.html")

    assert (upload.kind, upload.width, upload.height) == (form.lower(), 40, 30)
    assert (upload.is_kept, upload.size) == (True, len(stored))
    assert upload.name == f"page{upload.traits.endings[0]}"
    assert seen(stored).format == form


@pytest.mark.parametrize("form", ["PNG", "JPEG", "GIF", "WEBP"])
def test_nothing_but_the_pixels_is_kept(form):
    exif = Image.Exif()
    exif[0x010E] = CANARY.decode()  # a description
    exif.get_ifd(0x8825)[1] = CANARY.decode()  # where it was taken
    extras = {
        "PNG": {"pnginfo": PngInfo(), "exif": exif},
        "JPEG": {"exif": exif, "comment": CANARY},
        "GIF": {"comment": CANARY},
        "WEBP": {"exif": exif.tobytes(), "xmp": b"<x>" + CANARY + b"</x>"},
    }[form]
    if form == "PNG":
        extras["pnginfo"].add_text("Comment", CANARY.decode())
    image = picture(form, **extras)
    assert CANARY in image  # else this would show nothing

    _upload, stored = taken(image + CANARY)

    assert CANARY not in stored


@pytest.mark.parametrize("form", ["GIF", "WEBP", "PNG"])
def test_frames_are_drawn_anew_too_and_go_on_moving(form):
    frames = [Image.new("RGB", (20, 20), (n * 60, 0, 0)) for n in range(3)]
    durations = [70, 200, 50]
    options = {"save_all": True, "append_images": frames[1:], "duration": durations, "loop": 0}
    extras = {"comment": CANARY, "exif": CANARY, "xmp": CANARY}
    moving = written(frames[0], form, **options, **extras)
    assert CANARY in moving

    _upload, stored = taken(moving)

    image = seen(stored)
    assert (image.format, image.n_frames, image.info["loop"]) == (form, 3, 0)
    shown = []
    for nth in range(3):
        image.seek(nth)
        image.load()
        shown.append(image.info["duration"])
    assert shown == durations
    assert CANARY not in stored


def test_a_photo_that_lay_on_its_side_stands_up():
    exif = Image.Exif()
    exif[0x0112] = 6

    upload, stored = taken(picture("JPEG", exif=exif))

    assert (upload.width, upload.height) == (30, 40)
    assert seen(stored).size == (30, 40)
    assert not seen(stored).getexif()


def test_a_photo_wider_than_any_screen_is_made_smaller():
    upload, stored = taken(picture("JPEG", (5200, 1300)))

    assert (upload.width, upload.height) == seen(stored).size == (2560, 640)


def test_colours_mean_the_same_without_their_profile():
    swapped = ImageCms.ImageCmsProfile(ImageCms.createProfile("LAB"))
    wide = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB"))

    for profile in (swapped, wide):  # one that does not fit the picture is no reason to refuse it
        _upload, stored = taken(picture("PNG", icc_profile=profile.tobytes()))
        assert "icc_profile" not in seen(stored).info
        assert seen(stored).getpixel((0, 0)) == (0, 128, 128)


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGBA", "I;16", "CMYK"])
def test_pictures_of_every_depth_are_taken(mode):
    form = "JPEG" if mode == "CMYK" else "PNG"

    _upload, stored = taken(written(Image.new(mode, (8, 8)), form))

    assert seen(stored).size == (8, 8)


@pytest.mark.parametrize(
    ("data", "name", "kind", "kept_as"),
    [
        (DOCUMENT, "plan.pdf", "pdf", "plan.pdf"),
        (DOCUMENT, "plan.exe", "pdf", "plan.pdf"),
        (b"a,b\n1,2\n", "counts.csv", "csv", "counts.csv"),
        ("é,ü\n".encode("latin-1"), "counts.CSV", "csv", "counts.csv"),
        (b"# Notes\n", "notes.md", "markdown", "notes.md"),
        (b"plain words", "notes.exe", "text", "notes.txt"),
        (b"a: 1\n", "deploy.yaml", "text", "deploy.yaml"),
        (archive("word/document.xml"), "a.docx", "docx", "a.docx"),
        (archive("xl/workbook.xml"), "a.zip", "xlsx", "a.xlsx"),
        (
            archive("mimetype", first=b"application/vnd.oasis.opendocument.text"),
            "a.odt",
            "odt",
            "a.odt",
        ),
        (archive("setup.exe"), "setup.jar", "zip", "setup.zip"),
    ],
)
def test_other_files_are_kept_as_they_are(data, name, kind, kept_as):
    upload, stored = taken(data, name)

    assert (upload.kind, upload.name, stored) == (kind, kept_as, data)
    assert upload.width is None


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (b"<html><script>alert(1)</script>", "a.png"),
        (b"\xef\xbb\xbf \n<!DOCTYPE html>", "a.txt"),
        (b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>', "a.svg"),
        (b'<?xml version="1.0"?><svg/>', "a.png"),
        (b"\x7fELF\x02\x01\x01\x00", "a.pdf"),
        (b"MZ\x90\x00\x03", "a.zip"),
        (b"\x00\x00\x00\x18ftypheic\x00\x00", "photo.jpg"),
        (b"PK\x03\x04 and no more", "a.docx"),
        (archive("word/document.xml", "word/vbaProject.bin"), "a.docx"),
        (b"BM" + bytes(60), "a.bmp"),
        (b"\xff\xd8" + b"no jpeg \x00", "a.jpg"),
    ],
)
def test_anything_else_is_refused_by_saying_what_is_taken(data, name):
    with pytest.raises(NotTaken, match="PNG, JPEG, GIF or WebP"):
        accept(sent(data, name), by=UserFactory())

    assert not Upload.objects.exists()


@pytest.mark.parametrize(
    "data",
    [
        b"GIF89a/*\x00*/=1;alert(document.domain)//",
        b"\x89PNG\r\n\x1a\n<html><script>alert(1)</script>",
        picture("JPEG", (400, 300))[:400],
        picture("PNG", (400, 300))[:120],
        picture("WEBP")[:40],
        b"\xff\xd8\xff\xe0" + bytes(2000),
    ],
)
def test_what_only_begins_like_a_picture_is_refused(data):
    with pytest.raises(Unreadable):
        accept(sent(data), by=UserFactory())

    assert not Upload.objects.exists()


def test_a_picture_that_is_also_a_script_keeps_only_the_picture():
    script = b"*/=1;alert(document.domain)//"

    _upload, stored = taken(picture("GIF") + script, "a.gif")

    assert script not in stored
    assert seen(stored).size == (40, 30)


@pytest.mark.parametrize(
    "data",
    [
        written(Image.new("1", (13_000, 13_000)), "PNG"),  # 169 megapixels in 20 kB
        written(
            Image.new("P", (1200, 1200)),
            "GIF",
            save_all=True,
            append_images=[Image.new("P", (1200, 1200), n) for n in range(1, 60)],
        ),
    ],
    ids=["pixels", "frames"],
)
def test_a_picture_that_unpacks_to_too_much_is_refused(data):
    assert len(data) < 400_000

    with pytest.raises(TooDetailed):
        accept(sent(data), by=UserFactory())


def test_what_draws_cannot_take_more_memory_or_time_than_it_has(monkeypatch, tmp_path):
    """Whatever a file makes it do: here, a program that does the worst by itself."""
    for greed in ("bytearray(2**30)", "[n for n in iter(int, 1)]"):
        program = tmp_path / "greedy.py"
        limits = pictures.PROGRAM.read_text().replace("SECONDS = 15", "SECONDS = 1")
        program.write_text(limits.replace("drawn = draw(", f"{greed}; drawn = draw("))
        monkeypatch.setattr(pictures, "PROGRAM", program)

        with pytest.raises(TooDetailed):
            accept(sent(picture()), by=UserFactory())


def test_one_picture_at_a_time_is_drawn_and_the_next_waits_its_turn(monkeypatch):
    monkeypatch.setattr(pictures, "PATIENCE", 0.05)

    with pictures._turn, pytest.raises(Busy):
        accept(sent(picture()), by=UserFactory())

    monkeypatch.undo()
    assert accept(sent(picture()), by=UserFactory()).is_kept


def test_a_file_is_sent_and_is_not_too_large(settings):
    settings.UPLOAD_MAX_MB = 1
    user = UserFactory()

    for nothing in (None, sent(b"")):
        with pytest.raises(NothingSent):
            accept(nothing, by=user)
    with pytest.raises(TooLarge, match="larger than 1 MB"):
        accept(sent(b"x" * (2**20 + 1), "a.txt"), by=user)
    assert accept(sent(b"x" * 2**20, "a.txt"), by=user).size == 2**20


def test_a_day_has_room_for_so_much_from_each_person(settings):
    settings.UPLOAD_DAILY_MB = 1
    user, other = UserFactory(), UserFactory()
    accept(sent(b"x" * 900_000, "a.txt"), by=user)

    with pytest.raises(TooMany):
        accept(sent(b"x" * 300_000, "a.txt"), by=user)

    assert accept(sent(b"x" * 300_000, "a.txt"), by=other).is_kept


def test_many_at_once_have_to_wait(monkeypatch):
    few = accepting.Limit("upload", 2, per=accepting.UPLOADING.per)
    monkeypatch.setattr(accepting, "UPLOADING", few)
    user = UserFactory()
    for _ in range(2):
        accept(sent(b"words", "a.txt"), by=user)

    with pytest.raises(TooMany):
        accept(sent(b"words", "a.txt"), by=user)


def test_a_disk_that_is_full_keeps_nothing_and_says_so(settings, tmp_path):
    full = tmp_path / "full"
    full.write_text("a file where a folder has to be")
    settings.MEDIA_ROOT = full

    with pytest.raises(StorageUnavailable):
        accept(sent(picture()), by=UserFactory())

    assert not Upload.objects.kept().exists()
    assert Upload.objects.get().is_kept is False  # the hourly task clears it away
