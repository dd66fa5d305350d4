"""A project ends by the API as it does on the page."""

from itertools import product

import pytest

from knowledge.models import Article
from projects.models import Project, Status
from tests.communities.factories import CommunityFactory, join
from tests.projects.factories import begin_project, close_project, take_part
from tests.projects.people import LEADS, ROLES, as_user, clients_of
from tests.projects.test_closing import again
from tests.undoing import undone

pytestmark = pytest.mark.django_db


@pytest.fixture
def project() -> Project:
    return begin_project(community=CommunityFactory(), tags=["discharge"])


class Api:
    def __init__(self, user, project: Project) -> None:
        self.client, self.at = as_user(user), f"/api/v1/projects/{project.pk}/"

    def put(self, path: str, **data):
        return self.client.put(self.at + path, data, content_type="application/json")

    def post(self, path: str, **data):
        return self.client.post(self.at + path, data, content_type="application/json")

    def get(self, path: str):
        return self.client.get(self.at + path)

    def delete(self, path: str):
        return self.client.delete(self.at + path)


def test_from_review_to_reopening(project):
    maker = take_part(project)
    lead = Api(project.begun_by, project)
    begun = lead.get("review/").json()
    assert begun["intended"].startswith("One page, tested")
    assert begun["version"] == 1
    assert not project.reviews.exists()
    assert lead.put("closure/").status_code == 409
    said = {"intended": "One", "happened": "Two", "why": "Wards", "change": ""}
    assert lead.put("review/", **said, version=1).json()["is_answered"] is True
    assert lead.put("review/", **said, version=1).status_code == 409
    first = lead.post("review/lessons/", title="Test with five people", tags=["forms"])
    assert first.status_code == 201
    second = lead.post("review/lessons/", title="Ours alone, not for others", is_kept=False).json()
    edited = lead.put(f"review/lessons/{second['id']}/", title="Ours alone", is_kept=False)
    assert edited.json()["title"] == "Ours alone"
    assert lead.delete(f"review/lessons/{second['id']}/").status_code == 204
    assert [one["title"] for one in lead.get("review/lessons/").json()] == ["Test with five people"]
    thanked = lead.put(f"contributions/{maker.handle}/", note="Thanks", tags=["forms"])
    assert thanked.json()["tags"] == ["forms"]
    assert lead.put("closure/", space="nowhere").status_code == 422
    closed = lead.put("closure/")
    assert closed.json()["status"] == "closed"
    [review] = Api(maker, project).get("reviews/").json()
    assert review["markdown"]["happened"] == "Two"
    assert review["lessons"][0]["article"] is None  # a draft of somebody else
    assert lead.get("reviews/").json()[0]["lessons"][0]["article"] == Article.objects.get().pk
    learned = lead.client.get(f"/api/v1/communities/{project.community.slug}/lessons/?tag=forms")
    assert [one["title"] for one in learned.json()["items"]] == ["Test with five people"]
    assert Api(maker, project).delete("contribution/").status_code == 204
    assert lead.get("contributions/").json() == []
    assert lead.put("reopening/", note="Once more").json()["status"] == "active"
    assert lead.put("reopening/", note="").status_code == 403


def test_what_was_not_pursued(project):
    lead = Api(project.begun_by, project)
    assert lead.put("not-pursued/", note="").status_code == 422
    assert lead.put("not-pursued/", note="No time").json()["status"] == "closed"
    assert again(project).is_dropped


READS = {"review/": ROLES[5:], "review/lessons/": ROLES[5:], "contributions/": ROLES[2:]}


WRITES = {
    "review/": {"intended": "One", "happened": "", "why": "", "change": "", "version": 1},
    "closure/": {},
    "not-pursued/": {"note": "No time"},
}


def test_who_may_read_and_write_what_while_it_is_open(project):
    clients, at = clients_of(project), f"/api/v1/projects/{project.pk}/"
    for who, path in product(ROLES, READS):
        with undone():
            status = clients[who].get(at + path).status_code
        assert (status == 200) == (who in READS[path]), (who, path)
    for who, path in product(ROLES, WRITES):
        with undone():
            status = clients[who].put(at + path, WRITES[path], "application/json").status_code
            is_untouched = again(project).status == Status.PROPOSED and not project.reviews.exists()
        if who in LEADS:
            assert status in (200, 409), (who, path)
        else:
            assert status in (401, 403, 404), (who, path)
            assert is_untouched


def test_what_is_hidden_is_nowhere_in_the_api(project):
    secret = begin_project(community=CommunityFactory(visibility="secret"), tags=["x"])
    close_project(secret, title="Feed the heron")
    stranger = Api(join(project.community), secret)
    for path in ("reviews/", "contributions/", "export/", "review/", "contribution/"):
        assert stranger.get(path).status_code in (404, 405)
    lessons = f"/api/v1/communities/{secret.community.slug}/lessons/"
    assert stranger.client.get(lessons).status_code == 404
