from django.urls import path

from knowledge.views import (
    articles,
    collections,
    history,
    queue,
    resources,
    states,
    tray,
    writing,
)

app_name = "knowledge"

K = "c/<slug:slug>/knowledge"
A = f"{K}/<int:pk>"
R = "c/<slug:slug>/resources"

urlpatterns = [
    path(f"{K}/", articles.articles, name="articles"),
    path(f"{K}/new/", writing.new_article, name="new_article"),
    path(f"{K}/queue/", queue.queue, name="queue"),
    path(f"{A}/", articles.article, name="article_by_number"),
    path(f"{A}-<slug:title>/", articles.article, name="article"),
    path(f"{A}/edit/", writing.edit_article, name="edit_article"),
    path(f"{A}/links/", articles.links, name="article_links"),
    path(f"{A}/history/", history.history, name="article_history"),
    path(
        f"{A}/versions/<int:number>/restoration/",
        history.RestorationView.as_view(),
        name="restore_article",
    ),
    path(f"{A}/proposal/", states.ProposalView.as_view(), name="proposal"),
    path(f"{A}/return/", states.ReturnView.as_view(), name="return"),
    path(f"{A}/publication/", states.PublicationView.as_view(), name="publication"),
    path(f"{A}/verification/", states.VerificationView.as_view(), name="verification"),
    path(f"{A}/retirement/", states.RetirementView.as_view(), name="retirement"),
    path(f"{A}/owner/", states.OwnerView.as_view(), name="owner"),
    path(f"{A}/doubt/", states.DoubtView.as_view(), name="doubt"),
    path(f"{A}/reading/", states.ReadingView.as_view(), name="reading"),
    path(f"{A}/discard/", states.discard, name="discard"),
    path("c/<slug:slug>/tray/", tray.TrayView.as_view(), name="tray"),
    path("c/<slug:slug>/tray/<int:pick>/", tray.PlaceView.as_view(), name="tray_place"),
    path(f"{R}/", resources.resources, name="resources"),
    path(f"{R}/new/", resources.new_resource, name="new_resource"),
    path(f"{R}/collections/", collections.CollectionsView.as_view(), name="collections"),
    path(f"{R}/collections/<int:pk>/", resources.resources, name="collection"),
    path(
        f"{R}/collections/<int:pk>/edit/",
        collections.CollectionEditView.as_view(),
        name="edit_collection",
    ),
    path(
        f"{R}/collections/<int:pk>/place/",
        collections.CollectionPlaceView.as_view(),
        name="collection_place",
    ),
    path(f"{R}/<int:pk>/", resources.resource, name="resource_by_number"),
    path(f"{R}/<int:pk>-<slug:title>/", resources.resource, name="resource"),
    path(f"{R}/<int:pk>/edit/", resources.edit_resource, name="edit_resource"),
    path(f"{R}/<int:pk>/standing/", resources.MarkView.as_view(), name="mark_resource"),
    path(f"{R}/<int:pk>/delete/", resources.DeletionView.as_view(), name="delete_resource"),
    path(
        f"{R}/<int:pk>/restoration/",
        resources.RestorationView.as_view(),
        name="resource_restoration",
    ),
    path("write/articles/", writing.BegunView.as_view(), name="begun"),
]
