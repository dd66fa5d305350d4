from django.urls import path

from projects.calls.urls import urlpatterns as calls
from projects.closing import views as closing
from projects.decisions.urls import urlpatterns as decisions
from projects.files import urls as files
from projects.meetings.urls import urlpatterns as meetings
from projects.related import views as related
from projects.tasks import urls as tasks
from projects.updates.urls import urlpatterns as updates
from projects.views import export, people, projects, talk
from projects.wiki import urls as wiki

app_name = "projects"

C = "c/<slug:slug>/projects"
P = f"{C}/<int:pk>"
HANDLE = "<str:handle>"

urlpatterns = [
    *calls,
    *decisions,
    *meetings,
    *updates,
    path(f"{C}/", projects.projects, name="projects"),
    path(f"{C}/lessons/", closing.lessons_learned, name="learned"),
    path(f"{C}/new/", projects.new_project, name="new_project"),
    path(f"{C}/link/", related.choose, name="link"),
    path(f"{P}/", projects.project, name="project_by_number"),
    path(f"{P}-<slug:title>/", projects.project, name="project"),
    path(f"{P}/edit/", projects.edit_project, name="edit_project"),
    path(f"{P}/status/", people.StatusView.as_view(), name="status"),
    path(f"{P}/related/", related.related, name="related"),
    path(f"{P}/related/<int:related>/", related.UnlinkView.as_view(), name="unlink"),
    path(f"{P}/talk/", talk.talk, name="talk"),
    path(f"{P}/people/", people.people, name="people"),
    path(f"{P}/invitations/", people.InvitationsView.as_view(), name="invitations"),
    path(f"{P}/invitation/", people.AnswerView.as_view(), name="invitation"),
    path(f"{P}/membership/", people.MembershipView.as_view(), name="membership"),
    path(f"{P}/people/{HANDLE}/", people.PlaceView.as_view(), name="place"),
    *tasks.urlpatterns,
    path(f"{P}/closing/", closing.review, name="closing"),
    path(f"{P}/closing/lessons/", closing.LessonsView.as_view(), name="lessons"),
    path(f"{P}/closing/lessons/<int:lesson>/", closing.LessonView.as_view(), name="lesson"),
    path(f"{P}/closing/thanks/", closing.thanks, name="thanks"),
    path(f"{P}/closing/finish/", closing.FinishView.as_view(), name="finish"),
    path(f"{P}/not-pursued/", closing.DropView.as_view(), name="drop"),
    path(f"{P}/reopening/", closing.ReopeningView.as_view(), name="reopen"),
    path(f"{P}/outcome/", closing.outcome, name="outcome"),
    path(f"{P}/contribution/", closing.NamingView.as_view(), name="naming"),
    path(f"{P}/contributions/{HANDLE}/", closing.ContributionView.as_view(), name="contribution"),
    path(f"{P}/learned/", closing.learned_elsewhere, name="learned_elsewhere"),
    path(f"{P}/export/", export.export_project, name="export"),
    path("write/closing/", closing.BegunView.as_view(), name="begun"),
    *wiki.urlpatterns,
    *files.urlpatterns,
]
