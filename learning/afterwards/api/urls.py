from django.urls import path

from learning.afterwards.api import views

W = "workshops/<int:pk>"

urlpatterns = [
    path(f"{W}/recording/", views.RecordingView.as_view(), name="recording"),
    path(f"{W}/feedback/", views.FeedbackView.as_view(), name="feedback"),
    path(f"{W}/feedback/all/", views.AllFeedbackView.as_view(), name="all_feedback"),
]
