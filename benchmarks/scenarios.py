"""What is measured, with the budget of the blueprint where it has one, in CPU ms a request."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from urllib.parse import urlencode

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY

from accounts.models import User
from benchmarks.load import Ask
from discussions.models import Topic
from integrations.models import AccessToken, Scope


@dataclass(frozen=True)
class Scenario:
    name: str
    ask: Callable[[int], Ask]
    budget: float | None = None


def scenarios() -> list[Scenario]:
    topics = list(Topic.objects.filter(post_count=20).select_related("community")[:200])
    pages = [topic.get_absolute_url() for topic in topics]
    ids = [topic.pk for topic in topics]
    # Elsewhere than what is read, or each run would read longer pages than the one before.
    answered = list(Topic.objects.exclude(post_count=20).order_by("pk")[:200])
    titles = [urlencode({"kind": "question", "title": topic.title}) for topic in topics]
    members = [cookie(user) for user in User.objects.order_by("pk")[:50]]
    tokens = [_token(user) for user in User.objects.order_by("pk")[:50]]

    def visitor(*paths: str) -> Callable[[int], Ask]:
        """Each time as if the page had never been asked for: a query that means nothing."""
        return lambda n: Ask(f"{paths[n % len(paths)]}{'&' if '?' in paths[0] else '?'}n={n}")

    def cached(*paths: str) -> Callable[[int], Ask]:
        return lambda n: Ask(paths[n % len(paths)])

    def member(*paths: str) -> Callable[[int], Ask]:
        return lambda n: Ask(paths[n % len(paths)], headers=(members[n % len(members)],))

    def reply(n: int) -> Ask:
        body = json.dumps({"markdown": f"Measured reply number {n}, of a few words."})
        headers = (tokens[n % len(tokens)], ("Content-Type", "application/json"))
        return Ask(f"/api/v1/topics/{answered[n % len(answered)].pk}/posts/", "POST", body, headers)

    return [
        Scenario("floor: a constant", cached("/floor/constant/")),
        Scenario("floor: one query, 20 rows", cached("/floor/rows/")),
        Scenario("topic page, visitor", visitor(*pages), 8),
        Scenario("topic page, visitor, again", cached(*pages[:20]), 1),
        Scenario("topic page, member", member(*pages), 12),
        Scenario("community home, visitor", visitor("/c/bench/"), 6),
        Scenario("community home, visitor, again", cached("/c/bench/"), 1),
        Scenario("community home, member", member("/c/bench/"), 10),
        Scenario("unanswered, member", member("/c/bench/?state=unanswered")),
        Scenario("one tag, member", member("/c/bench/?tag=tag-7")),
        Scenario("members, visitor", visitor("/c/bench/members/")),
        Scenario("search, a rare word", visitor("/search/?q=quokka"), 12),
        Scenario("search, two common words", visitor("/search/?q=baseline+survey"), 100),
        Scenario(
            "similar, while composing", member(*(f"/c/bench/write/similar/?{t}" for t in titles))
        ),
        Scenario("topic as JSON", cached(*(f"/api/v1/topics/{pk}/" for pk in ids)), 4),
        Scenario("topics as JSON", cached("/api/v1/communities/bench/topics/")),
        Scenario("post a reply", reply, 12),
    ]


def cookie(user: User) -> tuple[str, str]:
    session = import_module(settings.SESSION_ENGINE).SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.save()
    return ("Cookie", f"{settings.SESSION_COOKIE_NAME}={session.session_key}")


def _token(user: User) -> tuple[str, str]:
    _row, text = AccessToken.objects.issue(user, "bench", [Scope.READ, Scope.WRITE], days=1)
    return ("Authorization", f"Bearer {text}")
