from django.urls import include, path

from cop.urls import urlpatterns as product

urlpatterns = [*product, path("dev/mail/", include("cop.mailbox.urls"))]
