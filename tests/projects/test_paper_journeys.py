"""Pages and files in a browser: what a person does with them, without script and with it."""

from pathlib import Path

import pytest
from playwright.sync_api import Page as Browser
from playwright.sync_api import expect

from projects.models import Page, ProjectFile
from tests.browsing import WITHOUT_SCRIPT
from tests.projects.factories import begin_project, take_part, write_page

pytestmark = pytest.mark.django_db(transaction=True)


def file_of(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    path.write_text(text)
    return path


@pytest.mark.parametrize("page", [WITHOUT_SCRIPT], indirect=True)
def test_a_page_is_written_merged_and_brought_back_without_script(page: Browser, sign_in):
    project = begin_project()
    other = take_part(project)
    sign_in(project.begun_by)

    page.goto(f"{project.address}pages/")
    page.get_by_role("link", name="Decision", exact=True).click()
    page.get_by_label("Title").fill("Decision: one sheet")
    page.get_by_label("Text").fill("One sheet.")
    page.get_by_role("button", name="Save page").click()
    expect(page.get_by_role("heading", level=1, name="Decision: one sheet")).to_be_visible()

    page.get_by_role("link", name="Edit").click()
    page.get_by_label("Text").fill("One sheet, in black.")
    written = Page.objects.get()
    written.edit(by=other, version=1, title=written.title, source="One sheet, on Friday.")
    page.get_by_role("button", name="Save changes").click()
    expect(page.get_by_text("One sheet, on Friday.")).to_be_visible()
    expect(page.get_by_label("Text")).to_have_value("One sheet, in black.")
    page.get_by_label("Text").fill("One sheet, in black, on Friday.")
    page.get_by_role("button", name="Save changes").click()

    page.get_by_role("link", name="Version 3").click()
    expect(page.locator("ins", has_text="in black").first).to_be_visible()
    page.get_by_role("button", name="Restore version 2").click()
    expect(page.locator("article .prose")).to_have_text("One sheet, on Friday.")
    expect(page.get_by_role("link", name="Version 4")).to_be_visible()


@pytest.mark.parametrize("page", [WITHOUT_SCRIPT], indirect=True)
def test_a_page_is_moved_and_deleted_and_comes_back_without_script(page: Browser, sign_in):
    project = begin_project()
    _plan, notes = (write_page(project, title=title) for title in ("Plan", "Notes"))
    sign_in(project.begun_by)

    page.goto(notes.get_absolute_url())
    page.get_by_role("link", name="Move").click()
    page.get_by_label("Below").select_option(label="Plan")
    page.get_by_role("button", name="Move it there").click()
    page.get_by_role("navigation", name="Where this page is").get_by_role(
        "link", name="Plan"
    ).click()
    page.get_by_role("link", name="Delete").click()
    page.get_by_role("button", name="Delete page").click()
    page.get_by_role("button", name="Restore Plan").click()
    expect(page.get_by_role("heading", level=1, name="Plan")).to_be_visible()
    assert Page.objects.present().count() == 2


@pytest.mark.parametrize("page", [WITHOUT_SCRIPT], indirect=True)
def test_files_are_added_and_have_versions_without_script(page: Browser, sign_in, tmp_path):
    project = begin_project()
    sign_in(project.begun_by)

    page.goto(f"{project.address}files/")
    sent = [file_of(tmp_path, f"{name}.txt", f"What {name} says.") for name in ("a", "b")]
    page.get_by_label("Files from your device").set_input_files(sent)
    page.get_by_role("button", name="Add", exact=True).click()
    expect(page.get_by_text("2 files added.")).to_be_visible()

    page.get_by_label("Files from your device").set_input_files(
        file_of(tmp_path, "a.txt", "What a says now.")
    )
    page.get_by_role("button", name="Add", exact=True).click()
    page.get_by_label("Make it a new version of that one").check()
    page.get_by_role("button", name="Do it").click()
    page.get_by_role("link", name="a.txt", exact=True).click()
    expect(page.get_by_text("What a says now.")).to_be_visible()
    page.get_by_role("button", name="Restore version 1").click()
    expect(page.get_by_text("What a says.")).to_be_visible()
    expect(page.get_by_text("Version 3", exact=True)).to_be_visible()

    with page.expect_download() as fetched:
        page.get_by_role("link", name="Download version 2").click()
    assert fetched.value.path().read_text() == "What a says now."


def test_sending_shows_how_far_it_is_and_what_was_refused(page: Browser, sign_in, tmp_path):
    project = begin_project()
    sign_in(project.begun_by)
    page.goto(f"{project.address}files/")
    page.evaluate(
        """() => {
          const bar = document.querySelector("[data-progress-bar]");
          new MutationObserver(() => sessionStorage.setItem("said", bar.innerText))
            .observe(bar, { childList: true, subtree: true, characterData: true });
        }"""
    )
    sent = [file_of(tmp_path, "a.txt", "A" * 500_000), file_of(tmp_path, "b.exe", "MZ\0\1")]
    page.get_by_label("Files from your device").set_input_files(sent)
    page.route("**/additions/", lambda route: route.abort())
    page.get_by_role("button", name="Add", exact=True).click()
    expect(page.get_by_text("the connection was lost")).to_be_visible()
    page.unroute("**/additions/")
    page.get_by_role("button", name="Add", exact=True).click()

    expect(page.get_by_text("1 file added.")).to_be_visible()
    expect(page.get_by_text("b.exe:")).to_be_visible()
    assert "100 %" in page.evaluate("sessionStorage.getItem('said')")
    file = ProjectFile.objects.get()
    assert file.name == "a.txt"

    page.get_by_role("link", name="a.txt", exact=True).click()
    page.get_by_label("What is new in it?").fill("As a table")
    page.get_by_label("The changed file").set_input_files(file_of(tmp_path, "a.csv", "1,2\n"))
    page.get_by_role("button", name="Add version").click()
    expect(page.get_by_text("another kind of file")).to_be_visible()
    expect(page.get_by_label("What is new in it?")).to_have_value("As a table")
    page.get_by_label("The changed file").set_input_files(file_of(tmp_path, "b.txt", "B"))
    page.get_by_role("button", name="Add version").click()
    expect(page.get_by_text("New version added.")).to_be_visible()
    assert file.versions.count() == 2
