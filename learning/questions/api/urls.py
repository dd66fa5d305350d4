from django.urls import path

from learning.questions.api import views

Q = "workshops/<int:pk>/questions"
ONE = f"{Q}/<int:number>"

urlpatterns = [
    path(f"{Q}/", views.QuestionsView.as_view(), name="questions"),
    path(f"{Q}/return/", views.ReturnView.as_view(), name="questions_return"),
    path(f"{ONE}/", views.QuestionView.as_view(), name="question"),
    path(f"{ONE}/topic/", views.AttachmentView.as_view(), name="question_topic"),
    path(f"{ONE}/vote/", views.VoteView.as_view(), name="question_vote"),
    path(f"{ONE}/answer/", views.AnswerView.as_view(), name="question_answer"),
]
