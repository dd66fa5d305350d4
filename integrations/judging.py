"""The sample of judged queries, asked of the community that the site was brought into."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import fmean

from django.contrib.auth.models import AnonymousUser

from communities.models import Community
from discussions.models import Closure, Post
from discussions.similar import similar_to
from integrations.stackexchange.models import Imported, Kind
from search.asked import Asked
from search.finding import Result, find
from search.judging import CUT, Judged, ndcg, read, reciprocal_rank
from search.query import Query
from search.ranking import TUNING, Tuning

SITE = "beer.stackexchange.com"
QUERIES = Path(__file__).parent / "judged" / "beer-2014.txt"
TITLES = Path(__file__).parent / "judged" / "beer-2014-similar.txt"

# What is left of the order when a part of it is taken away.
WITHOUT = {
    "titles above texts": TUNING._replace(text=(0.2, 0.2, 0.2, 0.2)),
    "standing": TUNING._replace(standing=0),
    "recency": TUNING._replace(fading=0),
    "corrections": TUNING._replace(corrects=False),
    "any of the words": TUNING._replace(loosens=False),
    "all of these": Tuning((0.2, 0.2, 0.2, 0.2), 0, 0, corrects=False, loosens=False),
}


@dataclass(frozen=True)
class Verdict:
    query: str
    ndcg: float
    reciprocal_rank: float


@dataclass(frozen=True)
class Judgement:
    verdicts: Sequence[Verdict]

    @property
    def ndcg(self) -> float:
        return fmean(one.ndcg for one in self.verdicts)

    @property
    def mrr(self) -> float:
        return fmean(one.reciprocal_rank for one in self.verdicts)


@dataclass(frozen=True)
class Begun:
    """The title of a question that repeats one, and at which place that is offered, from 1 on."""

    title: str
    place: int | None


class Sample:
    """The queries, and what has become of the questions they are judged by."""

    def __init__(self, community: Community) -> None:
        self.community = community
        questions = Imported.objects.filter(
            run__site=SITE, run__community=community, kind=Kind.QUESTION
        )
        self.keys = dict(questions.values_list("object_id", "key"))
        self.judged = read(QUERIES.read_text())

    def judge(self, tuning: Tuning = TUNING) -> Judgement:
        return Judgement([self._verdict(judged, tuning) for judged in self.judged])

    def _verdict(self, judged: Judged, tuning: Tuning) -> Verdict:
        found = list(self._found(judged.query, tuning))
        return Verdict(
            judged.query, ndcg(found, judged.grades), reciprocal_rank(found, judged.grades)
        )

    def _found(self, query: str, tuning: Tuning) -> Iterator[int]:
        """The questions, by their numbers there, that a visitor gets."""
        visitor = AnonymousUser()
        asked = Asked(Query.read(query), given={"community": self.community.slug})
        results = find(
            visitor, asked.query, narrowings=asked.narrowings(visitor), size=CUT, tuning=tuning
        )
        topics = self._topics_of(results.items)
        for item in results.items:
            topic = item.object_id if item.kind == "topic" else topics.get(item.object_id, 0)
            yield self.keys.get(topic, 0)

    def _topics_of(self, items: Sequence[Result]) -> dict[int, int]:
        posts = [item.object_id for item in items if item.kind == "post"]
        return dict(Post.objects.filter(pk__in=posts).values_list("pk", "topic_id"))

    def judge_similar(self) -> list[Begun]:
        """What is offered to somebody who begins to ask in other words what is there already."""
        titles = read_titles(TITLES.read_text())
        return [Begun(title, self._place_of(keys, title)) for title, keys in titles]

    def _place_of(self, keys: set[int], title: str) -> int | None:
        asked = {topic for topic, key in self.keys.items() if key in keys}
        # Of one that was closed for repeating another the other is offered.
        repeated = Closure.objects.filter(topic__in=asked).exclude(duplicate_of=None)
        wanted = asked | set(repeated.values_list("duplicate_of", flat=True))
        offered = similar_to(AnonymousUser(), self.community, title).items
        places = (n for n, one in enumerate(offered, 1) if one.topic and one.topic.pk in wanted)
        return next(places, None)


def read_titles(text: str) -> list[tuple[str, set[int]]]:
    """A line for each: the title, a tab, and the numbers of the questions that ask the same."""
    lines = [line.split("\t") for line in text.splitlines() if line and not line.startswith("#")]
    return [(title, {int(key) for key in keys.split()}) for title, keys in lines]
