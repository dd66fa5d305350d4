from django.urls import path

from cop.mailbox import replying, views

app_name = "mailbox"

urlpatterns = [
    path("", views.inbox, name="inbox"),
    path("<int:pk>/", views.mail, name="mail"),
    path("<int:pk>/reply/", replying.reply, name="reply"),
    path("<int:pk>/html/", views.html, name="html"),
]
