from django.urls import path

from integrations.api import views

urlpatterns = [
    path("me/tokens/", views.AccessTokensView.as_view(), name="tokens"),
    path("me/tokens/<int:pk>/", views.AccessTokenView.as_view(), name="token"),
]
