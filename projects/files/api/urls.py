from django.urls import path

from projects.files.api import views

PROJECT = "projects/<int:pk>"
FILE = "files/<int:pk>"
FOLDER = "folders/<int:pk>"

urlpatterns = [
    path(f"{PROJECT}/files/", views.FilesView.as_view(), name="project_files"),
    path(
        f"{PROJECT}/files/deleted/", views.DeletedFilesView.as_view(), name="deleted_project_files"
    ),
    path(f"{PROJECT}/files/zip/", views.ZipView.as_view(), name="project_files_zip"),
    path(f"{PROJECT}/folders/", views.FoldersView.as_view(), name="project_folders"),
    path(f"{FOLDER}/", views.FolderView.as_view(), name="project_folder"),
    path(
        f"{FOLDER}/restoration/",
        views.FolderPresenceView.as_view(),
        name="project_folder_restoration",
    ),
    path(f"{FOLDER}/zip/", views.FolderZipView.as_view(), name="project_folder_zip"),
    path(f"{FILE}/", views.FileView.as_view(), name="project_file"),
    path(f"{FILE}/content/", views.FileContentView.as_view(), name="project_file_content"),
    path(f"{FILE}/restoration/", views.FilePresenceView.as_view(), name="project_file_restoration"),
    path(f"{FILE}/versions/", views.FileVersionsView.as_view(), name="project_file_versions"),
    path(
        f"{FILE}/versions/<int:number>/content/",
        views.FileVersionContentView.as_view(),
        name="project_file_version_content",
    ),
    path(
        f"{FILE}/versions/<int:number>/restoration/",
        views.FileVersionView.as_view(),
        name="project_file_version",
    ),
]
