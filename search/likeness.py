"""What says the same as a sentence that somebody is writing, in whatever words.

    likeness = Σ rarity × place, of the words of the sentence that a thread has / length
    share    = likeness / Σ rarity, of all words of the sentence

``rarity``  ln(1 + COUNTED / number of documents with the word); it counts no further.
``place``   the best at which the thread has the word: title, keywords or text (``PLACES``).
``length``  1, and a little more for each word of the title that the sentence does not have.

Any word will do, so most documents may match. Each is therefore looked for by itself, in the newest
``COUNTED`` documents that have it, shelf by shelf as in search/ranking.py; and so are pairs of the
rarest ``PAIRED`` of those that more documents have, which finds old ones too. Of all these the ones
with the most and the rarest words, ``COMPARED`` at most, are compared word by word. So the cost
grows neither with how common the words are nor, but for the shelves, with how much there is.
"""

import json
import re
from collections.abc import Sequence
from typing import Any, NamedTuple

from django.contrib.postgres.search import SearchQuery
from django.db import connection
from django.db.models import Q
from django.db.models.expressions import RawSQL

from core.audience import keys_for
from search.models import Document
from search.models.document import CONFIG, SHELF
from search.ranking import SETTINGS
from search.spelling import corrections
from search.text import seamed

MOST_WORDS = 24
COUNTED = 500
COMPARED = 300
PAIRED = 5
PLACES = {"A": 1.0, "B": 0.5, "C": 0.35, "D": 0.0}  # of a part, the title of its whole says nothing
LENGTH = 0.03
LEAST = 0.1  # of a share; with less, two sentences only happen to have a word in common
CLOSE = 0.4  # of the best share; beside it, what has less is noise

_WORD = re.compile(r"[^\W_]+")

# The newest documents with what is asked, found shelf by shelf.
NEWEST = f"""
SELECT one.id
FROM generate_series((SELECT (max(id) / {SHELF})::int FROM search_document), 0, -1)
  AS shelves(number)
CROSS JOIN LATERAL ({{found}}) AS one
LIMIT {COUNTED}
"""  # noqa: S608 - constants, and the SQL of an expression with placeholders
LIKE = f"""
WITH asked AS MATERIALIZED (
  SELECT
    lexeme, min(word) AS word,
    ('''' || replace(replace(lexeme, '\\', '\\\\'), '''', '''''') || '''')::tsquery AS query
  FROM unnest(%s::text[]) WITH ORDINALITY AS typed(word, place)
  CROSS JOIN LATERAL unnest(to_tsvector('{CONFIG}', word))
  GROUP BY lexeme ORDER BY min(place) LIMIT {MOST_WORDS}
), alone AS MATERIALIZED (
  SELECT lexeme, found.id FROM asked CROSS JOIN LATERAL ({{newest}}) AS found
), known AS MATERIALIZED (
  SELECT
    lexeme, asked.query, count(id) AS number,
    max(id) - min(id) AS span, ln(1 + {COUNTED}::float8 / greatest(count(id), 1)) AS rarity
  FROM asked LEFT JOIN alone USING (lexeme) GROUP BY lexeme, asked.query
), common AS (
  SELECT lexeme, query FROM known WHERE number = {COUNTED}
  ORDER BY span DESC LIMIT {PAIRED}  -- of those that are counted no further the rarest
), pair AS MATERIALIZED (
  SELECT one.lexeme, other.lexeme AS with_lexeme, one.query && other.query AS query
  FROM common AS one JOIN common AS other ON one.lexeme < other.lexeme
), paired AS MATERIALIZED (
  SELECT lexeme, with_lexeme, found.id
  FROM pair AS asked CROSS JOIN LATERAL ({{newest}}) AS found
), hit AS (
  SELECT lexeme, id FROM alone
  UNION SELECT lexeme, id FROM paired
  UNION SELECT with_lexeme, id FROM paired
), candidate AS MATERIALIZED (
  SELECT id FROM hit JOIN known USING (lexeme)
  GROUP BY id ORDER BY sum(rarity) DESC, id DESC LIMIT {COMPARED}
), said AS MATERIALIZED (
  SELECT
    thread, word.lexeme,
    max((%s::jsonb ->> letter)::float8) AS place, bool_or(letter = 'A') AS in_title
  FROM candidate
  JOIN search_document USING (id)
  CROSS JOIN LATERAL unnest(vector) AS word
  CROSS JOIN LATERAL unnest(word.weights) AS letter
  GROUP BY thread, word.lexeme
), liked AS (
  SELECT
    thread,
    sum(rarity * place) / (1 + {LENGTH} * count(*) FILTER (WHERE in_title AND rarity IS NULL))
      / (SELECT sum(rarity) FROM known) AS share
  FROM said LEFT JOIN known USING (lexeme)
  GROUP BY thread
), best AS (
  SELECT thread, share FROM liked
  WHERE share >= greatest({LEAST}, {CLOSE} * (SELECT max(share) FROM liked))
  ORDER BY share DESC, thread LIMIT %s
)
SELECT
  (SELECT array_agg(word) FROM asked JOIN known USING (lexeme) WHERE number = 0),
  (SELECT array_agg(thread ORDER BY share DESC, thread) FROM best),
  (SELECT array_agg(share ORDER BY share DESC, thread) FROM best)
"""  # noqa: S608 - constants, and the SQL of an expression with placeholders


class Alike(NamedTuple):
    """A thread (search.models.Document), and how much of the sentence it has: 1 is all."""

    thread: str
    share: float


class Each(SearchQuery):
    """Of the words that are asked for the one whose turn it is."""

    def as_sql(self, *args: Any, **kwargs: Any) -> Any:
        return "asked.query", []


def alike(viewer: Any, sentence: str, condition: Q, *, size: int) -> list[Alike]:
    """The threads that say the most of it, of documents that the viewer may see.

    Whoever shows one asks its model first, as always, whether the viewer may see it.
    """
    keys = keys_for(viewer)
    words = list(dict.fromkeys(_WORD.findall(seamed(sentence).lower())))
    unknown, found = _alike(words, condition, keys, size)
    corrected = corrections(unknown, keys) if unknown else {}
    if corrected:
        _unknown, found = _alike([corrected.get(w, w) for w in words], condition, keys, size)
    return found


def _alike(
    words: Sequence[str], condition: Q, keys: list[str], size: int
) -> tuple[list[str], list[Alike]]:
    """Also the words that nothing has."""
    documents = Document.objects.filter(condition, audience__overlap=keys)
    found = documents.filter(shelf=RawSQL("shelves.number", ()), vector=Each(""))
    newest = found.order_by("-id").values("id")[:COUNTED]
    sql, params = newest.query.sql_with_params()
    with connection.cursor() as cursor:
        given = [list(words), *params, *params, json.dumps(PLACES), size]
        cursor.execute(SETTINGS + LIKE.format(newest=NEWEST.format(found=sql)), given)
        unknown, threads, shares = cursor.fetchone()
    return unknown or [], [Alike(*one) for one in zip(threads or [], shares or [], strict=True)]
