from django.urls import path

from projects.closing.api import views

P = "projects/<int:pk>"
HANDLE = "<str:handle>"

urlpatterns = [
    path("communities/<slug:slug>/lessons/", views.LearnedView.as_view(), name="lessons"),
    path("people/<str:handle>/projects/", views.PersonProjectsView.as_view(), name="projects_of"),
    path(f"{P}/review/", views.ReviewView.as_view(), name="project_review"),
    path(f"{P}/review/lessons/", views.LessonsView.as_view(), name="review_lessons"),
    path(f"{P}/review/lessons/<int:lesson>/", views.LessonView.as_view(), name="review_lesson"),
    path(f"{P}/reviews/", views.ReviewsView.as_view(), name="project_reviews"),
    path(f"{P}/closure/", views.ClosureView.as_view(), name="project_closure"),
    path(f"{P}/not-pursued/", views.DropView.as_view(), name="project_drop"),
    path(f"{P}/reopening/", views.ReopeningView.as_view(), name="project_reopening"),
    path(f"{P}/contribution/", views.NamingView.as_view(), name="project_naming"),
    path(f"{P}/contributions/", views.ContributionsView.as_view(), name="project_contributions"),
    path(
        f"{P}/contributions/{HANDLE}/",
        views.ContributionView.as_view(),
        name="project_contribution",
    ),
    path(f"{P}/export/", views.ExportView.as_view(), name="project_export"),
]
