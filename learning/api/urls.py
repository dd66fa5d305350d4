from learning.workshops.api.urls import urlpatterns as workshops

urlpatterns = [*workshops]
