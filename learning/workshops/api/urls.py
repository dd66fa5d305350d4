from django.urls import path

from learning.workshops.api import views

W = "workshops/<int:pk>"

urlpatterns = [
    path("workshops/", views.AllWorkshopsView.as_view(), name="all_workshops"),
    path("communities/<slug:slug>/workshops/", views.WorkshopsView.as_view(), name="workshops"),
    path(f"{W}/", views.WorkshopView.as_view(), name="workshop"),
    path(f"{W}/publication/", views.PublicationView.as_view(), name="workshop_publication"),
    path(f"{W}/time/", views.TimeView.as_view(), name="workshop_time"),
    path(f"{W}/cancellation/", views.CancellationView.as_view(), name="workshop_cancellation"),
    path(f"{W}/links/", views.WorkshopLinksView.as_view(), name="workshop_links"),
    path(f"{W}/backlinks/", views.WorkshopBacklinksView.as_view(), name="workshop_backlinks"),
]
