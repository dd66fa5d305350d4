from django.urls import path

from learning.afterwards.views import feedback, recordings

W = "c/<slug:slug>/learning/workshops/<int:pk>"

urlpatterns = [
    path(f"{W}/recording/", recordings.RecordingView.as_view(), name="recording"),
    path(f"{W}/feedback/", feedback.FeedbackView.as_view(), name="feedback"),
    path(f"{W}/feedback/all/", feedback.all_feedback, name="all_feedback"),
]
