from django.urls import path

from communities.api import digest, views

C = "communities/<slug:slug>"

urlpatterns = [
    path("communities/", views.CommunitiesView.as_view(), name="communities"),
    path(f"{C}/", views.CommunityView.as_view(), name="community"),
    path(f"{C}/members/", views.MembersView.as_view(), name="members"),
    path(f"{C}/members/<int:pk>/", views.MemberView.as_view(), name="member"),
    path(f"{C}/membership/", views.MembershipView.as_view(), name="membership"),
    path(f"{C}/digest/notes/", digest.NotesView.as_view(), name="digest_notes"),
    path(f"{C}/digest/notes/<int:pk>/", digest.NoteView.as_view(), name="digest_note"),
    path(f"{C}/digest/preview/", digest.PreviewView.as_view(), name="digest_preview"),
    path(f"{C}/digest/tallies/", digest.TalliesView.as_view(), name="digest_tallies"),
    path(f"{C}/requests/", views.JoinRequestsView.as_view(), name="join_requests"),
    path(f"{C}/requests/<int:pk>/", views.JoinRequestView.as_view(), name="join_request"),
    path(f"{C}/invitations/", views.InvitationsView.as_view(), name="invitations"),
    path(f"{C}/invitations/<int:pk>/", views.InvitationView.as_view(), name="invitation"),
    path(f"{C}/searches/", views.SearchesView.as_view(), name="searches"),
    path(f"{C}/spaces/", views.SpacesView.as_view(), name="spaces"),
    path(f"{C}/spaces/<int:pk>/", views.SpaceView.as_view(), name="space"),
    path(f"{C}/tags/", views.TagsView.as_view(), name="tags"),
    path(f"{C}/tags/<slug:name>/", views.TagView.as_view(), name="tag"),
    path("invitations/<str:token>/", views.InvitedView.as_view(), name="invited"),
    path(
        "invitations/<str:token>/acceptance/",
        views.InvitationAcceptanceView.as_view(),
        name="invitation_acceptance",
    ),
]
