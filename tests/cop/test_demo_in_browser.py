"""The demo has the longest titles, names, code and tables: a page that holds them holds."""

from playwright.sync_api import Page

from cop.demo import loader
from discussions.models import Topic

TITLES = [
    "A harmless ALTER TABLE",  # a long name, long lines in an answer that is accepted
    "How do you keep an on-call rota fair",  # a wide table
    "Our donor wants all 34 indicators",  # a very long title
    "Is attribution the wrong question",  # three levels of replies
]

# What reaches beyond the screen, other than inside something that scrolls by itself.
BEYOND = """() => [...document.querySelectorAll("main *")]
    .filter((e) => e.getBoundingClientRect().right > document.documentElement.clientWidth + 1)
    .filter((e) => !e.closest("pre, .table-scroll, nav"))
    .map((e) => `${e.tagName}.${e.className} ${e.textContent.slice(0, 40)}`)"""


def test_no_topic_is_wider_than_a_small_phone(transactional_db, page: Page):
    loader.load()
    page.set_viewport_size({"width": 320, "height": 640})

    for title in TITLES:
        topic = Topic.objects.get(title__startswith=title)
        page.goto(topic.get_absolute_url())

        assert page.evaluate(BEYOND) == [], title
        assert page.evaluate("document.documentElement.scrollWidth") == 320, title
