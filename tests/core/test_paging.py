import base64
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client
from hypothesis import given, settings
from hypothesis import strategies as st

from core.models import OutboxEvent
from core.paging import BadCursor, Page, decode, encode, paginate
from tests.communities.factories import CommunityFactory

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
ORDERS = [("-due_at", "-id"), ("due_at", "name", "-id"), ("-attempts", "due_at", "id"), ("id",)]

EVENTS = OutboxEvent.objects.all()

# Few values, so that there are ties.
rows = st.lists(
    st.tuples(st.integers(0, 2), st.sampled_from(["a", "ü", "'\"\\"]), st.integers(0, 1)),
    max_size=12,
)
orders = st.sampled_from(ORDERS)


def insert(values: list[tuple[int, str, int]]) -> None:
    OutboxEvent.objects.bulk_create(
        OutboxEvent(
            name=name, payload={}, attempts=attempts, due_at=NOON + timedelta(microseconds=late)
        )
        for late, name, attempts in values
    )


def only(values: list[tuple[int, str, int]]) -> None:
    OutboxEvent.objects.all().delete()
    insert(values)


def whole(order: tuple[str, ...]) -> list[OutboxEvent]:
    return list(OutboxEvent.objects.order_by(*order))


def read(order: tuple[str, ...], size: int, meanwhile: Callable[[], None] = lambda: None):
    """Every page from first to last, with something happening between each two."""
    pages: list[Page[OutboxEvent]] = [paginate(EVENTS, order, size=size)]
    while pages[-1].next:
        meanwhile()
        pages.append(paginate(EVENTS, order, after=pages[-1].next, size=size))
    return pages


@given(rows, orders, st.integers(1, 5))
@settings(max_examples=60, deadline=None)
def test_the_pages_together_are_the_whole_list(values, order, size) -> None:
    only(values)

    pages = read(order, size)

    assert [event for page in pages for event in page] == whole(order)
    assert all(len(page) == size for page in pages[:-1])


@given(rows, orders, st.integers(1, 5))
@settings(max_examples=60, deadline=None)
def test_going_back_shows_the_same_pages(values, order, size) -> None:
    only(values)
    forward = read(order, size)

    page, back = forward[-1], [forward[-1]]
    while page.previous:
        page = paginate(EVENTS, order, before=page.previous, size=size)
        back.insert(0, page)

    assert [p.items for p in back] == [p.items for p in forward]
    assert [p.next for p in back] == [p.next for p in forward]


@given(rows, rows, orders, st.integers(1, 5))
@settings(max_examples=60, deadline=None)
def test_what_arrives_meanwhile_hides_and_repeats_nothing(values, arriving, order, size) -> None:
    only(values)
    before = whole(order)
    late = iter([[row] for row in arriving])

    pages = read(order, size, lambda: insert(next(late, [])))

    seen = [event for page in pages for event in page]

    assert [event for event in seen if event in before] == before
    assert len(set(seen)) == len(seen)


@given(rows.filter(lambda values: len(values) > 2), orders)
@settings(max_examples=30, deadline=None)
def test_a_row_that_goes_takes_no_other_along(values, order) -> None:
    only(values)
    _first, second, *rest = whole(order)
    page = paginate(EVENTS, order, size=2)
    second.delete()  # the one that the cursor names

    following = paginate(EVENTS, order, after=page.next, size=50)

    assert following.items == rest


def cursor(order: tuple[str, ...] = ("-due_at", "-id")) -> str:
    only([(0, "a", 0), (1, "a", 0), (2, "a", 0)])
    following = paginate(EVENTS, order, size=1).next
    assert following
    return following


@given(
    st.one_of(st.text(min_size=1), st.binary().map(lambda b: base64.b64encode(b).decode() + "="))
)
@settings(max_examples=300, deadline=None)
def test_what_was_not_given_out_is_refused(invented) -> None:
    with pytest.raises(BadCursor):
        paginate(EVENTS, ("id",), after=invented, size=1)


GOOD = encode([NOON, "ü", 7, 0.5], "a list")
RAW = base64.urlsafe_b64decode(GOOD + "=" * (-len(GOOD) % 4))


def test_a_cursor_gives_back_what_it_was_made_of() -> None:
    assert decode(GOOD, "a list") == [NOON, "ü", 7, 0.5]


@given(st.integers(0, len(RAW) - 1), st.integers(1, 255))
@settings(max_examples=100, deadline=None)
def test_a_cursor_cannot_be_changed(place, change) -> None:
    changed = bytearray(RAW)
    changed[place] ^= change

    with pytest.raises(BadCursor):
        decode(base64.urlsafe_b64encode(changed).decode(), "a list")


def test_a_cursor_of_another_order_is_refused() -> None:
    with pytest.raises(BadCursor):
        paginate(EVENTS, ("due_at", "id"), after=cursor(), size=1)


def test_a_cursor_outlives_a_change_of_the_key(settings) -> None:
    settings.SECRET_KEY = "the old one"
    good = cursor()
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "the new one", ["the old one"]

    assert len(paginate(EVENTS, ("-due_at", "-id"), after=good, size=5)) == 2


@pytest.mark.parametrize("address", ["/c/here/?after=x", "/api/v1/communities/?after=x"])
def test_a_bad_cursor_is_a_bad_request(client: Client, address) -> None:
    CommunityFactory(slug="here")

    response = client.get(address)

    assert response.status_code == 400
