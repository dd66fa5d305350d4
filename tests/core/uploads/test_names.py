import pytest

from core.markdown import parse
from core.models import Upload
from core.uploads.kinds import PDF, PNG, TEXT
from core.uploads.names import safe_name


@pytest.mark.parametrize(
    ("given", "kind", "name"),
    [
        ("kiln.png", PNG, "kiln.png"),
        ("Kiln opened.PNG", PNG, "Kiln opened.png"),
        ("kiln", PNG, "kiln.png"),
        ("Отчёт за май.pdf", PDF, "Отчёт за май.pdf"),
        ("../../etc/passwd", TEXT, "passwd.txt"),
        ("..\\..\\boot.ini", TEXT, "boot.ini"),
        ('a"; filename="evil.html', PDF, "a; filename=evil.pdf"),
        ("a\r\nSet-Cookie: x=1\r\n.pdf", PDF, "a Set-Cookie x=1.pdf"),
        ("photo\u202egnp.exe", PNG, "photognp.png"),
        ("a\u200b\u0000b.png", PNG, "ab.png"),
        (".htaccess", TEXT, "htaccess.txt"),
        ("...", PNG, "picture.png"),
        ("", PDF, "file.pdf"),
        ("a%2e%2e](javascript:x)`.png", PNG, "a2e2e(javascriptx).png"),
        ("x" * 300 + ".png", PNG, "x" * 80 + ".png"),
        ("e\u0301.png", PNG, "é.png"),
    ],
)
def test_a_name_is_fit_for_address_header_and_disk(given, kind, name):
    assert safe_name(given, kind) == name
    upload = Upload(name=name, kind=kind.name)
    shown = parse(upload.markdown)
    assert shown.uploads == (upload.address,)  # Markdown finds it, whatever is in the name


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("kiln-opened_too early.png", "kiln opened too early"),
        ("IMG_2041.png", "picture"),
        ("image.png", "picture"),
        ("20240501.png", "picture"),
        ("Screenshot 2024-05-01 at 10.22.33.png", "picture"),
        ("pxl 2024 harvest.png", "pxl 2024 harvest"),
    ],
)
def test_a_camera_s_name_says_nothing_of_a_picture(name, words):
    assert Upload(name=name, kind="png").markdown.startswith(f"![{words}](")
