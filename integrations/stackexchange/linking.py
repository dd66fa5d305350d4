"""Makes what led to the site lead to what came from there.

After all topics are here, for a link may lead to a question that came later.
"""

import re
from collections.abc import Iterable, Sequence

from django.db.models import Q

from communities.models import Community
from core.markdown import excerpt
from discussions.models import Closure, Post, Revision, Topic
from discussions.models.closure import Reason
from discussions.writing import GIST_LENGTH
from integrations.stackexchange import texts
from integrations.stackexchange.models import Import, Imported, Kind
from integrations.stackexchange.report import Report
from integrations.stackexchange.site import Site
from integrations.stackexchange.threads import Thread

_BEHIND_ANSWER = r"(?:/[^\s/#?<>()\[\]]*)?(?:/(?P<answer>\d+))?"
_TAIL = r"(?:[?#/][^\s<>()\[\]]*)?"


def link_posts(run: Import, site: Site, community: Community, beyond: int, size: int) -> int:
    """Rewrite the next posts that name the site; where it is, or 0 when there are no more.

    A post that somebody here has changed since is theirs: they may mean the site.
    """
    naming = Q(source__icontains=f"{site.host}/")
    ours = Post.objects.filter(naming, community=community, attribution__site=site.host)
    untouched = ours.exclude(revisions__replaced_by__is_active=True)
    places = dict(
        untouched.filter(pk__gt=beyond).order_by("pk").values_list("pk", "topic_id")[:size]
    )
    Topic.objects.hold(places.values())
    posts = list(untouched.filter(pk__in=places).select_related("topic"))
    revisions = list(Revision.objects.filter(naming, post__in=posts))
    sources = [post.source for post in posts] + [revision.source for revision in revisions]
    addresses = Addresses(run, site, community, sources)
    topics = []
    for post in posts:
        post.source = addresses.rewrite(post.source)
        post.html = texts.shown(post.source)
        if post.is_opening:
            post.topic.gist = excerpt(post.html, GIST_LENGTH)
            topics.append(post.topic)
    for revision in revisions:
        revision.source = addresses.rewrite(revision.source)
    Post.objects.bulk_update(posts, ["source", "html"])
    Topic.objects.bulk_update(topics, ["gist"])
    Revision.objects.bulk_update(revisions, ["source"])
    return max(places, default=0)


def link_duplicates(run: Import, threads: Sequence[Thread], report: Report) -> None:
    """Let each question that was closed as a duplicate lead to the first original there is."""
    keys = {key for thread in threads for key in [thread.question.key, *thread.originals]}
    topics = Imported.objects.known(run, Kind.QUESTION, keys)
    closed = [topics[t.question.key].object_id for t in threads if t.question.key in topics]
    waiting = Closure.objects.filter(
        topic__in=closed, reason=Reason.DUPLICATE, duplicate_of=None, topic__deleted_at=None
    )
    closures = {closure.topic_id: closure for closure in waiting}
    found = []
    for thread in threads:
        one = topics.get(thread.question.key)
        closure = closures.get(one.object_id) if one else None
        if closure is None:
            continue
        original = next((topics[key] for key in thread.originals if key in topics), None)
        if original is None:
            report.skip("duplicates", "of questions that are not in the dump")
            continue
        closure.duplicate_of_id = original.object_id
        found.append(closure)
    Closure.objects.bulk_update(found, ["duplicate_of"])
    report.bring("duplicates", len(found))


class Addresses:
    """Of the site's questions and answers, for one batch of texts asked for together."""

    def __init__(self, run: Import, site: Site, community: Community, sources: list[str]) -> None:
        host = re.escape(site.host)
        self._pattern = re.compile(
            rf"(?P<open>\]\(|<|^\[[^\]]+\]:\s+)?https?://{host}/"
            rf"(?:(?:questions|q)/(?P<question>\d+){_BEHIND_ANSWER}|a/(?P<short>\d+)(?:/\d+)?)"
            rf"{_TAIL}(?P<close>>)?",
            re.MULTILINE,
        )
        keys: set[int] = set()
        for source in sources:
            for match in self._pattern.finditer(source):
                keys |= {int(key) for key in match.group("question", "answer", "short") if key}
        self._topics, self._posts = _places(run, community, keys)

    def rewrite(self, source: str) -> str:
        return "".join(
            piece if is_code else self._pattern.sub(self._address, piece)
            for piece, is_code in texts.pieces(source)
        )

    def _address(self, match: "re.Match[str]") -> str:
        """A link keeps its words; an address that stands bare gets the title, as it had there."""
        found = self._place(match)
        if found is None:
            return match[0]
        address, title = found
        if match["open"] not in (None, "<"):
            return f"{match['open']}{address}{match['close'] or ''}"
        bare = match["open"] is None
        return f"[{_plain(title)}]({address}){_punctuation(match[0]) if bare else ''}"

    def _place(self, match: "re.Match[str]") -> tuple[str, str] | None:
        for name in ("answer", "short"):
            key = match[name]
            if key and int(key) in self._posts:
                return self._posts[int(key)]
        question = match["question"]
        return self._topics.get(int(question)) if question else None


def _punctuation(address: str) -> str:
    """What ends the sentence and not the address."""
    return address[len(address.rstrip(".,;:!?'\"*_")) :]


def _plain(title: str) -> str:
    return re.sub(r"([\\\[\]*_`<>])", r"\\\1", title)


def _places(
    run: Import, community: Community, keys: Iterable[int]
) -> tuple[dict[int, tuple[str, str]], dict[int, tuple[str, str]]]:
    """Address and title of the topics and of the answers of these keys."""
    questions = Imported.objects.known(run, Kind.QUESTION, keys)
    answers = Imported.objects.known(run, Kind.ANSWER, keys)
    topics = Topic.objects.filter(deleted_at=None).in_bulk(
        [q.object_id for q in questions.values()]
    )
    posts = (
        Post.objects.present()
        .select_related("topic")
        .in_bulk([one.object_id for one in answers.values()])
    )
    of_topics, of_posts = {}, {}
    for key, one in questions.items():
        if topic := topics.get(one.object_id):
            topic.community = community
            of_topics[key] = (topic.get_absolute_url(), topic.title)
    for key, one in answers.items():
        if post := posts.get(one.object_id):
            post.topic.community = community
            of_posts[key] = (post.get_absolute_url(), post.topic.title)
    return of_topics, of_posts
