"""What becomes of one file or folder: another name or place, a new version, deleted, restored."""

from typing import Any

from django.contrib import messages
from django.forms import BaseForm
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from core.errors import DomainError
from core.http import PageRequest, is_script
from core.resources import ResourceView
from core.uploads.keeping import remove
from projects.files import access
from projects.files.forms import FileForm, FolderForm, NewFolderForm, VersionForm
from projects.files.shelf import places
from projects.files.taking import received
from projects.files.views.files import lead_to, number_in, show_file, show_shelf
from projects.frame import project_frame
from projects.models import Folder, ProjectFile


class FoldersView(ResourceView):
    def post(self, request: PageRequest, slug: str, pk: int) -> HttpResponse:
        """Open one, in the folder that is looked at."""
        project = access.project_to_add_to(request.user, pk)
        parent = access.folder_of(project, number_in(request.POST.get("parent")))
        form = NewFolderForm(request.POST)
        if form.is_valid():
            try:
                return redirect(Folder.objects.open(project, parent=parent, **form.cleaned_data))
            except DomainError as error:
                form.add_error("name", str(error))
        return show_shelf(request, project, parent, form, status=422)


class EditView(ResourceView):
    """A form about a file or folder, and its verb; what is wrong comes back with what was typed."""

    template = "projects/files/edit.html"

    def find(self, pk: int, number: int) -> Any:
        raise NotImplementedError

    def form(self, thing: Any, sent: Any = None) -> BaseForm:
        raise NotImplementedError

    def get(self, request: PageRequest, slug: str, pk: int, number: int) -> HttpResponse:
        thing = self.find(pk, number)
        return self.show(thing, self.form(thing))

    def post(self, request: PageRequest, slug: str, pk: int, number: int) -> HttpResponse:
        thing = self.find(pk, number)
        form: Any = self.form(thing, request.POST)
        if not form.is_valid():
            return self.show(thing, form, status=422)
        try:
            thing.change(**form.cleaned_data)
        except DomainError as error:
            form.add_error(None, str(error))
            return self.show(thing, form, status=error.status)
        messages.success(request, _("Changes saved."))
        return redirect(thing)

    def show(self, thing: Any, form: BaseForm, status: int = 200) -> HttpResponse:
        context = project_frame(self.request.user, thing.project, "files")
        context |= {"thing": thing, "form": form}
        return render(self.request, self.template, context, status=status)


class FileEditView(EditView):
    def find(self, pk: int, number: int) -> ProjectFile:
        return access.within(pk, access.file_to_change(self.request.user, number))

    def form(self, thing: ProjectFile, sent: Any = None) -> FileForm:
        initial = {"name": thing.name, "folder": thing.folder_id}
        return FileForm(sent, initial=initial, places=places(thing.project))


class FolderEditView(EditView):
    def find(self, pk: int, number: int) -> Folder:
        return access.within(pk, access.folder_to_change(self.request.user, number))

    def form(self, thing: Folder, sent: Any = None) -> FolderForm:
        initial = {"name": thing.name, "parent": thing.parent_id}
        return FolderForm(sent, initial=initial, places=places(thing.project, but=thing))


class VersionsView(ResourceView):
    def post(self, request: PageRequest, slug: str, pk: int, number: int) -> HttpResponse:
        """Add a new version of a file."""
        file = access.within(pk, access.file_to_change(request.user, number))
        form = VersionForm(request.POST)
        if not form.is_valid():
            return self.refuse(file, str(form.errors["note"][0]), 422)
        try:
            self.add(file, form.cleaned_data["note"])
        except DomainError as error:
            return self.refuse(file, str(error), error.status)
        messages.success(request, _("New version added."))
        return lead_to(request, file.address)

    def add(self, file: ProjectFile, note: str) -> None:
        by = self.request.user
        upload = received(file.project, self.request.FILES.get("file"), by=by)
        try:
            file.add_version(upload, by=by, note=note)
        except DomainError:
            remove(upload)
            raise

    def refuse(self, file: ProjectFile, why: str, status: int) -> HttpResponse:
        """With what was typed; a script has it all on its page still."""
        if is_script(self.request):
            return JsonResponse({"detail": why}, status=status)
        messages.error(self.request, why)
        note = self.request.POST.get("note", "")
        return show_file(self.request, file, note=note, status=status)


class VersionRestorationView(ResourceView):
    def post(
        self, request: PageRequest, slug: str, pk: int, number: int, version: int
    ) -> HttpResponse:
        file = access.within(pk, access.file_to_change(request.user, number))
        note = _("Version %(number)s again") % {"number": version}
        file.restore_version(access.version_of(file, version), by=request.user, note=note)
        messages.success(request, _("Version %(number)s restored.") % {"number": version})
        return redirect(file)


class DeletionView(ResourceView):
    """Of a file or a folder, which can both come back."""

    kind = "file"

    def find(self, pk: int, number: int) -> Any:
        door = access.file_to_change if self.kind == "file" else access.folder_to_change
        return access.within(pk, door(self.request.user, number))

    def get(self, request: PageRequest, slug: str, pk: int, number: int) -> HttpResponse:
        thing = self.find(pk, number)
        context = project_frame(request.user, thing.project, "files")
        context |= {"thing": thing, "kind": self.kind}
        return render(request, "projects/files/delete.html", context)

    def post(self, request: PageRequest, slug: str, pk: int, number: int) -> HttpResponse:
        thing = self.find(pk, number)
        thing.delete_softly(by=request.user)
        messages.success(request, _("Deleted. It can be restored from the list of files."))
        return redirect("projects:files", slug, pk)


class RestorationView(ResourceView):
    kind = "file"

    def post(self, request: PageRequest, slug: str, pk: int, number: int) -> HttpResponse:
        door = access.file_to_restore if self.kind == "file" else access.folder_to_restore
        thing = access.within(pk, door(request.user, number))
        thing.restore()
        messages.success(request, _("Restored."))
        return redirect(thing)


class ErasureView(ResourceView):
    """POST removes a deleted file for good, with all its versions."""

    def get(self, request: PageRequest, slug: str, pk: int, number: int) -> HttpResponse:
        file = access.within(pk, access.file_to_remove_for_good(request.user, number))
        context = project_frame(request.user, file.project, "files")
        context |= {"thing": file, "kind": "for_good"}
        return render(request, "projects/files/delete.html", context)

    def post(self, request: PageRequest, slug: str, pk: int, number: int) -> HttpResponse:
        access.within(pk, access.file_to_remove_for_good(request.user, number)).remove_for_good()
        messages.success(request, _("Removed for good."))
        return redirect("projects:files", slug, pk)
