from django.urls import path

from learning.slips import views

urlpatterns = [path("workshops/seats/<str:slip>/", views.SlipView.as_view(), name="slip")]
