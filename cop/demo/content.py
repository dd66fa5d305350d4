"""Reads the demo content: TOML for people and communities, one Markdown file for each topic.

README.md beside this file describes the format for those who write it.
"""

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any

from discussions.story import HEADINGS, PROMPTS

HERE = Path(__file__).parent
UNITS = {"w": "weeks", "d": "days", "h": "hours", "m": "minutes"}
STORY_PROMPTS = tuple(HEADINGS[name] for name in PROMPTS)
POST_LINE = re.compile(r"^---(?P<deeper>>{0,2}) @(?P<author>\w+) \+(?P<after>\w+)(?P<rest>.*)$")
ARTICLE_PART = re.compile(r"^## (question|applies|practice|exceptions)$", re.MULTILINE)
EARLIER_LINE = re.compile(r"^=== \+(?P<until>\w+) @(?P<editor>\w+) (?P<note>.+)$")
REACTION_LINE = re.compile(r"^!!! \+(?P<after>\w+) @(?P<user>\w+) (?P<word>\w+)(?: (?P<why>.+))?$")
TOPIC_LINK = re.compile(r"\]\(topic:(?:(?P<community>[a-z]+)/)?(?P<slug>[a-z0-9-]+)\)")
PICTURE = re.compile(r"\]\(picture:(?P<name>[a-z0-9-]+)\)")
FENCE = re.compile(r"^(```|~~~)")


class BadContentError(ValueError):
    """The demo content does not follow its own format; the message names file and line."""


@dataclass
class EarlierText:
    """What a post said until somebody changed it."""

    until: timedelta
    editor: str
    note: str
    body: str = ""


@dataclass
class ReactionContent:
    """What somebody says who tried what the post tells."""

    after: timedelta
    user: str
    word: str
    why: str


@dataclass
class PostContent:
    author: str
    after: timedelta
    depth: int
    """0 for the opening post, 1 for an answer, 2 and 3 for replies below it."""
    body: str = ""
    useful: list[str] = field(default_factory=list)
    accepted_after: timedelta | None = None
    earlier: list[EarlierText] = field(default_factory=list)
    reactions: list[ReactionContent] = field(default_factory=list)
    parent: "PostContent | None" = None


@dataclass
class TopicContent:
    slug: str
    path: Path
    kind: str
    title: str
    space: str
    tags: list[str]
    age: timedelta
    opening: PostContent
    posts: list[PostContent]
    pinned: bool
    following: list[str]
    closed: dict[str, Any] | None


@dataclass
class ArticleContent:
    slug: str
    facts: dict[str, Any]
    parts: dict[str, str]


@dataclass
class CommunityContent:
    slug: str
    facts: dict[str, Any]
    topics: list[TopicContent]
    articles: list[ArticleContent]
    collections: list[dict[str, Any]]
    projects: list[dict[str, Any]]
    papers: list[dict[str, Any]]
    workshops: list[dict[str, Any]]
    badges: list[dict[str, Any]]
    ideas: list[dict[str, Any]]
    courses: list[dict[str, Any]]


def duration(text: str) -> timedelta:
    """``"2d4h"`` as a timedelta."""
    parts = re.findall(r"(\d+)([wdhm])", text)
    if not parts or "".join(n + unit for n, unit in parts) != text:
        raise BadContentError(f"{text!r} is not a duration such as 2d4h")
    return timedelta(**{UNITS[unit]: int(n) for n, unit in parts})


def read_people() -> dict[str, dict[str, Any]]:
    return tomllib.loads((HERE / "people.toml").read_text())


def read_desks() -> dict[str, dict[str, Any]]:
    return tomllib.loads((HERE / "desks.toml").read_text())


def read_communities() -> list[CommunityContent]:
    return [read_community(path.parent) for path in sorted(HERE.glob("*/community.toml"))]


def read_community(folder: Path) -> CommunityContent:
    topics = [read_topic(path) for path in sorted(folder.glob("topics/*.md"))]
    facts = tomllib.loads((folder / "community.toml").read_text())
    articles = [read_article(path) for path in sorted(folder.glob("articles/*.md"))]
    library = tomllib.loads((folder / "resources.toml").read_text())
    return CommunityContent(
        folder.name,
        facts,
        topics,
        articles,
        library["collections"],
        _listed(folder, "projects"),
        _listed(folder, "papers"),
        _listed(folder, "workshops"),
        _listed(folder, "badges"),
        _listed(folder, "ideas"),
        _listed(folder, "courses"),
    )


def _listed(folder: Path, name: str) -> list[dict[str, Any]]:
    """What a file says that not every community has."""
    path = folder / f"{name}.toml"
    found: list[dict[str, Any]] = tomllib.loads(path.read_text())[name] if path.exists() else []
    return found


def picture_path(community: str, name: str) -> Path:
    return HERE / community / "pictures" / f"{name}.png"


def read_article(path: Path) -> ArticleContent:
    _, head, text = path.read_text().split("+++\n", 2)
    pieces = ARTICLE_PART.split(text)
    parts = {name: body.strip() for name, body in zip(pieces[1::2], pieces[2::2], strict=True)}
    return ArticleContent(path.stem.partition("-")[2], tomllib.loads(head), parts)


def read_topic(path: Path) -> TopicContent:
    _, head, text = path.read_text().split("+++\n", 2)
    facts = tomllib.loads(head)
    opening = PostContent(facts["author"], timedelta(), depth=0, useful=facts.get("useful", []))
    posts = list(_read_posts(path, text, opening))
    for post in (opening, *posts):
        post.body = post.body.strip()
        for earlier in post.earlier:
            earlier.body = earlier.body.strip()
    closed = facts.get("closed")
    if closed:
        closed["after"] = duration(closed["after"].removeprefix("+"))
    return TopicContent(
        slug=path.stem.partition("-")[2],
        path=path,
        kind=facts["kind"],
        title=facts["title"],
        space=facts["space"],
        tags=facts["tags"],
        age=duration(facts["asked"]),
        opening=opening,
        posts=posts,
        pinned=facts.get("pinned", False),
        following=facts.get("following", []),
        closed=closed,
    )


def _read_posts(path: Path, text: str, opening: PostContent) -> Iterator[PostContent]:
    """Fill in the opening post's text, and yield the posts below it in the order of the file."""
    trail = [opening]
    target: PostContent | EarlierText = opening
    fenced = False
    for number, line in enumerate(text.splitlines(), start=1):
        fenced ^= bool(FENCE.match(line))
        if not fenced and (found := POST_LINE.match(line)):
            post = _post(found)
            # A reply before any answer belongs to the opening post, whatever its depth says.
            trail = [above for above in trail if above.depth < post.depth]
            post.parent = trail[-1]
            trail.append(post)
            target = post
            yield post
        elif not fenced and (found := EARLIER_LINE.match(line)):
            target = EarlierText(duration(found["until"]), found["editor"], found["note"])
            trail[-1].earlier.append(target)
        elif not fenced and (found := REACTION_LINE.match(line)):
            trail[-1].reactions.append(_reaction(found))
        elif not fenced and line.startswith(("--- ", "--->", "=== ", "!!! ")):
            raise BadContentError(f"{path.name}, line {number} of the text: {line!r}")
        else:
            target.body += line + "\n"


def _reaction(found: re.Match[str]) -> ReactionContent:
    after = duration(found["after"])
    return ReactionContent(after, found["user"], found["word"], found["why"] or "")


def _post(found: re.Match[str]) -> PostContent:
    post = PostContent(found["author"], duration(found["after"]), 1 + len(found["deeper"]))
    for word in found["rest"].split():
        match word.partition("="):
            case ("useful", "=", handles):
                post.useful = handles.split(",")
            case ("accepted", "=", after):
                post.accepted_after = duration(after.removeprefix("+"))
            case _:
                raise BadContentError(
                    f"{word!r} after @{post.author} is neither useful= nor accepted="
                )
    return post
