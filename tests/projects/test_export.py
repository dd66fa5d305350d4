import io
import json
import zipfile

import pytest

from core.uploads import storing
from discussions.models import Topic
from projects import export
from projects.models import Folder, Lesson, Project, Visibility
from tests.communities.factories import CommunityFactory
from tests.discussions.factories import add_post, start_topic
from tests.projects.factories import (
    add_file,
    add_task,
    apply,
    begin_project,
    note_decision,
    note_meeting,
    open_call,
    post_update,
    reviewed,
    send,
    take_part,
    write_page,
)
from tests.projects.people import as_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def project() -> Project:
    return begin_project(community=CommunityFactory(), tags=["discharge"])


def files(response) -> dict[str, str]:
    with zipfile.ZipFile(io.BytesIO(b"".join(response.streaming_content))) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name).decode() for name in archive.namelist()}


@pytest.mark.parametrize("way", ["{0.address}export/", "/api/v1/projects/{0.pk}/export/"])
def test_those_who_lead_it_get_all_of_it_as_it_was_typed(project, way):
    maker = take_part(project)
    review = reviewed(project, happened="*Two* sheets.")
    Lesson.objects.add(review, by=maker, title="Test with five people")
    topic = start_topic(space=project.space, by=maker, title="Which font?", source="A *large* one?")
    add_post(topic, by=project.begun_by, source="14 points.")
    add_task(project, "Ask two care homes")
    call = open_call(project, text="Six of *them*.", tags=["discharge"])
    apply(call, note="I am a secret heron.")
    update = post_update(project, text="Nine of *eleven*.")
    meeting = note_meeting(project, notes="It is *read*.")
    decision = note_decision(project, meeting=meeting)
    gone = add_post(topic, by=maker, source="Nonsense.")
    gone.delete_softly(by=maker)

    answer = as_user(project.begun_by).get(way.format(project))
    assert answer["Content-Type"] == "application/zip"
    found = files(answer)

    about = json.loads(found["project.json"])
    assert about["id"] == project.target
    assert {one["handle"] for one in about["people"]} == {maker.handle, project.begun_by.handle}
    assert found["purpose.md"] == project.purpose + "\n"
    assert project.title in found["README.md"]
    assert "*Two* sheets." in found[f"reviews/{review.pk}.md"]
    assert json.loads(found["lessons.json"])[0]["title"] == "Test with five people"
    assert json.loads(found["tasks.json"])[0]["title"] == "Ask two care homes"
    assert "Six of *them*." in found[f"calls/{call.pk}.md"]
    assert 'tags: ["discharge"]' in found[f"calls/{call.pk}.md"]
    assert "heron" not in str(found)  # who applied is not for whoever leads it later
    assert "Nine of *eleven*." in found[f"updates/{update.pk}.md"]
    assert "It is *read*." in found[f"meetings/{meeting.pk}.md"]
    [row] = json.loads(found["decisions.json"])
    assert (row["id"], row["meeting"]) == (decision.target, meeting.target)
    said = found[f"topics/{topic.pk}.md"]
    assert "A *large* one?" in said
    assert "14 points." in said
    assert "Nonsense." not in said


def test_nothing_of_elsewhere_is_in_it(project):
    other = begin_project(community=project.community, visibility=Visibility.MEMBERS)
    start_topic(space=other.space, by=other.begun_by, title="The heron", source="The heron")
    Lesson.objects.add(reviewed(other), by=other.begun_by, title="Feed the heron")
    for say in (open_call, post_update, note_meeting, note_decision):
        say(
            other,
            **({"text": "A heron"} if say in (open_call, post_update) else {"title": "A heron"}),
        )
    room = project.community.spaces.rooms().get()
    start_topic(space=room, title="Another heron", source="The heron")
    found = files(as_user(project.begun_by).get(project.address + "export/"))
    assert "heron" not in str(found)
    assert Topic.objects.filter(title="The heron").exists()


def test_it_is_sent_while_it_is_made(project):
    """What comes late in it is not asked for before what comes first has gone out."""
    asked = []

    def late():
        asked.append("late")
        yield "late"

    parts = [export.File("first.md", ["first"]), export.File("late.md", late())]
    stream = export.zipped(parts)
    next(stream)
    assert asked == []
    assert b"".join(stream)
    assert asked == ["late"]


def test_pages_and_files_are_in_it_with_every_version(project):
    by = project.begun_by
    plan = write_page(project, title="Plan", source="One.")
    plan.edit(by=by, version=1, title="Plan", source="Two.", reason="Thought again")
    below = write_page(project, title="Below", parent=plan, source="Three.")
    folder = Folder.objects.open(project, name="../Data")
    file = add_file(project, name="counts.csv", folder=folder, data=b"a,b\n1,2\n")
    file.add_version(send(by, b"a,b\n3,4\n", "counts.csv"), by=by, note="Counted again")
    lost = add_file(project, name="lost.txt")
    storing.delete(lost.upload.stored_as)

    found = files(as_user(by).get(project.address + "export/"))

    assert found[f"pages/{plan.pk}.md"] == "# Plan\n\nTwo.\n"
    assert found[f"pages/{plan.pk}/1.md"] == "# Plan\n\nOne.\n"
    said = {one["id"]: one for one in json.loads(found["pages.json"])}
    assert said[below.target]["below"] == plan.target
    assert said[plan.target]["before"][0]["reason"] == "Thought again"
    assert found[f"files/{file.pk}/1.csv"] == "a,b\n1,2\n"
    assert found[f"files/{file.pk}/2.csv"] == "a,b\n3,4\n"
    listed = json.loads(found["files.json"])
    assert [one["name"] for one in listed["folders"]] == ["../Data"]
    paths = {one["id"]: [version["path"] for version in one["versions"]] for one in listed["files"]}
    assert paths[file.target] == [f"files/{file.pk}/{number}.csv" for number in (2, 1)]
    assert paths[lost.target] == [None]
    assert not any(".." in path for path in found)
