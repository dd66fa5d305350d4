"""What is said of a resource, and the files it is or shows: who may read it may fetch them."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from accounts.models import User
from core import markdown
from core.models import Upload, UploadUse
from core.uploads import named
from knowledge.writing import GIST_LENGTH

if TYPE_CHECKING:
    from knowledge.models import Resource

KIND = "resource"


@dataclass(frozen=True)
class Written:
    html: str
    gist: str
    uploads: list[Upload]


def compose(text: str, *, by: User, resource: "Resource") -> Written:
    """It shows the files that the writer may see, and those that it has shown before."""
    document = markdown.parse(text)
    uploads = named.usable([document], by=by, kind=KIND, object_id=resource.pk)
    return _written(document, uploads)


def compose_anew(resource: "Resource") -> Written:
    """The same text once more, after something that it shows has changed."""
    document = markdown.parse(resource.description)
    return _written(document, named.still_used([document], kind=KIND, object_id=resource.pk))


def _written(document: markdown.Document, uploads: list[Upload]) -> Written:
    html = document.html(sizes=named.sizes(uploads))
    return Written(html, markdown.excerpt(html, GIST_LENGTH), uploads)


def note(resource: "Resource", shown: list[Upload]) -> None:
    """Let those who may read it fetch what it is and shows now, and nothing that it was before."""
    UploadUse.objects.of(KIND, [resource.pk]).delete()
    uploads = [*shown, resource.upload] if resource.upload else shown
    if uploads:
        scope, audience = resource.shown_to()
        UploadUse.objects.note(uploads, KIND, resource.pk, scope, audience)


def follow(resource: "Resource") -> None:
    """It is gone, or back."""
    mine = UploadUse.objects.of(KIND, [resource.pk])
    if mine.exists():
        mine.show(*resource.shown_to())
