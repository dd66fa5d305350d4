from django.urls import path

from members.api import views
from members.listing.api import views as listing
from members.profiles.api import views as profiles

urlpatterns = [
    path("people/", listing.PeopleView.as_view(), name="people"),
    path("people-facets/", listing.FacetsView.as_view(), name="people_facets"),
    path("me/profile/", profiles.MyProfileView.as_view(), name="my_profile"),
    path("me/profile/seen/", profiles.SeenAsView.as_view(), name="my_profile_seen"),
    path("people/<str:handle>/", views.PersonView.as_view(), name="person"),
    path(
        "people/<str:handle>/contributions/",
        views.ContributionsView.as_view(),
        name="contributions",
    ),
]
