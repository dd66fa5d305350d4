from django.urls import path

from learning.badges.views import awards, badges, credentials, issuers

ISSUER = "issuers/<int:pk>"
C = "c/<slug:slug>/learning/badges"
B = f"{C}/<int:pk>"
A = "credentials/<uuid:key>"

urlpatterns = [
    path(f"{ISSUER}/", issuers.issuer, name="issuer"),
    path(f"{ISSUER}/did.json", issuers.document, name="issuer_document"),
    path(f"{ISSUER}/keys.json", issuers.keys, name="issuer_keys"),
    path(f"{ISSUER}/keys/<slug:name>.json", issuers.key, name="issuer_key"),
    path(f"{ISSUER}/status/<int:number>.json", issuers.status_list, name="issuer_status_list"),
    path(f"{C}/", badges.badges, name="badges"),
    path(f"{C}/new/", badges.new_badge, name="new_badge"),
    path(f"{B}/", badges.badge, name="badge_by_number"),
    path(f"{B}-<slug:title>/", badges.badge, name="badge"),
    path(f"{B}/picture.png", badges.picture, name="badge_picture"),
    path(f"{B}/drawing/", badges.DrawingView.as_view(), name="badge_drawing"),
    path(f"{B}/edit/", badges.EditView.as_view(), name="edit_badge"),
    path(f"{B}/publication/", badges.PublicationView.as_view(), name="badge_publication"),
    path(f"{B}/retirement/", badges.RetirementView.as_view(), name="badge_retirement"),
    path(f"{B}/awards/", awards.awards, name="awards"),
    path(f"{B}/awards/new/", awards.ProposalView.as_view(), name="new_award"),
    path("credentials/", awards.mine, name="own_badges"),
    path(f"{A}/", credentials.credential, name="credential"),
    path(f"{A}/verification/", credentials.verification, name="credential_verification"),
    path(f"{A}/certificate/", credentials.certificate, name="certificate"),
    path(f"{A}/badge.json", credentials.carried, {"ending": "json"}, name="credential_json"),
    path(f"{A}/badge.jwt", credentials.carried, {"ending": "jwt"}, name="credential_jwt"),
    path(f"{A}/badge.png", credentials.carried, {"ending": "png"}, name="credential_png"),
    path(f"{A}/badge.svg", credentials.carried, {"ending": "svg"}, name="credential_svg"),
    path(f"{A}/acceptance/", awards.AcceptanceView.as_view(), name="award_acceptance"),
    path(f"{A}/refusal/", awards.RefusalView.as_view(), name="award_refusal"),
    path(f"{A}/proposal/", awards.ProposedView.as_view(), name="award_proposal"),
    path(f"{A}/showing/", awards.ShowingView.as_view(), name="award_showing"),
    path(f"{A}/revocation/", awards.RevocationView.as_view(), name="award_revocation"),
    path("verify/", credentials.verify, name="verify"),
]
