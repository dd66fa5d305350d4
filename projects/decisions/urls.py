from django.urls import path

from projects.decisions import views

P = "c/<slug:slug>/projects/<int:pk>/decisions"
N = f"{P}/<int:number>"

urlpatterns = [
    path(f"{P}/", views.decisions, name="decisions"),
    path(f"{P}/new/", views.NewDecisionView.as_view(), name="new_decision"),
    path(f"{N}/", views.decision, name="decision"),
    path(f"{N}/edit/", views.EditDecisionView.as_view(), name="edit_decision"),
    path(f"{N}/removal/", views.RemoveDecisionView.as_view(), name="decision_removal"),
]
