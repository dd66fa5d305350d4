from django.urls import path

from core.uploads import views

app_name = "uploads"

urlpatterns = [
    path("uploads/", views.UploadsView.as_view(), name="list"),
    path("uploads/<slug:upload>/", views.UploadView.as_view(), name="upload"),
    path("uploads/<slug:upload>/<str:filename>", views.file, name="file"),
]
