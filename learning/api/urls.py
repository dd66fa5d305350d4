from learning.admitting.api.urls import urlpatterns as admitting
from learning.afterwards.api.urls import urlpatterns as afterwards
from learning.attending.api.urls import urlpatterns as attending
from learning.badges.api.urls import urlpatterns as badges
from learning.calendars.api.urls import urlpatterns as calendars
from learning.certificates.api.urls import urlpatterns as certificates
from learning.company.api.urls import urlpatterns as company
from learning.courses.api.urls import urlpatterns as courses
from learning.ideas.api.urls import urlpatterns as ideas
from learning.inquiries.api.urls import urlpatterns as inquiries
from learning.questions.api.urls import urlpatterns as questions
from learning.series.api.urls import urlpatterns as series
from learning.workshops.api.urls import urlpatterns as workshops

urlpatterns = [
    *workshops,
    *series,
    *attending,
    *afterwards,
    *questions,
    *badges,
    *calendars,
    *courses,
    *certificates,
    *admitting,
    *inquiries,
    *company,
    *ideas,
]
