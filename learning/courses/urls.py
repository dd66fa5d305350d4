from django.urls import path

from learning.courses.views import (
    assignments,
    courses,
    film,
    lessons,
    nudges,
    outline,
    quizzes,
    rubrics,
    runs,
    states,
    works,
)

C = "c/<slug:slug>/learning/courses"
W = f"{C}/<int:pk>"
M = f"{W}/modules/<int:number>"
L = f"{W}/lessons/<int:number>"
Q = f"{L}/questions/<int:question>"
A = f"{L}/assignment"
K = f"{A}/criteria/<int:criterion>"

urlpatterns = [
    path("write/courses/", courses.BegunView.as_view(), name="courses_begun"),
    path("courses/", runs.runs, name="course_runs"),
    path(f"{C}/", courses.courses, name="courses"),
    path(f"{C}/new/", courses.new_course, name="new_course"),
    path(f"{W}/", courses.course, name="course_by_number"),
    path(f"{W}-<slug:title>/", courses.course, name="course"),
    path(f"{W}/edit/", courses.EditView.as_view(), name="edit_course"),
    path(f"{W}/links/", courses.links, name="course_links"),
    path(f"{W}/publication/", states.PublicationView.as_view(), name="course_publication"),
    path(f"{W}/retirement/", states.RetirementView.as_view(), name="course_retirement"),
    path(f"{W}/preview/", outline.preview, name="course_preview"),
    path(f"{W}/outline/", outline.OutlineView.as_view(), name="course_outline"),
    path(f"{W}/figures/", quizzes.figures, name="course_figures"),
    path(f"{W}/terms/", states.TermsView.as_view(), name="course_terms"),
    path(f"{W}/run/", runs.RunView.as_view(), name="course_run"),
    path(f"{W}/run/edition/", runs.RunEditionView.as_view(), name="course_run_edition"),
    path(f"{W}/search/", courses.search, name="course_search"),
    path(f"{W}/print/", courses.printable, name="course_print"),
    path(f"{W}/continue/", runs.go_on, name="course_continue"),
    path(f"{W}/finished/", runs.finished, name="course_finished"),
    path(f"{M}/", outline.ModuleView.as_view(), name="course_module"),
    path(f"{M}/step/", outline.ModuleStepView.as_view(), name="course_module_step"),
    path(f"{M}/place/", outline.PlaceView.as_view(), name="course_module_place"),
    path(f"{M}/removal/", outline.ModuleRemovalView.as_view(), name="course_module_removal"),
    path(f"{M}/lessons/new/", lessons.new_lesson, name="new_course_lesson"),
    path(f"{L}/", lessons.lesson, name="course_lesson_by_number"),
    path(f"{L}-<slug:title>/", lessons.lesson, name="course_lesson"),
    path(f"{L}/quiz/", quizzes.QuizView.as_view(), name="course_quiz"),
    path(f"{L}/quiz/answers/", quizzes.AnswersView.as_view(), name="course_quiz_answers"),
    path(f"{L}/questions/", quizzes.QuestionsView.as_view(), name="course_questions"),
    path(f"{L}/questions/new/", quizzes.new_question, name="new_course_question"),
    path(f"{Q}/", quizzes.QuestionView.as_view(), name="course_question"),
    path(f"{Q}/step/", quizzes.QuestionStepView.as_view(), name="course_question_step"),
    path(f"{A}/", assignments.AssignmentView.as_view(), name="course_assignment"),
    path(f"{A}/edit/", rubrics.AssignmentEditView.as_view(), name="edit_course_assignment"),
    path(f"{A}/criteria/new/", rubrics.new_criterion, name="new_course_criterion"),
    path(f"{K}/", rubrics.CriterionView.as_view(), name="course_criterion"),
    path(f"{K}/step/", rubrics.CriterionStepView.as_view(), name="course_criterion_step"),
    path(f"{A}/files/<slug:upload>/<str:filename>", assignments.work_file, name="course_work_file"),
    path(f"{A}/reviews/", assignments.ReviewsView.as_view(), name="course_work_reviews"),
    path(
        f"{A}/reviews/<slug:review>/", assignments.ReviewView.as_view(), name="course_work_review"
    ),
    path(
        f"{A}/reviews/<slug:review>/files/<int:nth>/",
        assignments.review_file,
        name="course_work_review_file",
    ),
    path(
        f"{A}/received/<slug:received>/",
        assignments.ReceivedView.as_view(),
        name="course_received_review",
    ),
    path(f"{A}/works/", works.works, name="course_works"),
    path(f"{A}/works/<slug:work>/", works.WorkView.as_view(), name="course_work"),
    path(
        f"{A}/works/<slug:work>/reviews/<slug:received>/",
        works.AsideView.as_view(),
        name="course_work_review_aside",
    ),
    path(f"{A}/learners/", works.learners, name="course_work_learners"),
    path(
        f"{A}/learners/<str:handle>/",
        works.DeadlineView.as_view(),
        name="course_work_deadline",
    ),
    path(f"{L}/nudge/", nudges.NudgeView.as_view(), name="course_nudge"),
    path(f"{L}/talk/", lessons.talk, name="course_lesson_talk"),
    path(f"{L}/done/", runs.DoneView.as_view(), name="course_lesson_done"),
    path(f"{L}/preview/", lessons.preview, name="course_lesson_preview"),
    path(f"{L}/video/", film.FilmView.as_view(), name="course_lesson_video"),
    path(f"{L}/captions/", film.CaptionsView.as_view(), name="course_lesson_captions"),
    path(f"{L}/captions/<str:language>/", film.track, name="course_lesson_track"),
    path(
        f"{L}/captions/<str:language>/removal/",
        film.TrackRemovalView.as_view(),
        name="course_lesson_track_removal",
    ),
    path(f"{L}/stop/", film.StopView.as_view(), name="course_lesson_stop"),
    path(f"{L}/edit/", lessons.LessonEditView.as_view(), name="edit_course_lesson"),
    path(f"{L}/step/", lessons.LessonStepView.as_view(), name="course_lesson_step"),
    path(f"{L}/place/", outline.LessonPlaceView.as_view(), name="course_lesson_place"),
    path(f"{L}/removal/", lessons.LessonRemovalView.as_view(), name="course_lesson_removal"),
    path(f"{L}/files/<slug:upload>/<str:filename>", lessons.file, name="course_lesson_file"),
]
