"""The addresses of /api/v1/, put together from what each app serves, and their description."""

from csp.decorators import csp_update
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import include, path, re_path
from drf_spectacular.views import SpectacularAPIView

from cop.views.waiting import WaitingView
from core.api.views import nothing

app_name = "api"

urlpatterns = [
    path("", include("accounts.api.urls")),
    path("me/waiting/", WaitingView.as_view(), name="waiting"),
    path("", include("integrations.api.urls")),
    path("", include("members.api.urls")),
    path("", include("search.api.urls")),
    path("", include("notifications.api.urls")),
    path("", include("members.api.urls")),
    path("", include("communities.api.urls")),
    path("", include("discussions.api.urls")),
    path("", include("knowledge.api.urls")),
    path("", include("projects.api.urls")),
    path("", include("learning.api.urls")),
    path("", include("core.uploads.api.urls")),
    re_path(r"^(?P<path>[\s\S]*)$", nothing, name="nothing"),
]

schema = SpectacularAPIView.as_view()


# The viewer of the description writes style attributes and draws with data: images.
@csp_update({"style-src": ["'self'", "'unsafe-inline'"], "img-src": ["'self'", "data:"]})
def docs(request: HttpRequest) -> HttpResponse:
    return render(request, "api_docs.html")
