from django.urls import path

from projects.wiki.api import views

PAGE = "pages/<int:pk>"

urlpatterns = [
    path("projects/<int:pk>/pages/", views.PagesView.as_view(), name="project_pages"),
    path(
        "projects/<int:pk>/pages/deleted/",
        views.DeletedPagesView.as_view(),
        name="deleted_project_pages",
    ),
    path(f"{PAGE}/", views.PageView.as_view(), name="project_page"),
    path(f"{PAGE}/place/", views.PlaceView.as_view(), name="project_page_place"),
    path(f"{PAGE}/restoration/", views.PresenceView.as_view(), name="project_page_restoration"),
    path(f"{PAGE}/revisions/", views.RevisionsView.as_view(), name="project_page_revisions"),
    path(
        f"{PAGE}/revisions/<int:number>/restoration/",
        views.RevisionView.as_view(),
        name="project_page_revision",
    ),
    path(f"{PAGE}/links/", views.LinksView.as_view(), name="project_page_links"),
    path(f"{PAGE}/backlinks/", views.BacklinksView.as_view(), name="project_page_backlinks"),
]
