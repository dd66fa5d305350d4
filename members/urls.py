from django.urls import path

from members import views
from members.profiles import views as profiles

urlpatterns = [
    path("p/<str:handle>/", views.person, name="person"),
    path("settings/about/", profiles.about, name="settings_about"),
    path("settings/about/seen/", profiles.seen_as, name="settings_about_seen"),
]
