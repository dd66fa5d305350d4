from django.urls import path

from members.api import views

urlpatterns = [
    path("people/<str:handle>/", views.PersonView.as_view(), name="person"),
    path(
        "people/<str:handle>/contributions/",
        views.ContributionsView.as_view(),
        name="contributions",
    ),
]
