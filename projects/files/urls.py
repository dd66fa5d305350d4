from django.urls import path

from projects.files.views import changing, files

FILES = "c/<slug:slug>/projects/<int:pk>/files"
FILE = f"{FILES}/<int:number>"
FOLDER = f"{FILES}/folders/<int:number>"

urlpatterns = [
    path(f"{FILES}/", files.files, name="files"),
    path(f"{FILES}/additions/", files.AdditionView.as_view(), name="add_files"),
    path(f"{FILES}/choices/", files.ChoicesView.as_view(), name="file_choices"),
    path(f"{FILES}/zip/", files.packed, name="files_zip"),
    path(f"{FILES}/folders/", changing.FoldersView.as_view(), name="new_folder"),
    path(f"{FILES}/folders/<int:folder>/", files.folder, name="folder"),
    path(f"{FILES}/folders/<int:folder>/zip/", files.packed, name="folder_zip"),
    path(f"{FOLDER}/edit/", changing.FolderEditView.as_view(), name="edit_folder"),
    path(
        f"{FOLDER}/deletion/",
        changing.DeletionView.as_view(kind="folder"),
        name="delete_folder",
    ),
    path(
        f"{FOLDER}/restoration/",
        changing.RestorationView.as_view(kind="folder"),
        name="restore_folder",
    ),
    path(f"{FILES}/<int:file>/", files.file, name="file"),
    path(f"{FILES}/<int:file>/content/", files.content, name="file_content"),
    path(
        f"{FILES}/<int:file>/versions/<int:number>/content/",
        files.content,
        name="file_version_content",
    ),
    path(f"{FILE}/edit/", changing.FileEditView.as_view(), name="edit_file"),
    path(f"{FILE}/versions/", changing.VersionsView.as_view(), name="file_versions"),
    path(
        f"{FILE}/versions/<int:version>/restoration/",
        changing.VersionRestorationView.as_view(),
        name="restore_file_version",
    ),
    path(f"{FILE}/deletion/", changing.DeletionView.as_view(), name="delete_file"),
    path(f"{FILE}/restoration/", changing.RestorationView.as_view(), name="restore_file"),
    path(f"{FILE}/erasure/", changing.ErasureView.as_view(), name="erase_file"),
]
