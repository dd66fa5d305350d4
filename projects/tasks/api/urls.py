from django.urls import path

from projects.tasks.api import arranging, views

P, T = "projects/<int:pk>", "tasks/<int:pk>"
LANE, LABEL = f"{P}/lanes/<int:lane>", f"{P}/labels/<int:label>"

urlpatterns = [
    path("me/tasks/", views.MyTasksView.as_view(), name="my_tasks"),
    path("me/calendar/", views.CalendarView.as_view(), name="calendar_key"),
    path(f"{P}/tasks/", views.TasksView.as_view(), name="tasks"),
    path(f"{P}/tasks/many/", views.ManyTasksView.as_view(), name="many_tasks"),
    path(f"{P}/lanes/", arranging.LanesView.as_view(), name="lanes"),
    path(f"{P}/lanes/order/", arranging.LaneOrderView.as_view(), name="lane_order"),
    path(f"{LANE}/", arranging.LaneView.as_view(), name="lane"),
    path(f"{LANE}/removal/", arranging.LaneRemovalView.as_view(), name="lane_removal"),
    path(f"{P}/labels/", arranging.LabelsView.as_view(), name="labels"),
    path(f"{LABEL}/", arranging.LabelView.as_view(), name="label"),
    path(f"{P}/milestones/", arranging.MilestonesView.as_view(), name="milestones"),
    path(f"{P}/milestones/<int:milestone>/", arranging.MilestoneView.as_view(), name="milestone"),
    path(f"{T}/", views.TaskView.as_view(), name="one_task"),
    path(f"{T}/place/", views.TaskPlaceView.as_view(), name="one_task_place"),
    path(f"{T}/restoration/", views.TaskRestorationView.as_view(), name="one_task_restoration"),
    path(f"{T}/assignees/<str:handle>/", views.AssigneeView.as_view(), name="one_task_assignee"),
    path(f"{T}/history/", views.TaskHistoryView.as_view(), name="one_task_history"),
    path(f"{T}/steps/", views.StepsView.as_view(), name="one_task_items"),
    path(f"{T}/steps/<int:item>/", views.StepView.as_view(), name="one_task_item"),
    path(f"{T}/comments/", views.TaskCommentsView.as_view(), name="one_task_comments"),
    path(f"{T}/comments/<int:comment>/", views.TaskCommentView.as_view(), name="one_task_comment"),
]
