"""The demo is written by hand: these find the handle nobody has, the link that leads nowhere."""

import re
from collections import Counter
from collections.abc import Iterator
from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest

from cop.demo import content
from cop.demo.content import CommunityContent, PostContent, TopicContent
from core import markdown
from discussions.models.reaction import LONGEST_WHY, TRIALS, Word
from members.profiles.fields import OpenTo
from members.profiles.languages import language_names

PEOPLE = content.read_people()
COMMUNITIES = {community.slug: community for community in content.read_communities()}
TOPICS = [(community, topic) for community in COMMUNITIES.values() for topic in community.topics]
DYES = {
    "woad", "indigo", "orchil", "cochineal", "madder",
    "walnut", "weld", "lincoln", "verdigris", "slate",
}  # fmt: skip
MARK = re.compile(r"[MLHVZmlhvz0-9 .,-]+")
CODE = re.compile(r"```.*?```|`[^`\n]*`", re.DOTALL)

each_community = pytest.mark.parametrize("community", COMMUNITIES.values(), ids=COMMUNITIES)
each_topic = pytest.mark.parametrize(
    ("community", "topic"),
    TOPICS,
    ids=[f"{community.slug}/{topic.slug}" for community, topic in TOPICS],
)


def posts_of(topic: TopicContent) -> Iterator[PostContent]:
    yield topic.opening
    yield from topic.posts


def texts_of(topic: TopicContent) -> Iterator[str]:
    for post in posts_of(topic):
        yield post.body
        yield from (earlier.body for earlier in post.earlier)


def joined(community: CommunityContent) -> dict[str, timedelta]:
    return {m["handle"]: content.duration(m["joined"]) for m in community.facts["members"]}


def test_twenty_people_are_complete():
    assert len(PEOPLE) == 20
    assert len({person["email"] for person in PEOPLE.values()}) == 20
    for handle, person in PEOPLE.items():
        assert re.fullmatch("[a-z]{3,}", handle)
        assert person["email"] == f"{handle}@example.org"
        assert person["dye"] in DYES
        assert ZoneInfo(person["timezone"])
        assert all(person[key] for key in ("name", "headline", "location", "about"))
        assert person["role"]
        assert not set(person["languages"]) - set(language_names())
        assert not set(person.get("open_to", [])) - set(OpenTo)


def test_each_role_can_be_signed_in_to():
    roles = [person["sign_in"] for person in PEOPLE.values() if "sign_in" in person]

    assert sorted(roles) == ["facilitator", "member", "moderator", "newcomer", "operator", "owner"]


@each_community
def test_a_community_is_complete(community: CommunityContent):
    facts = community.facts

    assert facts["slug"] == community.slug
    assert facts["dye"] in DYES
    assert MARK.fullmatch(facts["mark"])
    assert facts["visibility"] in {"public", "private", "secret"}
    assert facts["joining"] in {"open", "request", "invitation"}
    assert set(facts["charter"]) == {"domain", "community", "practice"}
    assert facts["conduct"]["text"]
    assert all(space["description"] for space in facts["spaces"])
    assert all(tag["description"] for tag in facts["tags"])
    assert [m.get("role") for m in facts["members"]].count("owner") == 1


@each_community
def test_tags_and_synonyms_are_distinct(community: CommunityContent):
    names = Counter(
        name for tag in community.facts["tags"] for name in (tag["name"], *tag.get("synonyms", []))
    )

    assert [name for name, count in names.items() if count > 1] == []


@each_community
def test_memberships_are_of_people_who_had_signed_up(community: CommunityContent):
    founded = content.duration(community.facts["founded"])
    members = joined(community)

    assert len(members) == len(community.facts["members"])
    for handle, since in members.items():
        assert since <= content.duration(PEOPLE[handle]["signed_up"])
        assert since <= founded
    for request in community.facts.get("requests", []):
        assert request["handle"] in PEOPLE.keys() - members.keys()
    for invitation in community.facts.get("invitations", []):
        assert invitation["by"] in members
        assert invitation["email"].endswith("@example.org")


@each_topic
def test_a_topic_names_only_what_exists(community: CommunityContent, topic: TopicContent):
    facts, members = community.facts, joined(community)
    handles = [*topic.following]
    for post in posts_of(topic):
        handles += [post.author, *post.useful, *(earlier.editor for earlier in post.earlier)]

    assert set(handles) <= set(members)
    assert topic.space in {space["slug"] for space in facts["spaces"]}
    assert topic.tags
    assert set(topic.tags) <= {tag["name"] for tag in facts["tags"]}
    assert topic.kind in {"question", "discussion", "story", "announcement"}


@each_topic
def test_links_lead_to_what_readers_may_see_and_what_was_there(
    community: CommunityContent, topic: TopicContent
):
    for post in posts_of(topic):
        for elsewhere, slug in content.TOPIC_LINK.findall(post.body):
            target = COMMUNITIES[elsewhere or community.slug]
            linked = {other.slug: other for other in target.topics}[slug]
            assert target is community or target.facts["visibility"] == "public"
            assert linked.age > topic.age - post.after, f"{slug} was not there yet"


@pytest.mark.parametrize("community", COMMUNITIES.values(), ids=COMMUNITIES)
def test_pictures_are_there_small_described_and_each_in_a_post(community: CommunityContent):
    shown = re.findall(
        r"!\[([^\]]+)\]\(picture:([a-z0-9-]+)\)",
        "\n".join(post.body for topic in community.topics for post in posts_of(topic)),
    )

    pictures = {content.picture_path(community.slug, name) for _words, name in shown}
    assert pictures == set((content.HERE / community.slug).glob("pictures/*.png"))
    assert all(path.stat().st_size < 40_000 for path in pictures)
    assert all(path.with_suffix(".svg").exists() for path in pictures)
    assert all(len(words) > 60 for words, _name in shown)


@each_topic
def test_mentions_are_of_members(community: CommunityContent, topic: TopicContent):
    for text in texts_of(topic):
        assert set(markdown.parse(text).mentions) <= set(joined(community))


@each_topic
def test_people_wrote_after_they_joined_and_in_order(
    community: CommunityContent, topic: TopicContent
):
    members = joined(community)
    latest: dict[int, timedelta] = {}
    for post in posts_of(topic):
        assert topic.age - post.after <= members[post.author], f"@{post.author} was not there yet"
        assert post.after <= topic.age, "this is in the future"
        if post.parent:
            assert post.after > post.parent.after
            assert post.after > latest.get(id(post.parent), timedelta())
            latest[id(post.parent)] = post.after
        edits = [earlier.until for earlier in post.earlier]
        assert edits == sorted(edits)
        assert all(post.after < edit <= topic.age for edit in edits)
        assert all(earlier.body != post.body for earlier in post.earlier)


@each_topic
def test_votes_are_by_others_and_once(community: CommunityContent, topic: TopicContent):
    for post in posts_of(topic):
        assert len(set(post.useful)) == len(post.useful)
        assert post.author not in post.useful


@each_topic
def test_reactions_are_by_others_in_time_and_to_what_can_be_tried(
    community: CommunityContent, topic: TopicContent
):
    members = joined(community)
    for post in posts_of(topic):
        tried = [said.user for said in post.reactions if said.word in TRIALS]
        assert len(set(tried)) == len(tried)
        assert post.author not in tried
        for said in post.reactions:
            assert said.word in Word.values
            assert len(said.why) <= LONGEST_WHY
            assert post.after < said.after <= topic.age
            assert topic.age - said.after <= members[said.user]
            assert (topic.kind, post.depth) in {("question", 1), ("story", 0)}


@each_topic
def test_only_one_answer_is_accepted(community: CommunityContent, topic: TopicContent):
    accepted = [post for post in posts_of(topic) if post.accepted_after is not None]

    assert len(accepted) <= 1
    for post in accepted:
        assert topic.kind == "question"
        assert post.depth == 1
        assert post.accepted_after
        assert post.after < post.accepted_after <= topic.age


@each_topic
def test_a_closed_topic_says_why(community: CommunityContent, topic: TopicContent):
    if topic.closed is None:
        return
    roles = {m["handle"]: m.get("role", "member") for m in community.facts["members"]}

    assert topic.kind == "question"
    assert roles[topic.closed["by"]] in {"owner", "facilitator", "moderator"}
    assert topic.closed["reason"] in {"duplicate", "unclear", "done", "off_topic"}
    assert topic.closed["note"]
    assert max(post.after for post in posts_of(topic)) < topic.closed["after"] <= topic.age
    if topic.closed["reason"] == "duplicate":
        original = {other.slug: other for other in community.topics}[topic.closed["of"]]
        assert original.closed is None
        assert original.age > topic.age


@each_topic
def test_texts_are_written_and_render(community: CommunityContent, topic: TopicContent):
    assert 10 <= len(topic.title) <= 200
    for text in texts_of(topic):
        assert text
        assert not markdown.parse(text).is_as_typed
        assert text.count("```") % 2 == 0


@each_topic
def test_the_house_voice_is_kept(community: CommunityContent, topic: TopicContent):
    for text in (topic.title, *texts_of(topic)):
        assert "!" not in CODE.sub("", text).replace("![", "[")


@each_topic
def test_a_story_answers_the_four_prompts(community: CommunityContent, topic: TopicContent):
    headings = tuple(re.findall(r"^## (.+)$", topic.opening.body, re.MULTILINE))

    assert (headings == content.STORY_PROMPTS) is (topic.kind == "story")


def test_everybody_one_can_be_has_a_desk_and_what_lies_on_it_exists():
    desks = content.read_desks()

    assert desks.keys() == {handle for handle, one in PEOPLE.items() if "sign_in" in one}
    for handle, desk in desks.items():
        for place, text in desk["drafts"].items():
            community, _, slug = place.partition("/")
            assert slug in {topic.slug for topic in COMMUNITIES[community].topics}
            assert handle in joined(COMMUNITIES[community])
            assert text.strip()
        for place, kept in desk.get("keeps", {}).items():
            community, _, slug = place.partition("/")
            assert slug in {topic.slug for topic in COMMUNITIES[community].topics}
            assert kept.keys() <= {"ago", "note", "post", "reminded", "remind_in"}
        for place in desk["follows"]:
            community, sign, name = re.fullmatch(r"(\w+)(?:([/#])([\w-]+))?", place).groups()
            facts = COMMUNITIES[community].facts
            known = {
                "/": {s["slug"] for s in facts["spaces"]},
                "#": {t["name"] for t in facts["tags"]},
            }
            assert name in known.get(sign, {None})
            assert handle in joined(COMMUNITIES[community])


def test_slugs_are_distinct_within_a_community():
    assert len({(community.slug, topic.slug) for community, topic in TOPICS}) == len(TOPICS)


def test_every_screen_has_something_to_show():
    topics = [topic for _, topic in TOPICS]
    questions = [topic for topic in topics if topic.kind == "question"]
    answers = {topic.slug: [p for p in topic.posts if p.depth == 1] for topic in questions}
    solved = [t for t in questions if any(p.accepted_after for p in t.posts)]

    assert len(topics) >= 40
    assert len(solved) >= 10
    assert sum(not answers[t.slug] for t in questions) >= 4
    assert sum(bool(answers[t.slug]) and t not in solved for t in questions) >= 5
    assert {t.closed["reason"] for t in topics if t.closed} == {
        "duplicate", "unclear", "done",
    }  # fmt: skip
    assert Counter(t.kind for t in topics)["story"] >= 4
    assert max(len(t.posts) for t in topics) >= 25
    assert max(p.depth for t in topics for p in t.posts) == 3
    assert any(p.depth == 2 and p.parent is t.opening for t in topics for p in t.posts)
    assert any(p.earlier for t in topics for p in posts_of(t))
    assert max(len(t.title) for t in topics) > 150
    assert max(len(person["name"]) for person in PEOPLE.values()) > 40


def test_everyone_has_written_something():
    authors = {post.author for _, topic in TOPICS for post in posts_of(topic)}

    assert authors == set(PEOPLE)


HEAD = """\
+++
kind = "question"
title = "T"
author = "ana"
asked = "2d"
space = "s"
tags = []
+++
"""


def test_a_reply_finds_what_it_replies_to(tmp_path):
    path = tmp_path / "01-a-b.md"
    path.write_text(
        HEAD + "Question.\n\n---> @bo +1h\nWhich?\n\n--- @cy +2h useful=bo,ana accepted=+1d\n"
        "Answer.\n\n```text\n--- not a post\n```\n\n---> @ana +3h\nThanks.\n"
    )

    topic = content.read_topic(path)

    assert topic.slug == "a-b"
    assert topic.opening.body == "Question."
    asked_back, answer, thanks = topic.posts
    assert asked_back.parent is topic.opening
    assert answer.parent is topic.opening
    assert thanks.parent is answer
    assert answer.body == "Answer.\n\n```text\n--- not a post\n```"
    assert answer.useful == ["bo", "ana"]
    assert answer.accepted_after == timedelta(days=1)


def test_an_earlier_text_belongs_to_the_post_above_it(tmp_path):
    path = tmp_path / "01-a.md"
    path.write_text(HEAD + "Now.\n\n=== +2h @bo Said it better.\nThen.\n")

    (earlier,) = content.read_topic(path).opening.earlier

    assert earlier == content.EarlierText(timedelta(hours=2), "bo", "Said it better.", "Then.")


@pytest.mark.parametrize(
    "line", ["--- ana +1h", "--->>> @ana +1h", "=== +1h ana A note.", "--- @ana"]
)
def test_a_mistyped_line_is_named(tmp_path, line):
    path = tmp_path / "07-slip.md"
    path.write_text(f"{HEAD}Text.\n{line}\nMore.\n")

    with pytest.raises(content.BadContentError, match=r"07-slip\.md, line 2"):
        content.read_topic(path)


@pytest.mark.parametrize("text", ["", "2", "2x", "d2", "2d 4h"])
def test_a_mistyped_duration_is_refused(text):
    with pytest.raises(content.BadContentError):
        content.duration(text)


@each_community
def test_each_resource_has_its_place(community):
    spaces = {space["slug"] for space in community.facts["spaces"]}
    tags = {tag["name"] for tag in community.facts["tags"]}
    members = {member["handle"] for member in community.facts["members"]}
    addresses = [one["url"] for told in community.collections for one in told["resources"]]

    assert 2 <= len(community.collections) <= 3
    assert len(addresses) == len(set(addresses))
    for told in community.collections:
        assert told["space"] in spaces
        for one in told["resources"]:
            assert one["by"] in members, one["title"]
            assert set(one["tags"]) <= tags, one["title"]
            assert one["url"].startswith("https://"), one["title"]
            assert content.duration(one["added"]) <= content.duration(community.facts["founded"])


SAID = ("calls", "updates", "meetings", "decisions")


@each_community
def test_each_project_is_made_by_members_in_an_order_that_can_be(community):
    tags = {tag["name"] for tag in community.facts["tags"]}
    joined = {m["handle"]: content.duration(m["joined"]) for m in community.facts["members"]}

    for told in community.projects:
        people = [told["by"], *(one["handle"] for one in told.get("people", []))]
        times = [told[name] for name in ("begun", "started", "closed") if name in told]
        ages = [content.duration(time) for time in times]
        assert set(people) <= set(joined), told["title"]
        assert len(people) == len(set(people)), told["title"]
        assert ages == sorted(ages, reverse=True), told["title"]
        assert joined[told["by"]] >= ages[0], told["title"]
        assert set(told["tags"]) <= tags, told["title"]
        for one in (*told.get("lessons", []), *told.get("thanks", [])):
            assert set(one["tags"]) <= tags, told["title"]
            assert (one.get("handle") or one["by"]) in people, told["title"]
        for one in told.get("invited", []):
            assert one["handle"] not in people, told["title"]
        for one in (one for name in SAID for one in told.get(name, [])):
            assert {one["by"], *one.get("read_by", [])} <= set(people), told["title"]
            assert set(one.get("tags", [])) <= tags, told["title"]
            applied = {sent["handle"] for sent in one.get("applications", [])}
            assert applied <= set(joined) - set(people), told["title"]


@each_community
def test_what_is_to_be_done_is_given_to_who_works_there_in_an_order_that_can_be(community):
    for told in community.projects:
        working = {
            told["by"],
            *(one["handle"] for one in told["people"] if one["role"] != "observer"),
        }
        joined = {one["handle"]: content.duration(one["joined"]) for one in told["people"]}
        goals = {one["name"] for one in told.get("milestones", [])}
        for task in told["tasks"]:
            times = [task[name] for name in ("added", "moved", "done") if name in task]
            ages = [content.duration(time) for time in (told["begun"], *times)]
            assert ages == sorted(ages, reverse=True), task["title"]
            assert ("done" in task) == (task["lane"] == "Done"), task["title"]
            assert {task["by"], *task.get("people", [])} <= working, task["title"]
            assert joined.get(task["by"], ages[0]) >= ages[1], task["title"]
            assert task.get("milestone") in {None, *goals}, task["title"]
            assert task.get("ticked", 0) <= len(task.get("steps", [])), task["title"]
            for remark in task.get("comments", []):
                assert content.duration(remark["at"]) <= ages[1], task["title"]


@each_community
def test_pages_and_files_are_of_who_was_in_the_project_then(community):
    projects = {told["title"]: told for told in community.projects}
    used = set()
    for told in community.papers:
        project = projects[told["project"]]
        since = {one["handle"]: content.duration(one["joined"]) for one in project["people"]}
        since[project["by"]] = content.duration(project["begun"])
        titles = [page["title"] for page in told["pages"]]
        assert len(titles) == len(set(titles))
        for page in told["pages"]:
            assert page.get("below", titles[0]) in titles[: titles.index(page["title"]) + 1]
            assert all(markdown.parse(one["text"]).html() for one in page["versions"])
            assert all("reason" in one for one in page["versions"][1:])
        for thing in (*told["pages"], *told["files"]):
            ages = [content.duration(one["at"]) for one in thing["versions"]]
            assert ages == sorted(ages, reverse=True)
            assert all(content.duration(one["at"]) <= since[one["by"]] for one in thing["versions"])
        used |= {one["from"] for file in told["files"] for one in file["versions"]}
    files = content.HERE / community.slug / "files"
    assert used == ({path.name for path in files.iterdir()} if files.exists() else set())


@each_community
def test_each_workshop_is_given_by_members_and_takes_up_topics_that_there_are(community):
    tags = {tag["name"] for tag in community.facts["tags"]}
    spaces = {space["slug"] for space in community.facts["spaces"]}
    members = {member["handle"] for member in community.facts["members"]}
    topics = {topic.slug for topic in community.topics}

    for told in community.workshops:
        title = told["title"]
        comers = [one["handle"] for one in told.get("registrations", [])]
        voters = {who for one in told.get("registrations", []) for who in one.get("votes", [])}
        assert {told["by"], *told["hosts"], *comers, *voters} <= members, title
        assert len(comers) == len(set(comers)), title
        assert not set(comers) & set(told["hosts"]), title
        assert set(told["tags"]) <= tags, title
        assert told["space"] in spaces, title
        assert set(told.get("topics", [])) <= topics, title
        times = [content.duration(told[name]) for name in ("proposed", "published") if name in told]
        assert times == sorted(times, reverse=True), title
        for one in told.get("registrations", []):
            assert content.duration(one["at"]) <= times[-1], f"{title}: {one['handle']}"


@each_community
def test_each_badge_is_given_by_others_among_the_members(community):
    members = {member["handle"] for member in community.facts["members"]}

    for told in community.badges:
        awards = told.get("awards", [])
        assert {told["by"], *(one["handle"] for one in awards)} <= members, told["title"]
        assert all(one["by"] != one["handle"] for one in awards), told["title"]


@each_community
def test_each_course_is_taught_and_taken_by_members(community):
    tags = {tag["name"] for tag in community.facts["tags"]}
    spaces = {space["slug"] for space in community.facts["spaces"]}
    members = {member["handle"] for member in community.facts["members"]}

    for told in community.courses:
        lessons = [one["title"] for module in told["modules"] for one in module["lessons"]]
        runs = told.get("runs", [])
        assert {told["by"], *told["teachers"], *(one["handle"] for one in runs)} <= members
        assert len(lessons) == len(set(lessons)), told["title"]
        assert set(told["tags"]) <= tags, told["title"]
        assert told["space"] in spaces, told["title"]
        assert all(set(one["done"]) <= set(lessons) for one in runs), told["title"]
