from django.urls import path

from learning.courses.api import assignments, film, lessons, quizzes, runs, views, works

W = "courses/<int:pk>"
M = f"{W}/modules/<int:number>"
L = f"{W}/lessons/<int:number>"
Q = f"{L}/questions/<int:question>"
A = f"{L}/assignment"
K = f"{A}/criteria/<int:criterion>"
R = f"{A}/reviews/<slug:review>"

urlpatterns = [
    path("courses/", runs.RunsView.as_view(), name="course_runs"),
    path(f"{W}/run/", runs.RunView.as_view(), name="course_run"),
    path(f"{W}/run/edition/", runs.RunEditionView.as_view(), name="course_run_edition"),
    path(f"{L}/quiz/", quizzes.QuizView.as_view(), name="course_quiz"),
    path(f"{L}/quiz/answers/", quizzes.QuizAnswersView.as_view(), name="course_quiz_answers"),
    path(f"{L}/quiz/sending/", quizzes.QuizSendingView.as_view(), name="course_quiz_sending"),
    path(f"{L}/quiz/terms/", quizzes.QuizTermsView.as_view(), name="course_quiz_terms"),
    path(f"{L}/questions/", quizzes.QuestionsView.as_view(), name="course_questions"),
    path(f"{Q}/", quizzes.QuestionView.as_view(), name="course_question"),
    path(f"{Q}/step/", quizzes.QuestionStepView.as_view(), name="course_question_step"),
    path(f"{W}/figures/", quizzes.CourseFiguresView.as_view(), name="course_figures"),
    path(f"{A}/", assignments.AssignmentView.as_view(), name="course_assignment"),
    path(f"{A}/work/", assignments.WorkView.as_view(), name="course_own_work"),
    path(
        f"{A}/work/handing-in/",
        assignments.WorkHandingInView.as_view(),
        name="course_work_handing_in",
    ),
    path(f"{A}/files/<slug:upload>/", assignments.WorkFileView.as_view(), name="course_work_file"),
    path(f"{A}/reviews/", assignments.WorkReviewsView.as_view(), name="course_work_reviews"),
    path(f"{R}/", assignments.WorkReviewView.as_view(), name="course_work_review"),
    path(
        f"{R}/sending/",
        assignments.WorkReviewSendingView.as_view(),
        name="course_work_review_sending",
    ),
    path(
        f"{R}/files/<int:nth>/",
        assignments.WorkReviewFileView.as_view(),
        name="course_work_review_file",
    ),
    path(
        f"{A}/received/<slug:received>/",
        assignments.ReceivedReviewView.as_view(),
        name="course_received_review",
    ),
    path(
        f"{A}/received/<slug:received>/report/",
        assignments.ReceivedReviewReportView.as_view(),
        name="course_received_review_report",
    ),
    path(f"{A}/source/", works.AssignmentSourceView.as_view(), name="course_assignment_source"),
    path(f"{A}/criteria/", works.CriteriaView.as_view(), name="course_criteria"),
    path(f"{K}/", works.CriterionView.as_view(), name="course_criterion"),
    path(f"{K}/step/", works.CriterionStepView.as_view(), name="course_criterion_step"),
    path(f"{A}/works/", works.WorksView.as_view(), name="course_works"),
    path(f"{A}/works/<slug:work>/", works.JudgedWorkView.as_view(), name="course_work"),
    path(
        f"{A}/works/<slug:work>/reviews/<slug:received>/",
        works.WorkReviewAsideView.as_view(),
        name="course_work_review_aside",
    ),
    path(f"{A}/learners/", works.WorkLearnersView.as_view(), name="course_work_learners"),
    path(
        f"{A}/learners/<str:handle>/",
        works.WorkDeadlineView.as_view(),
        name="course_work_deadline",
    ),
    path(f"{L}/nudges/", works.NudgesView.as_view(), name="course_nudges"),
    path(f"{L}/talk/", lessons.LessonTalkView.as_view(), name="course_lesson_talk"),
    path(f"{W}/search/", views.CourseSearchView.as_view(), name="course_search"),
    path(f"{L}/done/", runs.LessonDoneView.as_view(), name="course_lesson_done"),
    path(f"{W}/terms/", views.CourseTermsView.as_view(), name="course_terms"),
    path("communities/<slug:slug>/courses/", views.CoursesView.as_view(), name="courses"),
    path(f"{W}/", views.CourseView.as_view(), name="course"),
    path(f"{W}/publication/", views.CoursePublicationView.as_view(), name="course_publication"),
    path(f"{W}/retirement/", views.CourseRetirementView.as_view(), name="course_retirement"),
    path(f"{W}/links/", views.CourseLinksView.as_view(), name="course_links"),
    path(f"{W}/backlinks/", views.CourseBacklinksView.as_view(), name="course_backlinks"),
    path(f"{W}/outline/", lessons.CourseOutlineView.as_view(), name="course_outline"),
    path(f"{M}/", lessons.CourseModuleView.as_view(), name="course_module"),
    path(f"{M}/step/", lessons.CourseModuleStepView.as_view(), name="course_module_step"),
    path(f"{M}/place/", lessons.CourseModulePlaceView.as_view(), name="course_module_place"),
    path(f"{M}/lessons/", lessons.ModuleLessonsView.as_view(), name="course_module_lessons"),
    path(f"{L}/", lessons.CourseLessonView.as_view(), name="course_lesson"),
    path(f"{L}/source/", lessons.LessonSourceView.as_view(), name="course_lesson_source"),
    path(f"{L}/place/", lessons.CourseLessonPlaceView.as_view(), name="course_lesson_place"),
    path(f"{L}/step/", lessons.CourseLessonStepView.as_view(), name="course_lesson_step"),
    path(f"{L}/video/", film.LessonVideoView.as_view(), name="course_lesson_video"),
    path(
        f"{L}/captions/<str:language>/",
        film.LessonCaptionsView.as_view(),
        name="course_lesson_captions",
    ),
    path(f"{L}/stop/", film.LessonStopView.as_view(), name="course_lesson_stop"),
    path(
        f"{L}/files/<slug:upload>/",
        lessons.CourseLessonFileView.as_view(),
        name="course_lesson_file",
    ),
]
