from django.urls import path, re_path

from notifications.follows import KEY
from notifications.views import (
    arrivals,
    digests,
    follows,
    mails,
    notices,
    reminders,
    rhythms,
    settings,
    timing,
    unsubscribe,
    ways,
)

app_name = "notifications"

urlpatterns = [
    path("notices/", notices.notices, name="notices"),
    path("notices/news/", notices.news, name="news"),
    path("notices/bell/", notices.bell, name="bell"),
    path("notices/reading/", notices.ReadingView.as_view(), name="reading"),
    path("notices/<int:pk>/reading/", notices.NoticeReadingView.as_view(), name="notice_reading"),
    re_path(rf"^follow/(?P<target>{KEY})/$", follows.FollowView.as_view(), name="follow"),
    path("unsubscribe/<str:token>/", unsubscribe.unsubscribe, name="unsubscribe"),
    path("digests/", digests.digests, name="digests"),
    path("digests/<int:number>/", digests.digest, name="digest"),
    re_path(
        rf"^digests/(?P<scope>{KEY})/(?P<number>[0-9]{{1,9}})/$", digests.digest, name="digest_of"
    ),
    path("settings/digests/", rhythms.rhythms, name="rhythms"),
    path("settings/reminders/", reminders.listing, name="reminders"),
    path("settings/reminders/<int:pk>/", reminders.ReminderView.as_view(), name="reminder"),
    path("settings/reminders/<slug:about>/", reminders.LeadTimesView.as_view(), name="lead_times"),
    path("settings/mail/", arrivals.arrivals, name="arrivals"),
    path("settings/held/", arrivals.held, name="held"),
    path("settings/held/<int:pk>/", arrivals.HeldView.as_view(), name="held_mail"),
    path("settings/emails/", mails.mails, name="mails"),
    path("settings/emails/check/", mails.CheckView.as_view(), name="check"),
    path("emails/return/<str:token>/", mails.return_, name="return"),
    path("settings/notifications/", settings.notifications, name="settings"),
    path(
        "settings/notifications/resumption/",
        settings.ResumptionView.as_view(),
        name="resumption",
    ),
    path("settings/notifications/preset/", ways.PresetView.as_view(), name="preset"),
    path("settings/notifications/quiet/", timing.QuietView.as_view(), name="quiet"),
    path("settings/notifications/pause/", timing.PauseView.as_view(), name="pause"),
    re_path(
        rf"^settings/notifications/ways/(?P<scope>everywhere|{KEY})/$",
        ways.WaysView.as_view(),
        name="ways",
    ),
    re_path(rf"^settings/notifications/(?P<scope>{KEY})/$", settings.place, name="place"),
]
