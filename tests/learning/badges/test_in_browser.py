"""The pages of badges as a facilitator, a member and a visitor see them."""

import re

import pytest
from playwright.sync_api import Page

from tests.learning.badges.factories import define_badge, give, propose, publish_badge
from tests.test_pages_in_browser import wrong_with

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.long]


def test_the_pages_of_badges_are_accessible_and_quiet(page: Page, sign_in):
    badge = publish_badge(
        rule="workshops_taught", times=3, months=24, skill="teach", skill_address="https://e.org/1"
    )
    home = f"{badge.community.address}learning/badges/"
    draft = define_badge(community=badge.community, by=badge.defined_by, title="Draft of one")
    given = give(badge, words="Gave six workshops in the autumn.", evidence="https://e.org/six")
    taken_back, asked = give(badge), propose(badge, words="For what you showed us.")
    taken_back.revoke(by=badge.defined_by, reason="It was somebody else’s.")
    at = given.address
    issuer = f"/issuers/{given.status_list.issuer_id}/"
    found = wrong_with(
        page,
        [
            home,
            badge.get_absolute_url(),
            at,
            f"{at}verification/",
            f"{at}certificate/",
            taken_back.address,
            issuer,
            "/verify/",
        ],
    )
    page.fill("textarea", given.token)
    page.click("text=Check it")
    page.wait_for_selector(".badge-verdict--holds")
    sign_in(asked.user)
    found += wrong_with(page, [asked.address, "/credentials/"])
    sign_in(given.user)
    found += wrong_with(page, [at])
    sign_in(badge.defined_by)
    manage = ["edit/", "awards/", "awards/new/"]
    pages = [f"{home}new/", *(badge.address + path for path in manage)]
    found += wrong_with(page, [*pages, draft.get_absolute_url(), f"{given.address}revocation/"])

    assert not found, "\n".join(found)


def test_a_badge_is_checked_while_its_page_is_read(page: Page):
    given = give(publish_badge())
    page.goto(given.address)
    page.wait_for_selector(".badge-verdict--holds")

    assert page.locator(".badge-check--holds").count() == 6


def test_a_certificate_is_one_sheet_of_either_paper(page: Page):
    words = "Gave six workshops in the autumn, and was there for everybody who came. " * 13
    given = give(publish_badge(title="Keeper of the method library " * 3), words=words)
    page.goto(f"{given.address}certificate/")
    for paper in ("A4", "Letter"):
        printed = page.pdf(format=paper, landscape=True, print_background=True)
        assert len(re.findall(rb"/Type /Page\b", printed)) == 1, paper
        box = page.evaluate(
            "() => { const f = document.querySelector('.cert__frame');"
            " return f.scrollHeight - f.clientHeight }"
        )
        assert box <= 0, paper
