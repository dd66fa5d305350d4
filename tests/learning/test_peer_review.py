"""Works that learners review: shared out as they come, and neither side learns who the other is."""

import zipfile
from datetime import timedelta
from io import BytesIO

import pytest
import time_machine
from django.core import mail
from django.test import Client
from django.utils import timezone
from hypothesis import given as drawn
from hypothesis import settings
from hypothesis import strategies as st

from accounts.models import Block
from communities.models import Community, Role
from core.models import UploadUse
from core.uploads.keeping import keep
from core.uploads.kinds import DOCX, PDF
from learning.courses.assignments import pool
from learning.courses.assignments.beat import see_to_works
from learning.courses.assignments.sharing_out import Open, next_for
from learning.courses.errors import (
    HandInFirst,
    IsUnderReview,
    NothingToReview,
    ReviewIsOver,
    ReviewIsSent,
)
from learning.models import Course, EditionLesson, Run, Work, WorkReview
from notifications.models import Notice, Reminder
from notifications.planning import plan_due
from search.models import Document
from tests.accounts.factories import UserFactory
from tests.communities.factories import CommunityFactory, join
from tests.core.uploads.factories import status_of
from tests.core.uploads.test_nameless import CANARY as NAME
from tests.core.uploads.test_nameless import office, packed, printed
from tests.learning.factories import assigned_course, hand_in, next_review, review, take
from tests.racing import race

pytestmark = pytest.mark.django_db

JSON = {"content_type": "application/json"}


def as_user(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


def text(response) -> str:
    return response.content.decode()


@pytest.fixture
def community() -> Community:
    return CommunityFactory()


def number_of(course: Course) -> int:
    return EditionLesson.objects.of(course, course.edition)[0].number


def at(course) -> str:
    return f"{course.address}lessons/{number_of(course)}/assignment/"


def api(course) -> str:
    return f"/api/v1/courses/{course.pk}/lessons/{number_of(course)}/assignment/"


def told(user, kind: str) -> int:
    return Notice.objects.filter(user=user, kind__endswith=f".{kind}").count()


# Sharing out


@settings(max_examples=60, deadline=None)
@drawn(
    people=st.integers(2, 9),
    wants=st.integers(1, 4),
    turns=st.lists(st.integers(0, 8), max_size=50),
)
def test_nobody_gets_their_own_or_one_twice_and_the_neediest_goes_first(people, wants, turns):
    works = [Open(n, n, n, wants) for n in range(people)]
    for turn in turns:
        user = turn % people
        before = {work.work: set(work.reviewers) for work in works}
        found = next_for(user, works)
        may = [w for w in works if w.author != user and user not in w.reviewers]
        may = [work for work in may if len(work.reviewers) < wants]
        if found is None:
            assert not may
            continue
        assert found in may
        assert len(before[found.work]) == min(len(work.reviewers) for work in may)
        found.reviewers.add(user)
        # Counts differ by two at most: by one, and by one more where who asks wrote the neediest.
        counts = [len(work.reviewers) for work in works]
        assert max(counts) - min(counts) <= 2


def test_who_is_kept_apart_or_knows_it_already_is_not_given_it():
    work = Open(1, 7, 1, 3)
    assert next_for(8, [work]) is work
    assert next_for(8, [work], apart={7}) is None
    work.known_to.add(8)
    assert next_for(8, [work]) is None


def test_works_find_reviewers_as_they_come_and_late_ones_too(community, relay):
    course = assigned_course(community=community)
    one, two, three = (hand_in(course) for _ in range(3))
    relay()
    users = [work.run.user for work in (one, two, three)]
    asked = {review.by_id: review.work_id for review in WorkReview.objects.open()}
    assert set(asked) == {user.pk for user in users}  # each has one, and nobody two
    assert all(told(user, "WorkToReview") == 1 for user in users)
    assert Reminder.objects.filter(thing__startswith="work_review:").count() == 3
    for _ in range(2):
        for found in WorkReview.objects.open().with_work():
            review(found.work, found.by)
        relay()
    assert all(told(user, "YourWorkHasPassed") == 1 for user in users)
    assert all(told(user, "WorkToReview") == 0 for user in users)
    assert not Reminder.objects.waiting().filter(thing__startswith="work_review:").exists()
    assert Run.objects.finished().count() == 3
    late = hand_in(course)
    relay()
    assert not WorkReview.objects.filter(work=late).exists()  # nobody owes one
    for user in users[:2]:
        assert next_review(user, number_of(course)).work_id == late.pk
    with pytest.raises(NothingToReview):
        next_review(users[2], number_of(course))


def test_reviews_are_for_learners_who_handed_in_and_are_not_kept_apart(community, relay):
    course = assigned_course(community=community)
    boss = join(community, role=Role.FACILITATOR)
    work, other = hand_in(course), hand_in(course, boss)
    Block.objects.create(blocker=work.run.user, blocked=hand_in(course).run.user)
    take(course, lazy := join(community))
    relay()
    assert {found.by_id for found in WorkReview.objects.all()} <= set(
        Work.objects.exclude(pk=other.pk).values_list("run__user", flat=True)
    )
    assert not WorkReview.objects.filter(work=work).exists()
    for user in (boss, lazy):
        with pytest.raises(HandInFirst):
            next_review(user, number_of(course))
        assert "hand in" in text(as_user(user).post(f"{api(course)}reviews/")).lower()


def test_what_is_not_reviewed_in_time_goes_to_somebody_else(community, relay):
    course = assigned_course(community=community, reviews=1, gives=1)
    work = hand_in(course)
    lazy = hand_in(course)
    relay()
    late = WorkReview.objects.with_work().get(work=work)
    assert late.by_id == lazy.run.user_id
    with time_machine.travel(timezone.now() + timedelta(days=4), tick=False):
        other = hand_in(course)
        relay()
        see_to_works()
        found = WorkReview.objects.open().get(work=work)
        assert found.by_id == other.run.user_id
        with pytest.raises(ReviewIsOver):
            late.keep(points={}, comments={}, words="Too late.")
        page = as_user(lazy.run.user).post(late.address, {"words": "Too late."})
        assert page.status_code == 409
        assert "Too late." in text(page)
        found.delete()
        late.keep(points={}, comments={}, words="Yet in time.")  # its place was free again
        assert WorkReview.objects.open().get(work=work) == late


def test_a_work_nobody_reviews_goes_to_those_who_teach(community, relay):
    course = assigned_course(community=community)
    work = hand_in(course)
    with time_machine.travel(timezone.now() + timedelta(days=8), tick=False):
        for _ in range(2):
            see_to_works()
            relay()
        assert told(course.proposed_by, "WorkFindsNoReviewers") == 1
        waiting = as_user(course.proposed_by).get(f"{api(course)}works/?show=waiting").json()
        assert [one["key"] for one in waiting["items"]] == [work.key]
        said = {one["id"]: 4 for one in work.criteria}
        WorkReview.objects.judge(work, by=course.proposed_by, points=said, comments={}, words="Yes")
    assert Run.objects.finished().count() == 1  # it owes no reviews: there is nobody to review


def test_who_has_passed_and_finds_nothing_to_review_owes_nothing_after_a_week(community, relay):
    course = assigned_course(community=community, reviews=1, gives=2)
    hand_in(course), hand_in(course)
    relay()
    for found in WorkReview.objects.open().with_work():
        review(found.work, found.by)
    relay()
    assert Work.objects.filter(passed=True, earned_at=None).count() == 2
    see_to_works()
    assert not Work.objects.earned().exists()
    with time_machine.travel(timezone.now() + timedelta(days=8), tick=False):
        see_to_works()
    assert Work.objects.earned().count() == 2


def test_the_middle_review_counts_and_one_that_is_set_aside_does_not(community, relay):
    course = assigned_course(community=community, reviews=3, gives=1)
    work = hand_in(course)
    others = [hand_in(course) for _ in range(4)]
    number = number_of(course)
    for other, points in zip(others, (0, 4, 2), strict=False):
        found = WorkReview.objects.ask(work, other.run.user_id)
        review(work, other.run.user, points)
        with pytest.raises(ReviewIsSent):
            found.send()
    relay()
    work.refresh_from_db()
    assert (work.share, work.passed) == (50, False)
    author, teacher = as_user(work.run.user), as_user(course.proposed_by)
    received = author.get(api(course)).json()["received"]
    unfair = next(one for one in received if one["marks"][0]["points"] == 0)
    here = f"{api(course)}received/{unfair['key']}/"
    assert author.put(here, {"helped": True}, **JSON).status_code == 200
    for _ in range(2):
        author.post(f"{at(course)}received/{unfair['key']}/", {"words": "It is rude."})
    relay()
    assert told(course.proposed_by, "ReviewIsReported") == 1
    page = text(teacher.get(f"{at(course)}works/{work.key}/"))
    assert "It is rude." in page
    assert others[0].run.user.name in page
    aside = f"{api(course)}works/{work.key}/reviews/{unfair['key']}/"
    assert teacher.put(aside).status_code == 200
    assert author.put(aside).status_code == 403
    work.refresh_from_db()
    assert (work.share, work.is_settled) == (None, False)  # it waits for a third again
    assert len(author.get(api(course)).json()["received"]) == 2
    (open_again,) = [one for one in pool.open_works(number) if one.work == work.pk]
    assert not open_again.takes(others[0].run.user_id, ())  # who has reviewed it already
    assert open_again.takes(others[3].run.user_id, ())
    assert teacher.delete(aside).status_code == 204
    work.refresh_from_db()
    assert work.share == 50


def test_a_work_is_taken_back_until_somebody_has_begun_to_review_it(community, relay):
    course = assigned_course(community=community)
    work, other = hand_in(course), hand_in(course)
    relay()
    found = WorkReview.objects.with_work().get(work=work)
    work.take_back()
    relay()
    assert told(other.run.user, "WorkToReview") == 0
    assert as_user(other.run.user).get(found.address).status_code == 404
    work.hand_in()
    relay()
    WorkReview.objects.with_work().get(work=work).keep(points={}, comments={}, words="Hm.")
    with pytest.raises(IsUnderReview):
        work.take_back()
    sent = as_user(work.run.user).post(at(course), {"_method": "delete"})
    assert sent.status_code == 409


def test_reviews_are_written_by_web_and_api_and_kept_as_they_are_written(community, relay):
    course = assigned_course(community=community)
    hand_in(course), hand_in(course), hand_in(course)
    relay()
    one, two, _three = WorkReview.objects.with_work().order_by("pk")
    client, criteria = as_user(one.by), one.work.criteria
    part = {f"points_{criteria[0]['id']}": "4", "words": "Good."}
    kept = client.post(one.address, part, headers={"hx-request": "true"})
    assert "Kept." in text(kept)
    short = client.post(one.address, part | {"send": "1"})
    assert short.status_code == 422
    assert "Give points for this." in text(short)
    assert "checked" in text(as_user(one.by).get(one.address))  # on each device
    whole = part | {f"points_{criteria[1]['id']}": "2", f"comment_{criteria[1]['id']}": "Why?"}
    assert client.post(one.address, whole | {"send": "1"}).status_code == 302
    one.refresh_from_db()
    assert (one.is_sent, one.comments) == (True, {str(criteria[1]["id"]): "Why?"})
    client, here = as_user(two.by), f"{api(course)}reviews/{two.key}/"
    marks = [{"criterion": one["id"], "points": 4} for one in criteria]
    bad = {"marks": [marks[0] | {"points": 3}], "words": "x"}
    assert client.put(here, bad, **JSON).status_code == 422
    assert client.put(here, {"marks": marks[:1], "words": "x"}, **JSON).status_code == 200
    assert client.post(f"{here}sending/").status_code == 422
    client.put(here, {"marks": marks, "words": "x"}, **JSON)
    assert client.post(f"{here}sending/").json()["is_sent"]
    assert client.put(here, {"marks": marks, "words": "y"}, **JSON).status_code == 409
    for stranger in (one.by, join(community)):
        assert as_user(stranger).get(here).status_code in {403, 404}
        assert as_user(stranger).get(two.address).status_code in {403, 404}


# Neither learns who the other is


def test_reviewers_get_documents_with_no_author_in_their_properties(community, relay):
    course = assigned_course(community=community, reviews=1, gives=1)
    author, reader = join(community), join(community)
    whole, cut = packed(office()), BytesIO(packed(office()).getvalue()[:-30])
    file = keep(whole, "work.docx", DOCX, by=author)
    broken = keep(cut, "old.docx", DOCX, by=author)
    sent = {"text": f"See {broken.markdown}, as I said.", "version": 0, "hand_in": "1"}
    run = take(course, author)
    lesson = EditionLesson.objects.of(course, run.edition.number)[0]
    own = as_user(author)
    sent["version"] = Work.objects.begin(run, lesson).version
    refused = own.post(at(course), sent)
    assert refused.status_code == 422
    assert "“old.docx” cannot be read" in text(refused)
    assert "as I said." in text(refused)
    assert not Work.objects.handed_in().exists()
    work = Work.objects.with_course().get()
    assert f'value="{work.version}"' in text(refused)  # it is kept, and sent again as it stands
    work.keep(f"See {file.markdown}.", version=work.version)
    work.hand_in()
    hand_in(course, reader)
    relay()
    asked = WorkReview.objects.with_work().get(work=work)
    client = as_user(reader)
    for address in (
        f"{asked.address}files/1/",
        f"{api(course)}reviews/{asked.key}/files/1/",
    ):
        got = client.get(address)
        with zipfile.ZipFile(BytesIO(got.content)) as archive:
            assert NAME not in archive.read("docProps/core7.xml").decode()
            assert NAME in archive.read("word/document.xml").decode()
        assert got["Content-Disposition"] == 'attachment; filename="file-1.docx"'
        assert client.get(address, headers={"If-None-Match": got["ETag"]}).status_code == 304
    assert own.get(f"{at(course)}files/{file.key}/{file.slug}").getvalue() == whole.getvalue()


def test_no_byte_that_an_author_receives_says_who_reviews_and_the_other_way_round(community, relay):
    """On pages, in the API, in files, notices, mails, the digest, feeds and search."""
    canary = {"author": "Avocet", "reader": "Redshank"}
    people = {
        side: join(
            community,
            UserFactory(
                pk=87_654_321 + turn,  # such a number stands nowhere by chance
                name=f"{word} Q.",
                handle=word.lower(),
                email=f"{word}@example.org",
            ),
        )
        for turn, (side, word) in enumerate(canary.items())
    }
    course = assigned_course(community=community, reviews=1, gives=1)
    file = keep(printed(), f"{canary['author']}-report.pdf", PDF, by=people["author"])
    said = f"See {file.markdown} and ![{canary['author']} report]({file.address})."
    works = {"author": hand_in(course, people["author"], text=said)}
    works["reader"] = hand_in(course, people["reader"])
    relay()
    asked = WorkReview.objects.with_work().get(work=works["author"])
    page = text(as_user(people["reader"]).get(asked.address))
    assert "file-1.pdf" in page
    fetched = as_user(people["reader"]).get(f"{asked.address}files/1/")
    assert fetched.content.startswith(b"%PDF")
    assert NAME.encode() not in fetched.content
    assert "file-1.pdf" in fetched["Content-Disposition"]
    assert as_user(people["reader"]).get(file.address).status_code == 404
    other = join(community)
    assert as_user(other).get(f"{asked.address}files/1/").status_code in {403, 404}
    assert as_user(other).get(f"{at(course)}files/{file.key}/{file.slug}").status_code == 403
    own = as_user(people["author"])
    assert status_of(own, f"{at(course)}files/{file.key}/{file.slug}") == 200
    for found in WorkReview.objects.open().with_work():
        review(found.work, found.by, words="I liked the shore.")
        relay()
    with time_machine.travel(timezone.now() + timedelta(days=1)):
        plan_due()
        relay()
    here, there = at(course), api(course)
    for side, other_side in (("author", "reader"), ("reader", "author")):
        user, hidden = people[side], people[other_side]
        mine = WorkReview.objects.get(by=user)
        theirs = WorkReview.objects.get(by=hidden)
        client = as_user(user)
        pages = [
            here, f"{here}reviews/{mine.key}/", there, f"{there}reviews/{mine.key}/",
            course.get_absolute_url(), f"/api/v1/courses/{course.pk}/", "/notices/", "/",
            f"{course.address}search/?q=shore", f"/api/v1/courses/{course.pk}/run/",
            "/api/v1/notices/", "/reminders/", f"/c/{community.slug}/", "/api/v1/reminders/",
            f"{course.address}print/", f"/c/{community.slug}/learning/courses/",
        ]  # fmt: skip
        received = "".join(text(client.get(one, follow=True)) for one in pages)
        assert "I liked the shore." in received
        sent = [one for one in mail.outbox if user.email in one.to]
        received += "".join(str(one.message()) for one in sent)
        received += repr(list(Notice.objects.filter(user=user).values()))
        words = (canary[other_side], theirs.key, Work.objects.get(run__user=hidden).key)
        for word in (*words, str(hidden.pk), f"/uploads/{file.key}" if side == "reader" else "¶"):
            assert word.lower() not in received.lower(), (side, word)
        assert mine.key in received  # what is looked through has what could have been found
    for word in canary.values():
        assert not Document.objects.filter(body__icontains=word, kind__startswith="course").exists()
    assert not UploadUse.objects.filter(kind=Work.kind_of_text).exclude(audience=[]).exists()


def test_received_reviews_stand_in_an_order_that_tells_nothing(community):
    course = assigned_course(community=community, reviews=4, gives=1)
    work = hand_in(course)
    for _ in range(4):
        other = hand_in(course).run.user
        WorkReview.objects.ask(work, other.pk)
        review(work, other)
    shown = [one["key"] for one in as_user(work.run.user).get(api(course)).json()["received"]]
    assert shown == sorted(shown)
    assert len({key[:4] for key in shown}) > 1
    assert not set(shown) & set(WorkReview.objects.values_list("key", flat=True))


# At the same moment


@pytest.mark.django_db(transaction=True)
def test_twenty_who_ask_at_once_share_out_each_work_so_often_as_it_wants():
    course = assigned_course(reviews=3, gives=3)
    works = [hand_in(course) for _ in range(20)]
    number, runs = number_of(course), [work.run for work in works]
    WorkReview.objects.all().delete()
    for _ in range(3):
        race(*[lambda run=run: pool.ask(run, number) for run in runs])
        WorkReview.objects.filter(sent_at=None).update(sent_at=timezone.now())
    reviews = list(WorkReview.objects.values_list("work", "by"))
    own = {(work.pk, work.run.user_id) for work in works}
    each = [sum(1 for work, _by in reviews if work == one.pk) for one in works]
    assert len(reviews) == len(set(reviews))
    assert not own & set(reviews)
    assert max(each) <= 3
    assert len(reviews) >= 57  # the last may find only their own left
