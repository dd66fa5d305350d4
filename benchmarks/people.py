"""What a directory of 100,000 people costs: its first page, and narrowed by facets and words.

They are written for this measurement, and gone after it.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.db import connection, transaction

from accounts.models import User
from benchmarks.server import Work
from communities.models import Community, Membership
from members.listing.asked import Asked
from members.listing.facets import count
from members.listing.page import listing_of

PEOPLE, TIMES = 100_000, 5

SEED = """
INSERT INTO accounts_user (email, handle, name, headline, timezone, language, theme, dye,
        password, is_superuser, is_staff, is_active, date_joined)
    SELECT 'd' || n || '@bench.example', 'd' || n,
        (ARRAY['Ada', 'Bo', 'Chidi', 'Dina', 'Ewa'])[1 + n %% 5] || ' '
            || substr(md5(n::text), 1, 7) || ' ' || n,
        'Evaluates programmes',
        (ARRAY['Africa/Nairobi', 'Asia/Seoul', 'Europe/Lisbon'])[1 + n %% 3],
        'en', 'system', 'woad', '!', false, false, true, now()
    FROM generate_series(1, %(people)s) AS n;
CREATE TEMPORARY TABLE seeded ON COMMIT DROP AS
    SELECT id, substr(handle, 2)::int AS n, lower(name) AS name FROM accounts_user
    WHERE email LIKE 'd%%@bench.example';
INSERT INTO communities_membership (community_id, user_id, role, state, joined_at)
    SELECT %(community)s, id, 'member', 'active', now() FROM seeded;
INSERT INTO members_profile (user_id, about, about_html, role, organisation, location, pronouns,
        languages, ask_about, wants_to_learn, open_to, links, levels, changed_at)
    SELECT id, '', '', 'Analyst', 'Works ' || n %% 2000, 'Town ' || n %% 300, '', '{en}', '{}',
        '{}', '{}', '[]', '{}', now() FROM seeded;
INSERT INTO members_facet (user_id, kind, value, label, level)
    SELECT id, f.kind, f.value, f.value,
        (ARRAY['everyone', 'signed_in', 'signed_in', 'communities', 'me'])[1 + n %% 5]
    FROM seeded, LATERAL (VALUES
        ('location', 'town ' || n %% 300), ('organisation', 'works ' || n %% 2000),
        ('language', 'en'), ('language', (ARRAY['fr', 'sw', 'es', 'hi'])[1 + n %% 4]),
        ('open_to', (ARRAY['mentoring', 'speaking', 'collaborating'])[1 + n %% 3]),
        ('local_time', '')) AS f (kind, value);
INSERT INTO members_passage (user_id, level, text)
    SELECT id, 'everyone', name || ' d' || n || ' evaluates programmes' FROM seeded;
INSERT INTO members_passage (user_id, level, text)
    SELECT id, 'signed_in', 'analyst works ' || n %% 2000 || ' town ' || n %% 300
        || CASE WHEN n %% 500 = 0 THEN ' registers' ELSE '' END FROM seeded;
"""

ASKED: dict[str, dict[str, Any]] = {
    "all": {},
    "one facet": {"language": "sw"},
    "a rare facet": {"organisation": "works 7"},
    "two facets and a word": {"language": "sw", "open_to": "mentoring", "q": "registers"},
    "hours shared": {"overlap": "6"},
    "a name": {"q": "chidi 99"},
    "a misspelt word": {"q": "registrs"},
}


def measure() -> dict[str, dict[str, float]]:
    """Of each what a page and its counts take, to a member and to a visitor."""
    figures = {}
    with seeded() as community:
        member = Membership.objects.filter(community=community).order_by("pk")[0].user
        for who, viewer in (("member", member), ("visitor", AnonymousUser())):
            for name, given in ASKED.items():
                figures[f"{name}, {who}"] = _measure(viewer, Asked.read(given))
        within = Asked.read({}, community)
        figures["members of one community"] = _measure(member, within)
    return figures


def _measure(viewer: Any, asked: Asked) -> dict[str, float]:
    _ask(viewer, asked)
    work = Work()
    for _ in range(TIMES):
        found = _ask(viewer, asked)
    each = work.each(TIMES)
    return each | {"wall_ms": round(1000 / each["per_second"], 1), "found": found}


def _ask(viewer: Any, asked: Asked) -> int:
    listing = listing_of(viewer, asked)
    return count(viewer, listing.people, asked).total


@contextmanager
def seeded() -> Iterator[Community]:
    community = Community.objects.get(slug="bench")
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute(SEED, {"people": PEOPLE, "community": community.pk})
            for model in (User, Membership):
                cursor.execute(f"ANALYZE {model._meta.db_table}")
            for table in ("members_profile", "members_facet", "members_passage"):
                cursor.execute(f"ANALYZE {table}")
        yield community
        transaction.set_rollback(True)
