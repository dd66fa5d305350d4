"""Whom badges are given: proposed, accepted and signed, declined, taken back, shown or not."""

import json
from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from communities.models import Activity, Membership, Role
from learning.badges import renewing
from learning.badges.beat import see_to_badges
from learning.badges.errors import HasIt, IsDecided, NotAMember, OneselfAlone, WrongState
from learning.badges.models import Award, AwardState, Issuer, StatusList
from learning.badges.resolving import resolve
from learning.credentials.identity import is_named
from learning.credentials.verifying import verify
from learning.models import EditionLesson
from members.models import Evidence
from tests.accounts.factories import UserFactory
from tests.communities.factories import CommunityFactory, join
from tests.discussions.factories import first_space
from tests.learning.badges.factories import give, propose, publish_badge
from tests.learning.factories import publish_course, publish_workshop, register, take
from tests.members.test_evidence import solve
from tests.racing import queue_for, race

pytestmark = pytest.mark.django_db


@pytest.fixture
def community():
    return CommunityFactory()


@pytest.fixture
def facilitator(community):
    return join(community, role=Role.FACILITATOR)


@pytest.fixture
def badge(community, facilitator):
    return publish_badge(community=community, by=facilitator)


def outcomes(what, now=None):
    verdict = verify(what, resolve, now or timezone.now())
    return {check.name: check.outcome for check in verdict.checks}


def said_of(award, name):
    verdict = verify(json.dumps(award.credential), resolve, timezone.now())
    return next(check.words for check in verdict.checks if check.name == name)


def test_accepted_it_is_signed_in_both_ways_and_verifies(badge):
    award = propose(badge, words="Gave six.", evidence="https://example.org/six")
    assert (award.credential, award.token, award.status_place) == (None, "", None)
    award.accept()
    assert award.state == AwardState.ISSUED
    for what in (json.dumps(award.credential), award.token):
        assert set(outcomes(what).values()) == {"holds"}, outcomes(what)
    said = award.credential
    assert said["id"] == award.address_anywhere
    assert said["evidence"] == [
        {"id": "https://example.org/six", "type": ["Evidence"], "narrative": "Gave six."}
    ]
    assert is_named(said["credentialSubject"], award.user.email)
    assert award.user.email not in json.dumps(said)
    assert award.user.name not in json.dumps(said)
    assert {key.kind for key in award.signed_with.all()} == {"ed25519", "rs256"}


def test_a_word_that_was_changed_a_forged_issuer_and_another_list_fail(badge):
    award = give(badge)
    changed = award.credential | {"name": "Chief of everything"}
    assert outcomes(json.dumps(changed))["signature"] == "fails"
    other = give(publish_badge())
    forged = other.credential | {"issuer": award.credential["issuer"]}
    assert outcomes(json.dumps(forged))["signature"] == "fails"
    elsewhere = award.credential | {"issuer": "did:web:elsewhere.example:issuers:1"}
    assert outcomes(json.dumps(elsewhere))["issuer"] == "unknown"


def test_it_is_decided_once(badge):
    award = propose(badge)
    award.accept()
    for verb in (award.accept, award.decline, award.withdraw):
        with pytest.raises(IsDecided):
            verb()
    declined = propose(badge)
    declined.decline()
    with pytest.raises(IsDecided):
        declined.accept()
    with pytest.raises(IsDecided):
        declined.revoke(by=badge.defined_by, reason="No.")
    assert (declined.state, declined.credential) == (AwardState.DECLINED, None)


@pytest.mark.django_db(transaction=True)
def test_accepted_twice_at_once_it_is_signed_once():
    award = propose(publish_badge())
    results = race(award.accept, award.accept)
    assert sorted(type(one).__name__ for one in results) == ["IsDecided", "NoneType"]
    assert StatusList.objects.get().taken == 1


@pytest.mark.django_db(transaction=True)
def test_badges_that_are_accepted_at_once_have_places_of_their_own():
    badge = publish_badge()
    awards = [propose(badge) for _ in range(4)]
    assert race(*(award.accept for award in awards)) == [None] * 4
    places = Award.objects.values_list("status_place", flat=True)
    assert sorted(places) == [0, 1, 2, 3]
    assert StatusList.objects.get().taken == 4


@pytest.mark.django_db(transaction=True)
def test_one_that_is_taken_back_while_another_is_accepted_gives_no_place_twice():
    badge = publish_badge()
    given, asked = give(badge), propose(badge)
    issuer = Issuer.objects.all()
    results = queue_for(
        issuer, asked.accept, lambda: given.revoke(by=badge.defined_by, reason="No.")
    )
    assert results == [None, None]
    listed = StatusList.objects.get()
    assert (listed.taken, listed.revoked) == (2, [given.status_place])


@pytest.mark.django_db(transaction=True)
def test_proposed_by_two_at_once_it_is_proposed_once():
    badge = publish_badge()
    member = join(badge.community)
    results = race(*[lambda: propose(badge, to=member)] * 2)
    assert sorted(type(one).__name__ for one in results) == ["Award", "HasIt"]
    assert Award.objects.count() == 1


def test_who_cannot_be_given_it(community, facilitator, badge):
    with pytest.raises(OneselfAlone):
        propose(badge, to=facilitator, by=facilitator)
    with pytest.raises(NotAMember):
        propose(badge, to=UserFactory())
    member = give(badge).user
    with pytest.raises(HasIt):
        propose(badge, to=member)
    badge.retire(by=facilitator)
    with pytest.raises(WrongState):
        propose(badge)


def test_taken_back_it_fails_for_whoever_checks_it_and_the_others_hold(facilitator, badge):
    award, other = give(badge), give(badge)
    award.revoke(by=facilitator, reason="It was somebody else’s.")
    assert outcomes(json.dumps(award.credential))["revocation"] == "fails"
    assert outcomes(award.token)["revocation"] == "fails"
    assert set(outcomes(other.token).values()) == {"holds"}
    listed = StatusList.objects.get()
    assert listed.revoked == [award.status_place]
    assert Client().get(listed.address.removeprefix(listed.origin)).json() == listed.credential


def test_what_was_taken_back_stays_so_when_its_row_is_gone(facilitator, badge):
    award, other = give(badge), give(badge)
    award.revoke(by=facilitator, reason="No.")
    what = award.token
    Award.objects.filter(pk=award.pk).delete()
    other.revoke(by=facilitator, reason="No.")
    assert outcomes(what)["revocation"] == "fails"
    assert give(badge).status_place == 2


def test_what_holds_for_a_time_is_over_then_and_can_be_given_again(community, facilitator):
    badge = publish_badge(community=community, by=facilitator, months=2)
    award = give(badge)
    with time_machine.travel(timezone.now() + timedelta(days=70), tick=False):
        assert outcomes(award.token)["dates"] == "fails"
        assert award not in Award.objects.held()
        again = propose(badge, to=award.user)
        again.accept()
        award.refresh_from_db()
        assert (award.state, again.state) == (AwardState.EXPIRED, AwardState.ISSUED)


def test_a_key_that_is_followed_leaves_what_it_signed_holding(badge):
    award = give(badge)
    with time_machine.travel(timezone.now() + timedelta(days=1), tick=False):
        Issuer.objects.get().rotate()
        later = give(badge)
        for one in (award, later):
            assert set(outcomes(one.token).values()) == {"holds"}
            assert set(outcomes(json.dumps(one.credential)).values()) == {"holds"}


@pytest.mark.parametrize("name", ["ed25519-1", "rs256-1"])
def test_what_a_lost_key_signed_is_signed_anew(badge, name):
    award, taken_back = give(badge), give(badge)
    taken_back.revoke(by=badge.defined_by, reason="No.")
    old = award.token if name == "rs256-1" else json.dumps(award.credential)
    assert renewing.revoke_key(Issuer.objects.get(), name) == 2
    assert outcomes(old)["signature"] == "fails"
    award.refresh_from_db()
    for what in (award.token, json.dumps(award.credential)):
        assert set(outcomes(what).values()) == {"holds"}
    taken_back.refresh_from_db()
    assert outcomes(taken_back.token)["revocation"] == "fails"
    assert outcomes(taken_back.token)["signature"] == "holds"
    assert renewing.revoke_key(Issuer.objects.get(), name) == 0


# Rules


def test_who_meets_the_rule_is_asked_once(community, facilitator):
    badge = publish_badge(community=community, by=facilitator, rule="workshops_taught", times=2)
    first = publish_workshop(community=community)
    host = first.hosts[0]
    publish_workshop(community=community, by=host)
    see_to_badges()
    assert not Award.objects.exists()
    with time_machine.travel(timezone.now() + timedelta(days=30), tick=False):
        for _ in range(2):
            see_to_badges()
        [award] = Award.objects.all()
        assert (award.user, award.badge, award.proposed_by) == (host, badge, None)
        assert award.words == "Gave 2 workshops"
        award.decline()
        see_to_badges()
        assert Award.objects.count() == 1


def test_who_finishes_the_course_that_it_names_is_asked_at_once(community, facilitator, relay):
    course, other = publish_course(community=community), publish_course(community=community)
    badge = publish_badge(
        community=community, by=facilitator, rule="course_finished", times=1, course=course
    )
    member = join(community)
    for one in (other, course):
        assert not Award.objects.exists()
        run = take(one, member)
        for lesson in EditionLesson.objects.of(one, run.edition.number):
            run.mark(lesson.number)
        relay()
    see_to_badges()
    [award] = Award.objects.all()
    assert (award.user, award.badge, award.proposed_by) == (member, badge, None)
    assert award.words == "Finished the course “Reading plots”"


def test_who_has_the_level_that_it_asks_for_is_asked(community, facilitator, relay):
    badge = publish_badge(community=community, by=facilitator, rule="skills_practised", times=1)
    practised, alone, hiding, elsewhere = (join(community) for _ in range(4))
    other = CommunityFactory()
    join(other, elsewhere)
    first, second = join(community), join(community)
    for person in (practised, hiding):
        for asker in (first, second, second):
            solve(person, space=first_space(community), asker=asker)
    for _ in range(3):  # one witness is not enough
        solve(alone, space=first_space(community), asker=first)
    for asker in (join(other), join(other), join(other)):
        solve(elsewhere, space=first_space(other), asker=asker)
    relay()
    hidden = Evidence.objects.filter(user=hiding).first()
    hidden.show(shown=False)

    see_to_badges()

    [award] = Award.objects.all()
    assert (award.user, award.badge, award.words) == (practised, badge, "Practised 1 skill")
    hidden.show(shown=True)
    see_to_badges()
    assert {one.user for one in Award.objects.all()} == {practised, hiding}


def test_who_left_or_did_it_elsewhere_is_not_asked(community, facilitator):
    publish_badge(community=community, by=facilitator, rule="workshops_attended", times=1)
    workshop, elsewhere = publish_workshop(community=community), publish_workshop()
    came, left, other = register(workshop), register(workshop), register(elsewhere)
    with time_machine.travel(timezone.now() + timedelta(days=30), tick=False):
        for one in (came, left, other):
            one.attend()
        Membership.objects.get(user=left.user, community=community).leave()
        see_to_badges()
    assert [award.user for award in Award.objects.all()] == [came.user]


# What happened


def test_what_is_shown_is_in_the_record_and_what_is_hidden_is_not(badge):
    award = give(badge)
    about = Activity.objects.about(Award, [award.pk])
    assert about.get().actor == award.user
    award.show(is_shown=False)
    assert not about.exists()
    award.show(is_shown=True)
    assert about.exists()
    award.revoke(by=badge.defined_by, reason="No.")
    assert not about.exists()


def test_who_leaves_keeps_what_they_have_and_is_not_asked_for_more(badge, relay):
    award = give(badge)
    more = propose(publish_badge(community=badge.community), to=award.user)
    Membership.objects.get(user=award.user, community=badge.community).leave()
    relay()
    award.refresh_from_db()
    more.refresh_from_db()
    assert (award.state, more.state) == (AwardState.ISSUED, AwardState.WITHDRAWN)
