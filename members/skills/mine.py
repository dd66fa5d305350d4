"""One's own skills, and who sees each of them."""

from dataclasses import dataclass

from accounts.models import User
from members.profiles.levels import Level
from members.skills.models import SkillChoice
from members.skills.shown import Proof, Shown, proofs_of_each, skills_of

AS_SOURCES = ""
WIDEST_FIRST = list(Level)


@dataclass(frozen=True)
class Mine:
    shown: Shown
    seen_by: str  # a level, or whoever may see what shows it

    @property
    def is_told(self) -> bool:
        """Whether anybody else may see some of what shows it."""
        return self.seen_by != Level.ME and any(row.is_shown for row in self.shown.rows)


def skills_of_oneself(user: User) -> list[Mine]:
    chosen = SkillChoice.objects.chosen_by(user)
    return [Mine(one, _seen_by(one, chosen)) for one in skills_of(user, user)]


def with_proofs(user: User, mine: list[Mine]) -> list[tuple[Mine, list[Proof]]]:
    return list(zip(mine, proofs_of_each(user, [one.shown for one in mine]), strict=True))


def seen_by(user: User, shown: Shown) -> str:
    return _seen_by(shown, SkillChoice.objects.chosen_by(user))


def _seen_by(shown: Shown, chosen: dict[str, Level]) -> str:
    """The narrowest of those that hold."""
    keys = {shown.known.key, *(f"w{row.tag_id}" for row in shown.rows)}
    held = [chosen[key] for key in keys if key in chosen]
    return max(held, key=WIDEST_FIRST.index) if held else AS_SOURCES
