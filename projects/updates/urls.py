from django.urls import path

from projects.updates import views

P = "c/<slug:slug>/projects/<int:pk>/updates"
N = f"{P}/<int:number>"

urlpatterns = [
    path(f"{P}/", views.updates, name="updates"),
    path(f"{P}/new/", views.NewUpdateView.as_view(), name="new_update"),
    path(f"{P}/readings/", views.ReadingsView.as_view(), name="update_readings"),
    path(f"{N}/", views.update, name="update"),
    path(f"{N}/edit/", views.EditUpdateView.as_view(), name="edit_update"),
    path(f"{N}/removal/", views.RemoveUpdateView.as_view(), name="update_removal"),
    path(f"{N}/readers/", views.readers, name="update_readers"),
    path(f"{N}/comments/", views.CommentsView.as_view(), name="update_comments"),
]
