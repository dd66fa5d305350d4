from django.urls import path

from learning.slips import views

S = "workshops/seats/<str:slip>"

urlpatterns = [
    path(f"{S}/", views.SlipView.as_view(), name="slip"),
    path(f"{S}/mail/", views.stop_mail, name="slip_mail"),
]
