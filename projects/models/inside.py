from typing import TYPE_CHECKING, ClassVar

from communities.models import Space
from communities.models.titled import Titled

if TYPE_CHECKING:
    from projects.models.project import Project


class Inside(Titled):
    """Something in a project, read by whoever reads the project; its address ends in its number."""

    place: ClassVar[str]  # between the address of its project and its number
    project: "Project"

    def get_absolute_url(self) -> str:
        return self.address

    @property
    def address(self) -> str:
        return f"{self.project.address}{self.place}/{self.pk}/"

    @property
    def space(self) -> Space:
        """Whose visibility it follows."""
        return self.project.space
