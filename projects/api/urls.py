from django.urls import include, path

from projects.api import views
from projects.calls.api.urls import urlpatterns as calls
from projects.decisions.api import urlpatterns as decisions
from projects.files.api import urls as files
from projects.meetings.api import urlpatterns as meetings
from projects.related import api as related
from projects.tasks.api import urls as tasks
from projects.updates.api import urlpatterns as updates
from projects.wiki.api import urls as wiki

P = "projects/<int:pk>"

urlpatterns = [
    *calls,
    *decisions,
    *meetings,
    *updates,
    path("communities/<slug:slug>/projects/", views.ProjectsView.as_view(), name="projects"),
    path(f"{P}/", views.ProjectView.as_view(), name="project"),
    path(f"{P}/status/", views.StatusView.as_view(), name="project_status"),
    path(f"{P}/membership/", views.MembershipView.as_view(), name="project_membership"),
    path(f"{P}/invitation/", views.InvitationView.as_view(), name="project_invitation"),
    path(f"{P}/related/", related.RelatedView.as_view(), name="related"),
    path("related/<int:pk>/", related.OneRelatedView.as_view(), name="one_related"),
    path("", include("projects.closing.api.urls")),
    path(f"{P}/collaborators/", views.CollaboratorsView.as_view(), name="collaborators"),
    path(f"{P}/collaborators/<str:handle>/", views.CollaboratorView.as_view(), name="collaborator"),
    *tasks.urlpatterns,
    *wiki.urlpatterns,
    *files.urlpatterns,
]
