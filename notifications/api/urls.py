from django.urls import path

from notifications.api import views

urlpatterns = [
    path("notices/", views.NoticesView.as_view(), name="notices"),
    path("notices/reading/", views.ReadingView.as_view(), name="notices_reading"),
    path("notices/<int:pk>/reading/", views.NoticeReadingView.as_view(), name="notice_reading"),
    path("follows/", views.FollowsView.as_view(), name="follows"),
    path("follows/<str:target>/", views.FollowView.as_view(), name="follow"),
    path("preferences/", views.PreferenceView.as_view(), name="preferences"),
]
