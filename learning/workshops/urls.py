from django.urls import path

from learning.workshops.views import calendar, registrations, states, workshops

C = "c/<slug:slug>/learning/workshops"
W = f"{C}/<int:pk>"

urlpatterns = [
    path("workshops/", workshops.all_workshops, name="all_workshops"),
    path("workshops/calendar/", calendar.all_calendar, name="all_workshops_calendar"),
    path(f"{C}/", workshops.workshops, name="workshops"),
    path(f"{C}/calendar/", calendar.calendar, name="workshops_calendar"),
    path(f"{C}/new/", workshops.new_workshop, name="new_workshop"),
    path(f"{W}/", workshops.workshop, name="workshop_by_number"),
    path(f"{W}-<slug:title>/", workshops.workshop, name="workshop"),
    path(f"{W}/edit/", workshops.EditView.as_view(), name="edit_workshop"),
    path(f"{W}/links/", workshops.links, name="workshop_links"),
    path(f"{W}/publication/", states.PublicationView.as_view(), name="workshop_publication"),
    path(f"{W}/opening/", states.OpeningView.as_view(), name="workshop_opening"),
    path(f"{W}/time/", states.MoveView.as_view(), name="workshop_time"),
    path(f"{W}/cancellation/", states.CancelView.as_view(), name="workshop_cancellation"),
    path(f"{W}/registration/", registrations.RegistrationView.as_view(), name="registration"),
    path(f"{W}/seat/", registrations.SeatView.as_view(), name="registration_seat"),
    path(f"{W}/people/", registrations.people, name="registrations"),
    path(
        f"{W}/people/<str:handle>/attendance/",
        registrations.AttendanceView.as_view(),
        name="registration_attendance",
    ),
]
