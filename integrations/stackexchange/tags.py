"""The site's tags as tags of the community, in words that this place allows."""

import re
import unicodedata
from collections.abc import Iterable

from communities.models import Community, Tag, TagSynonym
from communities.validators import RESERVED_SLUGS, SLUG
from core.markdown import excerpt
from core.markdown.sanitising import sanitise
from integrations.stackexchange.models import Import, Imported, Kind, Staged
from integrations.stackexchange.report import NEW, SAME, Report

LONGEST = 50
LONGEST_DESCRIPTION = 300
_TEXTS = ("ExcerptPostId", "WikiPostId")
_SPOKEN = (("c++", "c-plus-plus"), ("#", "-sharp"), ("+", "-plus"), ("*", "-star"))


def bring_tags(run: Import, community: Community, report: Report) -> None:
    """All together, for their names depend on each other; no site has more than some thousands."""
    community.lock()  # as whoever tags does
    staged = list(Staged.objects.of(run, Kind.TAG).order_by("key"))
    known = Imported.objects.known(run, Kind.TAG, [tag.key for tag in staged])
    new = [tag for tag in staged if tag.key not in known]
    report.bring("tags", len(known), SAME)
    names = _names(new, taken=_names_of(known.values()))
    tags = _find_or_make(community, names.values())
    Imported.objects.bulk_create(
        Imported(run=run, kind=Kind.TAG, key=tag.key, object_id=tags[names[tag.key]].pk)
        for tag in new
    )
    report.bring("tags", len(new), NEW)
    _describe(run, staged, report)


def tags_by_name(run: Import) -> dict[str, tuple[int, str]]:
    """Of each tag as the site writes it, the id and name that it has here."""
    staged = dict(Staged.objects.of(run, Kind.TAG).values_list("key", "data__TagName"))
    ids = dict(Imported.objects.filter(run=run, kind=Kind.TAG).values_list("key", "object_id"))
    here = dict(Tag.objects.filter(pk__in=ids.values()).values_list("pk", "name"))
    return {
        name: (ids[key], here[ids[key]]) for key, name in staged.items() if ids.get(key) in here
    }


def listed(text: str) -> list[str]:
    """The names in ``<ales><hops>``, which newer dumps write ``|ales|hops|``."""
    return [name for name in re.split(r"[<>|]", text) if name]


def spelled(name: str) -> str:
    """``c#`` as ``c-sharp``, ``.net`` as ``dot-net``; nothing, where no letter is left."""
    name = name.lower()
    for sign, spoken in _SPOKEN:
        name = name.replace(sign, spoken)
    if name.startswith("."):
        name = f"dot-{name[1:]}"
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:LONGEST].rstrip("-")


def _names(tags: list[Staged], taken: set[str]) -> dict[int, str]:
    """A name for each, by key. What may stay as it is comes first, so that none takes its place."""
    taken = set(taken)
    given: dict[int, str] = {}
    for tag in sorted(tags, key=lambda tag: (spelled(_name(tag)) != _name(tag), tag.key)):
        name = spelled(_name(tag)) or f"tag-{abs(tag.key)}"
        if name in RESERVED_SLUGS or not SLUG.fullmatch(name):
            name = f"{name}-tag"
        given[tag.key] = _free(name, taken)
        taken.add(given[tag.key])
    return given


def _name(tag: Staged) -> str:
    return str(tag.data["TagName"])


def _free(name: str, taken: set[str]) -> str:
    number, free = 1, name
    while free in taken:
        number += 1
        free = f"{name[: LONGEST - 6]}-{number}"
    return free


def _names_of(known: Iterable[Imported]) -> set[str]:
    ids = [one.object_id for one in known]
    return set(Tag.objects.filter(pk__in=ids).values_list("name", flat=True))


def _find_or_make(community: Community, names: Iterable[str]) -> dict[str, Tag]:
    """By name; a word that the community keeps as a synonym gives the tag it stands for."""
    wanted = list(names)
    synonyms = _synonyms(community, wanted)
    missing = [Tag(community=community, name=name) for name in wanted if name not in synonyms]
    Tag.objects.bulk_create(missing, ignore_conflicts=True)
    own = {tag.name: tag for tag in Tag.objects.filter(community=community, name__in=wanted)}
    return own | synonyms


def _synonyms(community: Community, names: list[str]) -> dict[str, Tag]:
    found = TagSynonym.objects.filter(community=community, name__in=names).select_related("tag")
    return {synonym.name: synonym.tag for synonym in found}


def _describe(run: Import, staged: list[Staged], report: Report) -> None:
    """A tag's excerpt, or else the beginning of its wiki, where nothing is said of it yet."""
    bodies = dict(Staged.objects.of(run, Kind.WIKI).values_list("key", "data__Body"))
    known = Imported.objects.known(run, Kind.TAG, [tag.key for tag in staged])
    tags = Tag.objects.in_bulk([one.object_id for one in known.values()])
    described, same = [], 0
    for row in staged:
        tag = tags.get(known[row.key].object_id)
        text = _first_text(bodies.get(row.data.get(name)) for name in _TEXTS)
        if tag and text and not tag.description:
            tag.description = text
            described.append(tag)
        elif tag and text:
            same += tag.description == text
    Tag.objects.bulk_update(described, ["description"])
    report.bring("descriptions of tags", len(described))
    report.bring("descriptions of tags", same, SAME)
    empty = sum(1 for body in bodies.values() if not body.strip())
    report.skip("texts about tags", "empty", empty)
    left = len(bodies) - empty - len(described) - same
    report.skip("texts about tags", "a tag has room for one short description", left)


def _first_text(bodies: Iterable[str | None]) -> str:
    texts = (excerpt(sanitise(body), LONGEST_DESCRIPTION) for body in bodies if body)
    return next((text for text in texts if text), "")
