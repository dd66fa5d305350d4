from django.conf import settings
from django.contrib import admin
from django.urls import include, path

from cop import api
from cop.views.design import design
from cop.views.home import home
from core import health
from discussions.views.home import home as community_home

urlpatterns = [
    path("", home, name="home"),
    path("", include("accounts.urls")),
    path("api/v1/", include("cop.api")),
    path("api/schema/", api.schema, name="schema"),
    path("api/docs/", api.docs, name="api_docs"),
    path("operate/", admin.site.urls),
    path("statusz", health.status, name="statusz"),
    path("metrics", health.prometheus, name="metrics"),
    path("", include("integrations.urls")),
    path("", include("communities.urls")),
    path("c/<slug:slug>/", community_home, name="community"),
    path("", include("members.urls")),
    path("", include("search.urls")),
    path("", include("discussions.urls")),
    path("", include("knowledge.urls")),
    path("", include("projects.urls")),
    path("", include("learning.urls")),
    path("", include("notifications.urls")),
    path("", include("core.uploads.urls")),
]

if settings.ANYMAIL.get("WEBHOOK_SECRET"):
    urlpatterns.append(path("webhooks/mail/", include("anymail.urls")))
if settings.DEBUG:
    urlpatterns.append(path("dev/mail/", include("cop.mailbox.urls")))
if not settings.PRODUCTION:
    urlpatterns.append(path("design/", design, name="design"))

handler400 = "cop.views.trouble.bad_request"
handler500 = "cop.views.trouble.broken"
