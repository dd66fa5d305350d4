from django.urls import path

from learning.badges.views import issuers

ISSUER = "issuers/<int:pk>"

urlpatterns = [
    path(f"{ISSUER}/", issuers.issuer, name="issuer"),
    path(f"{ISSUER}/did.json", issuers.document, name="issuer_document"),
    path(f"{ISSUER}/keys.json", issuers.keys, name="issuer_keys"),
    path(f"{ISSUER}/keys/<slug:name>.json", issuers.key, name="issuer_key"),
]
