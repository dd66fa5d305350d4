from io import BytesIO
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from accounts.models import User
from core.models import Upload
from core.uploads.keeping import keep
from core.uploads.kinds import PDF, PNG
from tests.accounts.factories import UserFactory

DOCUMENT = b"%PDF-1.7\n% a plan\n%%EOF\n"


def picture(form: str = "PNG", size: tuple[int, int] = (40, 30), **options: Any) -> bytes:
    return written(Image.new("RGB", size, "teal"), form, **options)


def written(image: Image.Image, form: str, **options: Any) -> bytes:
    out = BytesIO()
    image.save(out, form, **options)
    return out.getvalue()


def sent(data: bytes, name: str = "kiln.png") -> SimpleUploadedFile:
    """As a browser sends it, with a type that is a lie."""
    return SimpleUploadedFile(name, data, content_type="text/html")


def keep_picture(by: User | None = None, name: str = "kiln.png") -> Upload:
    """One that was looked at before: what the permission tests need many of."""
    by = by or UserFactory()
    return keep(BytesIO(picture()), name, PNG, by=by, width=40, height=30)


def keep_document(by: User | None = None, name: str = "plan.pdf") -> Upload:
    return keep(BytesIO(DOCUMENT), name, PDF, by=by or UserFactory())


def status_of(client: Client, address: str, **options: Any) -> int:
    """Asks for a file and reads it, as whoever asks does: else it stays open."""
    response = client.get(address, **options)
    response.getvalue()
    return response.status_code
