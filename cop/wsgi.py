import os

from django.core.wsgi import get_wsgi_application
from django.urls import get_resolver

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cop.settings")

application = get_wsgi_application()
_ = get_resolver().url_patterns  # all views, before the workers part that are to share them
