from dataclasses import dataclass


@dataclass(frozen=True)
class IdeaChanged:
    """Anything of it that is shown: it is new, says something else, is taken up or closed."""

    idea_id: int


@dataclass(frozen=True)
class IdeaAdded:
    idea_id: int


@dataclass(frozen=True)
class SomebodyCouldTeach:
    offer_id: int


@dataclass(frozen=True)
class IdeaClosed:
    """No workshop will be made of it."""

    idea_id: int
    by_id: int
