from django.urls import path

from learning.calendars.views import feeds, files
from learning.workshops.urls import C, W

urlpatterns = [
    path(f"{W}/calendar.ics", files.file, name="workshop_file"),
    path(f"{C}/series/<int:pk>/calendar.ics", files.series, name="series_file"),
    path("cal/workshops/<str:secret>.ics", feeds.feed, name="calendar_feed"),
    path("settings/calendars/", feeds.FeedsView.as_view(), name="calendar_feeds"),
]
