from datetime import timedelta
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse, JsonResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header, urlencode
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from core.client import requester
from core.errors import DomainError
from core.http import PageRequest, is_script
from core.limits import Limit
from core.models import Upload
from core.resources import ResourceView
from core.uploads.serving import serve
from projects import rules
from projects.files import access
from projects.files.forms import ChoiceForm, NewFolderForm
from projects.files.preview import preview_of
from projects.files.shelf import room_of, shelf_of
from projects.files.taking import take
from projects.files.zipping import archived, found_in
from projects.frame import project_frame
from projects.models import Folder, Project, ProjectFile
from projects.zipping import zipped

PACKING = Limit("zip", 20, per=timedelta(minutes=10))
MOST_CHOICES = 20


def files(request: PageRequest, slug: str, pk: int) -> HttpResponse:
    """What lies at the top, and for those who can bring it back, what was deleted."""
    return show_shelf(request, access.project_of_files(request.user, pk))


def folder(request: PageRequest, slug: str, pk: int, folder: int) -> HttpResponse:
    found = access.within(pk, access.folder_to_read(request.user, folder))
    return show_shelf(request, found.project, found)


def show_shelf(
    request: PageRequest,
    project: Project,
    folder: Folder | None = None,
    form: NewFolderForm | None = None,
    status: int = 200,
) -> HttpResponse:
    context = project_frame(request.user, project, "files")
    context |= {
        "folder": folder,
        "shelf": shelf_of(project, folder),
        "room": room_of(project),
        "most_mb": settings.UPLOAD_MAX_MB,
        "form": form or NewFolderForm(),
        "gone": [],
        "gone_folders": [],
    }
    if context["may_contribute"] and folder is None:
        context |= {
            "gone": list(project.files.deleted().select_related("deleted_by").newest_first()),
            "gone_folders": list(project.folders.deleted().select_related("deleted_by")),
            "may_remove": rules.can_edit(request.user, project),
        }
    return render(request, "projects/files/list.html", context, status=status)


class AdditionView(ResourceView):
    """POST adds files. One of a name that is taken waits for its sender to say what to do."""

    def post(self, request: PageRequest, slug: str, pk: int) -> HttpResponse:
        project = access.project_to_add_to(request.user, pk)
        folder = access.folder_of(project, number_in(request.POST.get("folder")))
        sent = request.FILES.getlist("file")
        if not sent:
            messages.error(request, _("Choose a file first."))
        taken = take(project, sent, by=request.user, folder=folder)
        if count := len(taken.files):
            done = ngettext("%(count)d file added.", "%(count)d files added.", count)
            messages.success(request, done % {"count": count})
        for name, why in taken.refused:
            messages.error(request, f"{name}: {why}")
        return lead_to(request, self.next_of(project, folder, taken.waiting))

    def next_of(self, project: Project, folder: Folder | None, waiting: list[Upload]) -> str:
        if not waiting:
            return folder.address if folder else f"{project.address}files/"
        asked = [("upload", upload.key) for upload in waiting[:MOST_CHOICES]]
        if folder:
            asked.append(("folder", str(folder.pk)))
        return f"{project.address}files/choices/?{urlencode(asked)}"


class ChoicesView(ResourceView):
    """Files that one has sent, and whose names are taken: what is to become of each."""

    def get(self, request: PageRequest, slug: str, pk: int) -> HttpResponse:
        return self.show(access.project_to_add_to(request.user, pk))

    def post(self, request: PageRequest, slug: str, pk: int) -> HttpResponse:
        project = access.project_to_add_to(request.user, pk)
        forms = self.forms(project)
        if any(not form.is_valid() for form, _namesake in forms):
            return self.show(project, forms, status=422)
        for form, namesake in forms:
            self.settle(project, form, namesake)
        folder = self.folder(project)
        return redirect(folder.address if folder else f"{project.address}files/")

    def settle(self, project: Project, form: ChoiceForm, namesake: ProjectFile | None) -> None:
        choice, upload = form.cleaned_data["choice"], form.upload
        try:
            if choice == ChoiceForm.VERSION and namesake:
                namesake.add_version(upload, by=self.request.user)
                messages.success(
                    self.request, _("%(name)s has a new version.") % {"name": namesake.name}
                )
            elif choice == ChoiceForm.BESIDE:
                folder = self.folder(project)
                made = ProjectFile.objects.add(
                    project, upload, by=self.request.user, folder=folder, beside=True
                )
                messages.success(self.request, _("%(name)s added.") % {"name": made.name})
        except DomainError as error:
            messages.error(self.request, f"{upload.name}: {error}")

    def folder(self, project: Project) -> Folder | None:
        return access.folder_of(project, number_in(self.request.GET.get("folder")))

    def forms(self, project: Project) -> list[tuple[ChoiceForm, ProjectFile | None]]:
        keys = self.request.GET.getlist("upload")[:MOST_CHOICES]
        uploads = Upload.objects.of(self.request.user).filter(key__in=keys).order_by("pk")
        beside = {
            file.name.lower(): file
            for file in project.files.present().filter(folder=self.folder(project))
        }
        sent = self.request.POST or None
        found: list[tuple[ChoiceForm, ProjectFile | None]] = []
        for upload in uploads:
            namesake = beside.get(upload.name.lower())
            takes = bool(namesake and namesake.kind == upload.kind)
            found.append((ChoiceForm(sent, upload=upload, takes_version=takes), namesake))
        return found

    def show(self, project: Project, forms: Any = None, status: int = 200) -> HttpResponse:
        context = project_frame(self.request.user, project, "files")
        context |= {"forms": forms or self.forms(project), "folder": self.folder(project)}
        return render(self.request, "projects/files/choices.html", context, status=status)


def file(request: PageRequest, slug: str, pk: int, file: int) -> HttpResponse:
    """What it is, how it looks, and each version that it was."""
    return show_file(request, access.within(pk, access.file_to_read(request.user, file)))


def show_file(
    request: PageRequest, file: ProjectFile, note: str = "", status: int = 200
) -> HttpResponse:
    context = project_frame(request.user, file.project, "files") | {
        "file": file,
        "above": shelf_of(file.project, file.folder).above,
        "preview": preview_of(file.file),
        "versions": list(file.versions.for_display()),
        "note": note,
    }
    return render(request, "projects/files/file.html", context, status=status)


@require_safe
def content(
    request: PageRequest, slug: str, pk: int, file: int, number: int = 0
) -> HttpResponseBase:
    """The file itself as it is now, or as it was then."""
    found = access.within(pk, access.file_to_read(request.user, file))
    upload = access.version_of(found, number).stored if number else found.file
    return serve(request, access.to_fetch(found, upload))


@require_safe
def packed(request: PageRequest, slug: str, pk: int, folder: int = 0) -> HttpResponseBase:
    """All files of a project, or of a folder, in one archive."""
    if folder:
        inside = access.within(pk, access.folder_to_read(request.user, folder))
        return pack(request, inside.project, inside)
    return pack(request, access.project_of_files(request.user, pk))


def pack(request: Any, project: Project, folder: Folder | None = None) -> HttpResponseBase:
    PACKING.spend(requester(request))
    name = f"{folder.name if folder else project.slug}.zip"
    found = found_in(project, folder)
    if request.method == "HEAD":
        response: HttpResponseBase = HttpResponse(content_type="application/zip")
    else:
        response = StreamingHttpResponse(zipped(archived(found)), content_type="application/zip")
    response.headers["Content-Disposition"] = content_disposition_header(True, name) or ""
    response.headers["Cache-Control"] = "private, no-store"
    return response


def lead_to(request: PageRequest, address: str) -> HttpResponse:
    if is_script(request):
        return JsonResponse({"location": address}, status=201)
    return redirect(address)


def number_in(typed: str | None) -> int | None:
    return int(typed) if typed and typed.isdecimal() and len(typed) < 19 else None
