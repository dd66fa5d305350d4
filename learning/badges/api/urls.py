from django.urls import path

from learning.badges.api import badges

B = "badges/<int:pk>"

urlpatterns = [
    path("communities/<slug:slug>/badges/", badges.BadgesView.as_view(), name="badges"),
    path(f"{B}/", badges.BadgeView.as_view(), name="badge"),
    path(f"{B}/publication/", badges.PublicationView.as_view(), name="badge_publication"),
    path(f"{B}/retirement/", badges.RetirementView.as_view(), name="badge_retirement"),
]
