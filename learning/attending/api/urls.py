from django.urls import path

from learning.attending.api import views

W = "workshops/<int:pk>"

urlpatterns = [
    path(f"{W}/door/", views.DoorView.as_view(), name="door"),
    path(f"{W}/check-in/", views.CheckInView.as_view(), name="check_in"),
    path(f"{W}/messages/", views.MessagesView.as_view(), name="workshop_messages"),
]
