from datetime import UTC, datetime, timedelta
from io import BytesIO
from itertools import product
from tracemalloc import get_traced_memory, start, stop
from typing import Any
from zipfile import ZipFile

import pytest
import time_machine
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from accounts.models import User
from communities.models import Activity, Community, Membership
from core.models import Upload, UploadUse
from core.uploads import storing
from core.uploads.keeping import remove
from notifications.digesting import send_planned
from notifications.models import Follow, Level, Notice, Rhythm
from notifications.planning import plan_due
from projects.errors import NameTaken, NoRoom, OtherKind, OwnFolder
from projects.files.naming import folder_name, free_name
from projects.files.preview import preview_of
from projects.files.shelf import room_of
from projects.files.zipping import archived, found_in
from projects.models import Folder, Project, ProjectFile, Visibility
from projects.zipping import zipped
from search.models import Document
from tests.accounts.factories import UserFactory
from tests.communities.factories import CommunityFactory, join
from tests.core.uploads.factories import keep_picture
from tests.discussions.factories import start_topic
from tests.projects.factories import (
    add_file,
    begin_project,
    partner,
    send,
    take_part,
    write_page,
)
from tests.projects.people import ROLES, as_user, who_is
from tests.projects.test_pages import text
from tests.racing import race
from tests.undoing import undone

pytestmark = pytest.mark.django_db


@pytest.fixture
def community() -> Community:
    return CommunityFactory()


@pytest.fixture
def project(community: Community) -> Project:
    return begin_project(community=community)


def names(project: Project, folder: Folder | None = None) -> list[str]:
    files = project.files.present().filter(folder=folder).in_order()
    return list(files.values_list("name", flat=True))


def sent(*files: tuple[str, bytes], **more: object) -> dict[str, object]:
    return {"file": [SimpleUploadedFile(*one) for one in files], **more}


def body(response) -> bytes:
    return response.getvalue()


def test_several_files_are_added_at_once(project):
    client = as_user(project.begun_by)
    answer = client.post(
        project.address + "files/additions/",
        sent(("a.txt", b"A"), ("b.csv", b"x,y\n")),
        follow=True,
    )
    assert names(project) == ["a.txt", "b.csv"]
    assert "2 files added." in text(answer)
    assert Project.objects.get(pk=project.pk).file_count == 2


def test_one_that_is_refused_keeps_none_of_the_others_out(project):
    answer = as_user(project.begun_by).post(
        project.address + "files/additions/",
        sent(("a.exe", b"MZ\x00\x01"), ("b.txt", b"B")),
        follow=True,
    )
    assert names(project) == ["b.txt"]
    assert "a.exe: This kind of file is not taken here" in text(answer)


def test_a_script_is_told_where_to_go(project):
    answer = as_user(project.begun_by).post(
        project.address + "files/additions/",
        sent(("a.txt", b"A")),
        headers={"accept": "application/json"},
    )
    assert answer.json() == {"location": f"{project.address}files/"}


def test_of_a_name_that_is_taken_one_is_asked_what_to_do(project):
    add_file(project, name="a.txt")
    add_file(project, name="b.txt")
    client = as_user(project.begun_by)
    answer = client.post(
        project.address + "files/additions/", sent(("A.txt", b"new a"), ("b.txt", b"new b"))
    )
    choices = answer["Location"]
    assert "Make it a new version of that one" in text(client.get(choices))
    assert client.post(choices).status_code == 422
    first, second = Upload.objects.order_by("-pk")[:2][::-1]
    client.post(choices, {f"{first.key}-choice": "version", f"{second.key}-choice": "beside"})
    assert names(project) == ["a.txt", "b (2).txt", "b.txt"]
    assert ProjectFile.objects.get(name="a.txt").version == 2


def test_what_waits_for_a_choice_is_its_senders_alone(project):
    add_file(project, name="a.txt")
    upload = send(project.begun_by, name="a.txt")
    other = as_user(take_part(project))
    shown = other.get(f"{project.address}files/choices/?upload={upload.key}")
    assert "Nothing is waiting here any more." in text(shown)


def test_restoring_version_one_of_two_makes_version_three(project):
    file = add_file(project, data=b"One.")
    client = as_user(project.begun_by)
    client.post(file.address + "versions/", sent(("x.txt", b"Two."), note="Shorter"))
    client.post(file.address + "versions/1/restoration/")
    file.refresh_from_db()
    assert (file.version, list(file.versions.values_list("number", "note").order_by("number"))) == (
        3,
        [(1, ""), (2, "Shorter"), (3, "Version 1 again")],
    )
    assert body(client.get(file.address + "content/")) == b"One."
    assert body(client.get(file.address + "versions/2/content/")) == b"Two."
    assert client.get(file.address + "versions/9/content/").status_code == 404


def test_a_version_is_of_the_same_kind(project):
    file = add_file(project)
    with pytest.raises(OtherKind):
        file.add_version(keep_picture(project.begun_by), by=project.begun_by)
    assert file.versions.count() == 1


def test_a_version_that_is_refused_is_said_with_what_was_typed(project):
    file = add_file(project)
    client = as_user(project.begun_by)
    wrong = ("x.csv", b"a,b\n1,2\n")
    answer = client.post(file.address + "versions/", sent(wrong, note="As a table"))
    assert answer.status_code == 422
    assert "another kind of file" in text(answer)
    assert 'value="As a table"' in text(answer)
    answer = client.post(
        file.address + "versions/", sent(wrong), headers={"accept": "application/json"}
    )
    assert "another kind of file" in answer.json()["detail"]
    assert file.versions.count() == 1
    assert Upload.objects.kept().count() == 1


def test_a_script_that_has_sent_a_version_is_told_where_to_go(project):
    file = add_file(project)
    answer = as_user(project.begun_by).post(
        file.address + "versions/", sent(("x.txt", b"X")), headers={"accept": "application/json"}
    )
    assert answer.json() == {"location": file.address}
    assert file.versions.count() == 2


def test_what_is_fetched_has_the_name_that_it_has_here(project):
    file = add_file(project)
    file.change(name="Minutes of May", folder=None)
    assert file.name == "Minutes of May.txt"
    fetched = as_user(project.begun_by).get(file.address + "content/")
    assert 'filename="Minutes of May.txt"' in fetched["Content-Disposition"]
    assert fetched["Content-Disposition"].startswith("attachment")
    assert body(fetched) == b"Eleven patients.\n"


def test_names_are_once_in_a_folder_whatever_their_case(project):
    folder = Folder.objects.open(project, name="Data")
    add_file(project, name="a.txt")
    add_file(project, name="a.txt", folder=folder)
    with pytest.raises(NameTaken):
        add_file(project, name="A.TXT")
    with pytest.raises(NameTaken):
        Folder.objects.open(project, name="data")
    other = add_file(project, name="b.txt")
    answer = as_user(project.begun_by).post(other.address + "edit/", {"name": "A.txt"})
    assert answer.status_code == 409
    assert "There is something of that name here" in text(answer)


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("..", ""),
        ("a/../b", "a .. b"),
        (" .x. ", "x"),
        ("Q1:\tData\x00", "Q1 Data"),
        ("\u202e", ""),
    ],
)
def test_a_folder_is_called_what_a_disk_can_hold(typed, name):
    assert folder_name(typed) == name


def test_a_free_name_counts_on():
    assert free_name("a.txt", set()) == "a.txt"
    assert free_name("a.txt", {"a.txt", "a (2).txt"}) == "a (3).txt"
    assert free_name("Data", {"data"}) == "Data (2)"


def test_folders_are_opened_moved_and_never_put_into_themselves(project):
    client = as_user(project.begun_by)
    client.post(project.address + "files/folders/", {"name": "Data"})
    data = Folder.objects.get()
    client.post(project.address + "files/folders/", {"name": "Round one", "parent": data.pk})
    one = Folder.objects.get(name="Round one")
    assert one.parent == data
    with pytest.raises(OwnFolder):
        data.change(name="Data", parent=one)
    client.post(one.address + "edit/", {"name": "Round 1", "parent": ""})
    one.refresh_from_db()
    assert (one.name, one.parent) == ("Round 1", None)
    assert client.post(project.address + "files/folders/", {"name": ".."}).status_code == 422


def test_a_folder_goes_and_comes_back_with_what_is_in_it(project):
    data = Folder.objects.open(project, name="Data")
    inner = Folder.objects.open(project, name="Inner", parent=data)
    file = add_file(project, folder=inner)
    before = add_file(project, folder=inner, name="before.txt")
    before.delete_softly(by=project.begun_by)
    client = as_user(project.begun_by)
    client.post(data.address + "deletion/")
    assert client.get(file.address).status_code == 404
    assert not UploadUse.objects.get(object_id=file.pk, kind="project_file").audience
    assert Project.objects.get(pk=project.pk).file_count == 0
    Folder.objects.open(project, name="Data")
    client.post(data.address + "restoration/")
    data.refresh_from_db()
    assert data.name == "Data (2)"
    assert names(project, inner) == ["notes.txt"]
    assert UploadUse.objects.get(object_id=file.pk, kind="project_file").audience


def test_a_file_comes_back_under_another_name_if_its_own_is_given_away(project):
    file = add_file(project, name="a.txt")
    file.delete_softly(by=project.begun_by)
    add_file(project, name="a.txt")
    as_user(project.begun_by).post(file.address + "restoration/")
    assert names(project) == ["a (2).txt", "a.txt"]


def test_what_is_removed_for_good_takes_up_no_room(project):
    file = add_file(project, data=b"x" * 1000)
    file.delete_softly(by=project.begun_by)
    assert room_of(project).taken == 1000
    contributor = as_user(take_part(project))
    assert contributor.post(file.address + "erasure/").status_code == 403
    as_user(project.begun_by).post(file.address + "erasure/")
    assert room_of(project).taken == 0
    assert not ProjectFile.objects.exists()
    assert not UploadUse.objects.exists()


def test_what_has_no_files_has_all_its_room(project):
    page = as_user(project.begun_by).get(project.address + "files/")
    assert "0 kB of 1.0 GB taken, with all versions." in text(page)


def test_room_is_counted_once_for_a_version_that_is_restored(project, settings):
    settings.PROJECT_FILES_MB = 0.001
    file = add_file(project, data=b"x" * 600)
    file.restore_version(file.versions.get(), by=project.begun_by)
    assert room_of(project).taken == 600
    with pytest.raises(NoRoom):
        add_file(project, data=b"y" * 600, name="more.txt")
    answer = as_user(project.begun_by).post(
        project.address + "files/additions/", sent(("z.txt", b"z" * 600)), follow=True
    )
    assert "room for files is full" in text(answer)
    assert names(project) == ["notes.txt"]


@pytest.mark.django_db(transaction=True)
def test_two_who_fill_the_room_at_once_do_not_overfill_it(settings):
    settings.PROJECT_FILES_MB = 0.001
    project = begin_project()
    uploads = [send(project.begun_by, b"x" * 600, f"{name}.txt") for name in "ab"]
    outcomes = race(
        *(
            lambda upload=upload: ProjectFile.objects.add(project, upload, by=project.begun_by)
            for upload in uploads
        )
    )
    assert sorted(type(one).__name__ for one in outcomes) == ["NoRoom", "ProjectFile"]
    assert room_of(project).taken == 600


@pytest.mark.django_db(transaction=True)
def test_of_two_files_of_one_name_at_once_one_is_told():
    project = begin_project()
    uploads = [send(project.begun_by, name="a.txt") for _ in range(2)]
    outcomes = race(
        *(
            lambda upload=upload: ProjectFile.objects.add(project, upload, by=project.begun_by)
            for upload in uploads
        )
    )
    assert sorted(type(one).__name__ for one in outcomes) == ["NameTaken", "ProjectFile"]


@pytest.mark.django_db(transaction=True)
def test_of_two_files_renamed_alike_at_once_one_is_told():
    project = begin_project()
    files = [add_file(project, name=f"{name}.txt") for name in "ab"]
    outcomes = race(*(lambda file=file: file.change(name="c", folder=None) for file in files))
    assert [type(one) for one in outcomes if one] == [NameTaken]
    assert "c.txt" in names(project)


@pytest.mark.django_db(transaction=True)
def test_two_files_of_one_name_that_come_back_at_once_have_two_names():
    project = begin_project()
    files = []
    for _ in range(2):
        file = add_file(project, name="a.txt")
        file.delete_softly(by=project.begun_by)
        files.append(file)
    assert race(*(file.restore for file in files)) == [None, None]
    assert names(project) == ["a (2).txt", "a.txt"]
    assert Project.objects.get(pk=project.pk).file_count == 2


@pytest.mark.django_db(transaction=True)
def test_a_version_restored_by_two_at_once_is_there_twice_and_takes_its_room_once():
    project = begin_project()
    file = add_file(project, data=b"x" * 600)
    first = file.versions.get()
    by = project.begun_by
    outcomes = race(*(lambda: file.restore_version(first, by=by) for _ in range(2)))
    assert outcomes == [None, None]
    file.refresh_from_db()
    assert (file.version, room_of(project).taken) == (3, 600)


@pytest.mark.django_db(transaction=True)
def test_a_file_added_while_its_folder_is_deleted_is_told_so_or_goes_with_it():
    project = begin_project()
    folder = Folder.objects.open(project, name="Data")
    upload = send(project.begun_by)
    race(
        lambda: folder.delete_softly(by=project.begun_by),
        lambda: ProjectFile.objects.add(project, upload, by=project.begun_by, folder=folder),
    )
    assert not project.files.present().exists()


def test_names_that_only_the_database_takes_for_one_are_refused_in_words(project):
    """A Greek word ends in another small letter than Python and PostgreSQL agree on."""
    Folder.objects.open(project, name="ΟΔΟΣ")
    with pytest.raises(NameTaken):
        Folder.objects.open(project, name="οδοσ")


@pytest.mark.django_db(transaction=True)
def test_two_folders_put_into_each_other_at_once_make_no_circle():
    project = begin_project()
    a, b = (Folder.objects.open(project, name=name) for name in "ab")
    outcomes = race(lambda: a.change(name="a", parent=b), lambda: b.change(name="b", parent=a))
    assert [type(one) for one in outcomes if one] == [OwnFolder]


@pytest.mark.django_db(transaction=True)
def test_two_versions_at_once_have_two_numbers():
    project = begin_project()
    file = add_file(project)
    uploads = [send(project.begun_by) for _ in range(2)]
    outcomes = race(
        *(lambda upload=upload: file.add_version(upload, by=project.begun_by) for upload in uploads)
    )
    assert outcomes == [None, None]
    assert sorted(file.versions.values_list("number", flat=True)) == [1, 2, 3]


def test_all_files_come_in_one_archive_with_their_folders(project):
    data = Folder.objects.open(project, name="Data")
    add_file(project, data=b"Top.")
    add_file(project, folder=data, data=b"Inside.")
    picture = keep_picture(project.begun_by)
    add_file(project, upload=picture, folder=data)
    gone = add_file(project, name="gone.txt")
    gone.delete_softly(by=project.begun_by)
    client = as_user(project.begun_by)
    answer = client.get(project.address + "files/zip/")
    packed = ZipFile(BytesIO(body(answer)))
    assert sorted(packed.namelist()) == ["Data/kiln.png", "Data/notes.txt", "notes.txt"]
    assert packed.testzip() is None
    assert packed.read("Data/notes.txt") == b"Inside."
    assert "attachment" in answer["Content-Disposition"]
    below = ZipFile(BytesIO(body(client.get(data.address + "zip/"))))
    assert sorted(below.namelist()) == ["kiln.png", "notes.txt"]


def test_no_name_in_an_archive_leads_out_of_it_and_none_is_there_twice(project):
    odd = Folder.objects.create(community=project.community, project=project, name="../../etc")
    same = Folder.objects.create(community=project.community, project=project, name="etc")
    for folder in (odd, same):
        add_file(project, folder=folder)
    paths = [path for path, _upload in found_in(project)]
    assert len({path.lower() for path in paths}) == 2
    assert not any(part in ("", "..", ".") for path in paths for part in path.split("/"))


def test_an_archive_is_never_whole_in_memory(project):
    size = 3_000_000
    for number in range(3):
        add_file(project, data=b"x" * size, name=f"{number}.txt")
    found = [(path, upload) for path, upload in found_in(project)]
    for _path, upload in found:
        upload.kind = "pdf"  # which is stored and not packed
    start()
    total = sum(len(chunk) for chunk in zipped(archived(found)))
    most = get_traced_memory()[1]
    stop()
    assert total > 3 * size
    assert most < size


def test_what_the_storage_has_lost_is_named_in_the_archive(project):
    file = add_file(project)
    storing.delete(file.upload.stored_as)
    client = as_user(project.begun_by)
    packed = ZipFile(BytesIO(body(client.get(project.address + "files/zip/"))))
    assert packed.read("missing.txt") == b"notes.txt\n"


@pytest.mark.parametrize(
    ("name", "data", "shown"),
    [
        ("a.txt", b"1 < 2 & <b>so</b>", "1 &lt; 2 &amp; &lt;b&gt;so&lt;/b&gt;"),
        ("a.md", b"# Plan\n\n*now* <script>alert(1)</script>", "<em>now</em>"),
        ("a.csv", b"ward;patients\n4;<i>11</i>\n", "<td>&lt;i&gt;11&lt;/i&gt;</td>"),
    ],
)
def test_texts_are_shown_and_run_nothing(project, name, data, shown):
    file = add_file(project, name=name, data=data)
    page = text(as_user(project.begun_by).get(file.address))
    assert shown in page
    assert "<script>alert" not in page


def test_of_a_long_table_two_hundred_rows_are_shown(project):
    rows = "\n".join(f"{number},x" for number in range(500))
    preview = preview_of(add_file(project, name="a.csv", data=rows.encode()).file)
    assert (len(preview.rows), preview.is_cut) == (200, True)
    odd = add_file(project, name="b.csv", data=b'a,"' + b"x" * 140_000 + b'"\n')
    assert preview_of(odd.file).text.startswith('a,"x')


def test_a_picture_is_shown_and_a_pdf_is_not(project):
    picture = add_file(project, upload=keep_picture(project.begun_by))
    client = as_user(project.begun_by)
    assert f'src="{picture.address}content/"' in text(client.get(picture.address))
    pdf = add_file(project, name="a.pdf", data=b"%PDF-1.7 rest")
    assert "This kind of file is not shown here." in text(client.get(pdf.address))


def test_what_its_sender_has_deleted_is_missed_and_said(project, relay):
    file = add_file(project, data=b"Grebes.")
    relay()
    assert "Grebes" in Document.objects.get(kind="project_file").body
    remove(file.upload)
    relay()
    client = as_user(take_part(project))
    assert "has deleted it from the site" in text(client.get(file.address))
    assert client.get(file.address + "content/").status_code == 404
    assert client.get(project.address + "files/").status_code == 200
    assert "Grebes" not in Document.objects.get(kind="project_file").body
    assert not found_in(project)


def test_a_file_is_found_by_its_name_while_it_is_there(project, relay):
    file = add_file(project, name="reading-ages.txt")
    relay()
    found = Document.objects.get(kind="project_file")
    assert found.audience == project.space.audience
    assert "reading ages" in found.body
    file.delete_softly(by=project.begun_by)
    relay()
    assert not Document.objects.filter(kind="project_file").exists()


def test_followers_of_the_project_are_told_of_files_and_versions(project, relay):
    follower = join(project.community)
    Follow.objects.choose(project.target, Level.WATCHING, by=follower)
    file = add_file(project, name="ages.txt")
    relay()
    file.add_version(send(project.begun_by), by=project.begun_by, note="Shorter")
    relay()
    told = Notice.objects.of(follower).filter(kind__startswith="projects.File").order_by("pk")
    assert [notice.excerpt for notice in told] == ["ages.txt", "ages.txt: Shorter"]
    assert not Notice.objects.of(project.begun_by).filter(kind__startswith="projects.File")
    file.delete_softly(by=project.begun_by)
    relay()
    assert not told.all().exists()


def test_files_of_a_private_project_reach_nobody_outside(community, relay):
    project = begin_project(community=community, visibility=Visibility.MEMBERS)
    outside = join(community)
    folder = Folder.objects.open(project, name="Heron")
    file = add_file(project, name="heron.txt", data=b"The heron nests.", folder=folder)
    Follow.objects.choose(project.target, Level.WATCHING, by=outside)
    relay()
    client = as_user(outside)
    for address in (
        file.address,
        file.address + "content/",
        file.address + "versions/1/content/",
        file.address + "edit/",
        folder.address,
        folder.address + "zip/",
        project.address + "files/",
        project.address + "files/zip/",
        file.upload.address,
        f"/api/v1/files/{file.pk}/",
        f"/api/v1/files/{file.pk}/content/",
        f"/api/v1/files/{file.pk}/versions/",
        f"/api/v1/files/{file.pk}/versions/1/content/",
        f"/api/v1/folders/{folder.pk}/",
        f"/api/v1/folders/{folder.pk}/zip/",
        f"/api/v1/projects/{project.pk}/files/",
        f"/api/v1/projects/{project.pk}/files/zip/",
        f"/api/v1/projects/{project.pk}/folders/",
    ):
        assert client.get(address).status_code == 404, address
    assert "nests" not in text(client.get("/search/?q=heron"))
    assert not Document.objects.filter(kind="project_file").visible_to(outside).exists()
    assert not Activity.objects.about(ProjectFile, [file.pk]).visible_to(outside).exists()
    assert not Notice.objects.of(outside).filter(kind__startswith="projects.File").exists()
    inside = as_user(partner(project))
    assert body(inside.get(file.address + "content/")) == b"The heron nests."
    assert file.address in text(inside.get("/search/?q=heron"))


def test_a_file_of_a_private_project_is_named_by_no_link(community, relay):
    project = begin_project(community=community, visibility=Visibility.MEMBERS)
    file = add_file(project, name="heron.txt")
    room = community.spaces.rooms().get()
    topic = start_topic(space=room, by=project.begun_by, source=f"[See]({file.address})")
    relay()
    links = f"/api/v1/topics/{topic.pk}/links/"
    assert "heron.txt" not in text(as_user(join(community)).get(links))
    assert "heron.txt" in text(as_user(take_part(project)).get(links))


def test_a_digest_names_a_page_and_a_file_to_those_who_may_read_them_still(relay):
    with time_machine.travel(datetime(2026, 11, 19, 12, tzinfo=UTC), tick=False) as clock:
        community = CommunityFactory()
        project = begin_project(community=community, visibility=Visibility.MEMBERS)
        page = write_page(project, title="Heron")
        inside, left, outside = take_part(project), take_part(project), join(community)
        for user in (inside, left, outside):
            Membership.objects.filter(user=user).update(
                joined_at=timezone.now() - timedelta(days=99)
            )
            for target in (project.target, page.target):
                Follow.objects.choose(target, Level.WATCHING, by=user)
        Rhythm.objects.enrol([inside, left, outside])
        add_file(project, name="heron.txt")
        page.edit(by=project.begun_by, version=1, title="Heron", source="The heron nests.")
        relay()
        project.place_of(left).leave(by=left)
        clock.move_to(datetime(2026, 11, 23, 8, tzinfo=UTC))
        plan_due()
        send_planned(seconds=30)
    letters = {one.to[0]: one.body for one in mail.outbox}
    assert "heron.txt" in letters[inside.email]
    assert "The heron nests." in letters[inside.email]
    for user in (left, outside):
        assert "heron" not in letters.get(user.email, "").lower()


def test_who_is_invited_is_shown_no_file(community):
    project = begin_project(community=community, visibility=Visibility.MEMBERS)
    add_file(project, name="heron.txt")
    asked = UserFactory()
    project.invite(asked, by=project.begun_by)
    assert "heron" not in text(as_user(asked).get(project.get_absolute_url()))
    assert "heron" in text(as_user(project.begun_by).get(project.get_absolute_url()))


def test_a_file_of_one_project_is_not_found_below_another(community, project):
    file = add_file(project)
    other = begin_project(community=community)
    client = as_user(project.begun_by)
    assert client.get(f"{other.address}files/{file.pk}/").status_code == 404
    assert client.get(f"{other.address}files/{file.pk}/content/").status_code == 404


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize(("who", "queries"), [("visitor", 4), ("member", 11)])
def test_the_list_costs_the_same_however_many_files(
    django_assert_num_queries, community, rows, who, queries
):
    project = begin_project(community=community, visibility=Visibility.PUBLIC)
    for number in range(rows):
        Folder.objects.open(project, name=f"{number}")
        add_file(project, name=f"{number}.txt", by=take_part(project))
    client = as_user(project.begun_by) if who == "member" else Client()
    with django_assert_num_queries(queries):
        page = client.get(project.address + "files/")
    assert text(page).count('class="pfile"') == 2 * rows


@pytest.mark.parametrize("rows", [1, 3])
def test_the_first_page_shows_the_latest_three_for_one_query(
    django_assert_num_queries, project, rows
):
    for number in range(rows + 1):
        add_file(project, name=f"{number}.txt")
    client = as_user(project.begun_by)
    with django_assert_num_queries(9):
        page = client.get(project.get_absolute_url())
    assert text(page).count(".txt</a>") == min(3, rows + 1)


CONTRIBUTE = ("contributor", "lead", "facilitator")
LEAD = ("lead", "facilitator")
READ = ROLES[2:]
MAY = {
    "get files/": READ,
    "get files/zip/": READ,
    "get folder": READ,
    "get folder zip/": READ,
    "get file": READ,
    "get file content/": READ,
    "get file versions/1/content/": READ,
    "post files/additions/": CONTRIBUTE,
    "get files/choices/": CONTRIBUTE,
    "post files/folders/": CONTRIBUTE,
    "post folder edit/": CONTRIBUTE,
    "post folder deletion/": CONTRIBUTE,
    "post lost restoration/": CONTRIBUTE,
    "post file edit/": CONTRIBUTE,
    "post file versions/": CONTRIBUTE,
    "post file versions/1/restoration/": CONTRIBUTE,
    "post file deletion/": CONTRIBUTE,
    "post gone restoration/": CONTRIBUTE,
    "post gone erasure/": LEAD,
    "api get projects/ files/": READ,
    "api get projects/ files/zip/": READ,
    "api get projects/ folders/": READ,
    "api get projects/ files/deleted/": CONTRIBUTE,
    "api post projects/ files/": CONTRIBUTE,
    "api post projects/ folders/": CONTRIBUTE,
    "api get folders/": READ,
    "api get folders/ zip/": READ,
    "api put folders/": CONTRIBUTE,
    "api delete folders/": CONTRIBUTE,
    "api post lost restoration/": CONTRIBUTE,
    "api get files/": READ,
    "api put files/": CONTRIBUTE,
    "api delete files/": CONTRIBUTE,
    "api get files/ content/": READ,
    "api get files/ versions/": READ,
    "api post files/ versions/": CONTRIBUTE,
    "api get files/ versions/1/content/": READ,
    "api post files/ versions/1/restoration/": CONTRIBUTE,
    "api post gone restoration/": CONTRIBUTE,
    "api delete gone restoration/": LEAD,
}


@pytest.fixture
def things(project) -> dict[str, Any]:
    file, gone = add_file(project), add_file(project, name="gone.txt")
    folder = Folder.objects.open(project, name="Data")
    lost = Folder.objects.open(project, name="Lost")
    gone.delete_softly(by=project.begun_by)
    lost.delete_softly(by=project.begun_by)
    return {"file": file, "gone": gone, "folder": folder, "lost": lost}


def test_who_may_do_what_with_files(project, things):
    people = {who: who_is(project, who) for who in ROLES[1:]}
    for who, act in product(ROLES, MAY):
        with undone():
            status = do(act, project, things, people.get(who))
        if who in MAY[act]:
            assert status in (200, 201, 204, 302), (who, act)
        elif who == "visitor":
            assert status in (302, 401, 404), act
        else:
            assert status == (404 if who == "outsider" else 403), (who, act)


def test_nobody_changes_files_of_a_closed_project(project, things):
    lead = who_is(project, "lead")
    Project.objects.update(status="closed")
    for act in (act for act, may in MAY.items() if may != READ):
        assert do(act, project, things, lead) == 403, act


def do(act: str, project: Project, things: dict[str, Any], user: User | None) -> int:
    """The status that it is answered with."""
    client = as_user(user) if user else Client()
    words = act.split()
    if words[0] != "api":
        method, what, *rest = words
        data = {"name": "new", **sent(("new.txt", b"New"))} if method == "post" else {}
        base = things[what].address if what in things else project.address + what
        return ended(getattr(client, method)(base + "".join(rest), data))
    _api, method, what, *rest = words
    bases = {
        "projects/": f"projects/{project.pk}/",
        "files/": f"files/{things['file'].pk}/",
        "gone": f"files/{things['gone'].pk}/",
        "folders/": f"folders/{things['folder'].pk}/",
        "lost": f"folders/{things['lost'].pk}/",
    }
    address = f"/api/v1/{bases[what]}{''.join(rest)}"
    if method == "get":
        return ended(client.get(address))
    upload = send(user, name="new.txt") if user else None
    key = upload.key if upload else "0"
    bodies = {
        "post files/": {"upload": key},
        "post folders/": {"name": "New"},
        "put folders/": {"name": "New", "inside": None},
        "put files/": {"name": "new", "folder": None},
        "post versions/": {"upload": key},
    }
    data = bodies.get(f"{method} {rest[-1] if rest else what}", {})
    return getattr(client, method)(address, data, "application/json").status_code


def ended(response) -> int:
    """Its status; a file stays open until it is read."""
    if response.streaming:
        response.getvalue()
    return response.status_code


def test_a_program_is_told_of_a_name_that_is_taken(project):
    add_file(project)
    upload = send(project.begun_by)
    client = as_user(project.begun_by)
    answer = client.post(
        f"/api/v1/projects/{project.pk}/files/", {"upload": upload.key}, "application/json"
    )
    assert (answer.status_code, answer.json()["code"]) == (409, "name_taken")


def test_nobody_adds_what_somebody_else_has_sent(project):
    theirs = send(take_part(project))
    client = as_user(project.begun_by)
    answer = client.post(
        f"/api/v1/projects/{project.pk}/files/", {"upload": theirs.key}, "application/json"
    )
    assert answer.status_code == 404
