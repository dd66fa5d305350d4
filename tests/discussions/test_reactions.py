"""What people say who tried a post: counted, told, listed, taken back."""

from functools import partial

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from communities.models import Activity, Role
from core.models import OutboxEvent
from discussions.errors import NothingToTry, OwnTrial, PostIsDeleted, UnsafeWithoutReason
from discussions.models import Kind, Post, Reaction, Topic
from discussions.models.reaction import Word
from notifications.models import Notice
from search.models import Document
from tests.accounts.factories import UserFactory
from tests.communities.factories import CommunityFactory, join
from tests.discussions.factories import add_post, first_space, start_topic
from tests.discussions.test_notices import mailed, told
from tests.discussions.test_pages import as_user, text
from tests.racing import race

pytestmark = pytest.mark.django_db

CANARY = "Kestrel-7431"


def counts(post: Post) -> dict[str, int]:
    post.refresh_from_db()
    return {word: n for word in Word.values if (n := getattr(post, f"{word}_count"))}


def leave(post: Post, word: str, **more) -> Reaction:
    by = more.pop("by", None) or join(post.topic.community)
    return Reaction.objects.leave(post, word, by=by, **more)


def events() -> list[str]:
    names = OutboxEvent.objects.order_by("id").values_list("name", flat=True)
    return [name for name in names if "Reaction" in name]


def test_what_is_said_is_counted_on_the_post_and_kept_with_its_why():
    answer = add_post(start_topic())
    page = answer.topic.page_version

    reaction = leave(answer, "worked", why="In three clinics.")
    leave(answer, "worked")
    leave(answer, "outdated")

    assert counts(answer) == {"worked": 2, "outdated": 1}
    assert (reaction.why, reaction.post_version) == ("In three clinics.", 1)
    assert Topic.objects.get().page_version > page
    assert events() == ["discussions.ReactionLeft"] * 3
    tried = Activity.objects.get(verb="tried", actor=reaction.user)
    assert (tried.subject_id, tried.to_user) == (answer.pk, answer.author)


def test_of_how_a_trial_went_what_is_said_last_stands():
    answer = add_post(start_topic())
    member = join(answer.topic.community)

    first = leave(answer, "worked", by=member)
    leave(answer, "outdated", by=member)
    last = leave(answer, "failed", by=member, why="Not in the dry season.")

    assert first.pk == last.pk
    assert counts(answer) == {"failed": 1, "outdated": 1}
    assert Activity.objects.filter(verb="tried").count() == 1


def test_saying_the_same_again_changes_and_announces_nothing():
    answer = add_post(start_topic())
    member = join(answer.topic.community)
    said = leave(answer, "worked", by=member, why="Twice.")

    again = leave(answer, "worked", by=member, why="Twice.")

    assert (again.pk, again.left_at) == (said.pk, said.left_at)
    assert len(events()) == 1


def test_one_cannot_vouch_for_ones_own_and_can_warn_of_it():
    answer = add_post(start_topic())

    for word in ("worked", "partly", "failed"):
        with pytest.raises(OwnTrial):
            leave(answer, word, by=answer.author)
    leave(answer, "outdated", by=answer.author)

    assert counts(answer) == {"outdated": 1}


def test_unsafe_needs_a_reason_in_the_verb_and_in_the_database():
    answer = add_post(start_topic())
    with pytest.raises(UnsafeWithoutReason):
        leave(answer, "unsafe")

    said = leave(answer, "unsafe", why="It burns.")
    with pytest.raises(IntegrityError, match="unsafe_has_a_reason"), transaction.atomic():
        Reaction.objects.filter(pk=said.pk).update(why="")


def test_only_answers_and_stories_can_be_tried():
    question = start_topic()
    answer = add_post(question)
    story = start_topic(kind=Kind.STORY, space=question.space)
    talk = start_topic(kind=Kind.DISCUSSION, space=question.space)
    nothing = [
        question.opening,
        add_post(question, parent=answer),
        add_post(story),
        talk.opening,
        add_post(talk),
    ]

    for post in nothing:
        with pytest.raises(NothingToTry):
            leave(post, "worked")
    leave(story.opening, "partly")
    story.refresh_from_db()

    assert story.tried_count == 1


def test_a_deleted_post_takes_none():
    answer = add_post(start_topic())
    answer.delete_softly(by=answer.author)

    with pytest.raises(PostIsDeleted):
        leave(answer, "worked")


def test_what_is_withdrawn_is_not_counted_and_can_be_said_anew():
    answer = add_post(start_topic())
    member = join(answer.topic.community)
    said = leave(answer, "worked", by=member)

    said.withdraw()
    leave(answer, "failed", by=member)

    assert counts(answer) == {"failed": 1}
    assert events()[1] == "discussions.ReactionWithdrawn"


# Who is told


@pytest.mark.parametrize(
    ("word", "sentence"),
    [
        ("worked", "tried what you wrote: it worked"),
        ("partly", "tried what you wrote: it worked in part"),
        ("failed", "tried what you wrote: it didn’t work"),
        ("outdated", "says that what you wrote is outdated"),
        ("unsafe", "says that what you wrote is unsafe"),
    ],
)
def test_the_author_is_told_and_mailed(relay, word, sentence):
    answer = add_post(start_topic())
    relay()

    said = leave(answer, word, why="In a line.")
    relay()

    assert told(answer.author) == [(f"{said.user.name} {sentence}", said.key)]
    assert Notice.objects.get(key=said.key, user=answer.author).excerpt == "In a line."
    assert mailed(answer.author)[-1] == answer.topic.title


def test_moderators_are_told_of_what_is_called_unsafe_and_of_nothing_else(relay):
    answer = add_post(start_topic())
    moderator = join(answer.topic.community, role=Role.MODERATOR)
    relay()

    leave(answer, "outdated")
    said = leave(answer, "unsafe", why="It burns.")
    relay()

    assert told(moderator) == [(f"{said.user.name} says that a post is unsafe", said.key)]


def test_what_is_said_otherwise_or_taken_back_is_told_as_it_is_now(relay):
    answer = add_post(start_topic())
    member = join(answer.topic.community)
    leave(answer, "worked", by=member)
    relay()

    said = leave(answer, "failed", by=member, why="I was too soon.")
    relay()
    changed = told(answer.author)
    leave(answer, "failed", by=member, why="I was much too soon.")
    relay()
    quoted = Notice.objects.get(user=answer.author, key=said.key).excerpt
    said.withdraw()
    relay()

    assert changed == [(f"{member.name} tried what you wrote: it didn’t work", said.key)]
    assert quoted == "I was much too soon."
    assert told(answer.author) == []


def test_with_the_post_go_its_reactions(relay):
    answer = add_post(start_topic())
    leave(answer, "unsafe", why=CANARY)
    moderator = join(answer.topic.community, role=Role.MODERATOR)
    relay()
    at, reader = answer.get_absolute_url(), as_user(moderator)
    api = f"/api/v1/topics/{answer.topic_id}/posts/{answer.number}/reactions/"
    assert CANARY in text(reader.get(f"{at}reactions/"))
    assert CANARY in text(reader.get(api))

    answer.delete_softly(by=answer.author)
    relay()

    assert reader.get(f"{at}reactions/").status_code == 404
    assert reader.get(api).status_code == 404
    assert told(answer.author) == []
    page = text(reader.get(answer.topic.get_absolute_url()))
    assert "unsafe" not in page
    shown = reader.get(f"/api/v1/topics/{answer.topic_id}/").json()["posts"][1:]
    assert [post["reactions"] for post in shown] == []


def test_search_finds_what_worked_before_what_is_unsafe(relay):
    topic = start_topic()
    worked, plain, unsafe = add_post(topic), add_post(topic), add_post(topic)
    leave(worked, "worked")
    leave(unsafe, "unsafe", why="It burns.")
    relay()

    weights = dict(Document.objects.filter(kind="post").values_list("object_id", "weight"))

    assert weights[worked.pk] > weights[plain.pk] > weights[unsafe.pk]


# On the page


def test_a_reaction_is_left_changed_and_taken_back_on_the_page():
    answer = add_post(start_topic())
    member = join(answer.topic.community)
    client, at = as_user(member), f"{answer.get_absolute_url()}reactions/"

    client.post(at, {"word": "worked", "why": "In three clinics."})
    said = text(client.get(at))
    client.post(at, {"word": "failed", "why": ""})
    pk = Reaction.objects.get().pk
    topic = text(client.get(answer.topic.get_absolute_url()))
    client.post(f"{at}{pk}/", {"_method": "delete"})

    assert "In three clinics." in said
    assert "didn’t work for 1" in topic
    assert "worked for" not in topic
    assert counts(answer) == {}


def test_unsafe_without_a_reason_is_refused_in_words():
    answer = add_post(start_topic())
    client = as_user(join(answer.topic.community))

    response = client.post(f"{answer.get_absolute_url()}reactions/", {"word": "unsafe"})

    assert response.status_code == 422
    assert "Say why it is unsafe" in text(response)
    assert not Reaction.objects.exists()


def test_the_author_is_offered_warnings_only():
    answer = add_post(start_topic())

    page = text(as_user(answer.author).get(f"{answer.get_absolute_url()}reactions/"))

    assert 'value="outdated"' in page
    assert 'value="worked"' not in page


def test_a_warning_stands_above_what_is_unsafe_or_outdated_by_several():
    topic = start_topic()
    once, twice, unsafe = add_post(topic), add_post(topic), add_post(topic)
    leave(once, "outdated")
    for _ in range(2):
        leave(twice, "outdated")
    leave(unsafe, "unsafe", why="It burns.")

    page = text(as_user(topic.author).get(topic.get_absolute_url()))

    assert f'id="warning-{once.number}"></div>' in page
    assert page.count("2 members say that this is outdated.") == 1
    assert page.count("1 member says that this is unsafe.") == 1


def test_htmx_gets_the_part_and_moves_the_warning():
    answer = add_post(start_topic())
    client, at = as_user(join(answer.topic.community)), f"{answer.get_absolute_url()}reactions/"

    part = text(
        client.post(at, {"word": "unsafe", "why": "It burns."}, headers={"HX-Request": "true"})
    )

    assert part.lstrip().startswith(f'<div class="reactions" id="reactions-{answer.number}">')
    assert f'id="warning-{answer.number}" hx-swap-oob="true"' in part
    assert "<html" not in part


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize(("who", "queries"), [("visitor", 2), ("member", 7)])
def test_the_list_costs_the_same_however_many_reactions(
    django_assert_num_queries, rows, who, queries
):
    answer = add_post(start_topic())
    for _ in range(rows):
        said = leave(answer, "worked", why="Yes.")
        leave(answer, "outdated", by=said.user)
    client = as_user(said.user) if who == "member" else Client()

    with django_assert_num_queries(queries):
        page = client.get(f"{answer.get_absolute_url()}reactions/")

    assert text(page).count('class="said__one"') == 2 * rows


def test_more_reactions_follow_on_the_next_page():
    answer = add_post(start_topic())
    for number in range(22):
        leave(answer, "worked", why=f"Time {number}.")
    client, at = Client(), f"{answer.get_absolute_url()}reactions/"

    first = text(client.get(at))
    after = first.partition("after=")[2].partition('"')[0]
    more = {"HX-Request": "true", "HX-Target": f"reactions-{answer.number}-list-more"}
    rest = text(client.get(f"{at}?after={after}", headers=more))

    assert (first.count("said__one"), rest.count('"said__one"')) == (20, 2)
    assert "Time 0." in rest


# Who may


@pytest.mark.parametrize("surface", ["web", "api"])
@pytest.mark.parametrize(
    ("who", "status"), [("author", 302), ("moderator", 302), ("member", 403), ("outsider", 403)]
)
def test_only_who_said_it_or_a_moderator_takes_it_back(surface, who, status):
    answer = add_post(start_topic())
    said = leave(answer, "worked")
    community = answer.topic.community
    actor = {
        "author": lambda: said.user,
        "moderator": lambda: join(community, role=Role.MODERATOR),
        "member": lambda: join(community),
        "outsider": UserFactory,
    }[who]()
    base = {
        "web": answer.get_absolute_url(),
        "api": f"/api/v1/topics/{answer.topic_id}/posts/{answer.number}/",
    }[surface]

    response = as_user(actor).delete(f"{base}reactions/{said.pk}/")

    assert response.status_code == (204 if (surface, status) == ("api", 302) else status)
    assert Reaction.objects.exists() == (status == 403)


@pytest.mark.parametrize("surface", ["web", "api"])
def test_an_outsider_reads_what_is_said_and_says_nothing(surface):
    answer = add_post(start_topic())
    leave(answer, "worked", why=CANARY)
    base = {
        "web": answer.get_absolute_url(),
        "api": f"/api/v1/topics/{answer.topic_id}/posts/{answer.number}/",
    }[surface]
    client = as_user(UserFactory())
    sent = {"data": {"word": "failed", "why": ""}}
    if surface == "api":
        sent["content_type"] = "application/json"

    assert CANARY in text(client.get(f"{base}reactions/"))
    assert client.post(f"{base}reactions/", **sent).status_code == 403
    assert as_user(join(answer.topic.community)).post(f"{base}reactions/", **sent).status_code < 400
    assert counts(answer) == {"worked": 1, "failed": 1}


def test_reactions_of_another_post_are_not_reached_by_this_ones_address():
    topic = start_topic()
    answer, other = add_post(topic), add_post(topic)
    said = leave(answer, "worked")

    response = as_user(said.user).delete(f"{other.get_absolute_url()}reactions/{said.pk}/")

    assert response.status_code == 404


def test_the_api_lists_counts_and_takes_reactions():
    topic = start_topic(space=first_space(CommunityFactory()))
    answer = add_post(topic)
    member = join(topic.community)
    client, at = as_user(member), f"/api/v1/topics/{topic.pk}/posts/{answer.number}/"

    made = client.post(
        f"{at}reactions/", {"word": "worked", "why": "Yes."}, content_type="application/json"
    )
    refused = client.post(f"{at}reactions/", {"word": "unsafe"}, content_type="application/json")
    leave(answer, "outdated")
    listed = client.get(f"{at}reactions/?word=worked").json()
    shown = client.get(at).json()

    assert (made.status_code, made.json()["word"]) == (201, "worked")
    assert (refused.status_code, refused.json()["errors"][0]["field"]) == (422, "why")
    assert [item["id"] for item in listed["items"]] == [made.json()["id"]]
    assert shown["reactions"] == {
        "worked": 1, "partly": 0, "failed": 0, "outdated": 1, "unsafe": 0,
    }  # fmt: skip


@pytest.mark.django_db(transaction=True)
def test_reactions_at_once_are_all_counted_and_one_of_a_trial_stands():
    answer = add_post(start_topic())
    people = [join(answer.topic.community) for _ in range(4)]
    words = ("worked", "failed")

    said = race(
        *(
            partial(Reaction.objects.leave, Post.objects.get(pk=answer.pk), word, by=person)
            for person in people
            for word in words
        )
    )

    assert [one for one in said if isinstance(one, Exception)] == []
    assert sum(counts(answer).values()) == 4
