from django.urls import path

from learning.certificates import views

W = "c/<slug:slug>/learning/workshops/<int:pk>"

urlpatterns = [
    path(f"{W}/certificate/", views.certificate, name="attendance_certificate"),
    path("workshops/attended/<str:attended>/", views.attended, name="attended"),
]
