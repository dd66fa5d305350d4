"""One page of a directory, for web and API."""

from dataclasses import dataclass
from typing import Any

from accounts.models import User
from core.paging import Page, paginate
from members.listing.asked import Asked
from members.listing.people import ORDER, people_asked_for
from members.profiles.clocks import Clock, clock_of
from members.profiles.shown import Shown, shown_to_each

SIZE = 24


@dataclass(frozen=True)
class Card:
    person: User
    shown: Shown
    clock: Clock | None


@dataclass(frozen=True)
class Listing:
    page: Page[Card]
    is_guess: bool  # nobody has just these words; these have words like them
    people: Any  # all of them, to be counted


def listing_of(viewer: Any, asked: Asked, *, after: str | None = None, size: int = SIZE) -> Listing:
    """Raises BadCursor."""
    people, is_guess = people_asked_for(viewer, asked), False
    found = _page(people, after, size)
    if not found.items and asked.words:
        people, is_guess = people_asked_for(viewer, asked, likely=True), True
        found = _page(people, after, size)
    shown = shown_to_each(viewer, found)
    cards = [Card(one, shown[one.pk], clock_of(shown[one.pk], viewer)) for one in found]
    return Listing(Page(cards, next=found.next), is_guess and bool(cards), people)


def _page(people: Any, after: str | None, size: int) -> Page[User]:
    return paginate(people.select_related("profile"), ORDER, size=size, after=after)
