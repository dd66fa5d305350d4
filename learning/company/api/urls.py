from django.urls import path

from learning.company.api import views

urlpatterns = [
    path("workshops/<int:pk>/company/", views.CompanyView.as_view(), name="workshop_company")
]
