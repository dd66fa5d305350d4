from datetime import UTC, datetime
from io import StringIO

import pytest
import time_machine
from django.core import mail
from django.core.management import CommandError, call_command
from django.db.models import F
from django.test import Client

from accounts.models import StandIn, User
from communities.models import Activity, Community, Membership, Tag
from communities.models.community import Visibility
from core.models import OutboxEvent
from discussions.models import (
    Acceptance,
    Closure,
    EarlierVotes,
    Mention,
    Post,
    Revision,
    Topic,
    Vote,
)
from integrations.models import Import, Staged, Tally
from members.models import Evidence
from members.skills.noting import note_everything
from notifications.digesting import send_planned
from notifications.models import Digest, Email, Follow, Notice
from notifications.planning import plan_due
from search.models import Document
from tests.accounts.factories import UserFactory
from tests.communities.factories import CommunityFactory, join
from tests.discussions.factories import add_post, first_space, start_topic
from tests.integrations.stackexchange.counters import counters_are_right
from tests.integrations.stackexchange.dumps import SITE, bring, knots, row, write

pytestmark = pytest.mark.django_db


@pytest.fixture
def dump(tmp_path):
    return write(knots(), tmp_path / "dump")


@pytest.fixture
def community():
    return CommunityFactory()


@pytest.fixture
def brought(dump, community):
    bring(dump, community)
    return community


def moment(day: int, hour: int = 9) -> datetime:
    return datetime(2019, 3, day, hour, tzinfo=UTC)


def topic(title: str) -> Topic:
    return Topic.objects.get(title=title)


def text(response) -> str:
    return response.content.decode()


def test_a_thread_stands_as_it_was_written(brought):
    bowline = topic("How do I tie a bowline?")

    posts = bowline.posts.order_by("number").values_list(
        "number", "parent__number", "depth", "author__name", "source", "created_at", "edited_at"
    )
    assert list(posts) == [
        (1, None, 0, "Ada", "How do I tie a *bowline*?", moment(4), moment(6)),
        (2, 1, 1, "Ben", r"Which one, \@ada?", moment(4, 10), None),
        (3, None, 0, "Ben", "The rabbit comes out of the hole.", moment(5), moment(6)),
        (4, None, 0, "user77", r"Like this, says \@ben.", moment(5), None),
        (5, 3, 1, "user77", r"\- what `@ada` said", moment(4, 11), None),
    ]
    assert list(bowline.posts.in_thread_order().values_list("number", flat=True)) == [1, 2, 3, 5, 4]


def test_a_topic_has_its_dates_and_counters(brought):
    facts = Topic.objects.order_by("created_at").values_list(
        "title", "created_at", "active_at", "last_post_by__name",
        "post_count", "answer_count", "reply_count", "useful_count", "gist",
    )  # fmt: skip
    assert list(facts) == [
        ("How do I tie a bowline?", moment(4), moment(5), "user77", 5, 2, 4, 3,
         "How do I tie a bowline?"),
        ("Bowline, how?", moment(7), moment(7), "Ada", 1, 0, 0, 0,
         "See How do I tie a bowline? first."),
        ("What is a splice?", moment(9), moment(9), "Ben", 1, 0, 0, 0, "What is a splice?"),
    ]  # fmt: skip
    brought.refresh_from_db()
    assert brought.topic_count == 3


def test_tags_have_words_that_are_allowed_and_stay_apart(brought):
    tags = Tag.objects.order_by("pk").values_list("name", "topic_count", "description")
    assert sorted(tags) == [
        ("c-sharp", 1, ""),
        ("c-sharp-2", 1, ""),
        ("rope", 2, "What ropes are made of."),
    ]
    bowline = Topic.objects.with_tags().get(title="How do I tie a bowline?")
    assert bowline.tag_names == ["c-sharp-2", "rope"]


def test_what_was_accepted_and_closed_is_so_here(brought):
    accepted = Acceptance.objects.get()
    closed = Closure.objects.get()

    assert (accepted.answer.number, accepted.accepted_by.name) == (3, "Ada")
    assert accepted.accepted_at == moment(5)  # the dump has the day, and it was given at nine
    assert (closed.topic.title, closed.reason, closed.closed_at) == (
        "Bowline, how?", "duplicate", moment(8),
    )  # fmt: skip
    assert closed.duplicate_of == accepted.topic
    assert closed.note == f"Closed at {SITE} as a duplicate."
    assert closed.closed_by.name == "Ben"


def test_votes_are_totals_to_which_members_add(brought):
    bowline = topic("How do I tie a bowline?")
    answer = bowline.posts.get(number=3)

    totals = EarlierVotes.objects.order_by("post__number").values_list("post__number", "up", "down")
    assert list(totals) == [(1, 3, 1), (2, 3, 0), (3, 1, 2)]
    Vote.objects.cast(answer, by=join(brought))
    answer.refresh_from_db()
    assert answer.useful_count == 2


def test_the_history_tells_who_changed_what_when_and_why(brought):
    revisions = Revision.objects.order_by("post__number").values_list(
        "post__number", "number", "title", "tags", "source", "author__name", "created_at",
        "replaced_by__name", "replaced_at", "reason",
    )  # fmt: skip
    assert list(revisions) == [
        (1, 1, "Bowline?", ["rope"], "How do I tie a *bowline*?", "Ada", moment(4),
         "Ben", moment(6), "clearer title"),
        (3, 1, "", [], "The rabbit comes out.", "Ben", moment(5), "Ada", moment(6),
         "said from where"),
    ]  # fmt: skip
    bowline = topic("How do I tie a bowline?")
    page = text(Client().get(bowline.posts.get(number=3).get_absolute_url() + "history/"))
    assert "<ins> of the hole</ins>" in page
    assert "First posted by" in page


def test_a_member_may_go_on_editing_what_was_brought(brought):
    answer = topic("How do I tie a bowline?").posts.get(number=3)
    moderator = join(brought, role="moderator")

    answer.edit("Rabbit, hole, tree.", by=moderator, version=answer.version)

    answer.refresh_from_db()
    assert answer.attribution["author"] == "Ben"
    assert [r.number for r in answer.revisions.order_by("number")] == [1, 2]


def test_a_link_to_what_was_brought_leads_to_it_here(brought):
    bowline, later = topic("How do I tie a bowline?"), topic("Bowline, how?")

    address = bowline.get_absolute_url()
    assert later.opening.source == f"See [How do I tie a bowline?]({address}) first."
    assert f'href="{address}"' in later.opening.html


def test_people_are_users_who_cannot_sign_in_and_are_no_members(brought):
    people = StandIn.objects.order_by("key").values_list("key", "user__name", "url")
    assert list(people) == [
        (f"stackexchange:{SITE}:-1", "Community", f"https://{SITE}/users/-1"),
        (f"stackexchange:{SITE}:1", "Ada", f"https://{SITE}/users/1"),
        (f"stackexchange:{SITE}:2", "Ben", f"https://{SITE}/users/2"),
        (f"stackexchange:{SITE}:3", "Ada", f"https://{SITE}/users/3"),
        (f"stackexchange:{SITE}:name:user77", "user77", ""),
    ]
    assert not User.objects.active().exists()
    assert not Membership.objects.exists()
    ben = User.objects.get(name="Ben")
    assert f"wrote at {SITE}" in text(Client().get(ben.get_absolute_url()))


def test_each_post_says_whose_it_is_and_under_which_licence(brought):
    bowline = topic("How do I tie a bowline?")

    assert list(bowline.posts.order_by("number").values_list("attribution", flat=True))[1:4] == [
        {"site": SITE, "url": f"https://{SITE}/{path}", "author": name, "author_url": page,
         "licence": "CC BY-SA 4.0",
         "licence_url": "https://creativecommons.org/licenses/by-sa/4.0/"}
        for path, name, page in [
            ("questions/1#comment1_1", "Ben", f"https://{SITE}/users/2"),
            ("a/2", "Ben", f"https://{SITE}/users/2"),
            ("a/3", "user77", ""),
        ]
    ]  # fmt: skip
    page = text(Client().get(bowline.get_absolute_url()))
    assert page.count('class="credit"') == 5
    assert f'<a href="https://{SITE}/a/2" rel="nofollow noopener">{SITE}</a>' in page
    assert '"license": "https://creativecommons.org/licenses/by-sa/4.0/"' in page
    read = Client().get(f"/api/v1/topics/{bowline.pk}/").json()
    assert {post["attribution"]["site"] for post in read["posts"]} == {SITE}


def test_the_page_of_an_imported_topic_costs_what_others_cost(
    brought, django_assert_max_num_queries
):
    bowline = topic("How do I tie a bowline?")

    with django_assert_max_num_queries(6):
        Client().get(bowline.get_absolute_url())


def test_nobody_is_told(dump, community, relay):
    watcher = join(community)
    Follow.objects.choose(f"community:{community.pk}", "watching", by=watcher)
    UserFactory(handle="ada")
    relay()
    mail.outbox.clear()
    told = [OutboxEvent, Notice, Email]
    before = [model.objects.count() for model in told]

    bring(dump, community)
    relay()

    assert [model.objects.count() for model in told] == before
    assert not Mention.objects.exists()
    assert mail.outbox == []
    assert set(Follow.objects.values_list("user", flat=True)) == {watcher.pk}


def test_what_is_brought_is_no_news_in_a_digest_though_it_may_be_worth_reading(dump, community):
    reader = join(community)
    with time_machine.travel(moment(7, 12), tick=False) as clock:
        plan_due()
        bring(dump, community)
        clock.move_to(moment(11, 8))  # Monday; some of it was written on Saturday
        plan_due()
        send_planned(seconds=30)

    told = Digest.objects.filter(user=reader).values_list("sections", flat=True)
    assert {name for sections in told for name, _keys in sections} == {"discussions.BestAnswers"}


def test_a_user_here_is_not_mentioned_by_those_who_meant_another(dump, community):
    join(community, UserFactory(handle="ada", name="Another Ada"))

    bring(dump, community)

    asked = topic("How do I tie a bowline?").posts.get(number=2)
    asked.edit(asked.source + " Please.", by=join(community, role="moderator"), version=1)
    asked.refresh_from_db()
    assert "@ada" in asked.html
    assert "mention" not in asked.html
    assert not Mention.objects.exists()


def test_what_happened_is_recorded_as_old_as_it_is(brought):
    recorded = Activity.objects.order_by("at", "pk").values_list("verb", "actor__name", "at")
    assert list(recorded) == [
        ("started", "Ada", moment(4)),
        ("replied", "Ben", moment(4, 10)),
        ("replied", "user77", moment(4, 11)),
        ("answered", "Ben", moment(5)),
        ("answered", "user77", moment(5)),
        ("accepted", "Ada", moment(5)),
        ("started", "Ada", moment(7)),
        ("started", "Ben", moment(9)),
    ]


def test_it_is_found_by_searching_as_a_reindex_would_find_it(brought):
    documents = Document.objects.exclude(kind="community").order_by("kind", "object_id")
    facts = ("kind", "object_id", "title", "body", "tags", "traits", "audience", "active_at")
    before = list(documents.values_list(*facts))

    call_command("reindex", stdout=StringIO())

    assert list(documents.values_list(*facts)) == before
    address = topic("What is a splice?").get_absolute_url()
    assert f'href="{address}"' in text(Client().get("/search/?q=splice"))


def test_accepted_answers_show_what_who_wrote_them_can_do(brought):
    facts = ("kind", "source_id", "user", "tag__name", "witness", "at")
    rows = Evidence.objects.order_by("source_id", "tag")
    before = list(rows.values_list(*facts))

    note_everything()

    assert list(rows.values_list(*facts)) == before
    answers = Acceptance.objects.exclude(answer__author=F("accepted_by"))
    assert {row[1] for row in before} == set(answers.values_list("answer", flat=True))
    assert before


def test_what_is_private_stays_so(dump):
    private = CommunityFactory(visibility=Visibility.PRIVATE)
    bring(dump, private)
    bowline, member = topic("How do I tie a bowline?"), join(private)

    as_member = Client()
    as_member.force_login(member)

    for client, found, status in [(Client(), False, 404), (as_member, True, 200)]:
        assert ("bowline" in text(client.get("/search/?q=rabbit"))) == found
        assert client.get(f"/api/v1/topics/{bowline.pk}/").status_code == status
    assert set(Activity.objects.values_list("audience", flat=True).distinct()[0]) == {private.scope}


def test_the_newest_are_first_whenever_they_came(dump, community):
    here = start_topic(space=first_space(community), by=join(community), title="Asked here today")

    bring(dump, community)

    page = Client().get(f"/api/v1/communities/{community.slug}/topics/?sort=newest").json()
    assert [found["title"] for found in page["items"]] == [
        here.title, "What is a splice?", "Bowline, how?", "How do I tie a bowline?",
    ]  # fmt: skip


def test_the_report_names_all_that_was_left_out(dump, community, tmp_path):
    printed = bring(dump, community, report=tmp_path / "report.json")

    assert "1  badges: nothing here is earned by them" in printed
    run = Import.objects.get()
    assert run.counts["skipped"] == {
        "badges": {"nothing here is earned by them": 1},
        "posts": {"of type 6, for which there is no place": 1},
        "comments": {"of posts that are not in the dump": 1},
        "votes": {"of posts that are not in the dump": 1, "bookmarks, which are personal": 1},
        "history": {"closings, of which the last is brought": 1},
        "links": {"to related questions, which topics do not list": 1},
    }
    assert not Staged.objects.exists()
    assert not Tally.objects.exists()
    assert '"questions": {\n      "new": 3\n    }' in (tmp_path / "report.json").read_text()


def test_a_second_run_adds_nothing(dump, brought):
    def everything():
        models = [Topic, Post, Revision, Acceptance, Closure, EarlierVotes, Tag, User, Activity]
        return [list(model.objects.order_by("pk").values()) for model in models]

    before = everything()

    printed = bring(dump, brought)

    assert everything() == before
    assert Import.objects.get().counts["brought"]["comments"] == {"unchanged": 2}
    assert "comments" in printed


def test_a_newer_dump_adds_what_is_new_and_changes_what_changed(brought, tmp_path):
    newer = knots()
    row(newer, "Posts", 5).update(Title="What is a splice, really?", Tags="<rope>")
    newer["Posts"].append(
        {"Id": 10, "Body": "<p>Two ropes made one.</p>", "CreationDate": "2019-03-11T09:00:00",
         "Score": 1, "OwnerUserId": 1, "ParentId": 5, "PostTypeId": 2}
    )  # fmt: skip
    newer["Votes"].append(
        {"Id": 30, "PostId": 1, "VoteTypeId": 2, "CreationDate": "2019-03-10T00:00:00"}
    )
    newer["Comments"].append(
        {"Id": 9, "PostId": 10, "Text": "Nice.", "CreationDate": "2019-03-12T09:00:00", "UserId": 2}
    )
    row(newer, "Posts", 5)["AcceptedAnswerId"] = 10
    Vote.objects.cast(topic("How do I tie a bowline?").opening, by=join(brought))

    bring(write(newer, tmp_path / "newer"), brought)

    splice = Topic.objects.with_tags().get(title="What is a splice, really?")
    assert splice.tag_names == ["rope"]
    assert (splice.post_count, splice.answer_count, splice.reply_count) == (3, 1, 2)
    assert (splice.active_at, splice.last_post_by.name) == (moment(12), "Ben")
    assert splice.acceptance.answer.source == "Two ropes made one."
    assert topic("How do I tie a bowline?").useful_count == 5
    assert counters_are_right(brought)
    assert Import.objects.get().counts["brought"]["questions"] == {"unchanged": 2, "changed": 1}


def test_what_members_changed_a_newer_dump_leaves_alone(brought, tmp_path):
    splice = topic("What is a splice?")
    splice.edit(
        by=join(brought, role="moderator"), version=1, title="What is a splice? (here)",
        source="Ours.", tags=["rope"],
    )  # fmt: skip
    topic("Bowline, how?").delete_softly(by=UserFactory())
    newer = knots()
    row(newer, "Posts", 5)["Title"] = "Theirs"
    row(newer, "Posts", 4)["Title"] = "Theirs, too"

    bring(write(newer, tmp_path / "newer"), brought)

    splice.refresh_from_db()
    assert (splice.title, splice.opening.source) == ("What is a splice? (here)", "Ours.")
    assert not Topic.objects.filter(title__startswith="Theirs").exists()
    skipped = Import.objects.get().counts["skipped"]["questions"]
    assert skipped == {"deleted here": 1, "changed there and here: left as here": 1}


def test_members_can_answer_between_two_dumps(brought, tmp_path):
    splice = topic("What is a splice?")
    ours = add_post(splice, source="Ours, first.")
    newer = knots()
    newer["Comments"].append(
        {"Id": 9, "PostId": 5, "Text": "Theirs.", "CreationDate": "2019-03-12T09:00:00"}
    )

    bring(write(newer, tmp_path / "newer"), brought)

    numbers = splice.posts.order_by("number").values_list("number", "source")
    assert list(numbers)[1:] == [(2, "Ours, first."), (3, "Theirs.")]
    splice.refresh_from_db()
    assert (splice.last_post_by, splice.post_count) == (ours.author, 3)


def test_two_sites_may_come_into_one_community(dump, brought):
    bring(dump, brought, site="ropes.stackexchange.com")

    assert Topic.objects.filter(title="What is a splice?").count() == 2
    assert counters_are_right(brought)


def test_the_folder_of_an_archive_says_which_site_it_is(tmp_path, community):
    folder = write(knots(), tmp_path / "knots.stackexchange.com")

    bring(folder, community, site=None)

    assert Import.objects.get().site == SITE


@pytest.mark.parametrize(
    ("options", "problem"),
    [
        ({"site": None}, "Say which site"),
        ({"site": "knots"}, '"knots" is no site'),
        ({"community": "nowhere"}, "There is no community at /c/nowhere/"),
        ({"community": "nowhere", "create": "Nowhere"}, "Say who owns"),
        ({"space": "attic"}, "has no space attic"),
    ],
)
def test_what_cannot_be_known_is_asked_for(dump, community, options, problem):
    asked = {"community": community.slug, "site": SITE} | options

    with pytest.raises(CommandError, match=problem):
        call_command("import_stackexchange", dump, **asked)

    assert not Import.objects.exists()


def test_a_community_is_founded_on_request(dump):
    owner = UserFactory(handle="grace")

    call_command(
        "import_stackexchange", dump, community="knots", site=SITE, create="Knots", owner="grace",
        stdout=StringIO(),
    )  # fmt: skip

    founded = Community.objects.get(slug="knots")
    assert (founded.name, founded.topic_count) == ("Knots", 3)
    assert Membership.objects.get(community=founded).user == owner


def test_all_that_is_counted_is_what_a_count_gives(brought):
    assert counters_are_right(brought)
