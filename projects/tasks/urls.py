from django.urls import path

from projects.tasks.views import arranging, board, comments, feed, lists, tasks

P = "c/<slug:slug>/projects/<int:pk>"
T = f"{P}/tasks/<int:number>"

urlpatterns = [
    path("work/", lists.work, name="work"),
    path("cal/<str:secret>.ics", feed.feed, name="feed"),
    path("settings/calendar/", feed.CalendarView.as_view(), name="calendar_key"),
    path(f"{P}/board/", board.board, name="board"),
    path(f"{P}/board/<int:lane>/", board.lane, name="lane_cards"),
    path(f"{P}/lanes/", arranging.LanesView.as_view(), name="lanes"),
    path(f"{P}/lanes/<int:lane>/", arranging.LaneView.as_view(), name="lane"),
    path(f"{P}/lanes/<int:lane>/place/", arranging.LanePlaceView.as_view(), name="lane_place"),
    path(f"{P}/labels/<int:label>/", arranging.LabelView.as_view(), name="label"),
    path(f"{P}/milestones/", arranging.milestones, name="milestones"),
    path(f"{P}/milestones/new/", arranging.MilestonesView.as_view(), name="new_milestone"),
    path(f"{P}/milestones/<int:milestone>/", arranging.MilestoneView.as_view(), name="milestone"),
    path(f"{P}/tasks/", lists.tasks, name="tasks"),
    path(f"{P}/tasks/calendar/", lists.calendar, name="calendar"),
    path(f"{P}/tasks/many/", lists.BulkView.as_view(), name="many_tasks"),
    path(f"{P}/tasks/new/", tasks.new_task, name="new_task"),
    path(f"{P}/tasks/quick/", board.QuickView.as_view(), name="quick_task"),
    path(f"{T}/", tasks.task, name="task"),
    path(f"{T}/edit/", tasks.edit_task, name="edit_task"),
    path(f"{T}/place/", board.PlaceView.as_view(), name="task_place"),
    path(f"{T}/deletion/", tasks.TaskDeletionView.as_view(), name="task_deletion"),
    path(f"{T}/taking/", tasks.TakingView.as_view(), name="task_taking"),
    path(f"{T}/assignees/", tasks.AssigneesView.as_view(), name="task_assignees"),
    path(f"{T}/items/", tasks.ItemsView.as_view(), name="task_items"),
    path(f"{T}/items/<int:item>/", tasks.ItemView.as_view(), name="task_item"),
    path(f"{T}/comments/", comments.CommentsView.as_view(), name="task_comments"),
    path(f"{T}/comments/<int:comment>/", comments.CommentView.as_view(), name="task_comment"),
]
