"""What somebody is found by, derived from their profile: facets, and passages of words."""

from collections import defaultdict
from collections.abc import Iterable, Iterator

from accounts.models import User
from core.markdown import plain_text
from members.profiles.fields import FIELDS, OpenTo
from members.profiles.languages import name_of
from members.profiles.levels import Level, Levels
from members.profiles.models.facet import Facet, FacetKind
from members.profiles.models.passage import Passage
from members.profiles.models.profile import Profile
from members.profiles.text import plain

Found = tuple[FacetKind, str, str, str]  # the kind, the field that it is of, value, label


def note(person: User, profile: Profile) -> None:
    """Write down anew what they are found by, in the transaction of what changed it."""
    note_each([(person, profile)])


def note_each(people: Iterable[tuple[User, Profile]]) -> None:
    people = list(people)
    ids = [person.pk for person, _profile in people]
    Facet.objects.filter(user__in=ids).delete()
    Passage.objects.filter(user__in=ids).delete()
    Facet.objects.bulk_create(
        Facet(user=person, kind=kind, value=value[:120], label=label, level=profile.level_of(field))
        for person, profile in people
        for kind, field, value, label in facets_of(profile)
    )
    Passage.objects.bulk_create(
        Passage(user=person, level=level, text=text)
        for person, profile in people
        for level, text in passages_of(person, profile).items()
    )


def facets_of(profile: Profile) -> Iterator[Found]:
    for one in dict.fromkeys(profile.open_to):
        yield FacetKind.OPEN_TO, "open_to", one, ""
    for code in dict.fromkeys(profile.languages):
        yield FacetKind.LANGUAGE, "languages", code, ""
    if profile.location:
        yield FacetKind.LOCATION, "location", plain(profile.location), profile.location
    if profile.organisation:
        label = profile.organisation
        yield FacetKind.ORGANISATION, "organisation", plain(label), label
    if profile.is_kept:
        yield FacetKind.LOCAL_TIME, "local_time", "", ""


def passages_of(person: User, profile: Profile) -> dict[Level, str]:
    texts: dict[Level, list[str]] = defaultdict(list)
    texts[Level.EVERYONE] += [person.name, person.handle, person.headline]
    for name in FIELDS:
        texts[profile.level_of(name)].append(words_of(profile, name))
    joined = {level: plain("\n".join(found)) for level, found in texts.items()}
    return {level: text for level, text in joined.items() if text}


def words_at(profile: Profile, levels: Levels) -> str:
    """What somebody who reads these levels reads, as one text."""
    read = (words_of(profile, name) for name in FIELDS if profile.level_of(name) in levels)
    return "\n".join(filter(None, read))


def words_of(profile: Profile, name: str) -> str:
    """What the field says in words. Pronouns, links and clocks are not what people are found by."""
    if name == "about":
        return plain_text(profile.about_html)
    if name == "languages":
        return "\n".join(map(name_of, profile.languages))
    if name == "open_to":
        return "\n".join(str(OpenTo(one).label) for one in profile.open_to)
    if name in ("ask_about", "wants_to_learn"):
        return "\n".join(getattr(profile, name))
    if name in ("role", "organisation", "location"):
        return str(getattr(profile, name))
    return ""
