from django.urls import path

from members import views
from members.listing import views as listing
from members.profiles import views as profiles

urlpatterns = [
    path("people/", listing.people, name="people"),
    path("c/<slug:slug>/members/", listing.members, name="members"),
    path("p/<str:handle>/", views.person, name="person"),
    path("settings/about/", profiles.about, name="settings_about"),
    path("settings/about/seen/", profiles.seen_as, name="settings_about_seen"),
]
