from itertools import product

import pytest
from django.test import Client

from communities.models import Community, Role
from projects.models import Collaborator, Project, Standing, Status, Visibility
from projects.models import Role as Part
from tests.communities.factories import CommunityFactory, join
from tests.projects.factories import begin_project, partner, place_of, take_part
from tests.projects.people import ROLES, as_user, clients_of
from tests.undoing import undone

pytestmark = pytest.mark.django_db

TYPED = {
    "title": "A discharge sheet",
    "purpose": "One *page*.",
    "done": "- Published",
    "due": "2027-03-01",
    "tags": "discharge",
    "visibility": Visibility.COMMUNITY.value,
    "is_open": "on",
    "nonce": "a1",
}


def text(response) -> str:
    return response.content.decode()


@pytest.fixture
def community() -> Community:
    return CommunityFactory()


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize(("who", "queries"), [("visitor", 2), ("member", 5)])
def test_the_list_costs_the_same_however_many_projects(
    django_assert_num_queries, community, rows, who, queries
):
    member = join(community)
    for _ in range(rows):
        project = begin_project(
            community=community, by=member, tags=["one"], visibility=Visibility.PUBLIC
        )
        take_part(project)
    client = as_user(member) if who == "member" else Client()
    with django_assert_num_queries(queries):
        page = client.get(community.address + "projects/")
    assert text(page).count('class="qrow"') == rows


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize(("who", "queries"), [("visitor", 3), ("member", 9)])
def test_the_first_page_costs_the_same_however_many_people(
    django_assert_num_queries, community, rows, who, queries
):
    project = begin_project(community=community, visibility=Visibility.PUBLIC)
    for _ in range(rows):
        take_part(project)
    client = as_user(project.begun_by) if who == "member" else Client()
    with django_assert_num_queries(queries):
        page = client.get(project.get_absolute_url())
    assert page.status_code == 200


def test_a_project_is_proposed_from_a_template_and_led_by_who_proposes_it(community):
    member = join(community)
    client = as_user(member)
    chosen = client.get(community.address + "projects/new/?template=guideline")
    assert "Practice differs from place to place" in text(chosen)
    answer = client.post(community.address + "projects/new/?template=guideline", TYPED)
    project = Project.objects.for_page().get()
    assert answer["Location"] == project.get_absolute_url()
    assert (project.kind, project.tag_names) == ("guideline", ["discharge"])
    assert project.role_of(member) == Part.LEAD
    assert project.status == Status.PROPOSED


def test_nobody_has_to_say_what_done_looks_like(community):
    project = begin_project(community=community, done="")
    page = as_user(project.begun_by).get(project.get_absolute_url())
    assert "Nobody has said yet what done looks like." in text(page)


def test_sent_twice_it_is_proposed_once(community):
    client = as_user(join(community))
    for _ in range(2):
        client.post(community.address + "projects/new/?template=", TYPED)
    assert Project.objects.count() == 1


def test_what_was_typed_wrongly_is_not_lost(community):
    client = as_user(join(community))
    answer = client.post(community.address + "projects/new/?template=", TYPED | {"title": ""})
    assert answer.status_code == 422
    assert "One *page*." in text(answer)


def test_in_a_private_community_nothing_is_offered_to_everybody():
    community = CommunityFactory(visibility="private")
    client = as_user(join(community))
    page = client.get(community.address + "projects/new/?template=")
    assert str(Visibility.COMMUNITY.label) in text(page)
    assert str(Visibility.PUBLIC.label) not in text(page)


def test_who_edits_what_somebody_else_has_saved_sees_both(community):
    project = begin_project(community=community)
    client = as_user(project.begun_by)
    url = project.address + "edit/"
    saved = client.post(url, TYPED | {"version": project.version, "purpose": "Theirs."})
    assert saved.status_code == 302
    answer = client.post(url, TYPED | {"version": project.version, "purpose": "Mine."})
    assert answer.status_code == 409
    assert "Theirs." in text(answer)
    assert "Mine." in text(answer)
    again = TYPED | {"version": project.version + 1, "purpose": "Both."}
    assert client.post(url, again).status_code == 302


def test_a_facilitator_from_outside_does_not_close_the_door_on_themselves(community):
    project = begin_project(community=community)
    owner = join(community, role=Role.OWNER)
    closing = TYPED | {"version": project.version, "visibility": Visibility.MEMBERS.value}

    refused = as_user(owner).post(project.address + "edit/", closing | {"purpose": "Kept."})

    assert refused.status_code == 409
    assert "Join it first" in text(refused)
    assert "Kept." in text(refused)
    take_part(project, owner)
    assert as_user(owner).post(project.address + "edit/", closing).status_code == 302


def test_a_lead_invites_and_the_invited_accept(community):
    project = begin_project(community=community, visibility=Visibility.MEMBERS)
    asked = join(CommunityFactory())
    lead = as_user(project.begun_by)
    lead.post(project.address + "invitations/", {"handle": f"@{asked.handle}", "role": "observer"})
    theirs = as_user(asked)
    page = theirs.get(project.get_absolute_url())
    assert "invites you to this project" in text(page)
    theirs.post(project.address + "invitation/")
    assert place_of(project, asked).role == Part.OBSERVER
    assert place_of(project, asked).standing == Standing.ACTIVE
    assert project in Project.objects.visible_to(asked)


def test_who_declines_sees_it_no_more(community):
    project = begin_project(community=community, visibility=Visibility.MEMBERS)
    asked = join(CommunityFactory())
    project.invite(asked, by=project.begun_by)
    client = as_user(asked)
    client.post(project.address + "invitation/", {"_method": "delete"})
    assert client.get(project.get_absolute_url()).status_code == 404


def test_an_unknown_handle_is_said_and_what_was_typed_stays(community):
    project = begin_project(community=community)
    client = as_user(project.begun_by)
    answer = client.post(
        project.address + "invitations/", {"handle": "nobody", "role": "lead", "note": "Please."}
    )
    assert answer.status_code == 422
    assert "Nobody is called that here." in text(answer)
    assert "Please." in text(answer)


def test_members_join_by_themselves_where_that_is_open(community):
    project = begin_project(community=community)
    closed = begin_project(community=community, is_open=False)
    client = as_user(join(community))
    client.post(project.address + "membership/")
    assert client.post(closed.address + "membership/").status_code == 403
    assert Project.objects.get(pk=project.pk).member_count == 2


def test_the_last_lead_cannot_leave(community):
    project = begin_project(community=community)
    client = as_user(project.begun_by)
    page = client.post(project.address + "membership/", {"_method": "delete"}, follow=True)
    assert "needs somebody who leads it" in text(page)
    other = take_part(project)
    client.post(f"{project.address}people/{other.handle}/", {"role": "lead"})
    client.post(project.address + "membership/", {"_method": "delete"})
    assert place_of(project, project.begun_by).standing == Standing.LEFT


def test_it_is_started_paused_and_taken_up_again(community):
    project = begin_project(community=community)
    client = as_user(project.begun_by)
    for _ in range(3):
        client.post(project.address + "status/", {"note": "Holidays."})
    project.refresh_from_db()
    assert (project.status, project.note) == (Status.ACTIVE, "Holidays.")
    assert project.started_at is not None


MAY = {
    "people/": ("get", ROLES[2:]),
    "edit/": ("get", ("lead", "facilitator")),
    "status/": ("get", ("lead", "facilitator")),
    "membership/": ("post", ("member", "facilitator")),
}


def test_who_may_do_what(community):
    project = begin_project(community=community)
    clients = clients_of(project)
    for who, path in product(ROLES, MAY):
        method, allowed = MAY[path]
        with undone():
            status = getattr(clients[who], method)(project.address + path).status_code
        if who in allowed:
            assert status in (200, 302), (who, path)
        elif who == "visitor":
            assert status in (302, 404), path
        else:
            assert status in (403, 404), (who, path)


def test_a_partner_finds_the_project_but_not_the_community():
    community = CommunityFactory(visibility="private")
    project = begin_project(community=community)
    client = as_user(partner(project))
    assert client.get(project.get_absolute_url()).status_code == 200
    assert client.get(community.address + "members/").status_code == 403
    assert Collaborator.objects.active().filter(project=project).count() == 2


def test_a_place_is_changed_by_its_owner_and_by_a_lead(community):
    project = begin_project(community=community)
    other = take_part(project)
    url = f"{project.address}people/{other.handle}/"
    as_user(other).post(url, {"does": "Layout", "role": "lead"})
    assert (place_of(project, other).does, place_of(project, other).role) == (
        "Layout",
        "contributor",
    )
    as_user(project.begun_by).post(url, {"does": "Writing", "role": "observer"})
    assert (place_of(project, other).does, place_of(project, other).role) == ("Writing", "observer")
    as_user(project.begun_by).post(url, {"_method": "delete"})
    assert place_of(project, other).standing == Standing.LEFT
