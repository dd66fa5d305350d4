from django.urls import path

from learning.guests import views

W = "c/<slug:slug>/learning/workshops/<int:pk>"

urlpatterns = [
    path(f"{W}/guests/", views.GuestsView.as_view(), name="guests"),
    path(
        "workshops/guests/<str:confirmation>/",
        views.ConfirmationView.as_view(),
        name="guest_confirmation",
    ),
]
