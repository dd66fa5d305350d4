from django.urls import path

from communities.views import belonging, digest, directory, managing, rooms

app_name = "communities"

C = "c/<slug:slug>"
M = f"{C}/manage"

urlpatterns = [
    path("c/", directory.communities, name="list"),
    path("c/new/", directory.found, name="found"),
    path("invitations/<str:token>/", belonging.invitation, name="invitation"),
    path(f"{C}/picture.png", directory.picture, name="picture"),
    path(f"{C}/about/", directory.about, name="about"),
    path(f"{C}/tags/", directory.tags, name="tags"),
    path(f"{C}/membership/", belonging.MembershipView.as_view(), name="membership"),
    path(f"{C}/membership/hearing/", belonging.HearingView.as_view(), name="hearing"),
    path(f"{C}/requests/", belonging.request_to_join, name="request"),
    path(f"{M}/", managing.settings, name="manage"),
    path(f"{M}/digest/", digest.digest, name="digest"),
    path(f"{M}/digest/page/", digest.digest_page, name="digest_page"),
    path(f"{M}/digest/mail/", digest.digest_mail, name="digest_mail"),
    path(f"{M}/digest/notes/<int:pk>/", digest.NoteView.as_view(), name="note"),
    path(f"{M}/requests/", managing.requests, name="requests"),
    path(f"{M}/requests/<int:pk>/decision/", managing.decide, name="decide"),
    path(f"{M}/invitations/", managing.invitations, name="invitations"),
    path(
        f"{M}/invitations/<int:pk>/revocation/",
        managing.revoke_invitation,
        name="revoke_invitation",
    ),
    path(f"{M}/searches/", managing.searches, name="searches"),
    path(f"{M}/roles/", managing.roles, name="roles"),
    path(f"{M}/roles/<int:pk>/", managing.give_role, name="give_role"),
    path(f"{M}/spaces/", rooms.spaces, name="spaces"),
    path(f"{M}/spaces/new/", rooms.new_space, name="new_space"),
    path(f"{M}/spaces/<int:pk>/", rooms.edit_space, name="edit_space"),
    path(f"{M}/tags/<slug:name>/", rooms.edit_tag, name="edit_tag"),
]
