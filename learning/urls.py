from learning.admitting.urls import urlpatterns as admitting
from learning.afterwards.urls import urlpatterns as afterwards
from learning.attending.urls import urlpatterns as attending
from learning.badges.urls import urlpatterns as badges
from learning.calendars.urls import urlpatterns as calendars
from learning.certificates.urls import urlpatterns as certificates
from learning.courses.urls import urlpatterns as courses
from learning.guests.urls import urlpatterns as guests
from learning.ideas.urls import urlpatterns as ideas
from learning.inquiries.urls import urlpatterns as inquiries
from learning.questions.urls import urlpatterns as questions
from learning.series.urls import urlpatterns as series
from learning.slips.urls import urlpatterns as slips
from learning.workshops.urls import urlpatterns as workshops

app_name = "learning"

urlpatterns = [
    *workshops,
    *series,
    *attending,
    *afterwards,
    *questions,
    *badges,
    *calendars,
    *courses,
    *slips,
    *certificates,
    *admitting,
    *inquiries,
    *guests,
    *ideas,
]
