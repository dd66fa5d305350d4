from typing import TYPE_CHECKING, ClassVar

from django.utils.text import slugify

if TYPE_CHECKING:
    from communities.models.community import Community


class Titled:
    """Something in a community with a title, which its address ends in, for who reads addresses."""

    kind_of_target: ClassVar[str]
    place: ClassVar[str]  # between the address of its community and its number

    pk: int
    title: str
    community: "Community"

    def get_absolute_url(self) -> str:
        return f"{self.address[:-1]}-{self.slug}/"

    @property
    def address(self) -> str:
        """The shortest way here, and what the addresses of its parts begin with."""
        return f"{self.community.address}{self.place}/{self.pk}/"

    @property
    def target(self) -> str:
        """Its name for whoever follows it, for notices about it and banners that lead to it."""
        return f"{self.kind_of_target}:{self.pk}"

    @property
    def slug(self) -> str:
        return slugify(self.title)[:80].strip("-") or self.kind_of_target
