from django.urls import path

from projects.wiki.views import history, pages, tree, writing

PAGES = "c/<slug:slug>/projects/<int:pk>/pages"
PAGE = f"{PAGES}/<int:page>"

urlpatterns = [
    path(f"{PAGES}/", pages.pages, name="pages"),
    path(f"{PAGES}/new/", writing.new_page, name="new_page"),
    path(f"{PAGE}/", pages.page, name="page_by_number"),
    path(f"{PAGE}-<slug:title>/", pages.page, name="page"),
    path(f"{PAGE}/edit/", writing.edit_page, name="edit_page"),
    path(f"{PAGE}/history/", history.history, name="page_history"),
    path(
        f"{PAGE}/versions/<int:number>/restoration/",
        history.RestorationView.as_view(),
        name="restore_page_version",
    ),
    path(f"{PAGE}/links/", pages.links, name="page_links"),
    path(f"{PAGE}/place/", tree.PlaceView.as_view(), name="page_place"),
    path(f"{PAGE}/step/", tree.StepView.as_view(), name="page_step"),
    path(f"{PAGE}/deletion/", tree.DeletionView.as_view(), name="delete_page"),
    path(f"{PAGE}/restoration/", tree.RestorationView.as_view(), name="restore_page"),
]
