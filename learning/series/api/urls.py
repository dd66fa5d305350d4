from django.urls import path

from learning.series.api import views

S = "series/<int:pk>"

urlpatterns = [
    path("communities/<slug:slug>/series/", views.AllSeriesView.as_view(), name="new_series"),
    path(f"{S}/", views.SeriesView.as_view(), name="series"),
    path(f"{S}/publication/", views.PublicationView.as_view(), name="series_publication"),
    path(f"{S}/dates/", views.DatesView.as_view(), name="series_dates"),
    path(f"{S}/cancellation/", views.CancellationView.as_view(), name="series_cancellation"),
    path(f"{S}/registration/", views.RegistrationView.as_view(), name="all_of_series"),
]
