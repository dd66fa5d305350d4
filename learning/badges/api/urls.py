from django.urls import path

from learning.badges.api import awards, badges

B = "badges/<int:pk>"
A = "awards/<uuid:key>"

urlpatterns = [
    path("communities/<slug:slug>/badges/", badges.BadgesView.as_view(), name="badges"),
    path(f"{B}/", badges.BadgeView.as_view(), name="badge"),
    path(f"{B}/picture/", badges.PictureView.as_view(), name="badge_picture"),
    path(f"{B}/publication/", badges.PublicationView.as_view(), name="badge_publication"),
    path(f"{B}/retirement/", badges.RetirementView.as_view(), name="badge_retirement"),
    path(f"{B}/holders/", awards.HoldersView.as_view(), name="badge_holders"),
    path(f"{B}/awards/", awards.AwardsView.as_view(), name="awards"),
    path("me/awards/", awards.OwnAwardsView.as_view(), name="own_awards"),
    path(f"{A}/", awards.AwardView.as_view(), name="award"),
    path(f"{A}/acceptance/", awards.AcceptanceView.as_view(), name="award_acceptance"),
    path(f"{A}/refusal/", awards.RefusalView.as_view(), name="award_refusal"),
    path(f"{A}/showing/", awards.ShowingView.as_view(), name="award_showing"),
    path(f"{A}/revocation/", awards.RevocationView.as_view(), name="award_revocation"),
    path(f"{A}/verification/", awards.VerificationView.as_view(), name="award_verification"),
    path("verifications/", awards.VerificationsView.as_view(), name="verifications"),
]
