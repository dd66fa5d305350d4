"""How each of many users wants to be told: asked when a notice is made, and when it is sent."""

from collections.abc import Iterable

from notifications.matters import Matter
from notifications.models import Choice, Notice, Way
from notifications.models.choice import EVERYWHERE

Chosen = dict[tuple[str, str], Way]  # by scope and matter


class Ways:
    """What some users have chosen, read in one query: `of` then says what it comes to."""

    def __init__(self, user_ids: Iterable[int], matter: Matter | None = None) -> None:
        """Of one matter alone, where that is all that will be asked."""
        self._chosen: dict[int, Chosen] = {pk: {} for pk in user_ids}
        rows = Choice.objects.filter(user__in=self._chosen)
        if matter is not None:
            rows = rows.filter(matter=matter.name)
        for user, scope, name, way in rows.values_list("user_id", "scope", "matter", "way"):
            self._chosen[user][scope, name] = Way(way)

    def of(self, user_id: int, matter: Matter, scope: str) -> Way:
        """The community's own choice, else the one for everywhere, else what is usual."""
        chosen = self._chosen[user_id]
        here = chosen.get((scope, matter.name)) or chosen.get((EVERYWHERE, matter.name))
        return here if here in matter.ways else matter.usual

    def of_notice(self, notice: Notice) -> Way:
        kind = notice.declared
        return self.of(notice.user_id, kind.matter, notice.source) if kind else Way.APP

    def is_chosen(self, user_id: int, matter: Matter, scope: str) -> bool:
        return (scope, matter.name) in self._chosen[user_id]

    def scopes_of(self, user_id: int) -> set[str]:
        """Where else than everywhere something was chosen."""
        return {scope for scope, _name in self._chosen[user_id] if scope != EVERYWHERE}
