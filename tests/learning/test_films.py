"""A lesson's own video: sent, captioned, read through the lesson's door, and gone on with."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from core.models import Upload
from core.uploads.serving import LONGEST_PART
from learning.courses import captions
from learning.courses.errors import BadCaptions
from learning.models import Course, EditionLesson, Lesson, Stop
from tests.communities.factories import CommunityFactory, join
from tests.core.uploads.factories import status_of
from tests.learning.factories import bring_out, propose_course, take, write_lesson
from tests.racing import queue_for

pytestmark = pytest.mark.django_db

WEBM = (
    b"\x1aE\xdf\xa3\x9fB\x86\x81\x01B\xf7\x81\x01B\xf2\x81\x04B\xf3\x81\x08B\x82\x84webm"
    + bytes(99)
)
MP4 = b"\x00\x00\x00\x20ftypisom\x00\x00\x02\x00" + bytes(range(200))
VTT = """WEBVTT - of the talk

NOTE nobody reads this

STYLE
::cue { color: url(https://example.net/) }

1
00:01.000 --> 00:04.000 align:start
<v Hye-jin>The <i>dotterel</i> is &lt;shy&gt;.

00:00:10.500 --> 00:00:12.000
It nests on the ground.
"""


def as_user(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


def sent(data: bytes, name: str = "talk.mp4") -> dict[str, Any]:
    return {"file": SimpleUploadedFile(name, data, content_type="text/html")}


def with_film(lesson: Lesson, data: bytes = MP4) -> Lesson:
    teacher = as_user(lesson.course.proposed_by)
    assert teacher.post(f"{lesson.address}video/", sent(data)).status_code == 302
    lesson.refresh_from_db()
    return lesson


@pytest.fixture
def course() -> Course:
    """Its second lesson is locked until the first is done."""
    course = propose_course(community=CommunityFactory())
    write_lesson(course)
    write_lesson(course, title="Seen", in_turn=True)
    return course


def read(text: str) -> list[tuple[int, int, str]]:
    return [tuple(cue) for cue in captions.read(text.encode())]


def test_captions_are_read_from_webvtt_and_subrip_and_nothing_but_words_is_kept():
    cues = read(VTT)
    assert cues == [
        (1000, 4000, "Hye-jin: The dotterel is <shy>."),
        (10500, 12000, "It nests on the ground."),
    ]
    assert captions.read(captions.write(captions.read(VTT.encode())).encode()) == cues
    srt = "\ufeff1\r\n00:00:01,000 --> 00:00:02,000\r\n{\\an8}<font color=red>Hi</font>\r\nyou\r\n"
    assert read(srt) == [(1000, 2000, "Hi\nyou")]
    out = captions.write([captions.Cue(0, 1000, "<script>\n--> & x")])
    assert "<script>" not in out
    assert out.count("-->") == 1
    assert [one.second for one in captions.paragraphs(captions.read(VTT.encode()))] == [1, 10]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "no captions in this file"),
        ("WEBVTT\n\nNOTE x\n", "no captions in this file"),
        ("<html>\n<p>x</p>", "Line 1: a time is missing"),
        ("WEBVTT\n\n1\n00:01.000 -> 00:02.000\nx", "Line 3: a time is missing"),
        ("WEBVTT\n\n1\n0:0:1 --> 00:02.000\nx", "Line 4: this is not a time"),
        ("WEBVTT\n\n00:02.000 --> 00:02.000\nx", "Line 3: it ends before it begins"),
        ("x\0", "Line 1: this is no text"),
    ],
)
def test_what_are_no_captions_is_told_with_its_line(text, said):
    with pytest.raises(BadCaptions, match=said):
        read(text)
    with pytest.raises(BadCaptions, match="Line 2: this is not text in UTF-8"):
        captions.read(b"WEBVTT\n\xff")
    with pytest.raises(BadCaptions, match="longer than"):
        captions.read(b"x" * (captions.LARGEST + 1))
    # Read in no time, however it is made.
    with pytest.raises(BadCaptions):
        captions.read(b"00:01.000 --> 00:02.000\n" + b"<v.a" * 200_000 + b"\n\nx")


@pytest.mark.parametrize(
    ("data", "status"),
    [
        (MP4, 302),
        (WEBM, 302),
        (b"", 422),
        (b"%PDF-1.7 " + bytes(99), 415),
        (MP4.replace(b"isom", b"heic"), 415),
        (MP4.replace(b"isom", b"qt  "), 415),
        (WEBM.replace(b"webm", b"mkvs"), 415),
        (MP4 + bytes(2**20), 413),
    ],
)
def test_what_is_sent_is_looked_at_by_its_bytes_and_its_size(course, settings, data, status):
    settings.VIDEO_MAX_MB = 1
    lesson = course.lessons.in_order()[0]
    teacher = as_user(course.proposed_by)

    answer = teacher.post(f"{lesson.address}video/", sent(data, "a.mp4"))

    assert answer.status_code == status
    assert Upload.objects.count() == (status == 302)
    if status != 302:
        told = teacher.post(
            f"{lesson.address}video/", sent(data), headers={"Accept": "application/json"}
        )
        assert (told.status_code, bool(told.json()["detail"])) == (status, True)
        assert told.json()["detail"] in answer.content.decode()
        # As a text's file it is not taken either.
        assert teacher.post("/uploads/", sent(MP4)).status_code == 415


def test_a_part_is_handed_out_by_the_door_of_the_lesson(course):
    first, second = course.lessons.in_order()
    with_film(second)
    run = take(bring_out(course))
    learner = as_user(run.user)
    key = Upload.objects.get().key
    page = f"{second.address}files/{key}/talk.mp4"
    api = f"/api/v1/courses/{course.pk}/lessons/{second.pk}/files/{key}/"
    for address in (page, api, f"/uploads/{key}/talk.mp4"):
        assert learner.get(address, headers={"Range": "bytes=0-1"}).status_code in (403, 404)
        assert learner.get(address).status_code == (404 if "uploads" in address else 403)
        assert Client().get(address, headers={"Range": "bytes=0-1"}).status_code in (403, 404)
    run.mark(first.pk)

    whole = learner.get(page)
    assert (whole.status_code, whole.getvalue()) == (200, MP4)
    assert whole.headers["Accept-Ranges"] == "bytes"
    assert whole.headers["Content-Type"] == "video/mp4"
    for asked, status, where in [
        ("bytes=0-1", 206, (0, 1)),
        ("bytes=5-", 206, (5, len(MP4) - 1)),
        ("bytes=-7", 206, (len(MP4) - 7, len(MP4) - 1)),
        (f"bytes=3-{len(MP4) + 9}", 206, (3, len(MP4) - 1)),
        (f"bytes=-{len(MP4) + 9}", 206, (0, len(MP4) - 1)),
        (f"bytes={len(MP4)}-", 416, None),
        ("bytes=9-3", 416, None),
        ("bytes=-0", 416, None),
        ("bytes=0-1,3-4", 200, None),
        ("bytes=-", 200, None),
        ("letters=0-1", 200, None),
    ]:
        for address in (page, api):
            part = learner.get(address, headers={"Range": asked})
            assert part.status_code == status, asked
            assert part.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
            assert part.headers["Cache-Control"] == "private, no-cache"
            assert part.headers["X-Content-Type-Options"] == "nosniff"
            body = part.getvalue()
            if where:
                begin, end = where
                assert part.headers["Content-Range"] == f"bytes {begin}-{end}/{len(MP4)}"
                assert body == MP4[begin : end + 1]
                assert part.headers["Content-Length"] == str(len(body))
            elif status == 416:
                assert (part.headers["Content-Range"], body) == (f"bytes */{len(MP4)}", b"")
            else:
                assert body == MP4
    part = {"Range": "bytes=0-1"}
    assert status_of(learner, page, headers=part | {"If-Range": whole.headers["ETag"]}) == 206
    assert status_of(learner, page, headers=part | {"If-Range": '"other"'}) == 200
    assert status_of(learner, page, headers={"If-None-Match": whole.headers["ETag"]}) == 304


def test_who_asks_for_the_rest_of_a_long_one_gets_it_in_parts(course):
    lesson = with_film(course.lessons.in_order()[0], MP4 + bytes(LONGEST_PART))
    teacher = as_user(course.proposed_by)
    address = f"{lesson.address}files/{lesson.film.key}/talk.mp4"

    first = teacher.get(address, headers={"Range": "bytes=0-"})
    rest = teacher.get(address, headers={"Range": f"bytes={LONGEST_PART}-"})

    assert first.headers["Content-Range"] == f"bytes 0-{LONGEST_PART - 1}/{lesson.film.size}"
    assert first.getvalue() + rest.getvalue() == MP4 + bytes(LONGEST_PART)


def test_captions_are_shown_said_found_printed_and_kept_by_the_edition(course):
    lesson = with_film(course.lessons.in_order()[0])
    teacher = as_user(course.proposed_by)
    said = {"language": "en", "label": ""}
    bad = teacher.post(f"{lesson.address}captions/", said | sent(b"WEBVTT\n\nx\ny", "a.vtt"))
    assert bad.status_code == 422
    assert "Line 3: a time is missing" in bad.content.decode()
    assert (
        teacher.post(f"{lesson.address}captions/", said | sent(VTT.encode(), "a.vtt")).status_code
        == 302
    )
    api = f"/api/v1/courses/{course.pk}/lessons/{lesson.pk}/"
    german = {"text": "WEBVTT\n\n00:01.000 --> 00:02.000\nScheu.", "is_default": False}
    put = teacher.put(f"{api}captions/de/", german, "application/json")
    assert [one["label"] for one in put.json()["captions"]] == ["English", "Deutsch"]
    assert put.json()["spoken"].startswith("Hye-jin: The dotterel is <shy>.")
    assert teacher.put(f"{api}captions/x!/", german, "application/json").status_code == 422
    wrong = teacher.put(f"{api}captions/de/", german | {"text": "x"}, "application/json")
    assert (wrong.status_code, wrong.json()["code"]) == (422, "bad_captions")

    bring_out(course)
    run = take(Course.objects.for_page().get(pk=course.pk))
    learner = as_user(run.user)
    lesson.uncaption("en")
    lesson.show_film(None)
    page = learner.get(f"{lesson.address[:-1]}-{lesson.slug}/").content.decode()
    assert 'srclang="en" label="English" default>' in page
    assert 'srclang="de" label="Deutsch">' in page
    assert "Hye-jin: The dotterel is &lt;shy&gt;." in page
    assert 'href="?t=10#film" data-second="10"' in page
    for address in (f"{lesson.address}captions/en/", f"{api}captions/en/"):
        vtt = learner.get(address)
        assert (vtt.status_code, vtt.headers["Content-Type"]) == (200, "text/vtt")
        assert "The dotterel is &lt;shy&gt;." in vtt.content.decode()
        assert "example.net" not in vtt.content.decode()
        assert Client().get(address).status_code == 200  # an open course of an open community
    for path in ("captions/en/?as-written", "captions/fr/"):
        assert learner.get(lesson.address + path).status_code in (403, 404)
    assert teacher.get(f"{lesson.address}captions/de/?as-written").status_code == 200
    assert teacher.get(f"{api}captions/en/?as_written=true").status_code == 404
    assert lesson.title in learner.get(f"{course.address}search/?q=dotterel").content.decode()
    assert "The dotterel is" in learner.get(f"{course.address}print/").content.decode()
    kept = EditionLesson.objects.get(lesson=lesson)
    assert (kept.own_video is not None, [one.language for one in kept.tracks]) == (
        True,
        ["en", "de"],
    )
    assert status_of(learner, f"{lesson.address}files/{kept.film.key}/talk.mp4") == 200


def test_only_who_teaches_sends_and_captions(course):
    lesson = with_film(course.lessons.in_order()[0])
    member, stranger = join(course.community), Client()
    api = f"/api/v1/courses/{course.pk}/lessons/{lesson.pk}/"
    bring_out(course)
    for client, status in ((as_user(member), 403), (stranger, 401)):
        assert client.put(f"{api}captions/de/", {}, "application/json").status_code == status
        assert client.delete(f"{api}video/").status_code == status
        assert client.delete(f"{api}captions/en/").status_code == status
    for path, said in (
        ("video/", sent(MP4)),
        ("captions/", sent(b"")),
        ("captions/en/removal/", {}),
    ):
        assert as_user(member).post(lesson.address + path, said).status_code == 403
        assert stranger.post(lesson.address + path, said).status_code == 302
    assert Upload.objects.count() == 1
    teacher = as_user(course.proposed_by)
    assert teacher.delete(f"{api}video/").status_code == 204
    answer = teacher.post(f"{lesson.address}video/", {"_method": "delete"})
    assert answer.status_code == 302
    lesson.refresh_from_db()
    assert lesson.film is None
    assert EditionLesson.objects.get(lesson=lesson).own_video is not None


def test_one_goes_on_where_one_stopped(course, django_assert_num_queries):
    lesson = with_film(course.lessons.in_order()[0])
    locked = course.lessons.in_order()[1]
    run = take(bring_out(course))
    learner = as_user(run.user)
    api = f"/api/v1/courses/{course.pk}/lessons/"
    stop = f"{lesson.address}stop/"
    page = f"{lesson.address[:-1]}-{lesson.slug}/"
    assert learner.post(stop, {"second": "750"}).status_code == 204
    shown = learner.get(page).content.decode()
    assert "It goes on at 12:30." in shown
    assert "talk.mp4#t=750" in shown
    assert learner.get(f"{api}{lesson.pk}/").json()["stopped_at"] == 750
    assert "#t=" not in learner.get(f"{page}?t=0").content.decode()
    put = learner.put(f"{api}{lesson.pk}/stop/", {"second": 0}, "application/json")
    assert (put.status_code, Stop.objects.get().second) == (204, 0)
    for bad in ("-1", "x", "90000", ""):
        assert learner.post(stop, {"second": bad}).status_code == 422
    assert learner.post(f"{locked.address}stop/", {"second": "1"}).status_code == 403
    other = as_user(join(course.community))
    assert other.post(stop, {"second": "1"}).status_code == 403
    run.leave()
    assert learner.post(stop, {"second": "1"}).status_code == 403
    assert Stop.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_who_caption_at_once_lose_nothing(course):
    lesson = course.lessons.in_order()[0]
    cues = captions.read(VTT.encode())

    queue_for(
        Course.objects.filter(pk=course.pk),
        *(
            lambda code=code: Lesson.objects.get(pk=lesson.pk).caption(
                captions.Track(code, code, cues)
            )
            for code in ("de", "fr", "es")
        ),
    )

    lesson.refresh_from_db()
    assert sorted(one.language for one in lesson.tracks) == ["de", "es", "fr"]
