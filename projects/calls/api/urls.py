from django.urls import path

from projects.calls.api import views

N = "calls/<int:pk>"
L = "communities/<slug:slug>"

urlpatterns = [
    path("calls/", views.CallsView.as_view(), name="calls"),
    path(f"{L}/calls/", views.CommunityCallsView.as_view(), name="community_calls"),
    path(f"{L}/wish/", views.WishView.as_view(), name="wish"),
    path("wishes/", views.WishesView.as_view(), name="wishes"),
    path("projects/<int:pk>/calls/", views.ProjectCallsView.as_view(), name="project_calls"),
    path(f"{N}/", views.CallView.as_view(), name="call"),
    path(f"{N}/end/", views.EndView.as_view(), name="call_end"),
    path(f"{N}/application/", views.ApplicationView.as_view(), name="application"),
    path(f"{N}/applications/", views.ApplicationsView.as_view(), name="applications"),
    path(
        f"{N}/applications/<str:handle>/", views.DecisionView.as_view(), name="application_decision"
    ),
]
