"""The pages of a series, and of the calendar that it stands in, as a browser shows them."""

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from learning.models import Workshop
from tests.learning.factories import come_to_all, publish_series, weekly
from tests.test_pages_in_browser import wrong_with

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.long]

HOSTED = ("edit/", "dates/", "cancellation/")


def test_the_pages_of_a_series_are_accessible_and_quiet(page: Page, sign_in):
    series = publish_series(timetable=weekly(times=3), online_seats=1, venue="", tags=["plots"])
    home = f"{series.community.address}learning/workshops/"
    months = [f"{home}calendar/", f"{home}calendar/?as=agenda", "/workshops/calendar/"]
    found = wrong_with(page, [home, series.get_absolute_url(), *months])
    comes = come_to_all(series)[0].user
    sign_in(comes)
    found += wrong_with(page, [home, series.get_absolute_url(), *months])
    sign_in(series.proposed_by)
    hosted = [series.address + path for path in HOSTED]
    found += wrong_with(page, [series.get_absolute_url(), f"{home}series/new/", *hosted])

    assert found == []


def test_the_dates_are_shown_before_anything_is_proposed(page: Page, sign_in):
    series = publish_series(timetable=weekly(times=1))
    sign_in(series.proposed_by)
    page.goto(f"{series.community.address}learning/workshops/series/new/")
    page.get_by_label("Day", exact=True).fill(f"{timezone.now().year + 3}-03-17")
    page.get_by_label("Begins").fill("15:00")
    page.get_by_label("Ends").fill("16:30")
    page.get_by_label("How often").fill("4")
    page.get_by_role("button", name="Show the dates").click()
    expect(page.locator(".wplan li")).to_have_count(4)
    expect(page.get_by_label("Begins")).to_have_value("15:00")
    assert Workshop.objects.count() == 1
