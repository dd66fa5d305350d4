"""A dump that is damaged is refused, by file and row, and leaves what is here as it was."""

import re

import pytest
from django.core.management import CommandError, call_command

from communities.models import Community, Tag
from discussions.models import Post, Topic
from integrations.models import Import, Imported, Staged, Tally
from tests.accounts.factories import UserFactory
from tests.communities.factories import CommunityFactory
from tests.integrations.stackexchange.dumps import SITE, bring, knots, row, write

pytestmark = pytest.mark.django_db

BOMB = """<?xml version="1.0"?>
<!DOCTYPE tags [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>
<tags><row Id="1" TagName="&b;" /></tags>
"""


def without(file, key, name):
    return lambda dump: row(dump, file, key).pop(name)


def saying(file, key, **values):
    return lambda dump: row(dump, file, key).update(values)


def twice(file, key):
    return lambda dump: dump[file].append(row(dump, file, key))


ROWS = [
    (without("Posts", 1, "Title"), "Posts.xml, line 3 (Id 1): Title is missing."),
    (without("Posts", 2, "ParentId"), "Posts.xml, line 4 (Id 2): ParentId is missing."),
    (without("Users", 2, "CreationDate"), "Users.xml, line 5 (Id 2): CreationDate is missing."),
    (without("Comments", 2, "Text"), "Comments.xml, line 4 (Id 2): Text is missing."),
    (without("PostHistory", 4, "RevisionGUID"), "(Id 4): RevisionGUID is missing."),
    (without("Tags", 1, "Id"), "Tags.xml, line 3: Id is missing."),
    (
        saying("Posts", 3, CreationDate="yesterday"),
        'Posts.xml, line 5 (Id 3): CreationDate is "yesterday", which is not a date.',
    ),
    (
        saying("Votes", 10, PostId="two"),
        'Votes.xml, line 7 (Id 10): PostId is "two", which is not a whole number.',
    ),
    (saying("Posts", 5, ClosedDate="2019-02-30T00:00:00"), "ClosedDate is"),
    (saying("Posts", 1, Score="9" * 30), "which is not a whole number."),
    (saying("Badges", 1, Date="x"), 'Badges.xml, line 3 (Id 1): Date is "x"'),
    (
        saying("Posts", 2, ParentId=77),
        'Posts.xml, line 4 (Id 2): ParentId is "77", and there is no such question.',
    ),
    (saying("Posts", 3, ParentId=2), "there is no such question."),
    (twice("Posts", 1), "Posts.xml, line 10 (Id 1): there is an earlier row of this Id."),
    (twice("Comments", 2), "Comments.xml, line 6 (Id 2): there is an earlier row of this Id."),
]


def after(text):
    """The file up to where this text stands."""

    def cut(content):
        return content[: content.index(text)]

    return cut


FILES = [
    ("Posts", after('<row Id="5"'), "Posts.xml, line 7 (Id 4): the XML breaks off or is damaged"),
    ("Posts", after("rabbit"), "Posts.xml, line 4 (Id 1): the XML breaks off or is damaged"),
    ("Comments", lambda text: text.replace("/>", ">", 1), "Comments.xml, line 6"),
    ("Votes", lambda text: "", "Votes.xml: it is empty, or not XML."),
    ("Users", lambda text: "PK\x03\x04 an archive", "Users.xml: it is empty, or not XML."),
    ("Tags", lambda text: text.replace("tags", "votes"), "should hold <tags>, and holds <votes>"),
    ("Tags", lambda text: BOMB, "Tags.xml, line 2: it declares a document type or entities"),
    ("PostLinks", lambda text: text.replace('"1"', '"1'), "PostLinks.xml, line "),
]


def refused(folder, community) -> str:
    with pytest.raises(CommandError) as refusal:
        bring(folder, community)
    return str(refusal.value)


@pytest.mark.parametrize(("damage", "problem"), ROWS)
def test_a_damaged_row_is_named(tmp_path, damage, problem):
    dump = knots()
    damage(dump)

    assert problem in refused(write(dump, tmp_path / "dump"), CommunityFactory())
    assert nothing_is_left()


@pytest.mark.parametrize(("file", "damage", "problem"), FILES)
def test_a_damaged_file_is_named(tmp_path, file, damage, problem):
    folder = write(knots(), tmp_path / "dump")
    path = folder / f"{file}.xml"
    path.write_text(damage(path.read_text(encoding="utf-8-sig")), encoding="utf-8")

    assert problem in refused(folder, CommunityFactory())
    assert nothing_is_left()


@pytest.mark.parametrize("file", ["Users", "Tags", "Posts", "Comments", "Votes"])
def test_a_file_that_has_to_be_there_is_named(tmp_path, file):
    folder = write(knots(), tmp_path / "dump")
    (folder / f"{file}.xml").unlink()

    assert re.search(rf"it has no {file}\.xml", refused(folder, CommunityFactory()))
    assert nothing_is_left()


def test_what_may_be_missing_is_reported(tmp_path):
    folder = write(knots(), tmp_path / "dump")
    for name in ("PostHistory", "PostLinks", "Badges"):
        (folder / f"{name}.xml").unlink()

    printed = bring(folder, CommunityFactory())

    assert "The dump has no PostHistory.xml; all else is brought." in printed
    splice = Post.objects.get(number=1, topic__title="What is a splice?")
    assert splice.source == "What is a `splice`?"
    assert not splice.revisions.exists()


def test_a_damaged_newer_dump_leaves_what_an_earlier_one_brought(tmp_path):
    community = CommunityFactory()
    folder = write(knots(), tmp_path / "dump")
    bring(folder, community)
    before = list(Imported.objects.order_by("pk").values())
    newer = knots()
    row(newer, "Posts", 2)["ParentId"] = 77

    refused(write(newer, tmp_path / "newer"), community)

    assert list(Imported.objects.order_by("pk").values()) == before
    assert Topic.objects.count() == 3
    bring(folder, community)
    assert Topic.objects.count() == 3


def test_there_is_no_folder(tmp_path):
    assert "There is no folder" in refused(tmp_path / "nowhere", CommunityFactory())


def test_a_community_that_was_to_be_founded_is_not_left_empty(tmp_path):
    UserFactory(handle="grace")
    dump = knots()
    row(dump, "Posts", 2)["ParentId"] = 77
    folder = write(dump, tmp_path / "dump")

    with pytest.raises(CommandError, match="there is no such question"):
        call_command(
            "import_stackexchange", folder, community="knots", site=SITE, create="Knots",
            owner="grace",
        )  # fmt: skip

    assert not Community.objects.exists()
    assert nothing_is_left()


def nothing_is_left() -> bool:
    models = (Import, Imported, Staged, Tally, Topic, Post, Tag)
    return not any(model.objects.exists() for model in models)
