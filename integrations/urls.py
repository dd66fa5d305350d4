from django.urls import path

from accounts.confirming import confirming_changes
from integrations import views

app_name = "integrations"

urlpatterns = [
    path("settings/tokens/", confirming_changes(views.tokens), name="tokens"),
    path("settings/tokens/<int:pk>/revocation/", views.revoke_token, name="revoke_token"),
]
