from django.urls import path

from learning.calendars.api import views
from learning.workshops.api.urls import W

urlpatterns = [
    path(f"{W}/calendar/", views.FileView.as_view(), name="workshop_calendar"),
]
