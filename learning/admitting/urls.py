from django.urls import path

from learning.admitting import views

R = "c/<slug:slug>/learning/workshops/<int:pk>/asked/<int:number>"

urlpatterns = [
    path(f"{R}/admission/", views.AdmissionView.as_view(), name="admission"),
    path(f"{R}/decline/", views.DeclineView.as_view(), name="admission_decline"),
]
