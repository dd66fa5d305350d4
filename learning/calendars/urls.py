from django.urls import path

from learning.calendars.views import files
from learning.workshops.urls import W

urlpatterns = [
    path(f"{W}/calendar.ics", files.file, name="workshop_file"),
]
