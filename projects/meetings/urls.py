from django.urls import path

from projects.meetings import views

P = "c/<slug:slug>/projects/<int:pk>/meetings"
N = f"{P}/<int:number>"

urlpatterns = [
    path(f"{P}/", views.meetings, name="meetings"),
    path(f"{P}/new/", views.NewMeetingView.as_view(), name="new_meeting"),
    path(f"{N}/", views.meeting, name="meeting"),
    path(f"{N}/edit/", views.EditMeetingView.as_view(), name="edit_meeting"),
    path(f"{N}/removal/", views.RemoveMeetingView.as_view(), name="meeting_removal"),
    path(f"{N}/tasks/", views.MeetingTasksView.as_view(), name="meeting_tasks"),
]
