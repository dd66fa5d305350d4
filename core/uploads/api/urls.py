from django.urls import path

from core.uploads.api import views

urlpatterns = [
    path("uploads/", views.UploadsView.as_view(), name="uploads"),
    path("uploads/<slug:upload>/", views.UploadView.as_view(), name="upload"),
    path("uploads/<slug:upload>/content/", views.ContentView.as_view(), name="upload_content"),
]
