"""Courses: begun, written, published as editions, read and retired."""

from typing import Any

import pytest
from django.test import Client

from communities.models import Activity, Community, Role, Space
from communities.models.space import SpaceVisibility
from core.uploads.keeping import remove
from learning.courses.errors import NothingNew, NothingToPublish, WrongState
from learning.courses.outline import outline_of, working_outline
from learning.courses.video import Video
from learning.models import Course, CourseState, EditionLesson, Lesson, Module
from tests.accounts.factories import UserFactory
from tests.communities.factories import CommunityFactory, join
from tests.core.uploads.factories import keep_picture
from tests.discussions.factories import first_space
from tests.learning.factories import bring_out, propose_course, publish_course, write_lesson
from tests.racing import queue_for

pytestmark = pytest.mark.django_db

CANARY = "plover-5519"


def as_user(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


def text(response) -> str:
    return response.content.decode()


def titles(parts: list[Any]) -> list[tuple[str, list[str]]]:
    return [(part.title, [lesson.title for lesson in part.lessons]) for part in parts]


def lesson_at(course: Course, number: int = 0) -> EditionLesson:
    return EditionLesson.objects.of(course, course.edition)[number]


@pytest.fixture
def community() -> Community:
    return CommunityFactory()


def typed(community: Community, teacher, **changes) -> dict:
    said = {"title": "Reading plots", "text": "For *all*.", "tags": "plots", "nonce": "c1"}
    more = {"teachers": f"@{teacher.handle}", "space": first_space(community).slug}
    return said | more | changes


# Beginning


def test_a_member_begins_one_and_teaches_it_once(community):
    member = join(community)
    for _ in range(2):
        page = as_user(member).post(
            f"{community.address}learning/courses/new/", typed(community, member)
        )
    course = Course.objects.for_page().get()
    assert page["Location"] == f"{course.address}outline/"
    assert (course.teachers, course.tag_names, course.state) == ([member], ["plots"], "draft")
    assert "<em>all</em>" in course.html["text"]


def test_what_cannot_be_is_refused_and_nothing_is_lost(community):
    member = join(community)
    page = as_user(member).post(
        f"{community.address}learning/courses/new/",
        typed(community, member, teachers="@nobody-at-all"),
    )
    assert page.status_code == 422
    assert "Not a member who can read this: nobody-at-all" in text(page)
    assert "For *all*." in text(page)
    assert not Course.objects.exists()


def test_before_it_is_published_only_those_who_decide_on_it_see_it(community):
    course = propose_course(community=community, text=CANARY)
    lesson = write_lesson(course, text=CANARY)
    pages = [
        course.get_absolute_url(),
        f"/api/v1/courses/{course.pk}/",
        f"{lesson.address}",
        f"/api/v1/courses/{course.pk}/lessons/{lesson.pk}/",
        f"{lesson.address}preview/",
        f"/api/v1/courses/{course.pk}/lessons/{lesson.pk}/source/",
    ]
    for client in (Client(), as_user(UserFactory()), as_user(join(community))):
        for page in pages:
            shown = client.get(page)
            assert shown.status_code in {302, 401, 404}, page
            assert CANARY not in text(shown)
        assert course.title not in text(client.get(f"{community.address}learning/courses/"))
    for person in (course.proposed_by, join(community, role=Role.FACILITATOR)):
        assert CANARY in text(as_user(person).get(pages[0]))
        assert CANARY in text(as_user(person).get(pages[4]))
        assert as_user(person).get(pages[2]).status_code == 404  # it stands in no edition yet


# What is in it


def test_its_outline_is_written_and_put_in_order(community):
    course = propose_course(community=community)
    client = as_user(course.proposed_by)
    for title in ("Squares", "Lines"):
        client.post(f"{course.address}outline/", {"title": title})
    squares, lines = Module.objects.in_order()
    for title in ("One", "Two"):
        at = f"{course.address}modules/{squares.pk}/lessons/new/"
        client.post(at, {"title": title, "text": "Said.", "nonce": title})
    one, two = Lesson.objects.in_order()
    client.post(f"{two.address}step/", {"up": "1"})
    assert titles(working_outline(course).parts) == [("Squares", ["Two", "One"]), ("Lines", [])]
    client.post(f"{one.address}step/", {"down": "1"})  # from the end of its module into the next
    assert titles(working_outline(course).parts) == [("Squares", ["Two"]), ("Lines", ["One"])]
    client.post(f"{lines.address}step/", {"up": "1"})
    assert titles(working_outline(course).parts) == [("Lines", ["One"]), ("Squares", ["Two"])]
    client.post(f"{two.address}removal/")
    assert titles(working_outline(course).parts) == [("Lines", ["One"]), ("Squares", [])]
    client.post(f"{lines.address}removal/")
    assert titles(working_outline(course).parts) == [("Squares", [])]


def test_a_lesson_sent_twice_is_added_once(community):
    course = propose_course(community=community)
    module = Module.objects.add(course, "Squares")
    for _ in range(2):
        Lesson.objects.add(module, by=course.proposed_by, nonce="n", title="One", text="Said.")
    assert Lesson.objects.count() == 1


def test_who_saves_over_anothers_lesson_sees_both(community):
    course = propose_course(community=community)
    lesson = write_lesson(course)
    lesson.edit(by=course.proposed_by, version=1, title="Theirs", text=CANARY)
    page = as_user(course.proposed_by).post(
        f"{lesson.address}edit/", {"title": "Mine", "text": "my words", "version": 1}
    )
    assert page.status_code == 409
    assert CANARY in text(page)
    assert "my words" in text(page)
    assert 'name="version" value="2"' in text(page)
    lesson.refresh_from_db()
    assert lesson.title == "Theirs"


def test_others_do_not_write_in_it(community):
    course = publish_course(community=community)
    lesson = Lesson.objects.first()
    module = Module.objects.get()
    posts = [
        (f"{course.address}edit/", {}),
        (f"{course.address}outline/", {"title": "More"}),
        (f"{module.address}step/", {}),
        (f"{module.address}removal/", {}),
        (f"{lesson.address}edit/", {}),
        (f"{lesson.address}step/", {}),
        (f"{lesson.address}removal/", {}),
        (f"{course.address}publication/", {}),
        (f"{course.address}retirement/", {}),
    ]
    for person in (join(community), join(community, role=Role.MODERATOR)):
        for at, sent in posts:
            assert as_user(person).post(at, sent).status_code == 403, at
        for page in ("preview/", "outline/", f"lessons/{lesson.pk}/preview/"):
            assert as_user(person).get(course.address + page).status_code == 403


# Publishing


def test_facilitators_publish_it_first_and_those_who_teach_it_anew(community):
    course = propose_course(community=community)
    teacher, boss = course.proposed_by, join(community, role=Role.FACILITATOR)
    at = f"{course.address}publication/"
    assert as_user(boss).post(at).status_code == 409  # there is nothing in it
    write_lesson(course, title="One")
    assert as_user(teacher).post(at).status_code == 403
    assert as_user(boss).post(at).status_code == 302
    assert as_user(teacher).post(at).status_code == 403  # nothing is new
    write_lesson(course, title="Two")
    assert as_user(teacher).post(at).status_code == 302
    course.refresh_from_db()
    assert (course.state, course.edition, course.lesson_count) == (CourseState.PUBLISHED, 2, 2)
    assert Activity.objects.filter(verb="published", subject_id=course.pk).count() == 2
    with pytest.raises(NothingNew):
        course.release(by=boss)


def test_nothing_is_not_published(community):
    with pytest.raises(NothingToPublish):
        propose_course(community=community).release(by=join(community, role=Role.OWNER))


def test_an_edit_is_read_once_it_is_published(community):
    course = publish_course(community=community)
    lesson = Lesson.objects.first()
    at = lesson_at(course)
    page = f"{course.address}lessons/{lesson.pk}-{at.slug}/"
    lesson.edit(by=course.proposed_by, version=1, title=lesson.title, text=CANARY)
    api = f"/api/v1/courses/{course.pk}/lessons/{lesson.pk}/"
    assert CANARY not in text(Client().get(page)) + text(Client().get(api))
    assert "Text of <em>1</em>" in text(Client().get(page))
    bring_out(course)
    assert CANARY in text(Client().get(page))
    assert CANARY in text(Client().get(api))
    assert CANARY not in text(Client().get(course.get_absolute_url()))


def test_a_lesson_leads_to_the_one_before_and_after(community):
    course = publish_course(community=community, lessons=3)
    first, second, third = outline_of(course, 1).lessons
    page = text(Client().get(f"{course.address}lessons/{second.number}-{second.slug}/"))
    assert f'rel="prev" href="{course.address}lessons/{first.number}-step-1/"' in page
    assert f'rel="next" href="{course.address}lessons/{third.number}-step-3/"' in page


@pytest.mark.django_db(transaction=True)
def test_two_who_publish_at_once_make_one_edition():
    course = propose_course()
    write_lesson(course)
    bosses = [join(course.community, role=Role.FACILITATOR) for _ in "12"]

    def publish(boss):
        return lambda: Course.objects.get(pk=course.pk).release(by=boss)

    outcomes = queue_for(Course.objects.filter(pk=course.pk), *map(publish, bosses))
    assert [type(one) for one in outcomes] == [type(None), NothingNew]
    assert course.editions.count() == 1


def test_a_retired_course_leaves_the_list_and_can_come_back(community):
    course = publish_course(community=community)
    boss = join(community, role=Role.FACILITATOR)
    lesson = lesson_at(course)
    page = f"{course.address}lessons/{lesson.number}-{lesson.slug}/"
    assert as_user(course.proposed_by).post(f"{course.address}retirement/").status_code == 302
    listed = f"{community.address}learning/courses/"
    assert course.title not in text(Client().get(listed))
    assert course.title in text(Client().get(f"{listed}?state=retired"))
    assert Client().get(page).status_code == 403
    course.refresh_from_db()
    with pytest.raises(WrongState):
        course.retire(by=boss)
    as_user(boss).post(f"{course.address}publication/")
    assert Client().get(page).status_code == 200


# Who may read


def test_it_is_read_by_whoever_reads_its_space_and_by_nobody_else(community):
    space = Space.objects.open(community, name="Inner", visibility=SpaceVisibility.MEMBERS)
    course = publish_course(space=space, text=CANARY)
    lesson = lesson_at(course)
    pages = [
        course.get_absolute_url(),
        f"{course.address}lessons/{lesson.number}-{lesson.slug}/",
        f"/api/v1/courses/{course.pk}/",
        f"/api/v1/courses/{course.pk}/lessons/{lesson.number}/",
    ]
    for page in pages:
        assert Client().get(page).status_code == 404
        assert as_user(UserFactory()).get(page).status_code == 404
        assert as_user(join(community)).get(page).status_code == 200


def test_files_of_a_lesson_are_fetched_at_its_door(community):
    course = propose_course(community=community)
    teacher = course.proposed_by
    picture = keep_picture(teacher)
    lesson = write_lesson(course, text=f"Look {picture.markdown}")
    lesson.refresh_from_db()
    at = f"{lesson.address}files{picture.address.removeprefix('/uploads')}"
    assert at in lesson.html["text"]
    assert picture.address not in lesson.html["text"].replace(at, "")
    boss = join(community, role=Role.FACILITATOR)

    def fetched(client: Client, address: str) -> int:
        response = client.get(address)
        if response.streaming:
            response.getvalue()
        return response.status_code

    assert fetched(Client(), at) == 404
    assert fetched(as_user(boss), at) == 200  # who decides on it sees what is in it
    course.release(by=boss)
    assert fetched(Client(), at) == 200
    assert fetched(Client(), picture.address) == 404
    course.retire(by=boss)
    assert fetched(Client(), at) == 403


def test_a_picture_that_is_removed_leaves_its_words(community, relay):
    course = propose_course(community=community)
    picture = keep_picture(course.proposed_by)
    lesson = write_lesson(course, text=f"Look {picture.markdown}")
    bring_out(course)
    remove(picture)
    relay()
    lesson.refresh_from_db()
    for said in (lesson, EditionLesson.objects.get()):
        assert "<img" not in said.html["text"]
        assert "Look" in said.html["text"]


# Videos


@pytest.mark.parametrize(
    ("link", "player"),
    [
        ("https://www.youtube.com/watch?v=abcDEF12345", "https://www.youtube-nocookie.com"),
        ("https://youtu.be/abcDEF12345", "https://www.youtube-nocookie.com"),
        ("https://vimeo.com/123456789", "https://player.vimeo.com"),
        ("https://tube.example.org/w/9c9de5e8aZ0bTc1aF2XyQp", "https://tube.example.org"),
    ],
)
def test_a_video_asks_its_host_for_nothing_before_somebody_presses_play(community, link, player):
    course = propose_course(community=community)
    lesson = write_lesson(course, video=link, transcript="Said *there*.")
    bring_out(course)
    page = f"{course.address}lessons/{lesson.pk}-what-it-is/"
    still, playing = Client().get(page), Client().get(f"{page}?play")
    assert "<iframe" not in text(still)
    assert player not in still["Content-Security-Policy"]
    assert f'<iframe src="{player}/' in text(playing)
    assert f"frame-src {player}" in playing["Content-Security-Policy"]
    assert "Said <em>there</em>" in text(still)


@pytest.mark.parametrize(
    "link",
    [
        "https://example.org/film.html",
        "https://vimeo.com/about",
        'https://youtu.be/abc"><script>',
        "https://evil.example.org;script-src x/w/9c9de5e8aZ0bTc1aF2XyQp",
    ],
)
def test_what_cannot_be_shown_within_the_page_is_linked(link):
    video = Video.at(link)
    assert video
    assert not video.embed


# What pages cost


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_costs_the_same_however_many_courses(django_assert_num_queries, community, rows):
    member = join(community)
    for _ in range(rows):
        publish_course(community=community, tags=["one", "two"], teachers=[member, join(community)])
    at = f"{community.address}learning/courses/"
    for client, queries in ((Client(), 3), (as_user(member), 7)):
        with django_assert_num_queries(queries):
            page = client.get(at)
        assert text(page).count('class="crow"') == rows


@pytest.mark.parametrize("lessons", [1, 3])
def test_its_pages_cost_the_same_however_many_lessons(
    django_assert_num_queries, community, lessons
):
    course = publish_course(community=community, lessons=lessons)
    first = lesson_at(course)
    page = f"{course.address}lessons/{first.number}-{first.slug}/"
    member = as_user(join(community))
    for client, (of_course, of_lesson) in ((Client(), (3, 4)), (member, (9, 9))):
        with django_assert_num_queries(of_course):
            assert client.get(course.get_absolute_url()).status_code == 200
        with django_assert_num_queries(of_lesson):
            assert client.get(page).status_code == 200


# A program


def test_a_program_writes_a_course_as_a_person_does(community):
    member, boss = join(community), join(community, role=Role.FACILITATOR)
    client = as_user(member)

    def send(verb: str, path: str, **body: Any) -> Any:
        how = getattr(client, verb)
        return how(f"/api/v1/{path}", body, content_type="application/json")

    said = {"title": "Reading plots", "text": "For *all*.", "teachers": [member.handle]}
    course = send("post", f"communities/{community.slug}/courses/", **said).json()
    at = f"courses/{course['id']}"
    module = send("post", f"{at}/outline/", title="Squares").json()
    lesson = send("post", f"{at}/modules/{module['id']}/lessons/", title="One", text="Said.").json()
    stale = send("put", f"{at}/lessons/{lesson['id']}/source/", title="x", text="y", version=9)
    assert stale.status_code == 409
    lesson = send(
        "put", f"{at}/lessons/{lesson['id']}/source/", title="Two", text="*New*.", version=1
    ).json()
    assert lesson["version"] == 2
    assert send("post", f"{at}/publication/").status_code == 403
    assert as_user(boss).post(f"/api/v1/{at}/publication/").json()["edition"] == 1
    shown = Client().get(f"/api/v1/{at}/").json()
    assert [one["title"] for one in shown["outline"][0]["lessons"]] == ["Two"]
    read = Client().get(f"/api/v1/{at}/lessons/{lesson['id']}/").json()
    assert read["html"]["text"] == "<p><em>New</em>.</p>\n"
    assert send("delete", f"{at}/lessons/{lesson['id']}/source/").status_code == 204
    assert send("get", f"{at}/outline/").json()[0]["lessons"] == []
    assert send("post", f"{at}/retirement/").json()["state"] == "retired"
