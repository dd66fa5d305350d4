from django.urls import path

from learning.admitting.api import views

R = "workshops/<int:pk>/registrations/<int:number>"

urlpatterns = [
    path(f"{R}/admission/", views.AdmissionView.as_view(), name="admission"),
    path(f"{R}/decline/", views.DeclineView.as_view(), name="admission_decline"),
]
