"""The page of notices: grouped, filtered, marked as read and unread, and told of what comes."""

import re

import pytest

from discussions.models import Acceptance
from notifications.filtering import Filter
from notifications.grouping import read_groups
from notifications.models import Follow, Level, Notice
from tests.accounts.factories import UserFactory
from tests.communities.factories import CommunityFactory, join
from tests.discussions.factories import add_post, first_space, start_topic
from tests.integrations.test_api import Program
from tests.notifications.test_pages import as_user, text, unread

pytestmark = pytest.mark.django_db


def lines(user, **chosen) -> list[str]:
    groups = read_groups(user, Filter(**chosen)).groups
    return [line.sentence for group in groups for line in group.lines]


def titles(user, **chosen) -> list[str]:
    return [group.latest.title for group in read_groups(user, Filter(**chosen)).groups]


def answers(topic, *names: str) -> None:
    for name in names:
        add_post(topic, by=join(topic.community, UserFactory(name=name)), source=f"{name} says.")


# By topic and who did it


@pytest.mark.parametrize(
    ("names", "who"),
    [
        (["Ann"], "Ann"),
        (["Ann", "Ben"], "Ann and Ben"),
        (["Ann", "Ben", "Cai"], "Ann and 2 others"),
        (["Ann", "Ben", "Cai", "Dee", "Eli"], "Ann and 4 others"),
    ],
)
def test_what_several_did_alike_is_one_line(relay, names, who):
    topic = start_topic()
    answers(topic, *names)
    relay()

    assert lines(topic.author)[0] == f"{who} answered your question"


def test_what_one_did_twice_is_not_two_people(relay):
    topic = start_topic()
    ann = join(topic.community, UserFactory(name="Ann"))
    first = add_post(topic, by=ann)
    add_post(topic, by=topic.author, parent=first)
    relay()
    Notice.objects.filter(user=ann).delete()
    for _ in range(2):
        add_post(topic, by=topic.author, parent=first)
    relay()

    assert lines(ann)[0] == f"{topic.author.name} replied to you"


def test_different_things_in_one_topic_are_lines_of_one_group(relay):
    topic = start_topic()
    ann = join(topic.community, UserFactory(name="Ann"))
    answer = add_post(topic, by=ann)
    Acceptance.objects.accept(answer, by=topic.author)
    add_post(topic, by=topic.author, parent=answer)
    relay()

    group = next(g for g in read_groups(ann).groups if g.latest.group == topic.target)
    assert {line.sentence for line in group.lines} == {
        f"{topic.author.name} accepted your answer",
        f"{topic.author.name} replied to you",
    }


def test_a_line_quotes_three_and_says_how_many_more(relay):
    topic = start_topic()
    answers(topic, "Ann", "Ben", "Cai", "Dee", "Eli")
    relay()

    page = text(as_user(topic.author).get("/notices/"))

    assert [name for name in ("Ann", "Ben", "Cai", "Dee", "Eli") if f"{name} says." in page] == [
        "Ann",
        "Ben",
        "Cai",
    ]
    assert "and 2 more" in page


# Filters


@pytest.fixture
def member(relay):
    """Somebody with news from two communities: answers in both, and a mention in one."""
    here, there = CommunityFactory(name="Here"), CommunityFactory(name="There")
    member = join(here, UserFactory(handle="mo"))
    join(there, member)
    for community in (here, there):
        answers(start_topic(space=first_space(community), by=member, title=community.name), "Ann")
    add_post(start_topic(space=first_space(here), title="Named"), source="What says @mo?")
    relay()
    Notice.objects.filter(user=member, kind__contains="Welcome").delete()
    return member


def source_of(user, name: str) -> str:
    return user.memberships.get(community__name=name).community.scope


def test_one_looks_at_one_community_or_one_matter(member):
    here = source_of(member, "Here")

    assert sorted(titles(member)) == ["Here", "Named", "There"]
    assert sorted(titles(member, source=here)) == ["Here", "Named"]
    assert titles(member, matter="mentions") == ["Named"]
    assert titles(member, matter="mentions", source=source_of(member, "There")) == []
    assert titles(member, matter="weather") == []


def test_the_filters_say_how_many_are_unread_in_them(member):
    page = text(as_user(member).get("/notices/"))

    options = re.findall(r">([^<>]+ \(\d+\))</option>", page)
    assert options == ["Here (2)", "There (1)", "Answers and replies to you (2)", "Mentions (1)"]
    narrowed = text(as_user(member).get(f"/notices/?source={source_of(member, 'There')}"))
    assert "Mentions (" not in narrowed
    assert "Answers and replies to you (1)" in narrowed


def test_the_address_keeps_the_filter_on_the_way_to_older_ones_and_to_unread(member):
    here = source_of(member, "Here").replace(":", "%3A")

    page = text(as_user(member).get(f"/notices/?source={here}&matter=answers"))

    assert f'href="?state=unread&amp;source={here}&amp;matter=answers"' in page


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("", "Nothing has happened for you yet"),
        ("?state=unread", "You have read everything"),
        ("?matter=mentions", "Nothing here"),
        ("?matter=mentions&state=unread", "Nothing unread here"),
    ],
)
def test_an_empty_list_says_what_is_not_there(query, words):
    assert words in text(as_user(UserFactory()).get(f"/notices/{query}"))


def test_a_filter_shows_nothing_that_one_may_not_see(member):
    Notice.objects.filter(user=member).update(audience=["space:0"])

    for query in ("", f"?source={source_of(member, 'Here')}", "?matter=mentions"):
        page = text(as_user(member).get(f"/notices/{query}"))
        assert "says." not in page
        assert "(1)" not in page


def test_nobody_elses_notices_are_counted_or_marked(member):
    other = as_user(UserFactory())
    notice = Notice.objects.filter(user=member).first()

    assert "(1)" not in text(other.get("/notices/"))
    other.post("/notices/reading/", {"notice": [notice.pk]})
    other.post("/notices/reading/", {"_method": "delete", "group": notice.group})

    assert len(unread(member)) == 3


# Marking


def test_marking_all_marks_what_the_filter_shows(member):
    newest = Notice.objects.filter(user=member).latest("pk").pk

    as_user(member).post("/notices/reading/", {"newest": newest, "matter": "mentions"})

    assert unread(member) == ["Ann says.", "Ann says."]


def test_one_line_is_marked_and_the_others_stay(relay):
    topic = start_topic()
    answers(topic, "Ann", "Ben")
    relay()
    ann = Notice.objects.get(user=topic.author, excerpt="Ann says.")

    as_user(topic.author).post("/notices/reading/", {"notice": [ann.pk]})

    assert "Ben says." in unread(topic.author)
    assert "Ann says." not in unread(topic.author)


def test_what_was_marked_is_unread_again_and_nothing_else(member):
    client = as_user(member)
    Notice.objects.filter(user=member, title="Named").mark_read()
    newest = Notice.objects.filter(user=member).latest("pk").pk

    marked = client.post("/notices/reading/", {"newest": newest})
    assert unread(member) == []
    page = text(client.get(marked.headers["Location"]))
    moment = re.search(r'name="read" value="([\d.]+)"', page)[1]
    client.post("/notices/reading/", {"_method": "delete", "read": moment})

    assert unread(member) == ["Ann says.", "Ann says."]


def test_the_latest_of_a_group_is_marked_as_unread(relay):
    topic = start_topic()
    answers(topic, "Ann", "Ben")
    relay()
    Notice.objects.filter(user=topic.author).mark_read()

    as_user(topic.author).post("/notices/reading/", {"_method": "delete", "group": topic.target})

    assert unread(topic.author) == ["Ben says."]


@pytest.mark.parametrize("sent", [{}, {"read": "x"}, {"read": "nan"}, {"read": "9" * 40}])
def test_nothing_is_unmarked_by_what_says_nothing(member, sent):
    response = as_user(member).post("/notices/reading/", {"_method": "delete"} | sent)

    assert response.status_code == 400


def test_htmx_gets_the_group_as_it_is_now_the_way_back_and_a_new_bell(member):
    group = Notice.objects.get(user=member, title="Named").group
    client, htmx = as_user(member), {"HX-Request": "true"}

    response = client.post("/notices/reading/", {"group": group}, headers=htmx)

    assert "<html" not in text(response)
    assert 'class="note"' in text(response)
    assert ">Undo<" in text(response)
    assert "notices-read" in response.headers["HX-Trigger"]


def test_in_the_list_of_the_unread_a_group_that_was_marked_goes(member):
    group = Notice.objects.get(user=member, title="Named").group

    response = as_user(member).post(
        "/notices/reading/", {"group": group, "state": "unread"}, headers={"HX-Request": "true"}
    )

    assert 'class="note' not in text(response)
    assert "Marked as read." in text(response)


def test_a_topic_is_muted_from_its_notices_and_these_are_read(member):
    group = Notice.objects.get(user=member, title="Named").group

    response = as_user(member).post(f"/follow/{group}/", {"level": "muted", "next": "notices"})

    assert response.headers["Location"] == "/notices/"
    assert Follow.objects.get(user=member, target=group).level == Level.MUTED
    assert unread(member) == ["Ann says.", "Ann says."]


def test_the_menu_leads_to_how_one_is_told_there(member):
    page = text(as_user(member).get("/notices/"))

    assert f'/settings/notifications/{source_of(member, "Here")}/#way_mentions"' in page


# What comes while one looks


def test_an_open_page_is_told_how_much_has_come_and_shown_nothing_of_it(member, relay):
    newest = Notice.objects.filter(user=member).latest("pk").pk
    client = as_user(member)
    assert "new notice" not in text(client.get(f"/notices/news/?after={newest}"))

    topic = start_topic(space=first_space(member.memberships.first().community), by=member)
    answers(topic, "Ben", "Cai")
    relay()

    page = text(client.get(f"/notices/news/?after={newest}"))
    assert "1 new notice<" in page
    assert "says." not in page
    assert "new notice<" not in text(client.get(f"/notices/news/?after={newest}&matter=mentions"))


@pytest.mark.parametrize("groups", [1, 3])
def test_asking_for_news_is_four_queries(member, django_assert_num_queries, groups):
    client = as_user(member)

    with django_assert_num_queries(4):
        client.get("/notices/news/?after=0")


# The API


def test_the_api_filters_alike(member):
    program = Program(member)
    here = source_of(member, "Here")

    def found(query: str) -> list[str]:
        return sorted(n["title"] for n in program("GET", f"notices/?{query}").json()["items"])

    assert found(f"scope={here}") == ["Here", "Named"]
    assert found("matter=mentions") == ["Named"]
    assert found(f"matter=mentions&scope={source_of(member, 'There')}") == []


def test_the_api_says_what_a_notice_is_about_and_marks_it_unread(member):
    program = Program(member)
    [notice] = program("GET", "notices/?matter=mentions").json()["items"]
    assert (notice["matter"], notice["scope"]) == ("mentions", source_of(member, "Here"))

    program("PUT", f"notices/{notice['id']}/reading/")
    assert "What says @mo?" not in unread(member)
    assert program("DELETE", f"notices/{notice['id']}/reading/").status_code == 204

    assert "What says @mo?" in unread(member)
    other = Program(UserFactory())
    assert other("DELETE", f"notices/{notice['id']}/reading/").status_code == 404
