"""What somebody types of a course is kept until they save it, and two who save see each other's."""

import pytest
from django.test import Client

from discussions.models import Draft
from tests.communities.factories import join
from tests.learning.factories import propose_course, write_lesson

pytestmark = pytest.mark.django_db


def as_user(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


def text(answer) -> str:
    return answer.content.decode()


def test_what_is_typed_comes_back_until_it_is_saved_and_is_its_writers_alone():
    course = propose_course()
    lesson = write_lesson(course)
    module, community = lesson.module, course.community
    writer = as_user(course.proposed_by)
    at = {
        f"course/lesson/{lesson.pk}": (f"{lesson.address}edit/", {"version": lesson.version}),
        f"course/lesson/new/{module.pk}": (f"{module.address}lessons/new/", {}),
        f"course/{course.pk}": (f"{course.address}edit/", {"version": course.version}),
        f"course/new/{community.pk}": (f"{community.address}learning/courses/new/", {}),
    }
    for key, (address, more) in at.items():
        assert f'data-draft-key="{key}"' in text(writer.get(address))
        typed = {"title": "Half a thought", "text": "It *dawns*.", "secret": "x"} | more
        kept = writer.post("/write/courses/", {"key": key} | typed)
        assert kept.status_code == 200
        assert "secret" not in Draft.objects.get(key=key).fields
        shown = text(writer.get(address))
        assert "It *dawns*." in shown
        assert "data-drafted" in shown
    other = join(community)
    teachers = [course.proposed_by, other]
    course.edit(
        by=course.proposed_by, version=1, title=course.title, text="x", tags=[], teachers=teachers
    )
    assert "It *dawns*." not in text(as_user(other).get(f"{lesson.address}edit/"))

    # Somebody else saves meanwhile: the draft knows on what it was begun, and nothing is lost.
    lesson.edit(by=other, version=1, title="Theirs", text="What they wrote.", video="")
    sent = {"title": "Half a thought", "text": "It *dawns*.", "version": "1"}
    answer = writer.post(f"{lesson.address}edit/", sent)
    assert answer.status_code == 409
    assert "What they wrote." in text(answer)
    assert "It *dawns*." in text(answer)
    assert Draft.objects.filter(key=f"course/lesson/{lesson.pk}").exists()
    assert writer.post(f"{lesson.address}edit/", sent | {"version": "2"}).status_code == 302
    assert writer.post(f"{module.address}lessons/new/", sent).status_code == 302
    course.refresh_from_db()
    page = {"title": "Reading", "text": "y", "teachers": f"@{other.handle}, @{teachers[0].handle}"}
    page["version"] = str(course.version)
    assert writer.post(f"{course.address}edit/", page).status_code == 302
    begun = {"title": "Reading", "text": "y", "teachers": page["teachers"]}
    begun["space"] = course.space.slug
    assert writer.post(f"{community.address}learning/courses/new/", begun).status_code == 302
    assert not Draft.objects.exists()
