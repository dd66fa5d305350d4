from django.urls import path

from projects.related import views as related
from projects.tasks import urls as tasks
from projects.views import people, projects

app_name = "projects"

C = "c/<slug:slug>/projects"
P = f"{C}/<int:pk>"
HANDLE = "<str:handle>"

urlpatterns = [
    path(f"{C}/", projects.projects, name="projects"),
    path(f"{C}/new/", projects.new_project, name="new_project"),
    path(f"{C}/link/", related.choose, name="link"),
    path(f"{P}/", projects.project, name="project_by_number"),
    path(f"{P}-<slug:title>/", projects.project, name="project"),
    path(f"{P}/edit/", projects.edit_project, name="edit_project"),
    path(f"{P}/status/", people.StatusView.as_view(), name="status"),
    path(f"{P}/related/", related.related, name="related"),
    path(f"{P}/related/<int:related>/", related.UnlinkView.as_view(), name="unlink"),
    path(f"{P}/people/", people.people, name="people"),
    path(f"{P}/invitations/", people.InvitationsView.as_view(), name="invitations"),
    path(f"{P}/invitation/", people.AnswerView.as_view(), name="invitation"),
    path(f"{P}/membership/", people.MembershipView.as_view(), name="membership"),
    path(f"{P}/people/{HANDLE}/", people.PlaceView.as_view(), name="place"),
    *tasks.urlpatterns,
]
