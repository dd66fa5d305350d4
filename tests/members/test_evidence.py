"""What members do shows what they can do: made, corrected and taken back with what shows it."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from accounts.models import Block
from communities.models import Activity, Community, Role, Space, Tag
from discussions.models import Acceptance, Kind
from discussions.moving import move
from learning.models import Run, Workshop
from members.models import Evidence, Meaning, Skill, SkillChoice
from members.skills.known import Known
from members.skills.noting import note, note_everything
from members.skills.shown import skills_of
from projects.models import Contribution, Project
from tests.accounts.factories import UserFactory
from tests.communities.factories import CommunityFactory, join
from tests.discussions.factories import add_post, first_space, start_topic
from tests.knowledge.factories import publish_article
from tests.learning.factories import publish_course, publish_workshop, register, take
from tests.projects.factories import begin_project, close_project, take_part
from tests.undoing import undone

pytestmark = pytest.mark.django_db


def client_of(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


def solve(by, *, tags=("hops",), space=None, asker=None):
    """A question whose accepted answer is theirs."""
    topic = start_topic(space=space, tags=list(tags), by=asker)
    answer = add_post(topic, by=by)
    Acceptance.objects.accept(answer, by=topic.author)
    return topic, answer


def kept(user) -> list[tuple[str, int, str, int | None]]:
    rows = Evidence.objects.filter(user=user).select_related("tag").order_by("kind", "tag__name")
    return [(row.kind, row.source_id, row.tag.name, row.witness_id) for row in rows]


def seen(viewer, person) -> dict[str, tuple[str, int]]:
    return {
        one.known.label: (str(one.level), one.count)
        for one in skills_of(viewer, type(person).objects.get(pk=person.pk))
    }


def test_an_accepted_answer_shows_it_for_as_long_as_it_stands(relay):
    ada = UserFactory()
    topic, answer = solve(ada, tags=["hops", "malt"])
    relay()
    asker = topic.author
    both = [("answer", answer.pk, name, asker.pk) for name in ("hops", "malt")]
    assert kept(ada) == both
    row = Evidence.objects.filter(user=ada).first()
    assert (row.scope, row.audience) == (topic.space.scope, topic.space.audience)

    note("answer", [answer.pk])  # told twice
    assert kept(ada) == both
    moderator = join(topic.community, role=Role.MODERATOR)
    with undone():
        Acceptance.objects.withdraw(topic)
        relay()
        assert kept(ada) == []
        note("answer", [answer.pk])  # told late
        assert kept(ada) == []
    with undone():
        answer.delete_softly(by=moderator)
        relay()
        assert kept(ada) == []
        answer.restore(by=moderator)
        relay()
        assert kept(ada) == both
    with undone():
        topic.delete_softly(by=moderator)
        relay()
        assert kept(ada) == []
    with undone():
        other = add_post(topic)
        Acceptance.objects.accept(other, by=asker)
        relay()
        assert (kept(ada), len(kept(other.author))) == ([], 2)
    with undone():
        topic.opening.refresh_from_db()
        topic.edit(title=topic.title, source="New.", tags=["hops", "yeast"], by=asker, version=1)
        relay()
        assert [name for _kind, _pk, name, _by in kept(ada)] == ["hops", "yeast"]


def test_who_accepts_or_publishes_their_own_shows_nothing(relay):
    community = CommunityFactory()
    ada = join(community, role=Role.MODERATOR)
    space = first_space(community)
    topic = start_topic(space=space, by=ada, tags=["hops"])
    Acceptance.objects.accept(add_post(topic, by=ada), by=ada)
    article = publish_article(space=space, by=ada, tags=["hops"])
    relay()
    assert [kind for kind, *_ in kept(ada)] == ["article"]
    with undone():
        article.retire(by=ada)
        relay()
        assert kept(ada) == []
        article.reinstate()
        relay()
        assert [kind for kind, *_ in kept(ada)] == ["article"]
    Activity.objects.filter(verb="published").update(actor=ada)
    note("article", [article.pk])
    assert kept(ada) == []


def test_a_workshop_shows_it_once_three_others_came(relay):
    ada = UserFactory()
    workshop = publish_workshop(tags=["hops"])
    host = workshop.hostings.get().user
    came = [register(workshop) for _ in range(3)]
    own = register(workshop, by=host)
    now = timezone.now()
    Workshop.objects.filter(pk=workshop.pk).update(starts_at=now, ends_at=now + timedelta(hours=1))
    for registration in [own, *came[:2]]:
        registration.attend()
    relay()
    assert kept(host) == []
    came[2].attend()
    relay()
    assert kept(host) == [("workshop", workshop.pk, "hops", None)]
    assert seen(ada, host) == {"hops": ("shown", 1)}
    came[2].attend(came=False)
    relay()
    assert kept(host) == []


def test_a_project_shows_it_of_whom_it_thanks_and_of_its_leads(relay):
    project = begin_project(tags=["hops"])
    lead, ada, idle = project.begun_by, take_part(project), take_part(project)
    Contribution.objects.confirm(project, ada, by=lead, note="", tags=["malt"])
    Contribution.objects.confirm(project, lead, by=lead, note="", tags=["yeast"])
    relay()
    assert Evidence.objects.count() == 0
    close_project(project)
    relay()
    assert kept(ada) == [("project", project.pk, "malt", lead.pk)]
    assert kept(lead) == [("project", project.pk, "hops", None)]
    assert kept(idle) == []
    thanks = Contribution.objects.get(user=ada)
    with undone():
        thanks.be_named(named=False)
        relay()
        assert kept(ada) == []
        thanks.be_named(named=True)
        relay()
        assert len(kept(ada)) == 1
    with undone():
        Contribution.objects.select_related("project").get(user=ada).withdraw()
        relay()
        assert kept(ada) == []
    Project.objects.get(pk=project.pk).reopen(by=lead)
    relay()
    assert Evidence.objects.count() == 0
    alone = begin_project(tags=["hops"])
    close_project(alone)
    relay()
    assert kept(alone.begun_by) == []


def test_a_course_shows_it_to_nobody_until_its_learner_shows_it(relay):
    course = publish_course(lessons=1, tags=["hops"])
    run = take(course)
    ada, reader = run.user, UserFactory()
    run.mark(run.edition.lessons.get().lesson_id)
    relay()
    assert kept(ada) == [("course", run.pk, "hops", None)]
    assert seen(ada, ada) == {"hops": ("shown", 1)}
    assert seen(reader, ada) == {}
    page = client_of(ada).get("/settings/skills/").text
    assert (course.title in page, "Only you see this." in page) == (True, True)
    pk = Evidence.objects.get().pk
    client_of(ada).post(f"/settings/evidence/{pk}/", {"is_shown": "yes"})
    assert seen(reader, ada) == {"hops": ("shown", 1)}
    # Also what comes under a tag that is new stays as its learner wants it.
    client_of(ada).put(f"/api/v1/me/evidence/{pk}/", {"is_shown": False}, "application/json")
    course.tags.add(Tag.objects.create(community=course.community, name="malt"))
    note("course", [run.pk])
    assert (len(kept(ada)), seen(reader, ada)) == (2, {})
    Run.objects.filter(pk=run.pk).update(finished_at=None)
    note_everything()
    assert kept(ada) == []


def test_what_a_tag_means_is_asked_when_somebody_looks(relay):
    """One thing under two tags of one skill is one thing, and a word of two communities two."""
    ada, viewer = UserFactory(), UserFactory()
    topic, _answer = solve(ada, tags=["ml", "learning"])
    solve(ada, tags=["ml"])
    relay()
    assert sorted(seen(viewer, ada)) == ["learning", "ml"]
    assert len(skills_of(viewer, ada)) == 3
    skill = Skill.objects.get(label="machine learning")
    for tag in Tag.objects.filter(name__in=["ml", "learning"]):
        Meaning.objects.set(tag, skill, by=None)
    assert seen(viewer, ada) == {"machine learning": ("shown", 2)}
    # Who hid what it means has hidden what it was before, and what it is afterwards.
    SkillChoice.objects.choose(Known(skill, topic.tags.first()), "me", by=ada)
    assert (seen(viewer, ada), seen(ada, ada)) == ({}, {"machine learning": ("shown", 2)})
    Meaning.objects.set(topic.tags.get(name="ml"), None, by=None)
    assert seen(viewer, ada) == {}
    assert sorted(seen(ada, ada)) == ["machine learning", "ml"]
    word = Known.by(topic.tags.get(name="ml"))
    SkillChoice.objects.choose(word, "signed_in", by=ada)
    assert seen(viewer, ada) == {"ml": ("shown", 1)}
    Meaning.objects.set(topic.tags.get(name="ml"), skill, by=None)
    assert seen(viewer, ada) == {}


@pytest.fixture
def shelf() -> Community:
    return CommunityFactory(name="Secret heron", visibility="secret")


def surfaces(viewer, person) -> str:
    """All that is said of somebody's skills, over web and API, in one text."""
    client = client_of(viewer) if viewer else Client()
    at = [f"/p/{person.handle}/", f"/api/v1/people/{person.handle}/skills/"]
    keys = set(Evidence.objects.filter(user=person).values_list("tag", flat=True))
    for key in sorted(f"w{pk}" for pk in keys):
        at += [f"/p/{person.handle}/skills/{key}/", f"/api/v1/people/{person.handle}/skills/{key}/"]
    return "\n".join(client.get(one).content.decode() for one in at)


def test_what_is_in_the_dark_shows_nothing_in_the_light(relay, shelf):
    """Neither a skill nor a level nor a number tells of what one may not read."""
    community = CommunityFactory()
    ada = join(community)
    join(shelf, ada)
    fellow, outsider = join(shelf), UserFactory()
    solve(ada, space=first_space(community), tags=["hops"])
    relay()
    before = {viewer: surfaces(viewer, ada) for viewer in (None, outsider)}
    assert "hops" in before[None]
    hops = Tag.objects.get(name="hops")
    # The same skill, seen by others, where it would raise her level; and one that is named nowhere.
    skill = Skill.objects.get(label="machine learning")
    for _ in range(3):
        topic, _answer = solve(ada, space=first_space(shelf), tags=["bittern", "heron"])
    relay()
    Meaning.objects.set(topic.tags.get(name="bittern"), skill, by=None)
    Meaning.objects.set(hops, skill, by=None)
    assert seen(fellow, ada) == {"machine learning": ("practised", 4), "heron": ("practised", 3)}
    for viewer in (None, outsider):
        assert seen(viewer or Client().get("/").wsgi_request.user, ada) == {
            "machine learning": ("shown", 1)
        }
        said = surfaces(viewer, ada)
        assert "heron" not in said
        assert "bittern" not in said
        assert topic.title not in said or topic.address not in said

    # A space that opens takes it along, and so does a topic that moves into one that is closed.
    with undone():
        Community.objects.filter(pk=shelf.pk).update(visibility="public")
        shelf.refresh_from_db()
        for space in shelf.spaces.all():
            space.reaudience()
        assert seen(outsider, ada)["heron"] == ("practised", 3)
    open_topic, _ = solve(ada, space=first_space(community), tags=["teal"])
    relay()
    assert "teal" in seen(outsider, ada)
    closed = Space.objects.open(community, name="Room", visibility="members")
    move(open_topic, closed, by=ada)
    assert "teal" not in seen(outsider, ada)
    relay()
    assert "teal" not in seen(outsider, ada)
    assert "teal" in seen(ada, ada)


def test_who_sees_which_skill_is_its_owners_choice(relay):
    community = CommunityFactory()
    ada, fellow, stranger = join(community), join(community), UserFactory()
    topic, _answer = solve(ada, space=first_space(community), tags=["hops"])
    relay()
    visitor = Client()
    program, key = client_of(ada), f"w{topic.tags.get().pk}"
    expected = {"": (1, 1, 1), "signed_in": (0, 1, 1), "communities": (0, 0, 1), "me": (0, 0, 0)}
    for level, found in expected.items():
        said = program.put(f"/api/v1/me/skills/{key}/", {"seen_by": level}, "application/json")
        assert said.json()["seen_by"] == level
        at = f"/api/v1/people/{ada.handle}/skills/"
        got = [len(one.get(at).json()) for one in (visitor, client_of(stranger), client_of(fellow))]
        assert tuple(got) == found, level
        page = visitor.get(f"/p/{ada.handle}/skills/{key}/")
        assert page.status_code == (200 if found[0] else 404)
        assert len(program.get(at).json()) == 1
    assert program.get("/api/v1/me/skills/").json()[0]["seen_by"] == "me"
    program.post(f"/settings/skills/{key}/", {"seen_by": ""})
    assert not SkillChoice.objects.exists()
    answer = program.post(f"/settings/skills/{key}/", {"seen_by": "moon"}, follow=True)
    assert "Choose one of those in the list." in answer.text
    # It is hers alone.
    for other in (client_of(fellow), visitor):
        put = other.put(f"/api/v1/me/skills/{key}/", {"seen_by": "me"}, "application/json")
        pk = Evidence.objects.get().pk
        show = other.put(f"/api/v1/me/evidence/{pk}/", {"is_shown": False}, "application/json")
        web = other.post(f"/settings/evidence/{pk}/", {"is_shown": "no"})
        expected = (404, 404, 404) if other is not visitor else (401, 401, 302)
        assert (put.status_code, show.status_code, web.status_code) == expected
    Block.objects.create(blocker=ada, blocked=stranger)
    assert client_of(stranger).get(f"/api/v1/people/{ada.handle}/skills/").status_code == 404


def test_who_vouches_is_named_unless_a_block_is_between(relay):
    ada, viewer = UserFactory(), UserFactory()
    topic, _answer = solve(ada)
    relay()
    at = f"/api/v1/people/{ada.handle}/skills/w{topic.tags.get().pk}/"
    assert client_of(viewer).get(at).json()["evidence"][0]["witness"]["handle"] == (
        topic.author.handle
    )
    Block.objects.create(blocker=topic.author, blocked=viewer)
    assert client_of(viewer).get(at).json()["evidence"][0]["witness"] is None


def test_two_who_accept_each_others_answers_count_once(relay):
    community = CommunityFactory()
    ada, bob, cleo = join(community), join(community), join(community)
    space = first_space(community)
    for _ in range(3):
        solve(ada, asker=bob, space=space)
        solve(bob, asker=ada, space=space)
    solve(ada, asker=cleo, space=space)
    relay()
    assert seen(cleo, ada) == {"hops": ("shown", 4)}
    solve(ada, asker=cleo, space=space)
    relay()
    assert seen(cleo, ada) == {"hops": ("practised", 5)}


@pytest.mark.parametrize("rows", [1, 3])
def test_pages_cost_the_same_however_much_there_is(django_assert_num_queries, relay, rows):
    ada = UserFactory()
    community = CommunityFactory()
    for number in range(rows):
        topic, _ = solve(ada, space=first_space(community), tags=["hops", f"t{number}"])
    relay()
    key = f"w{topic.tags.get(name='hops').pk}"
    viewer, own = client_of(UserFactory()), client_of(ada)
    with django_assert_num_queries(7):
        viewer.get(f"/api/v1/people/{ada.handle}/skills/")
    with django_assert_num_queries(12):
        viewer.get(f"/p/{ada.handle}/skills/{key}/")
    with django_assert_num_queries(11):
        own.get("/settings/skills/")


def test_kinds_that_no_app_declares_any_more_are_passed_over(relay):
    ada = UserFactory()
    topic, _answer = solve(ada)
    relay()
    Evidence.objects.update(kind="seance")
    key = f"w{topic.tags.get().pk}"
    assert "What shows it" in Client().get(f"/p/{ada.handle}/skills/{key}/").text
    note("seance", [1])
    assert topic.kind == Kind.QUESTION
