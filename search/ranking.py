"""How good a find is, and how few rows are read to know it. docs/search.md explains the formula.

    score = text * (1 + standing) * recency

``text``      ts_rank_cd of the words, between 0 and 1, by where they stand (``Tuning.text``);
              closer together is better; divided by the logarithm of the length. 1 without words.
``standing``  what its app says of it (<app>/search.py): accepted, solved, useful, closed, stale.
``recency``   from 1 for what is new down to ``1 - fading``; half of the way in ``HALF_LIFE`` days.

Ranking reads the vector of each row, so it is done for ``RANKED`` rows at most, the newest that
match. They are taken shelf by shelf, the newest first, each with one look into an index that knows
words, audience and filters together, so that the cost does not grow with the number of documents.
A phrase has to be looked up in the rows; ``EXAMINED`` bounds that. See docs/adr/0004-search.md.
"""

from collections.abc import Sequence
from datetime import date
from typing import Any, NamedTuple

from django.db import DEFAULT_DB_ALIAS, connection
from django.db.models import QuerySet
from django.db.models.expressions import RawSQL
from django.utils import timezone

from search.highlighting import EXTRACT, LEAD, WHOLE
from search.models import Document
from search.models.document import CONFIG, SHELF
from search.query import Match

RANKED = 1000
EXAMINED = 5000
HALF_LIFE = 730
NORMALISATION = 1 | 32  # by the logarithm of the length; into the range from 0 to 1
MOST_VALUES = 60  # of one facet
LONGEST_BODY = 20_000  # characters in which the words found are marked


class Tuning(NamedTuple):
    """What decides an order. Other values than these are for measuring what each brings."""

    text: tuple[float, float, float, float] = (0.05, 0.2, 0.5, 1.0)  # within, body, keywords, title
    standing: float = 1.0
    fading: float = 0.4
    corrects: bool = True  # misspelt words, where nothing is found
    loosens: bool = True  # to any of the words, where nothing has all of them


TUNING = Tuning()

# For this statement alone. The planner does not see what reading vectors out of line costs, and
# believes that the whole table is soon read; and compiling the plan takes longer than running it.
SETTINGS = "SET LOCAL enable_seqscan = off; SET LOCAL jit = off; "

# Only numbers go through the sort; rows are fetched for those that are left.
CANDIDATES = f"""
SELECT id, thread, vector, weight, active_at, {{exact}} AS query
FROM (
  SELECT found.id
  FROM generate_series((SELECT (max(id) / {SHELF})::int FROM search_document), 0, -1)
    AS shelves(number)
  CROSS JOIN LATERAL ({{found}}) AS found
  LIMIT {EXAMINED}
) AS examined
JOIN search_document USING (id)
WHERE {{check}}
LIMIT {RANKED}
"""  # noqa: S608 - constants, and the SQL of expressions with placeholders
PAGE = f"""
, scored AS (
  SELECT id, thread, attempt, query, (
    CASE WHEN numnode(query) = 0 THEN 1
      ELSE ts_rank_cd(%s::real[], vector, query, {NORMALISATION}) END
    * (1 + %s::float8 * weight)
    * (1 - %s::float8
      * (1 - 0.5::float8 ^ (greatest(%s - active_at::date, 0)::float8 / {HALF_LIFE}))
    )
  )::float8 AS score
  FROM candidate
), best AS (
  SELECT DISTINCT ON ({{together}}) * FROM scored ORDER BY {{together}}, score DESC, id DESC
), page AS (
  SELECT * FROM best WHERE (score, id) < (%s, %s) ORDER BY score DESC, id DESC LIMIT %s
)
SELECT
  page.id, page.score, page.attempt,
  (SELECT count(*) FROM best) AS total,
  (SELECT count(*) >= {RANKED} FROM candidate) AS has_more,
  kind, object_id, url, tags, traits, created_at, document.active_at,
  ts_headline('{CONFIG}', coalesce(nullif(title, ''), within), query, %s) AS title,
  ts_headline(
    '{CONFIG}', left(body, {LONGEST_BODY}), query,
    CASE WHEN length(body) > {LEAD} THEN %s ELSE %s END
  ) AS extract,
  left(body, {2 * LEAD}) AS lead,
  {{facets}} AS facets,
  author.name AS author_name, author.handle AS author_handle, author.dye AS author_dye
FROM page
JOIN search_document AS document USING (id)
LEFT JOIN accounts_user AS author ON author.id = document.author_id
ORDER BY score DESC, id DESC
"""  # noqa: S608 - constants

# Of the candidates, which are few whatever the query is, and all of them the viewer's to see.
# Whom people_visible_to hides is not known here, so only what is written is counted.
FACETS = f"""(
  SELECT jsonb_agg(jsonb_build_array(facet, of, value, number))
  FROM (
    SELECT facet, of, value, count(DISTINCT {{together}}) AS number,
      row_number() OVER (
        PARTITION BY facet ORDER BY count(DISTINCT {{together}}) DESC, value
      ) AS nth
    FROM (SELECT id FROM candidate) AS candidate
    JOIN search_document AS counted USING (id)
    CROSS JOIN LATERAL (
      SELECT 'trait' AS facet, counted.kind::text AS of, unnest(traits)::text AS value
      UNION ALL SELECT 'tag', '', unnest(tags)
      UNION ALL SELECT 'space', '', space_id::text
      UNION ALL SELECT 'year', '', extract(year FROM created_at AT TIME ZONE %s)::int::text
    ) AS facets
    WHERE counted.kind = ANY(%s)
    GROUP BY facet, of, value
  ) AS numbered
  WHERE nth <= {MOST_VALUES} AND value IS NOT NULL
)"""  # noqa: S608 - constants


class Place(NamedTuple):
    """Where a page of results goes on: after this find, by the scores of that day."""

    score: float
    id: int
    today: date


class Find(NamedTuple):
    id: int
    score: float
    attempt: int  # which of the matches it is
    total: int
    has_more: bool  # than were ranked
    kind: str
    object_id: int
    url: str
    tags: list[str]
    traits: list[str]
    created_at: Any
    active_at: Any
    title: str
    extract: str
    lead: str
    facets: Any  # of all that were ranked, in each row
    author_name: str | None
    author_handle: str | None
    author_dye: str | None

    @property
    def key(self) -> tuple[str, int]:
        return self.kind, self.object_id


def best(  # noqa: PLR0913 - all that decides
    documents: QuerySet[Document],
    matches: Sequence[Match],
    *,
    after: Place,
    size: int,
    together: str = "thread",
    tuning: Tuning = TUNING,
    counting: Sequence[str] = (),
) -> list[Find]:
    """The best finds of the first match that has any; of each ``together`` only the best.

    Facets are counted over the kinds that are ``counting``.
    """
    candidates, params = _candidates(documents, matches)
    facets = FACETS.format(together=together) if counting else "NULL::jsonb"
    sql = candidates + PAGE.format(together=together, facets=facets)
    params += [list(tuning.text), tuning.standing, tuning.fading, after.today]
    params += [after.score, after.id, size, WHOLE, EXTRACT, WHOLE]
    if counting:
        params += [timezone.get_current_timezone_name(), list(counting)]
    with connection.cursor() as cursor:
        cursor.execute(SETTINGS + sql, params)
        return [Find(*row) for row in cursor.fetchall()]


def _candidates(documents: QuerySet[Document], matches: Sequence[Match]) -> tuple[str, list[Any]]:
    """A later match is looked for only where the earlier ones found nothing."""
    tables, params = [], []
    for number, match in enumerate(matches):
        sql, values = _newest(documents, match)
        tables.append(f"attempt_{number} AS MATERIALIZED ({sql})")
        params += values
    chosen = " UNION ALL ".join(_unless_earlier(number) for number in range(len(matches)))
    return f"WITH {', '.join(tables)}, candidate AS MATERIALIZED ({chosen})", params


def _unless_earlier(number: int) -> str:
    earlier = "".join(f" AND NOT EXISTS (SELECT FROM attempt_{n})" for n in range(number))
    return f"SELECT *, {number} AS attempt FROM attempt_{number} WHERE true{earlier}"  # noqa: S608 - numbers


def _newest(documents: QuerySet[Document], match: Match) -> tuple[str, list[Any]]:
    found = documents.filter(shelf=RawSQL("shelves.number", ()))
    if match.coarse is not None:
        found = found.filter(vector=match.coarse)
    numbers = found.order_by("-id").values("id")[:EXAMINED]
    sql, params = numbers.query.sql_with_params()
    exact, of_exact = _compiled(match.exact)
    if match.is_plain:
        return CANDIDATES.format(exact=exact, found=sql, check="true"), [*of_exact, *params]
    check = f"vector @@ {exact}"
    return CANDIDATES.format(exact=exact, found=sql, check=check), [*of_exact, *params, *of_exact]


def _compiled(expression: Any) -> tuple[str, Sequence[Any]]:
    query = Document.objects.all().query
    compiler = query.get_compiler(DEFAULT_DB_ALIAS)
    return compiler.compile(expression.resolve_expression(query))
