"""The pages of a workshop as its host, somebody who waits and a visitor see them."""

import pytest
from playwright.sync_api import Page

from tests.learning.factories import publish_workshop, register
from tests.test_pages_in_browser import wrong_with

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.long]

HOSTED = ("edit/", "time/", "cancellation/", "people/")


def test_the_pages_of_a_workshop_are_accessible_and_quiet(page: Page, sign_in):
    workshop = publish_workshop(
        format="hybrid",
        room_seats=1,
        venue="Room 4",
        programme="- Ten minutes",
        accessibility="Captions.",
        tags=["plots"],
    )
    seated, waiting = (register(workshop, mode="in_person", question="Why six?") for _ in "12")
    home = f"{workshop.community.address}learning/workshops/"
    found = wrong_with(page, [home, workshop.get_absolute_url()])
    for person in (seated.user, waiting.user):
        sign_in(person)
        found += wrong_with(page, [workshop.get_absolute_url()])
    sign_in(workshop.proposed_by)
    pages = [f"{home}new/", *(workshop.address + path for path in HOSTED)]
    found += wrong_with(page, [workshop.get_absolute_url(), *pages])

    assert found == []
