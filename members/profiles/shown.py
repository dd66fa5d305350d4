"""A profile as one viewer reads it. A field that is not for them is as if it were empty."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ObjectDoesNotExist
from django.urls import reverse

from accounts.models import User
from members.profiles.fields import FIELDS, Field, OpenTo
from members.profiles.languages import name_of
from members.profiles.levels import VISITOR, Levels, levels_for
from members.profiles.models import Profile


@dataclass(frozen=True)
class Shown:
    photo: str = ""  # its key
    about: str = ""
    about_html: str = ""
    role: str = ""
    organisation: str = ""
    location: str = ""
    pronouns: str = ""
    languages: list[str] = field(default_factory=list)
    ask_about: list[str] = field(default_factory=list)
    wants_to_learn: list[str] = field(default_factory=list)
    open_to: list[str] = field(default_factory=list)
    links: list[dict[str, str]] = field(default_factory=list)
    local_time: str = ""  # the name of a time zone

    @property
    def photo_url(self) -> str:
        return reverse("photo", args=[self.photo, "large"]) if self.photo else ""

    @property
    def languages_in_words(self) -> list[str]:
        return [name_of(code) for code in self.languages]

    @property
    def open_to_in_words(self) -> list[str]:
        return [str(OpenTo(one).label) for one in self.open_to]

    @property
    def place(self) -> str:
        """The role and where: “Adviser, Tide Trust”."""
        return ", ".join(filter(None, [self.role, self.organisation]))

    @property
    def says_something(self) -> bool:
        return any([self.about, self.ask_about, self.wants_to_learn, self.open_to, self.links])


def shown_at(profile: Profile, levels: Levels) -> Shown:
    open_fields = [name for name in FIELDS if profile.level_of(name) in levels]
    said = {name: profile.value_of(name) for name in open_fields}
    if "about" in said:
        said["about_html"] = profile.about_html
    return Shown(**said)


def shown_to(viewer: Any, person: User) -> Shown:
    """Asks nothing where the person said nothing."""
    return shown_to_each(viewer, [person])[person.pk]


def shown_to_each(viewer: Any, people: Iterable[User]) -> dict[int, Shown]:
    """By their numbers; in one query beside those for people with their profiles."""
    profiles = {person.pk: profile_of(person) for person in people}
    said = [profile.user for profile in profiles.values() if profile.is_kept]
    levels = levels_for(viewer, said) if said else {}
    return {pk: shown_at(one, levels.get(pk, VISITOR)) for pk, one in profiles.items()}


def profile_of(person: User) -> Profile:
    """As the query brought it along, or an empty one; it is not looked for here."""
    try:
        profile: Profile = person.profile
    except ObjectDoesNotExist:
        return Profile(user=person)
    profile.user = person
    return profile


def lacking(profile: Profile) -> list[Field]:
    """The fields that would bring the most, of those that say nothing."""
    empty = [one for one in FIELDS.values() if one.lacking and not profile.value_of(one.name)]
    return empty[:3]
