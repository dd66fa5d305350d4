from django.urls import path

from knowledge.api import links, resources, tray, views

L = "communities/<slug:slug>"
C = f"{L}/articles"
A = "articles/<int:pk>"

urlpatterns = [
    path(f"{C}/", views.ArticlesView.as_view(), name="articles"),
    path(f"{C}/stale/", views.StaleArticlesView.as_view(), name="stale_articles"),
    path(f"{L}/tray/", tray.TrayView.as_view(), name="tray"),
    path(f"{L}/tray/article/", tray.HarvestView.as_view(), name="harvest"),
    path(f"{L}/tray/story/", tray.StoryView.as_view(), name="harvest_story"),
    path(f"{L}/resources/", resources.ResourcesView.as_view(), name="resources"),
    path("resources/<int:pk>/", resources.ResourceView.as_view(), name="resource"),
    path(
        "resources/<int:pk>/restoration/",
        resources.ResourceRestorationView.as_view(),
        name="resource_restoration",
    ),
    path("resources/<int:pk>/standing/", resources.StandingView.as_view(), name="mark_resource"),
    path(f"{L}/collections/", resources.CollectionsView.as_view(), name="collections"),
    path(f"{L}/collections/<int:pk>/", resources.CollectionView.as_view(), name="collection"),
    path(
        f"{L}/collections/<int:pk>/place/",
        resources.CollectionPlaceView.as_view(),
        name="collection_place",
    ),
    path(f"{A}/", views.ArticleView.as_view(), name="article"),
    path(f"{A}/links/", links.ArticleLinksView.as_view(), name="article_links"),
    path(f"{A}/backlinks/", links.ArticleBacklinksView.as_view(), name="article_backlinks"),
    path(f"{A}/proposal/", views.ProposalView.as_view(), name="proposal"),
    path(f"{A}/return/", views.ReturnView.as_view(), name="return"),
    path(f"{A}/publication/", views.PublicationView.as_view(), name="publication"),
    path(f"{A}/verification/", views.VerificationView.as_view(), name="verification"),
    path(f"{A}/retirement/", views.RetirementView.as_view(), name="retirement"),
    path(f"{A}/owner/", views.OwnerView.as_view(), name="owner"),
    path(f"{A}/doubt/", views.DoubtView.as_view(), name="doubt"),
    path(f"{A}/reading/", views.ReadingView.as_view(), name="reading"),
    path(f"{A}/revisions/", views.ArticleRevisionsView.as_view(), name="article_revisions"),
    path(
        f"{A}/revisions/<int:number>/restoration/",
        views.ArticleRestorationView.as_view(),
        name="article_restoration",
    ),
]
