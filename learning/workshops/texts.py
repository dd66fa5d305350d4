"""From what somebody typed of a workshop to what is stored and shown."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from accounts.models import User
from core import markdown
from core.models import Upload, UploadUse
from core.uploads import named
from discussions.linking import targets_in
from discussions.models.link import Link, Target, Text
from discussions.writing import GIST_LENGTH
from learning.workshops.parts import NAMES

if TYPE_CHECKING:
    from learning.workshops.models import Workshop

KIND = "workshop"


@dataclass(frozen=True)
class Written:
    html: dict[str, str]  # by part; one in which nothing is written is left out
    gist: str
    uploads: list[Upload]
    targets: list[Target]  # the pages of this site that it leads to


def compose(parts: Mapping[str, str], workshop: "Workshop", *, by: User) -> Written:
    """It shows the files that the writer may see, and those that it has shown before."""
    documents = _read(parts)
    uploads = named.usable(documents.values(), by=by, kind=KIND, object_id=workshop.pk)
    return _written(documents, uploads)


def compose_anew(workshop: "Workshop") -> Written:
    """The same texts once more, after something that they show has changed."""
    documents = _read(workshop.parts)
    uploads = named.still_used(documents.values(), kind=KIND, object_id=workshop.pk)
    return _written(documents, uploads)


def note(workshop: "Workshop", written: Written) -> None:
    """Let whoever may read it fetch what it shows, and be told where it leads."""
    UploadUse.objects.of(KIND, [workshop.pk]).delete()
    Link.objects.of(KIND, [workshop.pk]).delete()
    scope, audience = workshop.shown_to()
    if written.uploads:
        UploadUse.objects.note(written.uploads, KIND, workshop.pk, scope, audience)
    if written.targets:
        text = Text(KIND, workshop.pk, workshop.target)
        Link.objects.note(text, written.targets, scope, audience)


def follow(workshop: "Workshop") -> None:
    """What is published opens to its space, and its files and links with it."""
    shown_to = workshop.shown_to()
    UploadUse.objects.of(KIND, [workshop.pk]).show(*shown_to)
    Link.objects.of(KIND, [workshop.pk]).show(*shown_to)


def _read(parts: Mapping[str, str]) -> dict[str, markdown.Document]:
    return {name: markdown.parse(parts[name]) for name in NAMES if parts[name].strip()}


def _written(documents: Mapping[str, markdown.Document], uploads: list[Upload]) -> Written:
    sizes = named.sizes(uploads)
    html = {name: document.html(sizes=sizes) for name, document in documents.items()}
    gist = markdown.excerpt(html.get("text", ""), GIST_LENGTH)
    return Written(html, gist, uploads, targets_in(documents.values()))
