from django.urls import path

from learning.badges.views import badges, issuers

ISSUER = "issuers/<int:pk>"
C = "c/<slug:slug>/learning/badges"
B = f"{C}/<int:pk>"

urlpatterns = [
    path(f"{ISSUER}/", issuers.issuer, name="issuer"),
    path(f"{ISSUER}/did.json", issuers.document, name="issuer_document"),
    path(f"{ISSUER}/keys.json", issuers.keys, name="issuer_keys"),
    path(f"{ISSUER}/keys/<slug:name>.json", issuers.key, name="issuer_key"),
    path(f"{C}/", badges.badges, name="badges"),
    path(f"{C}/new/", badges.new_badge, name="new_badge"),
    path(f"{B}/", badges.badge, name="badge_by_number"),
    path(f"{B}-<slug:title>/", badges.badge, name="badge"),
    path(f"{B}/picture.png", badges.picture, name="badge_picture"),
    path(f"{B}/edit/", badges.EditView.as_view(), name="edit_badge"),
    path(f"{B}/publication/", badges.PublicationView.as_view(), name="badge_publication"),
    path(f"{B}/retirement/", badges.RetirementView.as_view(), name="badge_retirement"),
]
