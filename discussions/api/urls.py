from django.urls import path, re_path

from discussions.api import (
    arranging,
    asking,
    bookmarks,
    links,
    picks,
    reactions,
    templates,
    views,
    writing,
)
from discussions.begun import PLACE

T = "topics/<int:pk>"
P = f"{T}/posts/<int:number>"

urlpatterns = [
    path("communities/<slug:slug>/topics/", views.TopicsView.as_view(), name="topics"),
    path(f"{T}/", views.TopicView.as_view(), name="topic"),
    path(f"{T}/posts/", views.PostsView.as_view(), name="posts"),
    path(f"{T}/closure/", views.ClosureView.as_view(), name="closure"),
    path(f"{T}/originals/", views.OriginalsView.as_view(), name="originals"),
    path(f"{T}/duplicates/", views.DuplicatesView.as_view(), name="duplicates"),
    path(f"{T}/links/", links.LinksView.as_view(), name="links"),
    path(f"{T}/backlinks/", links.BacklinksView.as_view(), name="backlinks"),
    path(f"{T}/reopening/", views.ReopeningView.as_view(), name="reopening"),
    path(f"{T}/kind/", views.KindView.as_view(), name="kind"),
    path(f"{T}/space/", views.SpaceView.as_view(), name="topic_space"),
    path(f"{T}/merger/", arranging.MergerView.as_view(), name="merger"),
    path(f"{T}/pin/", views.PinView.as_view(), name="pin"),
    path(f"{T}/ask/", asking.AskView.as_view(), name="ask"),
    path(f"{T}/agenda/", asking.AgendaView.as_view(), name="agenda"),
    path(f"{T}/unread/", views.FirstUnreadView.as_view(), name="first_unread"),
    path(f"{T}/readmark/", views.ReadMarkView.as_view(), name="readmark"),
    path(f"{P}/", views.PostView.as_view(), name="post"),
    path(f"{P}/restoration/", views.RestorationView.as_view(), name="restoration"),
    path(f"{P}/split/", arranging.SplitView.as_view(), name="split"),
    path(f"{P}/branch/", views.BranchView.as_view(), name="branch"),
    path(f"{P}/revisions/", views.RevisionsView.as_view(), name="revisions"),
    path(
        f"{P}/revisions/<int:version>/restoration/",
        views.RevisionRestorationView.as_view(),
        name="restore_version",
    ),
    path(f"{P}/quoted/", views.QuotedView.as_view(), name="quoted"),
    path(f"{P}/vote/", views.VoteView.as_view(), name="vote"),
    path(f"{P}/reactions/", reactions.ReactionsView.as_view(), name="reactions"),
    path(f"{P}/reactions/<int:reaction>/", reactions.ReactionView.as_view(), name="reaction"),
    path(f"{P}/bookmark/", bookmarks.BookmarkView.as_view(), name="bookmark"),
    path(f"{P}/pick/", picks.PickView.as_view(), name="pick"),
    path(f"{P}/acceptance/", views.AcceptanceView.as_view(), name="acceptance"),
    path(
        "communities/<slug:slug>/spaces/<int:pk>/templates/",
        templates.TemplatesView.as_view(),
        name="templates",
    ),
    path("communities/<slug:slug>/reach/", writing.ReachView.as_view(), name="reach"),
    path(f"{T}/reach/", writing.ReplyReachView.as_view(), name="reach_of_reply"),
    path("communities/<slug:slug>/mentions/", writing.MentionsView.as_view(), name="mentions"),
    path("communities/<slug:slug>/similar/", writing.SimilarView.as_view(), name="similar"),
    path("communities/<slug:slug>/ladder/", asking.LadderView.as_view(), name="ladder"),
    path(
        "communities/<slug:slug>/agenda/", asking.AgendaListView.as_view(), name="community_agenda"
    ),
    path("asks/", asking.AsksView.as_view(), name="asks"),
    path("readiness/", asking.ReadinessView.as_view(), name="readiness"),
    path("bookmarks/", bookmarks.BookmarksView.as_view(), name="bookmarks"),
    path("drafts/", writing.DraftsView.as_view(), name="drafts"),
    re_path(rf"^drafts/(?P<place>{PLACE})/$", writing.DraftView.as_view(), name="draft"),
    path("preview/", writing.PreviewView.as_view(), name="preview"),
]
