"""Pictures and files on their way into a text, in a real browser."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, Route, expect

from core.models import Upload
from discussions.models import Post
from tests.browsing import violations
from tests.core.uploads.factories import DOCUMENT, picture

pytestmark = pytest.mark.django_db(transaction=True)

# What a browser hands over when something is pasted or dropped.
HAND_OVER = """(target, [type, files, words]) => {
    const data = new DataTransfer();
    for (const [name, kind, bytes] of files) {
        data.items.add(new File([new Uint8Array(bytes)], name, { type: kind }));
    }
    for (const [kind, text] of Object.entries(words)) data.setData(kind, text);
    const options = { bubbles: true, cancelable: true };
    const event = type === "paste"
        ? new ClipboardEvent("paste", { ...options, clipboardData: data })
        : new DragEvent(type, { ...options, dataTransfer: data });
    return target.dispatchEvent(event);
}"""


def text(page: Page) -> Locator:
    return page.locator("#composer textarea")


def rows(page: Page) -> Locator:
    return page.locator("#composer .composer__uploads li")


def hand_over(target: Locator, how: str, *names: str, **words: str) -> bool:
    """Whether the browser goes on to do what it does by itself."""
    files = [[name, "image/png", list(picture())] for name in names]
    return target.evaluate(
        HAND_OVER, [how, files, {k.replace("_", "/"): v for k, v in words.items()}]
    )


def choose(page: Page, *files: dict[str, Any]) -> None:
    with page.expect_file_chooser() as chooser:
        page.locator("#composer").get_by_role("button", name="Add a picture or file").click()
    chooser.value.set_files(list(files))


def a_picture(name: str = "kiln.png", data: bytes = b"") -> dict[str, Any]:
    return {"name": name, "mimeType": "image/png", "buffer": data or picture()}


@pytest.fixture
def on_its_way(page: Page) -> Iterator[list[Route]]:
    """Files stay on their way for as long as the test has not let them go on."""
    held: list[Route] = []

    def hold(route: Route) -> None:
        held.append(route)

    page.route("**/uploads/", hold)
    yield held
    page.unroute("**/uploads/")


def wait_for(held: list[Route], page: Page, count: int = 1) -> None:
    for _ in range(200):
        if len(held) >= count:
            return
        page.wait_for_timeout(20)
    raise AssertionError(f"{len(held)} of {count} files set out")


def test_a_picture_chosen_is_put_into_the_text_described_and_posted(page, topic, writer):
    text(page).press_sequentially("Look:")

    choose(page, a_picture("Kiln opened.png"))

    expect(text(page)).to_have_value(re.compile(r"^Look:\n!\[Kiln opened\]\(/uploads/.+\)\n$"))
    expect(page.locator("#composer .composer__heard")).to_have_text("Kiln opened.png added")
    described = page.get_by_label("What Kiln opened.png shows, for whoever cannot see it")
    described.fill("A kiln [open] at dawn")
    address = Upload.objects.get().address
    expect(text(page)).to_have_value(f"Look:\n![A kiln open at dawn]({address})\n")
    described.press("Enter")
    expect(rows(page)).to_have_count(0)

    page.locator("#composer").get_by_role("button", name="Post answer").click()

    shown = page.locator("#post-2 .prose img")
    expect(shown).to_have_attribute("alt", "A kiln open at dawn")
    expect(shown).to_have_js_property("naturalWidth", 40)
    assert Post.objects.get(number=2).html.count("<img") == 1


def test_a_document_chosen_is_linked(page, topic, writer):
    choose(page, {"name": "plan.pdf", "mimeType": "application/pdf", "buffer": DOCUMENT})

    expect(text(page)).to_have_value(re.compile(r"^\[plan\.pdf\]\(/uploads/.+/plan\.pdf\)\n$"))
    expect(rows(page)).to_have_count(0)


@pytest.mark.parametrize("how", ["paste", "drop"])
def test_pictures_pasted_or_dropped_come_in_their_order(page, topic, writer, how):
    text(page).press_sequentially("Before")

    went_on = hand_over(text(page), how, "one.png", "two.png")

    assert not went_on
    expect(text(page)).to_have_value(
        re.compile(r"^Before\n!\[one\]\(/uploads/.+\)\n!\[two\]\(/uploads/.+\)\n$")
    )
    assert Upload.objects.kept().count() == 2
    expect(rows(page)).to_have_count(2)


def test_the_preview_shows_it_at_once(page, topic, writer):
    hand_over(text(page), "paste", "kiln.png")
    expect(text(page)).to_have_value(re.compile("/uploads/.+kiln.png"))

    page.get_by_role("tab", name="Preview").click()

    shown = page.get_by_role("tabpanel", name="Preview").locator("img")
    expect(shown).to_have_js_property("naturalWidth", 40)


def test_words_copied_in_an_office_program_are_pasted_as_words(page, topic, writer):
    went_on = hand_over(
        text(page), "paste", "image.png", text_plain="Words", text_html="<b>Words</b>"
    )

    assert went_on
    expect(rows(page)).to_have_count(0)


def test_one_sees_where_it_can_be_dropped(page, topic, writer):
    composer = page.locator("#composer .composer")

    hand_over(text(page), "dragover", "kiln.png")
    expect(composer).to_have_class(re.compile("composer--over"))

    composer.dispatch_event("dragleave")
    expect(composer).not_to_have_class(re.compile("composer--over"))


def test_one_goes_on_writing_while_it_is_on_its_way(page, topic, writer, on_its_way):
    text(page).press_sequentially("Before")
    hand_over(text(page), "paste", "kiln.png")
    wait_for(on_its_way, page)
    bar = page.get_by_role("progressbar", name="Uploading kiln.png")
    expect(bar).to_be_visible()
    text(page).press_sequentially("After")
    page.keyboard.press("ArrowLeft")

    on_its_way[0].continue_()

    expect(text(page)).to_have_value(re.compile(r"^Before\n!\[kiln\]\(/uploads/.+\)\nAfter$"))
    text(page).press_sequentially("!")  # where the writer was
    expect(text(page)).to_have_value(re.compile(r"\nAfte!r$"))


def test_a_text_is_not_posted_without_the_file_that_is_on_its_way(page, topic, writer, on_its_way):
    hand_over(text(page), "paste", "kiln.png")
    wait_for(on_its_way, page)
    button = page.locator("#composer").get_by_role("button", name="Post answer")

    button.click()

    expect(page.locator("#composer .composer__status")).to_have_text(
        "Wait a moment: a file is still on its way."
    )
    on_its_way[0].continue_()
    expect(text(page)).to_have_value(re.compile("/uploads/"))
    button.click()
    expect(page.locator("#post-2 .prose img")).to_be_visible()


def test_what_was_sent_by_mistake_is_called_back(page, topic, writer, on_its_way):
    text(page).press_sequentially("Only words")
    hand_over(text(page), "paste", "kiln.png")
    wait_for(on_its_way, page)

    page.get_by_role("button", name="Cancel: kiln.png").click()

    expect(rows(page)).to_have_count(0)
    expect(text(page)).to_have_value(re.compile(r"^Only words\n+$"))
    expect(text(page)).to_be_focused()
    assert not Upload.objects.exists()


def test_what_is_refused_says_why_and_takes_nothing_else_away(page, topic, writer):
    text(page).press_sequentially("Half a thought")

    choose(page, a_picture("drawing.svg", b"<svg/>"), a_picture("kiln.png"))

    refused = rows(page).filter(has_text="drawing.svg")
    expect(refused).to_contain_text(
        "drawing.svg: This kind of file is not taken here. Send a picture"
    )
    expect(text(page)).to_have_value(re.compile(r"^Half a thought\n+!\[kiln\]\(/uploads/.+\)\n$"))
    page.get_by_role("button", name="Dismiss: drawing.svg").click()
    expect(refused).to_have_count(0)


@pytest.mark.usefixtures("topic", "writer")
@pytest.mark.parametrize(
    ("answer", "said"),
    [
        ({"status": 413, "body": "<h1>Too large</h1>"}, "It is too large. Send a smaller one."),
        ({"status": 502, "body": "<h1>Bad gateway</h1>"}, "It did not arrive. Try again"),
        (None, "It did not arrive. Try again"),
        ({"status": 401, "body": "{}"}, "You have been signed out."),
    ],
)
def test_whatever_goes_wrong_on_the_way_is_said_and_loses_no_word(page, on_its_way, answer, said):
    text(page).press_sequentially("Half a thought")
    hand_over(text(page), "paste", "kiln.png")
    wait_for(on_its_way, page)

    if answer:
        on_its_way[0].fulfill(**answer)
    else:
        on_its_way[0].abort()

    expect(rows(page)).to_contain_text(said)
    expect(text(page)).to_have_value(re.compile(r"^Half a thought\n+$"))
    assert not Upload.objects.exists()


@pytest.mark.parametrize(("theme", "width"), [("light", 390), ("dark", 1440)])
@pytest.mark.usefixtures("topic", "writer")
def test_rows_of_every_state_are_accessible_and_fit(page, on_its_way, theme, width):
    page.emulate_media(color_scheme=theme)
    page.set_viewport_size({"width": width, "height": 900})
    hand_over(text(page), "paste", "one.png", "two.png", "three.png")
    wait_for(on_its_way, page, 3)
    on_its_way[0].continue_()
    on_its_way[1].fulfill(status=413, body="")
    expect(rows(page).filter(has=page.get_by_role("textbox"))).to_have_count(1)
    expect(rows(page).filter(has_text="too large")).to_have_count(1)

    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_without_script_a_link_leads_to_one_s_files(browser, live_server, page, topic, writer):
    plain = browser.new_context(
        base_url=live_server.url,
        java_script_enabled=False,
        storage_state=page.context.storage_state(),
    ).new_page()
    plain.goto(topic.get_absolute_url())
    with plain.context.expect_page() as opened:
        plain.get_by_role("link", name="Add a picture or file").click()
    files = opened.value

    files.get_by_label("Add a file").set_input_files([a_picture("Kiln opened.png")])
    files.get_by_role("button", name="Add file").click()

    shown = files.get_by_label("Markdown for Kiln opened.png")
    expect(shown).to_have_value(Upload.objects.get().markdown)
    plain.context.close()
