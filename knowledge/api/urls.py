from django.urls import path

from knowledge.api import links, tray, views

C = "communities/<slug:slug>/articles"
A = "articles/<int:pk>"

urlpatterns = [
    path(f"{C}/", views.ArticlesView.as_view(), name="articles"),
    path(f"{C}/stale/", views.StaleArticlesView.as_view(), name="stale_articles"),
    path("communities/<slug:slug>/tray/", tray.TrayView.as_view(), name="tray"),
    path("communities/<slug:slug>/tray/article/", tray.HarvestView.as_view(), name="harvest"),
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
