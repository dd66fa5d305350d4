from typing import Any, ClassVar

from communities.notices import letterhead_of
from notifications import notices
from notifications.letterhead import Letterhead


class NewsInSpace(notices.Kind):
    """Of something with a title that lives in a space of its community.

    ``about`` names what has it of the thing that is told of; empty: it is the thing itself.
    """

    about: ClassVar[str] = ""

    def subject_of(self, thing: Any) -> Any:
        return getattr(thing, self.about) if self.about else thing

    def title(self, thing: Any) -> str:
        return str(self.subject_of(thing).title)

    def url(self, thing: Any) -> str:
        return str(self.subject_of(thing).get_absolute_url())

    def group(self, thing: Any) -> str:
        return str(self.subject_of(thing).target)

    def place(self, thing: Any) -> notices.Place | None:
        space: notices.Place = self.subject_of(thing).space
        return space

    def letterhead(self, thing: Any) -> Letterhead:
        return letterhead_of(self.subject_of(thing).community)
