"""The addresses of /api/v1/, put together from what each app serves."""

from django.urls import include, path
from drf_spectacular.views import SpectacularAPIView

from accounts.api.views import MeView

app_name = "api"

urlpatterns = [
    path("me/", MeView.as_view(), name="me"),
    path("", include("communities.api.urls")),
    path("", include("discussions.api.urls")),
]

schema = SpectacularAPIView.as_view()
