from django.urls import path

from learning.series.views import registrations, series
from learning.workshops.urls import C

S = f"{C}/series/<int:pk>"

urlpatterns = [
    path(f"{C}/series/new/", series.new_series, name="new_series"),
    path(f"{S}/", series.series, name="series_by_number"),
    path(f"{S}-<slug:title>/", series.series, name="series"),
    path(f"{S}/edit/", series.EditView.as_view(), name="edit_series"),
    path(f"{S}/publication/", series.PublicationView.as_view(), name="series_publication"),
    path(f"{S}/dates/", series.ExtendView.as_view(), name="series_dates"),
    path(f"{S}/cancellation/", series.CancelView.as_view(), name="series_cancellation"),
    path(f"{S}/registration/", registrations.RegistrationView.as_view(), name="all_of_series"),
]
