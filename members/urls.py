from django.urls import path

from members import views

urlpatterns = [
    path("p/<str:handle>/", views.person, name="person"),
]
