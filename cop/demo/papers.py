"""Puts pages and files into the demo's projects, with the versions that they had."""

from datetime import datetime
from pathlib import Path
from typing import Any

from communities.models import Activity, Community
from cop.demo.content import HERE, CommunityContent, duration
from cop.demo.talk import People
from core.uploads.keeping import keep
from core.uploads.kinds import CSV, MARKDOWN, TEXT
from projects.models import FileVersion, Folder, Page, PageRevision, Project, ProjectFile
from projects.tasks.order import between

KINDS = {".csv": CSV, ".md": MARKDOWN, ".txt": TEXT}


def hand_in(content: CommunityContent, community: Community, people: People, now: datetime) -> None:
    for told in content.papers:
        project = Project.objects.get(community=community, title=told["project"])
        written: dict[str, Page] = {}
        for page in told["pages"]:
            below = written.get(page.get("below", ""))
            written[page["title"]] = _write(project, page, below, people, now)
        for file in told["files"]:
            _add(project, file, people, now)
        project.count_pages()
        project.count_files()


def _write(
    project: Project, told: dict[str, Any], below: Page | None, people: People, now: datetime
) -> Page:
    first, *later = told["versions"]
    by, at = people[first["by"]], now - duration(first["at"])
    page = Page(
        community=project.community,
        project=project,
        parent=below,
        position=between(project.pages.last_position(below), None),
        author=by,
        changed_by=by,
        created_at=at,
        changed_at=at,
    )
    said = page.take_in(told["title"], first["text"].strip(), by=by)
    page.save()
    page.note(said, by=by)
    _note("wrote", page, by, at)
    for one in later:
        by, at = people[one["by"]], now - duration(one["at"])
        kept = PageRevision.objects.keep(page, by=by, version=page.version, reason=one["reason"])
        PageRevision.objects.filter(pk=kept.pk).update(replaced_at=at)
        said = page.take_in(told["title"], one["text"].strip(), by=by)
        page.version, page.changed_by, page.changed_at = page.version + 1, by, at
        page.save()
        page.note(said, by=by)
    return page


def _add(project: Project, told: dict[str, Any], people: People, now: datetime) -> None:
    first = told["versions"][0]
    by, at = people[first["by"]], now - duration(first["at"])
    file = ProjectFile.objects.create(
        community=project.community,
        project=project,
        folder=_folder(project, told.get("folder", "")),
        name=told["name"],
        kind=KINDS[Path(told["name"]).suffix].name,
        version=0,
        added_by=by,
        changed_by=by,
        added_at=at,
    )
    for one in told["versions"]:
        by, at = people[one["by"]], now - duration(one["at"])
        path = file_path(project.community.slug, one["from"])
        with path.open("rb") as stored:
            upload = keep(stored, told["name"], KINDS[path.suffix], by=by)
        made = file.take_in(upload, by=by, note=one.get("note", ""))
        FileVersion.objects.filter(pk=made.pk).update(at=at)
        ProjectFile.objects.filter(pk=file.pk).update(changed_at=at)
    _note("added", file, file.added_by, file.added_at)


def _folder(project: Project, name: str) -> Folder | None:
    if not name:
        return None
    folder: Folder = project.folders.get_or_create(name=name, community=project.community)[0]
    return folder


def file_path(community: str, name: str) -> Path:
    return HERE / community / "files" / name


def _note(verb: str, thing: Any, by: Any, at: datetime) -> None:
    noted = Activity.objects.record(verb, thing, by=by, space=thing.project.space)
    Activity.objects.filter(pk=noted.pk).update(at=at)
