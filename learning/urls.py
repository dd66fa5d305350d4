from learning.afterwards.urls import urlpatterns as afterwards
from learning.workshops.urls import urlpatterns as workshops

app_name = "learning"

urlpatterns = [*workshops, *afterwards]
