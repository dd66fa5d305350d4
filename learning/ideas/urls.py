from django.urls import path

from learning.ideas.views import ideas as views

C = "c/<slug:slug>/learning/ideas"
ONE = f"{C}/<int:pk>"

urlpatterns = [
    path(f"{C}/", views.ideas, name="ideas"),
    path(f"{C}/new/", views.new_idea, name="new_idea"),
    path(f"{ONE}/", views.idea, name="idea_by_number"),
    path(f"{ONE}-<slug:title>/", views.idea, name="idea"),
    path(f"{ONE}/edit/", views.EditView.as_view(), name="edit_idea"),
    path(f"{ONE}/links/", views.links, name="idea_links"),
    path(f"{ONE}/vote/", views.VoteView.as_view(), name="idea_vote"),
    path(f"{ONE}/teaching/", views.OfferView.as_view(), name="idea_teaching"),
    path(f"{ONE}/closing/", views.ClosingView.as_view(), name="idea_closing"),
]
