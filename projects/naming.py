"""Who is named in what a project says is told so, and of that thing in no other way."""

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from discussions.matters import MENTIONS
from notifications import notices
from notifications.models import Notice
from projects.events import NamedInProject
from projects.models import Call, Decision, Meeting, Update
from projects.notices import ProjectNews, readers_of

KINDS: dict[str, Any] = {one.kind_of_target: one for one in (Call, Decision, Meeting, Update)}


def named_in(target: str) -> str:
    """The key of what is told to those whom it names."""
    return f"named:{target}"


def quote_anew(thing: Any) -> None:
    """It says something else now."""
    Notice.objects.quote_anew(named_in(thing.target), thing.gist)


@notices.on(NamedInProject)
class YouAreNamed(ProjectNews):
    matter = MENTIONS
    label = _("{actor} mentioned you in a project")
    action = _("Read it in its place")
    why = _("You get this because you are named there.")

    def load(self, event: NamedInProject) -> Any:
        kind, _colon, pk = event.target.partition(":")
        model = KINDS.get(kind)  # what is no kind any more is gone
        thing: Any = model.objects.for_page().filter(pk=pk).first() if model else None
        if thing:
            thing.just_named, thing.named_by = event.user_ids, event.by_id
        return thing

    def recipients(self, thing: Any) -> QuerySet[User]:
        """Those whom it still names: it may have been written anew since."""
        named = set(thing.just_named) & set(thing.mentioned)
        return readers_of(thing.project).filter(pk__in=named)

    def actor(self, thing: Any) -> User | None:
        return User.objects.filter(pk=thing.named_by).first()

    def url(self, thing: Any) -> str:
        return str(thing.get_absolute_url())

    def excerpt(self, thing: Any) -> str:
        return str(thing.gist)

    def key(self, thing: Any) -> str:
        return named_in(thing.target)
