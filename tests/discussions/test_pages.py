import pytest
from django.test import Client

from discussions.models import Acceptance, Closure, Draft, Post, ReadMark, Topic, Vote
from tests.accounts.factories import UserFactory
from tests.communities.factories import CommunityFactory, join
from tests.discussions.factories import add_post, first_space, start_topic

pytestmark = pytest.mark.django_db


def as_user(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


def text(response) -> str:
    return response.content.decode()


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize(("who", "queries"), [("visitor", 6), ("member", 8)])
def test_the_front_page_costs_the_same_however_many_topics(
    django_assert_num_queries, rows, who, queries
):
    community = CommunityFactory()
    member = join(community)
    for _ in range(rows):
        topic = start_topic(space=first_space(community), by=member, tags=["one", "two"])
        add_post(topic)
    client = as_user(member) if who == "member" else Client()

    with django_assert_num_queries(queries):
        page = client.get(community.address)

    assert text(page).count('class="qrow') >= rows


def test_a_pinned_topic_stands_above_the_others():
    pinned = start_topic(title="Read this first")
    start_topic(space=pinned.space, title="Asked since", by=pinned.author)
    pinned.pin()

    page = text(as_user(pinned.author).get(pinned.community.address))

    assert page.index("Read this first") < page.index("Asked since")


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize(("who", "queries"), [("visitor", 4), ("member", 9)])
def test_a_topic_costs_the_same_however_many_posts(django_assert_num_queries, rows, who, queries):
    topic = start_topic(tags=["one"])
    for _ in range(rows):
        answer = add_post(topic)
        reply = add_post(topic, parent=answer)
        add_post(topic, parent=reply)
    client = as_user(topic.author) if who == "member" else Client()

    with django_assert_num_queries(queries):
        page = client.get(topic.get_absolute_url())

    assert text(page).count('<article class="answer"') == rows
    assert text(page).count('<li class="comment"') == 2 * rows


def test_posting_an_answer_stays_within_its_queries(django_assert_max_num_queries):
    topic = start_topic()
    member = as_user(join(topic.community))

    with django_assert_max_num_queries(15):
        response = member.post(topic.address + "replies/", {"source": "Like this.", "nonce": "a"})

    post = Post.objects.get(number=2)
    assert response.headers["Location"] == post.get_absolute_url()


def test_a_question_is_asked_answered_and_accepted():
    community = CommunityFactory()
    asker, expert = as_user(join(community)), as_user(join(community))
    question = {
        "kind": "question",
        "space": "general",
        "title": "How long is recall good for?",
        "source": "Three years, asks the donor.",
        "tags": "recall, surveys",
        "nonce": "a1",
    }

    asked = asker.post(community.address + "t/new/", question)
    topic = Topic.objects.get()
    expert.post(topic.address + "replies/", {"source": "A year, for food.", "nonce": "b1"})
    expert.post(topic.address + "replies/", {"source": "A year, for food.", "nonce": "b1"})
    asker.post(topic.address + "posts/2/vote/")
    asker.post(topic.address + "posts/2/acceptance/")

    assert asked.headers["Location"] == topic.get_absolute_url()
    topic.refresh_from_db()
    assert (topic.answer_count, topic.acceptance.answer.number) == (1, 2)
    assert topic.acceptance.answer.useful_count == 1
    page = text(Client().get(topic.get_absolute_url()))
    assert "answer--accepted" in page
    assert '"@type": "QAPage"' in page

    asker.post(topic.address + "posts/2/acceptance/", {"_method": "delete"})
    asker.post(topic.address + "posts/2/vote/", {"_method": "delete"})
    assert not Acceptance.objects.exists()
    assert not Vote.objects.exists()


def test_what_was_typed_survives_a_mistake():
    community = CommunityFactory()
    member = as_user(join(community))
    typed = {"kind": "question", "space": "general", "title": "Short", "source": "Long & careful."}

    response = member.post(community.address + "t/new/", typed)

    assert response.status_code == 422
    assert "Long &amp; careful." in text(response)
    assert "a title of a few words finds its readers" in text(response)
    assert not Topic.objects.exists()


def test_an_empty_answer_is_refused_in_words():
    topic = start_topic()

    response = as_user(topic.author).post(topic.address + "replies/", {"source": "  "})

    assert response.status_code == 422
    assert "Write something first." in text(response)
    assert Post.objects.count() == 1


def test_two_who_edit_at_once_are_shown_each_others_words():
    topic = start_topic()
    post = add_post(topic, source="The first text.")
    change = {"source": "My text.", "version": post.version}
    as_user(post.author).post(post.get_absolute_url() + "edit/", change | {"source": "Theirs."})

    merge = as_user(post.author).post(post.get_absolute_url() + "edit/", change)

    assert merge.status_code == 409
    assert "Theirs." in text(merge)
    assert "My text." in text(merge)
    assert 'name="version" value="2"' in text(merge)
    post.refresh_from_db()
    assert post.source == "Theirs."


def test_the_history_shows_what_an_edit_changed():
    topic = start_topic()
    post = add_post(topic, source="Ask three people.")
    post.edit("Ask thirty people.", by=post.author, version=1, reason="typo")

    page = text(Client().get(post.get_absolute_url() + "history/"))

    assert "<del>three</del><ins>thirty</ins>" in page
    assert "typo" in page


def test_a_draft_comes_back_where_it_was_begun():
    topic = start_topic()
    member = as_user(topic.author)
    key = {"key": f"reply/{topic.pk}"}

    member.post("/write/drafts/", key | {"source": "Half a thou"})
    assert "Half a thou" in text(member.get(topic.get_absolute_url()))

    member.post("/write/drafts/", key | {"source": " "})
    assert not Draft.objects.exists()


def test_posting_uses_up_the_draft():
    topic = start_topic()
    Draft.objects.keep(f"reply/{topic.pk}", {"source": "Half"}, by=topic.author)

    as_user(topic.author).post(topic.address + "replies/", {"source": "Whole."})

    assert not Draft.objects.exists()


def test_unread_posts_light_a_topic_until_it_is_read():
    topic = start_topic()
    reader = join(topic.community)
    client = as_user(reader)
    client.post(topic.address + "readmark/")
    add_post(topic)
    add_post(topic)

    assert "qrow--unread" in text(client.get(topic.community.address))
    client.post(topic.address + "readmark/")
    client.post(topic.address + "readmark/", {"number": "1"})

    assert ReadMark.objects.get(user=reader).number == 3
    assert "qrow--unread" not in text(client.get(topic.community.address))


def test_closing_as_a_duplicate_leads_to_the_original():
    original = start_topic(title="The original question")
    topic = start_topic(space=original.space)
    client = as_user(topic.author)

    wrong = client.post(topic.address + "closure/", {"reason": "duplicate"})
    client.post(
        topic.address + "closure/",
        {"reason": "duplicate", "duplicate_of": original.get_absolute_url()},
    )

    assert wrong.status_code == 422
    assert Closure.objects.get().duplicate_of == original
    page = text(client.get(topic.get_absolute_url()))
    assert original.address in page
    assert client.post(topic.address + "replies/", {"source": "x"}).status_code == 403


def test_an_author_reopens_only_what_they_closed_themselves():
    topic = start_topic()
    author, moderator = as_user(topic.author), join(topic.community, role="moderator")
    reopen = {"note": "It says more now."}

    Closure.objects.close(topic, by=moderator, reason="off_topic")
    assert author.post(topic.address + "reopening/", reopen).status_code == 403
    assert as_user(moderator).post(topic.address + "reopening/", reopen).status_code == 302
    Closure.objects.close(topic, by=topic.author, reason="done")
    assert author.post(topic.address + "reopening/", reopen).status_code == 302
    assert not Closure.objects.exists()


def test_a_permalink_leads_to_the_post_wherever_it_is():
    topic = start_topic()
    answers = [add_post(topic, by=topic.author) for _ in range(21)]
    late = add_post(topic, by=topic.author, parent=answers[-1])
    comment = add_post(topic, by=topic.author, parent=topic.opening)
    page = topic.get_absolute_url()

    def leads_to(post: Post) -> str:
        return Client().get(post.get_absolute_url()).headers["Location"]

    assert leads_to(answers[0]) == f"{page}#post-2"
    assert leads_to(comment) == f"{page}#post-{comment.number}"
    assert leads_to(late) == f"{answers[-1].branch_url}#post-{late.number}"


def test_more_answers_follow_on_the_next_page():
    topic = start_topic()
    for _ in range(23):
        add_post(topic, by=topic.author)
    client = Client()

    first = client.get(topic.get_absolute_url())
    after = first.context["thread"].next if first.context else None
    assert text(first).count('<article class="answer"') == 20
    assert "Show more" in text(first)
    assert after is None or after


@pytest.mark.parametrize("path", ["", "edit/", "closure/", "posts/1/", "posts/2/history/"])
def test_an_unseen_topic_is_not_there(path):
    topic = start_topic()
    add_post(topic)
    topic.community.visibility = "private"
    topic.community.save()

    assert as_user(UserFactory()).get(topic.address + path).status_code == 404
    assert as_user(topic.author).get(topic.address + path).status_code in (200, 302)


@pytest.mark.parametrize(
    "path", ["edit/", "delete/", "closure/", "pin/", "posts/2/edit/", "posts/2/delete/"]
)
def test_a_member_cannot_do_what_is_the_authors_or_a_moderators(path):
    topic = start_topic()
    add_post(topic)
    member = as_user(join(topic.community))
    moderator = as_user(join(topic.community, role="moderator"))

    assert member.post(topic.address + path).status_code == 403
    assert moderator.post(topic.address + path, {"reason": "done"}).status_code in (200, 302, 422)


def test_an_outsider_reads_and_takes_no_part():
    topic = start_topic()
    add_post(topic)
    outsider = as_user(UserFactory())

    assert outsider.get(topic.get_absolute_url()).status_code == 200
    for path in ("replies/", "posts/2/vote/", "posts/2/acceptance/"):
        assert outsider.post(topic.address + path, {"source": "x"}).status_code == 403


def test_a_deleted_topic_is_gone_for_everybody():
    topic = start_topic()
    as_user(topic.author).post(topic.address + "delete/")

    assert as_user(topic.author).get(topic.get_absolute_url()).status_code == 404
    topic.community.refresh_from_db()
    assert topic.community.topic_count == 0


def test_what_people_write_cannot_break_out_of_the_page():
    topic = start_topic(
        title="</script><script>alert(1)</script>", source="<script>alert(2)</script>"
    )

    page = text(Client().get(topic.get_absolute_url()))

    assert "<script>alert" not in page
    assert "</script><script>" not in page


@pytest.mark.parametrize("place", ["replies to a post", "edits of a post", "edits of a topic"])
def test_a_draft_comes_back_wherever_it_was_begun(place):
    topic = start_topic()
    post = add_post(topic, by=topic.author)
    opening = f"edit/{topic.pk}/1"
    key, address = {
        "replies to a post": (f"reply/{topic.pk}/2", post.get_absolute_url() + "reply/"),
        "edits of a post": (f"edit/{topic.pk}/2", post.get_absolute_url() + "edit/"),
        "edits of a topic": (opening, topic.address + "edit/"),
    }[place]
    member = as_user(topic.author)
    assert "data-drafted" not in text(member.get(address))

    member.post("/write/drafts/", {"key": key, "source": "Half a thou", "version": "1"})

    page = text(member.get(address))
    assert f'data-draft-key="{key}" data-drafted' in page
    assert "Half a thou" in page


def test_a_draft_of_an_edit_knows_which_version_it_was_begun_on():
    topic = start_topic()
    post = add_post(topic, by=topic.author, source="Ask three people.")
    member, address = as_user(topic.author), post.get_absolute_url() + "edit/"
    draft = {"key": f"edit/{topic.pk}/2", "source": "Ask five people.", "version": "1"}
    member.post("/write/drafts/", draft)
    post.edit("Ask thirty people.", by=topic.author, version=1)

    assert 'name="version" value="1"' in text(member.get(address))
    answer = member.post(address, {"source": "Ask five people.", "version": "1"})

    assert answer.status_code == 409
    assert "Ask thirty people." in text(answer)


def test_saving_an_edit_uses_up_its_draft():
    topic = start_topic()
    post = add_post(topic, by=topic.author)
    Draft.objects.keep(f"edit/{topic.pk}/2", {"source": "Half"}, by=topic.author)
    Draft.objects.keep(f"reply/{topic.pk}/2", {"source": "Half"}, by=topic.author)
    member = as_user(topic.author)

    member.post(post.get_absolute_url() + "edit/", {"source": "Whole.", "version": "1"})
    member.post(topic.address + "replies/", {"source": "Whole.", "parent": post.pk})

    assert not Draft.objects.exists()


def test_a_form_opened_in_place_has_ids_of_its_own():
    topic = start_topic()
    post = add_post(topic)
    client = as_user(topic.author)

    opened = text(client.get(post.get_absolute_url() + "reply/", headers={"HX-Request": "true"}))

    assert 'id="reply-2-source"' in opened
    assert "id_source" not in opened
