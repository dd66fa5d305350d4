from django.urls import path

from learning.calendars.api import views
from learning.workshops.api.urls import W

C = "communities/<slug:slug>"

urlpatterns = [
    path(f"{W}/calendar/", views.FileView.as_view(), name="workshop_calendar"),
    path("me/calendars/", views.FeedsView.as_view(), name="calendar_feeds"),
    path("me/calendars/own/", views.OwnFeedView.as_view(), name="own_calendar_feed"),
    path("series/<int:pk>/calendar/", views.SeriesFileView.as_view(), name="series_calendar"),
    path(
        "series/<int:pk>/calendar/address/",
        views.SeriesFeedView.as_view(),
        name="series_calendar_feed",
    ),
    path(f"{C}/calendar/", views.CommunityFeedView.as_view(), name="community_calendar_feed"),
]
