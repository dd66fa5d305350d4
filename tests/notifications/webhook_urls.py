"""The site's addresses, with those that a provider of mail calls."""

from django.urls import include, path

from cop.urls import urlpatterns as site

urlpatterns = [*site, path("webhooks/mail/", include("anymail.urls"))]
