from django.urls import path

from learning.attending import views

W = "c/<slug:slug>/learning/workshops/<int:pk>"

urlpatterns = [
    path(f"{W}/door/", views.door, name="door"),
    path(f"{W}/check-in/", views.CheckInView.as_view(), name="check_in"),
    path(f"{W}/people.csv", views.table, name="registrations_table"),
    path(f"{W}/message/", views.MessageView.as_view(), name="workshop_message"),
]
