"""The door to people, for web and API: unseen is 404."""

from typing import Any

from django.http import Http404

from accounts.models import User
from members.directory import people_shown_to


def person_to_see(viewer: Any, handle: str) -> User:
    """Whose handle this is or was; which of the two, their own handle says."""
    people: Any = people_shown_to(viewer).select_related("stand_in", "profile")
    person = people.reached_by(handle)
    if person is None:
        raise Http404
    return person
