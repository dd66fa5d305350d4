from django.urls import path

from accounts.confirming import confirming
from integrations import views

app_name = "integrations"

urlpatterns = [
    path("settings/tokens/", confirming(views.tokens, methods=["POST"]), name="tokens"),
    path("settings/tokens/<int:pk>/revocation/", views.revoke_token, name="revoke_token"),
]
