"""What operators see and do at /operate/: by the verbs, and into no closed room."""

import pytest
from django.contrib import admin
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Permission
from django.contrib.contenttypes.models import ContentType
from django.db.models import Model
from django.test import Client
from django.urls import reverse

from accounts.models import User
from communities.models import Community, DigestNote, Invitation, JoinRequest, Membership, Role
from communities.models.membership import State
from core.events import name_of
from core.models import OutboxEvent
from discussions.events import PostDeleted, PostRestored, TopicEdited
from discussions.models import Post, Topic
from integrations.models import AccessToken
from learning.models import Idea, Issuer, SigningKey
from notifications.models import Bouncing, Choice, Follow, Preference, Rhythm, Unsubscription, Way
from projects.models import Folder, Visibility
from search.models import Document
from tests.accounts.factories import PASSWORD, UserFactory
from tests.accounts.flows import is_signed_in, sign_in
from tests.communities.factories import CommunityFactory, join
from tests.discussions.factories import add_post, start_topic
from tests.knowledge.factories import add_resource, publish_article
from tests.learning.badges.factories import publish_badge
from tests.learning.factories import publish_course, publish_series, publish_workshop, weekly
from tests.projects.factories import (
    add_file,
    add_task,
    begin_project,
    open_call,
    write_page,
)
from tests.sweeping import build

pytestmark = pytest.mark.django_db


@pytest.fixture
def operator() -> User:
    return UserFactory(is_staff=True, is_superuser=True)


@pytest.fixture
def desk(operator) -> Client:
    client = Client()
    client.force_login(operator)
    return client


def list_of(model: type[Model]) -> str:
    return reverse(f"admin:{model._meta.label_lower.replace('.', '_')}_changelist")


def page_of(row: Model) -> str:
    return reverse(f"admin:{row._meta.label_lower.replace('.', '_')}_change", args=[row.pk])


def act(desk: Client, action: str, *rows: Model) -> str:
    """What the page says afterwards."""
    data = {"action": action, "_selected_action": [row.pk for row in rows]}
    return desk.post(list_of(type(rows[0])), data, follow=True).text


def fill(rows: int) -> None:
    """So many of everything that has a list, each about people and communities of its own."""
    for number in range(rows):
        topic = start_topic(tags=[f"tag-{number}"])
        community, author = topic.community, topic.author
        add_post(topic).edit("Other words.", by=author, version=1)
        community.request_to_join(by=UserFactory())
        Invitation.objects.invite(community, f"{number}@example.org", by=author)
        AccessToken.objects.issue(author, "A program", ["read"])
        Preference.objects.of(author)
        Rhythm.objects.enrol([author])
        Bouncing.objects.create(address=author.email, score=1.0)
        Choice.objects.choose({"answers": Way.APP}, by=author)
        DigestNote.objects.write(community, "We meet on Friday.", by=author)
        Follow.objects.create(user=author, target=topic.target, level="watching")
        Unsubscription.objects.stop(topic.target, by=author)
        publish_article(space=topic.space, by=author)
        add_resource(space=topic.space, by=author)
        project = begin_project(community=community, by=author, visibility=Visibility.PUBLIC)
        add_task(project)
        open_call(project)
        write_page(project)
        add_file(project, folder=Folder.objects.open(project, name="Data"))
        publish_workshop(community=community)
        publish_series(community=community, timetable=weekly(times=1))
        Idea.objects.add(topic.space, by=author, side="learn", title="Read a plot", text="")
        publish_badge(community=community)
        publish_course(community=community)
        SigningKey.objects.make(Issuer.objects.of(community), "ed25519")


LISTS = {
    "communities.community",
    "communities.membership",
    "communities.joinrequest",
    "communities.invitation",
    "communities.digestnote",
    "communities.space",
    "communities.tag",
    "communities.activity",
    "discussions.topic",
    "discussions.post",
    "integrations.accesstoken",
    "knowledge.article",
    "learning.badge",
    "learning.course",
    "learning.series",
    "learning.idea",
    "learning.signingkey",
    "learning.workshop",
    "projects.call",
    "projects.project",
    "projects.task",
    "projects.page",
    "projects.projectfile",
    "projects.folder",
    "knowledge.collection",
    "knowledge.resource",
    "notifications.preference",
    "notifications.rhythm",
    "notifications.bouncing",
    "notifications.choice",
    "notifications.follow",
    "notifications.unsubscription",
}


@pytest.mark.parametrize("rows", [1, 3])
def test_each_list_costs_the_same_however_long(desk, rows, django_assert_num_queries):
    fill(rows)
    models = {model._meta.label_lower: model for model in admin.site._registry}
    desk.get("/operate/")

    for name in LISTS:
        with django_assert_num_queries(4):  # session, user, a count, the page
            listed = desk.get(list_of(models[name]))
        assert len(listed.context["cl"].result_list) >= rows, name


def test_every_list_is_either_here_or_tested_beside_its_app():
    elsewhere = {"accounts.user", "accounts.formerhandle", "auth.group", "core.outboxevent"}
    elsewhere.add("core.upload")
    elsewhere |= {f"notifications.{name}" for name in ("email", "digest", "suppression", "arrival")}

    assert {m._meta.label_lower for m in admin.site._registry} == LISTS | elsewhere


def test_each_row_can_be_looked_at_and_none_be_changed_by_a_form(desk):
    fill(1)

    for model in admin.site._registry:
        if model._meta.label_lower in LISTS:
            row = model._default_manager.all()[0]
            assert desk.get(page_of(row)).status_code == 200
            assert desk.post(page_of(row), {"name": "x"}).status_code == 403
            delete = page_of(row).replace("change", "delete")
            assert desk.post(delete, {"post": "yes"}).status_code == 403
            assert desk.get(list_of(model) + "add/").status_code == 403
            assert "delete_selected" not in desk.get(list_of(model)).text


SAID_INSIDE = [
    "Where does the heron nest",
    "In the reeds",
    "nests in trees",
    "for certain",
    "I like the heron",
]


def everything(desk: Client) -> str:
    """Each list, and the pages of its newest rows, which differ in nothing but their words."""
    pages = [desk.get("/operate/").text]
    for model in admin.site._registry:
        pages.append(desk.get(list_of(model)).text)
        newest = model._default_manager.order_by("-pk")[:12]
        pages += [desk.get(page_of(row)).text for row in newest]
    return "\n".join(pages)


@pytest.mark.parametrize("visibility", ["private", "secret"])
def test_being_an_operator_opens_no_closed_room(visibility):
    world = build(visibility)
    operator, community = world.people["staff"], world.community
    desk = Client()
    desk.force_login(operator)

    closed = everything(desk)
    join(community, operator)
    inside = everything(desk)

    assert [words for words in SAID_INSIDE if words in closed] == []
    assert [words for words in SAID_INSIDE if words not in inside] == ["I like the heron"]
    assert desk.get(list_of(Topic), {"q": "heron"}).context["cl"].result_count == 1
    Membership.objects.get(user=operator, community=community).leave()
    assert desk.get(list_of(Topic), {"q": "heron"}).context["cl"].result_count == 0


def test_no_page_has_what_opens_anything(desk, operator):
    fill(1)
    invitation, token = Invitation.objects.get(), AccessToken.objects.get()
    key = Preference.objects.get(user=token.user).mail_key

    text = everything(desk)

    secrets = [invitation.token, invitation.nonce, invitation.token_hash]
    secrets += [token.digest, f"…{token.hint}", key, operator.password]
    assert [secret for secret in secrets if secret and secret in text] == []


def test_there_is_no_way_from_a_number_to_an_address(desk):
    """Django's own would lead any operator to the secret address of an invitation."""
    fill(1)
    kind = ContentType.objects.get_for_model(Invitation).pk

    answer = desk.get(f"/operate/r/{kind}/{Invitation.objects.get().pk}/")

    assert answer.status_code == 404


def test_there_is_no_second_way_to_change_a_password(desk):
    assert desk.get("/operate/password_change/").status_code == 404


def test_a_topic_is_deleted_and_restored(desk, operator, relay):
    topic = start_topic()
    relay()

    assert "Delete: done for 1." in act(desk, "delete_softly", topic)
    topic.refresh_from_db()
    topic.community.refresh_from_db()
    assert (topic.deleted_by, topic.community.topic_count) == (operator, 0)
    relay()
    assert not Document.objects.filter(kind="topic").exists()

    act(desk, "restore", topic)
    relay()
    topic.refresh_from_db()
    topic.community.refresh_from_db()
    assert (topic.deleted_at, topic.deleted_by, topic.community.topic_count) == (None, None, 1)
    assert Document.objects.filter(kind="topic").exists()
    assert OutboxEvent.objects.filter(name=name_of(TopicEdited)).count() == 2
    assert [entry.get_change_message() for entry in LogEntry.objects.order_by("pk")] == [
        "Delete",
        "Restore",
    ]


def test_restoring_what_is_there_counts_it_once(desk):
    topic = start_topic()

    act(desk, "restore", topic)

    topic.community.refresh_from_db()
    assert topic.community.topic_count == 1


def test_a_topic_is_closed_and_reopened(desk, operator):
    topic = start_topic()

    act(desk, "close", topic)
    assert Topic.objects.get().closure.closed_by == operator

    act(desk, "reopen", topic)
    assert not Topic.objects.get().is_closed


def test_a_post_is_deleted_and_restored_and_an_opening_goes_with_its_topic(desk, operator):
    topic = start_topic()
    post = add_post(topic)

    said = act(desk, "delete_softly", post, topic.opening)
    assert "done for 1." in said
    assert "goes with" in said or "opening" in said.lower()
    assert list(Post.objects.deleted()) == [post]
    topic.refresh_from_db()
    assert topic.reply_count == 0

    act(desk, "restore", post)
    topic.refresh_from_db()
    assert topic.reply_count == 1
    told = OutboxEvent.objects.filter(name__in=[name_of(PostDeleted), name_of(PostRestored)])
    assert told.count() == 2


def test_a_community_without_owners_gets_one_and_the_last_one_stays(desk):
    community = CommunityFactory()
    heir = Membership.objects.get(user=join(community))

    act(desk, "make_owner", heir)
    heir.refresh_from_db()
    assert heir.role == Role.OWNER

    assert "only owner" in act(desk, "take_out", heir)
    assert "only owner" in act(desk, "make_member", heir)
    heir.refresh_from_db()
    assert (heir.role, heir.state) == (Role.OWNER, State.ACTIVE)


def test_a_member_is_taken_out_and_counted_out(desk):
    community = CommunityFactory()
    member = Membership.objects.get(user=join(community))

    act(desk, "take_out", member)

    assert Membership.objects.get().state == State.LEFT
    assert Community.objects.get().member_count == 0


def test_requests_are_answered_once(desk, operator):
    community = CommunityFactory(joining="request")
    wanted, unwanted = (community.request_to_join(by=UserFactory()) for _ in range(2))

    act(desk, "accept", wanted)
    act(desk, "decline", unwanted)
    said = act(desk, "decline", wanted)

    assert "Somebody has already answered this request." in said
    assert [r.accepted for r in JoinRequest.objects.order_by("pk")] == [True, False]
    assert Membership.objects.active().get().user == wanted.user


def test_invitations_and_tokens_are_revoked(desk):
    topic = start_topic()
    invitation = Invitation.objects.invite(topic.community, "x@example.org", by=topic.author)
    token, text = AccessToken.objects.issue(topic.author, "A program", ["read"], days=9)
    assert AccessToken.objects.with_token(text)

    act(desk, "revoke", invitation)
    act(desk, "revoke", token)

    invitation.refresh_from_db()
    assert not invitation.is_usable
    assert AccessToken.objects.with_token(text) is None


def test_closing_an_account_ends_all_that_acts_for_it_until_it_is_opened(client, desk, relay):
    user = UserFactory(password=PASSWORD, handle="ada")
    join(CommunityFactory(), user)
    relay()
    _token, text = AccessToken.objects.issue(user, "A program", ["read"], days=9)
    sign_in(client, user)
    found = Document.objects.filter(kind="person", object_id=user.pk)
    assert found.exists()

    act(desk, "close", user)
    relay()

    assert not is_signed_in(client)
    assert AccessToken.objects.with_token(text) is None
    assert not found.exists()
    assert Client().get("/p/ada/").status_code == 404

    act(desk, "reopen", user)
    relay()

    assert not is_signed_in(client)
    assert found.exists()
    assert sign_in(Client(), user).url == "/"


def test_nobody_closes_their_own_account_by_mistake(desk, operator):
    act(desk, "close", operator)

    operator.refresh_from_db()
    assert operator.is_active


def test_an_account_is_not_deleted(desk):
    user = UserFactory()

    assert desk.post(page_of(user).replace("change", "delete"), {"post": "yes"}).status_code == 403


@pytest.mark.parametrize("may", [(), ("change_topic",)])
def test_who_may_only_look_cannot_act(may):
    topic = start_topic()
    looker = UserFactory(is_staff=True)
    names = ["view_topic", *may]
    looker.user_permissions.set(Permission.objects.filter(codename__in=names))
    desk = Client()
    desk.force_login(looker)

    act(desk, "delete_softly", topic)

    assert bool(Topic.objects.get().deleted_at) == bool(may)


def test_it_leads_back_to_the_site_and_says_whose_it_is(desk):
    page = desk.get("/operate/").text

    assert "Back to Guildhall" in page
    assert "Django" not in page
