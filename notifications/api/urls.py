from django.urls import path, re_path

from notifications.api import arrivals, digests, mails, reminders, views, ways
from notifications.follows import KEY

SCOPE = f"everywhere|{KEY}"

urlpatterns = [
    path("notices/", views.NoticesView.as_view(), name="notices"),
    path("notices/reading/", views.ReadingView.as_view(), name="notices_reading"),
    path("notices/unread/", views.UnreadView.as_view(), name="notices_unread"),
    re_path(
        rf"^notices/groups/(?P<group>{KEY})/reading/$",
        views.GroupReadingView.as_view(),
        name="notice_group_reading",
    ),
    path("notices/<int:pk>/reading/", views.NoticeReadingView.as_view(), name="notice_reading"),
    path("follows/", views.FollowsView.as_view(), name="follows"),
    re_path(rf"^follows/(?P<target>{KEY})/$", views.FollowView.as_view(), name="follow"),
    path("preferences/", views.PreferenceView.as_view(), name="preferences"),
    path("preferences/presets/", ways.PresetsView.as_view(), name="presets"),
    re_path(rf"^ways/(?P<scope>{SCOPE})/$", ways.WaysView.as_view(), name="ways"),
    re_path(rf"^ways/(?P<scope>{SCOPE})/(?P<matter>[a-z_]+)/$", ways.WayView.as_view(), name="way"),
    path("unsubscriptions/", views.UnsubscriptionsView.as_view(), name="unsubscriptions"),
    re_path(
        rf"^unsubscriptions/(?P<stream>{KEY})/$",
        views.UnsubscriptionView.as_view(),
        name="unsubscription",
    ),
    path("reminders/", reminders.RemindersView.as_view(), name="reminders"),
    path("reminders/<int:pk>/", reminders.ReminderView.as_view(), name="reminder"),
    path("lead-times/", reminders.LeadTimesListView.as_view(), name="lead_times"),
    path("lead-times/<slug:about>/", reminders.LeadTimesView.as_view(), name="lead_times_of"),
    path("emails/", mails.MailsView.as_view(), name="mails"),
    path("emails/check/", mails.CheckView.as_view(), name="check"),
    path("mail/", arrivals.ArrivalsView.as_view(), name="arrivals"),
    path("mail/held/", arrivals.HeldListView.as_view(), name="held"),
    path("mail/held/<int:pk>/", arrivals.HeldView.as_view(), name="held_mail"),
    path("digests/", digests.DigestsView.as_view(), name="digests"),
    path("digests/<int:number>/", digests.DigestView.as_view(), name="digest"),
    re_path(
        rf"^digests/(?P<scope>{KEY})/(?P<number>[0-9]{{1,9}})/$",
        digests.CommunityDigestView.as_view(),
        name="community_digest",
    ),
    path("rhythms/", digests.RhythmsView.as_view(), name="rhythms"),
    path("rhythms/all/", digests.RhythmView.as_view(), name="rhythm"),
    re_path(
        rf"^rhythms/(?P<scope>{KEY})/$",
        digests.CommunityRhythmView.as_view(),
        name="community_rhythm",
    ),
]
