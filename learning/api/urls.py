from learning.afterwards.api.urls import urlpatterns as afterwards
from learning.attending.api.urls import urlpatterns as attending
from learning.badges.api.urls import urlpatterns as badges
from learning.calendars.api.urls import urlpatterns as calendars
from learning.courses.api.urls import urlpatterns as courses
from learning.questions.api.urls import urlpatterns as questions
from learning.workshops.api.urls import urlpatterns as workshops

urlpatterns = [*workshops, *attending, *afterwards, *questions, *badges, *calendars, *courses]
