"""Words that nothing the viewer may see contains, and what they may have been meant for."""

from django.db import connection

from search.models.document import CONFIG
from search.text import seamed, without_accents

SHORTEST = 4  # letters; a shorter word is too like too many others
CHOICES = 20

LIKE = f"""
SELECT typed.word, near.word, near.count
FROM unnest(%s::text[]) AS typed(word)
CROSS JOIN LATERAL (
  SELECT word, sum(count) AS count FROM search_word
  WHERE audience && %s::varchar[] AND word %% typed.word
  GROUP BY word ORDER BY similarity(word, typed.word) DESC, word LIMIT {CHOICES}
) AS near
WHERE numnode(plainto_tsquery('{CONFIG}', typed.word)) > 0 AND NOT EXISTS (
  SELECT FROM search_document
  WHERE audience && %s::varchar[] AND vector @@ plainto_tsquery('{CONFIG}', typed.word)
)
"""  # noqa: S608 - constants


def corrections(words: list[str], keys: list[str]) -> dict[str, str]:
    """For each word that is unknown to whoever holds these audience keys, the nearest known."""
    by_stem = {seamed(word.lower()): word for word in words if len(word) >= SHORTEST}
    near: dict[str, list[tuple[int, int, str]]] = {}
    with connection.cursor() as cursor:
        cursor.execute(LIKE, [list(by_stem), keys, keys])
        for typed, known, count in cursor.fetchall():
            distance = slips(without_accents(typed), without_accents(known))
            if distance <= _tolerated(typed):
                near.setdefault(by_stem[typed], []).append((distance, -count, known))
    return {typed: min(choices)[2] for typed, choices in near.items()}


def slips(one: str, other: str) -> int:
    """Letters left out, put in, exchanged or swapped with their neighbour."""
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, a in enumerate(one, 1):
        before, last, row = row, before, [i]
        for j, b in enumerate(other, 1):
            least = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (a != b))
            if i > 1 and j > 1 and a == other[j - 2] and one[i - 2] == b:
                least = min(least, last[j - 2] + 1)
            row.append(least)
    return row[-1]


def _tolerated(word: str) -> int:
    return 1 if len(word) < 7 else 2
