from learning.afterwards.api.urls import urlpatterns as afterwards
from learning.workshops.api.urls import urlpatterns as workshops

urlpatterns = [*workshops, *afterwards]
