"""From what somebody typed in a project to what is stored and shown.

Whatever is written there (its purpose, a task, a page, an update) names its kind and number by
``kind_of_text`` and ``pk``; it is read by whoever may read the project's space, and so are the
files that it shows and the links that it makes.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from accounts.models import User
from communities.models import Activity
from core import markdown
from core.events import publish
from core.models import Upload, UploadUse
from core.uploads import named
from discussions.linking import targets_in
from discussions.models.link import Link, Target, Text
from discussions.writing import GIST_LENGTH, readers
from projects.events import NamedInProject

if TYPE_CHECKING:
    from projects.models import Project


@dataclass(frozen=True)
class Written:
    html: dict[str, str]  # by part; one in which nothing is written is left out
    gist: str
    mentioned: list[int]  # ids of the users named
    uploads: list[Upload]
    targets: list[Target]  # the pages of this site that it leads to

    @property
    def text(self) -> str:
        """Of a writing that has one part."""
        return "".join(self.html.values())


def compose(text: str, thing: Any, *, by: User, project: "Project") -> Written:
    return compose_all({"text": text}, thing, by=by, project=project)


def compose_all(
    parts: Mapping[str, str], thing: Any, *, by: User, project: "Project | None" = None
) -> Written:
    """It shows the files that the writer may see, and those that ``thing`` has shown before.

    ``project`` is left out of the project's own texts.
    """
    documents = _read(parts)
    uploads = named.usable(
        documents.values(), by=by, kind=thing.kind_of_text, object_id=thing.pk or None
    )
    return _written(documents, project or thing, uploads)


def compose_all_anew(
    parts: Mapping[str, str], thing: Any, *, project: "Project | None" = None
) -> Written:
    """The same texts once more, after something that they show has changed."""
    documents = _read(parts)
    uploads = named.still_used(documents.values(), kind=thing.kind_of_text, object_id=thing.pk)
    return _written(documents, project or thing, uploads)


def note(
    thing: Any, project: "Project", written: Written, files: list[Upload] | None = None
) -> None:
    """Let whoever may read the project fetch what the text shows, and be told where it leads.

    ``files`` are those that hang on the thing without being shown in its text.
    """
    UploadUse.objects.of(thing.kind_of_text, [thing.pk]).delete()
    note_also(thing, project, written, files)


def note_also(
    thing: Any, project: "Project", written: Written, files: list[Upload] | None = None
) -> None:
    """The same of a thing whose history can be read: what earlier versions show stays as well."""
    kind, pk = thing.kind_of_text, thing.pk
    scope, audience = project.space.scope, project.space.hold_audience()
    if uploads := [*written.uploads, *(files or [])]:
        UploadUse.objects.note(uploads, kind, pk, scope, audience)
    Link.objects.of(kind, [pk]).delete()
    if written.targets:
        Link.objects.note(Text(kind, pk, thing.target), written.targets, scope, audience)


def tell_named(thing: Any, written: Written, *, by: User) -> None:
    """Tell those whom it names and did not name before; whoever calls saves ``mentioned``."""
    named = sorted(set(written.mentioned) - set(thing.mentioned))
    thing.mentioned = written.mentioned
    if named:
        publish(NamedInProject(thing.target, by.pk, named))


def hold_files(said: Iterable[str]) -> None:
    """Before several texts are noted one after the other: files come before spaces."""
    named.hold([markdown.parse(text) for text in said if text.strip()])


def forget(thing: Any) -> None:
    """It is gone: nobody fetches its files by it, and nobody is told where it led."""
    UploadUse.objects.of(thing.kind_of_text, [thing.pk]).delete()
    Link.objects.of(thing.kind_of_text, [thing.pk]).delete()


def hide(thing: Any, project: "Project") -> None:
    """While it is deleted it shows nothing to anybody, and nobody is told of it."""
    project.space.hold_audience()  # whoever closes or opens it writes the same rows
    UploadUse.objects.of(thing.kind_of_text, [thing.pk]).hide()
    Link.objects.of(thing.kind_of_text, [thing.pk]).hide()
    Activity.objects.about(type(thing), [thing.pk]).update(scope="", audience=[])


def show(thing: Any, project: "Project") -> None:
    """It is there again, as before."""
    scope, audience = project.space.scope, project.space.hold_audience()
    UploadUse.objects.of(thing.kind_of_text, [thing.pk]).show(scope, audience)
    Link.objects.of(thing.kind_of_text, [thing.pk]).show(scope, audience)
    about = Activity.objects.about(type(thing), [thing.pk])
    about.update(scope=scope, audience=audience)


def _read(parts: Mapping[str, str]) -> dict[str, markdown.Document]:
    return {name: markdown.parse(text) for name, text in parts.items() if text.strip()}


def _written(
    documents: Mapping[str, markdown.Document], project: "Project", uploads: list[Upload]
) -> Written:
    handles = [handle for one in documents.values() for handle in one.mentions]
    people = readers(handles, project.space)
    addresses = {handle: user.get_absolute_url() for handle, user in people.items()}
    sizes = named.sizes(uploads)
    html = {name: one.html(addresses, sizes) for name, one in documents.items()}
    gist = markdown.excerpt(next(iter(html.values()), ""), GIST_LENGTH)
    mentioned = [user.pk for user in people.values()]
    return Written(html, gist, mentioned, uploads, targets_in(documents.values()))
