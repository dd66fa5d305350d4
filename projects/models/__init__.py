from projects.models.collaborator import Collaborator, Role, Standing
from projects.models.project import Project, Status, Visibility

__all__ = ["Collaborator", "Project", "Role", "Standing", "Status", "Visibility"]
