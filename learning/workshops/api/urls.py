from django.urls import path

from learning.workshops.api import registrations, views

W = "workshops/<int:pk>"

urlpatterns = [
    path("workshops/", views.AllWorkshopsView.as_view(), name="all_workshops"),
    path("communities/<slug:slug>/workshops/", views.WorkshopsView.as_view(), name="workshops"),
    path(f"{W}/", views.WorkshopView.as_view(), name="workshop"),
    path(f"{W}/publication/", views.PublicationView.as_view(), name="workshop_publication"),
    path(f"{W}/opening/", views.OpeningView.as_view(), name="workshop_opening"),
    path(f"{W}/time/", views.TimeView.as_view(), name="workshop_time"),
    path(f"{W}/cancellation/", views.CancellationView.as_view(), name="workshop_cancellation"),
    path(f"{W}/links/", views.WorkshopLinksView.as_view(), name="workshop_links"),
    path(f"{W}/backlinks/", views.WorkshopBacklinksView.as_view(), name="workshop_backlinks"),
    path(f"{W}/registration/", registrations.RegistrationView.as_view(), name="registration"),
    path(f"{W}/seat/", registrations.SeatView.as_view(), name="registration_seat"),
    path(f"{W}/registrations/", registrations.RegistrationsView.as_view(), name="registrations"),
    path(
        f"{W}/registrations/<str:handle>/attendance/",
        registrations.AttendanceView.as_view(),
        name="registration_attendance",
    ),
]
