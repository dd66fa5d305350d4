from django.urls import path

from projects.calls.views import applications, calls, wishes

C = "c/<slug:slug>/projects"
P = f"{C}/<int:pk>/calls"
N = f"{P}/<int:number>"
A = f"{N}/applications/<str:handle>"

urlpatterns = [
    path("calls/", calls.all_calls, name="calls"),
    path(f"{C}/calls/", calls.community_calls, name="community_calls"),
    path(f"{P}/", calls.project_calls, name="project_calls"),
    path(f"{P}/new/", calls.NewCallView.as_view(), name="new_call"),
    path(f"{N}/", calls.call, name="call"),
    path(f"{N}/edit/", calls.EditCallView.as_view(), name="edit_call"),
    path(f"{N}/end/", calls.EndView.as_view(), name="call_end"),
    path(f"{N}/application/", applications.OwnView.as_view(), name="application"),
    path(f"{A}/acceptance/", applications.AcceptanceView.as_view(), name="application_acceptance"),
    path(f"{A}/refusal/", applications.RefusalView.as_view(), name="application_refusal"),
    path("settings/calls/", wishes.wishes, name="wishes"),
    path("settings/calls/<slug:slug>/", wishes.WishView.as_view(), name="wish"),
]
