"""From what somebody typed of a course to what is stored and shown.

The page of a course is read by whoever may read it, and its files with it. A lesson is read by whom
its door lets in, each at their time: so its files are used by it and shown to nobody, and stand in
its HTML under an address of its own, which asks at that door.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from accounts.models import User
from core import markdown
from core.models import Upload, UploadUse
from core.uploads import named
from discussions.linking import targets_in
from discussions.models.link import Link, Target, Text
from discussions.writing import GIST_LENGTH

if TYPE_CHECKING:
    from learning.courses.models import Course, Lesson, Work


@dataclass(frozen=True)
class Written:
    html: dict[str, str]  # by part; one in which nothing is written is left out
    gist: str
    uploads: list[Upload]
    targets: list[Target]  # the pages of this site that it leads to


def compose(parts: Mapping[str, str], thing: Any, *, by: User) -> Written:
    """It shows the files that the writer may see, and those that it has shown before."""
    documents = _read(parts)
    uploads = named.usable(documents.values(), by=by, kind=thing.kind_of_text, object_id=thing.pk)
    return _written(documents, uploads)


def compose_anew(parts: Mapping[str, str], thing: Any) -> Written:
    """The same texts once more, after something that they show has changed."""
    documents = _read(parts)
    uploads = named.still_used(documents.values(), kind=thing.kind_of_text, object_id=thing.pk)
    return _written(documents, uploads)


def note(course: "Course", written: Written) -> None:
    """Let whoever may read its page fetch what it shows, and be told where it leads."""
    UploadUse.objects.of(course.kind_of_text, [course.pk]).delete()
    Link.objects.of(course.kind_of_text, [course.pk]).delete()
    scope, audience = course.shown_to()
    if written.uploads:
        UploadUse.objects.note(written.uploads, course.kind_of_text, course.pk, scope, audience)
    if written.targets:
        text = Text(course.kind_of_text, course.pk, course.target)
        Link.objects.note(text, written.targets, scope, audience)


def follow(course: "Course") -> None:
    """What is published opens to its space, and the files and links of its page with it."""
    shown_to = course.shown_to()
    UploadUse.objects.of(course.kind_of_text, [course.pk]).show(*shown_to)
    Link.objects.of(course.kind_of_text, [course.pk]).show(*shown_to)


def keep_files(
    lesson: "Lesson | Work", written: Written, *, beside: "Upload | None" = None
) -> None:
    """Note which files a lesson uses, also ``beside`` its text; for whom, its door says."""
    UploadUse.objects.of(lesson.kind_of_text, [lesson.pk]).delete()
    shown = [*written.uploads, *([beside] if beside else [])]
    if shown:
        UploadUse.objects.note(shown, lesson.kind_of_text, lesson.pk, "", [])


def keep_film(lesson: "Lesson", before: Upload | None) -> None:
    """Its own video is a file of its own like those that its text shows."""
    uses = UploadUse.objects.of(lesson.kind_of_text, [lesson.pk])
    if before and f"/uploads/{before.key}/" not in "".join(lesson.parts.values()):
        uses.filter(upload=before).delete()
    if lesson.film:
        UploadUse.objects.note([lesson.film], lesson.kind_of_text, lesson.pk, "", [])


def keep_files_of(kind: str, pk: int, other: str, other_pk: int) -> None:
    """What one thing uses, another uses from now on as well."""
    uploads = list(Upload.objects.used_by(kind, pk).lock())
    UploadUse.objects.note(uploads, other, other_pk, "", [])


def within(lesson: "Lesson | Work", written: Written) -> dict[str, str]:
    """Its HTML, with its files under its own address."""
    html = dict(written.html)
    for upload in written.uploads:
        own = f"{lesson.address}files{upload.address.removeprefix('/uploads')}"
        html = {name: text.replace(upload.address, own) for name, text in html.items()}
    return html


def _read(parts: Mapping[str, str]) -> dict[str, markdown.Document]:
    return {name: markdown.parse(text) for name, text in parts.items() if text.strip()}


def _written(documents: Mapping[str, markdown.Document], uploads: list[Upload]) -> Written:
    sizes = named.sizes(uploads)
    html = {name: document.html(sizes=sizes) for name, document in documents.items()}
    gist = markdown.excerpt(html.get("text", ""), GIST_LENGTH)
    return Written(html, gist, uploads, targets_in(documents.values()))
