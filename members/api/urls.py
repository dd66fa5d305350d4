from django.urls import path

from members.api import views

urlpatterns = [
    path("people/<str:handle>/", views.PersonView.as_view(), name="person"),
]
