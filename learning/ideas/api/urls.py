from django.urls import path

from learning.ideas.api import views

C = "communities/<slug:slug>/workshop-ideas"
ONE = "workshop-ideas/<int:pk>"

urlpatterns = [
    path(f"{C}/", views.IdeasView.as_view(), name="ideas"),
    path(f"{ONE}/", views.IdeaView.as_view(), name="idea"),
    path(f"{ONE}/vote/", views.VoteView.as_view(), name="idea_vote"),
    path(f"{ONE}/teaching/", views.OfferView.as_view(), name="idea_teaching"),
    path(f"{ONE}/closing/", views.ClosingView.as_view(), name="idea_closing"),
    path(f"{ONE}/links/", views.IdeaLinksView.as_view(), name="idea_links"),
    path(f"{ONE}/backlinks/", views.IdeaBacklinksView.as_view(), name="idea_backlinks"),
]
