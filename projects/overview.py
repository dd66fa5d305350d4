"""What a project's first page shows besides what it says of itself."""

from datetime import date, datetime
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Case, F, OuterRef, When
from django.db.models.functions import JSONObject

from projects.calls.models import Call
from projects.calls.rules import can_call
from projects.models import Collaborator, Project, ProjectFile, Role, Standing, Update
from projects.tasks.progress import progress_of
from projects.tasks.rules import can_take_on

FACES, CALLS, UPDATES, FILES = 12, 3, 2, 3


def overview_of(viewer: Any, project: Project) -> dict[str, Any]:
    """People, open calls, the last updates and files in one query, whatever there is of them."""
    people = Collaborator.objects.active().filter(project=OuterRef("pk")).for_display()
    person = {name: F(f"user__{name}") for name in ("name", "handle", "dye", "photo")}
    calls = Call.objects.open().filter(project=OuterRef("pk")).order_by("-created_at", "-pk")
    call = {name: F(name) for name in ("id", "title", "time", "until")}
    updates = Update.objects.filter(project=OuterRef("pk")).order_by("-posted_at", "-pk")
    update = {name: F(name) for name in ("id", "html", "posted_at", "edited_at")}
    author = JSONObject(name="by__name", handle="by__handle", dye="by__dye", photo="by__photo")
    files = ProjectFile.objects.present().filter(project=OuterRef("pk")).newest_first()
    file: dict[str, Any] = {name: F(name) for name in ("id", "name", "kind", "changed_at")}
    file["size"] = Case(When(upload__is_kept=True, then="upload__size"))
    found = Project.objects.filter(pk=project.pk).values_list(
        ArraySubquery(people.values(it=JSONObject(**person, does="does", role="role"))[:FACES]),
        ArraySubquery(calls.values(it=JSONObject(**call))[:CALLS]),
        ArraySubquery(updates.values(it=JSONObject(**update, by=author))[:UPDATES]),
        ArraySubquery(files.values(it=JSONObject(**file, by="changed_by__name"))[:FILES]),
    )
    [(inside, open_calls, said, latest)] = found
    for one in inside:
        one["about"] = one["does"] or Role(one["role"]).label
    for one in open_calls:
        one["until"] = date.fromisoformat(one["until"]) if one["until"] else None
    for one in [*said, *latest]:
        for name in one.keys() & {"posted_at", "edited_at", "changed_at"}:
            one[name] = datetime.fromisoformat(one[name]) if one[name] else None
    place = project.place_of(viewer)
    is_only_invited = place is not None and place.standing == Standing.INVITED
    return {
        "people": inside,
        # Whoever is invited has a shorter way in, and may not be able to read any of these.
        "calls": [] if is_only_invited else open_calls,
        "updates": [] if is_only_invited else said,
        "files": [] if is_only_invited else latest,
        "may_call": can_call(viewer, project),
        "progress": progress_of(project),
        "may_take_on": can_take_on(viewer, project),
    }
