from django.urls import path

from discussions.views import (
    asking,
    bookmarks,
    editing,
    history,
    picks,
    posts,
    reactions,
    states,
    templates,
    topics,
    writing,
)

app_name = "discussions"

TOPIC = "c/<slug:slug>/t/<int:pk>"
POST = f"{TOPIC}/posts/<int:number>"

urlpatterns = [
    path("c/<slug:slug>/t/new/", topics.new_topic, name="new"),
    path(f"{TOPIC}/", topics.topic, name="topic_by_number"),
    path(f"{TOPIC}-<slug:title>/", topics.topic, name="topic"),
    path(f"{TOPIC}/edit/", editing.edit_topic, name="edit"),
    path(f"{TOPIC}/delete/", topics.delete_topic, name="delete"),
    path(f"{TOPIC}/replies/", posts.reply, name="reply"),
    path(f"{TOPIC}/closure/", states.ClosureView.as_view(), name="closure"),
    path(f"{TOPIC}/duplicates/", states.duplicates, name="duplicates"),
    path(f"{TOPIC}/links/", states.links, name="links"),
    path(f"{TOPIC}/reopening/", states.ReopeningView.as_view(), name="reopening"),
    path(f"{TOPIC}/kind/", states.KindView.as_view(), name="kind"),
    path(f"{TOPIC}/space/", states.SpaceView.as_view(), name="topic_space"),
    path(f"{TOPIC}/pin/", states.PinView.as_view(), name="pin"),
    path(f"{TOPIC}/ask/", asking.AskView.as_view(), name="ask"),
    path(f"{TOPIC}/agenda/", asking.AgendaView.as_view(), name="agenda"),
    path(f"{TOPIC}/unread/", posts.first_unread, name="first_unread"),
    path(f"{TOPIC}/readmark/", states.ReadMarkView.as_view(), name="readmark"),
    path(f"{POST}/", posts.permalink, name="post"),
    path(f"{POST}/branch/", posts.branch, name="branch"),
    path(f"{POST}/reply/", posts.reply_to_post, name="reply_to_post"),
    path(f"{POST}/edit/", editing.edit_post, name="edit_post"),
    path(f"{POST}/delete/", posts.delete_post, name="delete_post"),
    path(f"{POST}/restoration/", posts.RestorationView.as_view(), name="restoration"),
    path(f"{POST}/history/", history.history, name="history"),
    path(
        f"{POST}/versions/<int:version>/restoration/",
        history.RestorationView.as_view(),
        name="restore_version",
    ),
    path(f"{POST}/vote/", posts.VoteView.as_view(), name="vote"),
    path(f"{POST}/reactions/", reactions.ReactionsView.as_view(), name="reactions"),
    path(f"{POST}/reactions/<int:reaction>/", reactions.ReactionView.as_view(), name="reaction"),
    path(f"{POST}/bookmark/", bookmarks.BookmarkView.as_view(), name="bookmark"),
    path(f"{POST}/pick/", picks.PickView.as_view(), name="pick"),
    path(f"{POST}/acceptance/", posts.AcceptanceView.as_view(), name="acceptance"),
    path("c/<slug:slug>/write/mentions/", writing.mentions, name="mentions"),
    path("c/<slug:slug>/manage/spaces/<int:pk>/templates/", templates.templates, name="templates"),
    path("c/<slug:slug>/write/template/", templates.template, name="template"),
    path("c/<slug:slug>/write/tags/", writing.tags, name="tags"),
    path("c/<slug:slug>/write/similar/", writing.similar, name="similar"),
    path("c/<slug:slug>/write/answered/", writing.answered, name="answered"),
    path("c/<slug:slug>/manage/unanswered/", asking.unanswered, name="unanswered"),
    path("settings/asking/", asking.readiness, name="readiness"),
    path("bookmarks/", bookmarks.bookmarks, name="bookmarks"),
    path("write/drafts/", writing.DraftView.as_view(), name="drafts"),
    path("write/preview/", writing.preview, name="preview"),
]
