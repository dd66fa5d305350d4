from projects.models.collaborator import Collaborator, Role, Standing
from projects.models.project import Project, Status, Visibility
from projects.related.models import Related

__all__ = ["Collaborator", "Project", "Related", "Role", "Standing", "Status", "Visibility"]
