from django.urls import path

from learning.certificates.api import views

urlpatterns = [
    path(
        "workshops/<int:pk>/certificate/",
        views.CertificateView.as_view(),
        name="attendance_certificate",
    ),
    path("attendances/<str:attended>/", views.AttendedView.as_view(), name="attended"),
]
