from itertools import product

import pytest
from django.test import Client

from communities.models import Activity, Community
from core.errors import StaleVersion
from core.models import UploadUse
from discussions.linking import linked_from
from discussions.models import Draft
from notifications.models import Follow, Level, Notice
from projects.errors import OwnBranch, PageIsDeleted, TooDeep
from projects.models import Page, Project, Visibility
from projects.models.page import LEVELS
from projects.wiki.tree import tree_of
from search.models import Document
from tests.accounts.factories import UserFactory
from tests.communities.factories import CommunityFactory, join
from tests.core.uploads.factories import keep_picture
from tests.discussions.factories import start_topic
from tests.projects.factories import begin_project, partner, take_part, write_page
from tests.projects.people import ROLES, as_user, clients_of
from tests.projects.test_pages import text
from tests.racing import race
from tests.undoing import undone

pytestmark = pytest.mark.django_db


@pytest.fixture
def community() -> Community:
    return CommunityFactory()


@pytest.fixture
def project(community: Community) -> Project:
    return begin_project(community=community)


def outline(project: Project) -> list[str]:
    return [f"{'.' * node.depth}{node.page.title}" for node in tree_of(project).walk()]


def test_a_project_begins_with_the_pages_of_its_template(community):
    project = begin_project(community=community, kind="guideline")
    assert outline(project) == ["What is known", "Draft"]
    assert project.page_count == 2


def test_sent_twice_a_page_is_written_once(project):
    client = as_user(project.begun_by)
    for _ in range(2):
        client.post(project.address + "pages/new/", {"title": "Plan", "nonce": "n1"})
    assert outline(project) == ["Plan"]


def test_a_page_is_written_below_another_and_shows_the_way_to_it(project):
    plan = write_page(project, title="Plan")
    client = as_user(project.begun_by)
    answer = client.post(
        project.address + "pages/new/",
        {"title": "Testing", "source": "## How\n\nWith *patients*.", "parent": plan.pk},
        follow=True,
    )
    assert outline(project) == ["Plan", ".Testing"]
    assert "<em>patients</em>" in text(answer)
    assert f'<a href="{plan.get_absolute_url()}">Plan</a>' in text(answer)


def test_a_beginning_is_offered_filled_in(project):
    page = as_user(project.begun_by).get(project.address + "pages/new/?template=decision")
    assert "## What we decided" in text(page)


def test_what_was_typed_wrongly_is_not_lost(project):
    client = as_user(project.begun_by)
    answer = client.post(project.address + "pages/new/", {"title": "", "source": "Kept words"})
    assert answer.status_code == 422
    assert "Kept words" in text(answer)


def test_what_is_begun_comes_back(project):
    client = as_user(project.begun_by)
    key = f"page/new/{project.pk}"
    client.post("/write/drafts/", {"key": key, "source": "Half a thought"})
    assert "Half a thought" in text(client.get(project.address + "pages/new/"))
    client.post(project.address + "pages/new/", {"title": "Plan", "source": "Whole"})
    assert not Draft.objects.exists()


def test_who_edits_what_somebody_else_has_saved_sees_both(project):
    page = write_page(project, source="First.")
    client = as_user(project.begun_by)
    mine = {"title": page.title, "source": "Mine.", "version": 1}
    client.post(page.address + "edit/", mine | {"source": "Theirs."})
    answer = client.post(page.address + "edit/", mine)
    assert answer.status_code == 409
    assert "Theirs." in text(answer)
    assert "Mine." in text(answer)
    assert client.post(page.address + "edit/", mine | {"version": 2}).status_code == 302
    page.refresh_from_db()
    assert (page.source, page.version) == ("Mine.", 3)


def test_restoring_version_two_makes_version_four(project):
    page = write_page(project, source="One.")
    for version, source in enumerate(["Two.", "Three."], start=1):
        page.edit(by=project.begun_by, version=version, title=page.title, source=source)
    client = as_user(project.begun_by)
    shown = text(client.get(page.address + "history/"))
    assert "<ins>Three</ins>" in shown
    client.post(page.address + "versions/2/restoration/")
    page.refresh_from_db()
    assert (page.source, page.version) == ("Two.", 4)
    assert list(page.revisions.order_by("number").values_list("number", "source")) == [
        (1, "One."),
        (2, "Two."),
        (3, "Three."),
    ]


def test_the_old_address_of_a_renamed_page_leads_on(project):
    page = write_page(project, title="Plan")
    old = page.get_absolute_url()
    page.edit(by=project.begun_by, version=1, title="The whole plan", source="")
    answer = as_user(project.begun_by).get(old)
    assert answer["Location"] == page.get_absolute_url() != old


def test_a_page_is_not_found_below_another_project(community, project):
    page = write_page(project)
    other = begin_project(community=community)
    client = as_user(project.begun_by)
    assert client.get(page.address).status_code == 302
    assert client.get(f"{other.address}pages/{page.pk}/").status_code == 404


def test_a_title_in_brackets_becomes_a_link_that_outlives_the_title(project):
    plan = write_page(project, title="The plan")
    page = write_page(project, title="Notes", source="See [[the plan]], not [[nothing]].")
    assert page.source == f"See [the plan]({plan.address}), not [[nothing]]."
    found = linked_from(project.begun_by, plan.target)
    assert [one.title for one in found] == ["Notes"]
    write_page(project, title="The plan")
    page.edit(by=project.begun_by, version=1, title="Notes", source="[[The plan]]")
    assert page.source == "[[The plan]]"


def test_what_leads_to_a_page_is_told_there(project):
    page = write_page(project)
    topic = start_topic(
        space=project.space, by=project.begun_by, source=f"[As]({page.address}) it says"
    )
    shown = text(as_user(project.begun_by).get(page.address + "links/"))
    assert topic.title in shown
    assert not linked_from(project.begun_by, project.target).items


def test_pages_are_moved_and_change_places(project):
    a, b, c = (write_page(project, title=name) for name in "ABC")
    c.move(a)
    assert outline(project) == ["A", ".C", "B"]
    b.move(a, before=c)
    assert outline(project) == ["A", ".B", ".C"]
    client = as_user(project.begun_by)
    client.post(c.address + "step/", {"up": "1"})
    client.post(c.address + "step/", {"up": "1"})
    assert outline(project) == ["A", ".C", ".B"]
    client.post(c.address + "step/", {"down": "1"})
    assert outline(project) == ["A", ".B", ".C"]
    client.post(b.address + "place/", {"parent": ""})
    assert outline(project) == ["A", ".C", "B"]


def test_no_page_is_put_below_itself(project):
    a = write_page(project, title="A")
    b = write_page(project, title="B", parent=a)
    for below in (a, b):
        with pytest.raises(OwnBranch):
            a.move(below)
    answer = as_user(project.begun_by).post(a.address + "place/", {"parent": b.pk})
    assert answer.status_code == 422


def test_a_tree_is_not_deeper_than_one_can_see(project):
    way = [write_page(project)]
    while len(way) < LEVELS:
        way.append(write_page(project, parent=way[-1]))
    branch = write_page(project)
    leaf = write_page(project, parent=branch)

    with pytest.raises(TooDeep):
        write_page(project, parent=way[-1])
    with pytest.raises(TooDeep):
        branch.move(way[-2])
    leaf.move(way[-2])
    branch.move(way[-2])
    typed = {"title": "Deeper", "source": "Kept.", "parent": way[-1].pk, "nonce": "n"}
    answer = as_user(project.begun_by).post(f"{project.address}pages/new/", typed)
    assert answer.status_code == 422
    assert "Kept." in answer.content.decode()


def test_what_is_below_a_deleted_page_takes_its_place(project):
    _a, b, _c = (write_page(project, title=name) for name in "ABC")
    for name in "XY":
        write_page(project, title=name, parent=b)
    client = as_user(project.begun_by)
    assert "The 2 pages below it" in text(client.get(b.address + "deletion/"))
    client.post(b.address + "deletion/")
    assert outline(project) == ["A", "X", "Y", "C"]
    assert client.get(b.address).status_code == 404
    assert Project.objects.get(pk=project.pk).page_count == 4
    assert "Deleted pages" in text(client.get(project.address + "pages/"))
    with pytest.raises(PageIsDeleted):
        b.edit(by=project.begun_by, version=1, title="B", source="More")
    client.post(b.address + "restoration/")
    assert "B" in outline(project)
    assert Project.objects.get(pk=project.pk).page_count == 5


def test_a_page_whose_parent_is_gone_comes_back_at_the_top(project):
    a = write_page(project, title="A")
    b = write_page(project, title="B", parent=a)
    b.delete_softly(by=project.begun_by)
    Page.objects.filter(pk=b.pk).update(parent=a)
    Page.objects.filter(pk=a.pk).update(deleted_at=b.deleted_at)
    b.restore()
    assert outline(project) == ["B"]


def test_a_deleted_page_shows_and_says_nothing(project):
    picture = keep_picture(project.begun_by)
    target = write_page(project, title="Target")
    page = write_page(project, source=f"{picture.markdown} [x]({target.address})")
    uses = UploadUse.objects.filter(upload=picture)
    assert uses.get().audience
    page.delete_softly(by=project.begun_by)
    assert not uses.get().audience
    assert not linked_from(project.begun_by, target.target).items
    assert not Activity.objects.about(Page, [page.pk]).get().audience
    page.restore()
    assert uses.get().audience == project.space.audience
    assert linked_from(project.begun_by, target.target).items


def test_the_pictures_of_earlier_versions_stay(project):
    picture = keep_picture(project.begun_by)
    page = write_page(project, source=picture.markdown)
    page.edit(by=project.begun_by, version=1, title=page.title, source="None.")
    other = take_part(project)
    page.restore_version(page.revisions.get(), by=other, version=2, reason="")
    assert picture.address in page.html
    assert "<img" in page.html


@pytest.mark.django_db(transaction=True)
def test_two_pages_put_below_each_other_at_once_make_no_circle():
    project = begin_project()
    a, b = (write_page(project, title=name) for name in "AB")
    outcomes = race(lambda: a.move(b), lambda: b.move(a))
    assert sorted(type(one) for one in outcomes if one) == [OwnBranch]
    assert len(outline(project)) == 2


@pytest.mark.django_db(transaction=True)
def test_of_two_who_rename_or_restore_at_once_one_is_told():
    project = begin_project()
    page = write_page(project, title="Old", source="One.")
    page.edit(by=project.begun_by, version=1, title="Old", source="Two.")
    said = {"by": project.begun_by, "version": 2}
    outcomes = race(
        lambda: page.edit(title="New", source="Two.", **said),
        lambda: page.restore_version(page.revisions.get(number=1), reason="", **said),
    )
    assert [type(one) for one in outcomes if one] == [StaleVersion]
    page.refresh_from_db()
    assert page.version == 3
    assert page.revisions.count() == 2


@pytest.mark.django_db(transaction=True)
def test_a_page_written_while_its_parent_is_deleted_is_not_lost():
    project = begin_project()
    parent = write_page(project, title="Parent")
    race(
        lambda: parent.delete_softly(by=project.begun_by),
        lambda: write_page(project, title="Child", parent=parent),
    )
    assert len(outline(project)) == Page.objects.present().count()


@pytest.mark.django_db(transaction=True)
def test_a_page_that_comes_back_while_its_parent_goes_is_not_lost():
    project = begin_project()
    parent = write_page(project, title="Parent")
    child = write_page(project, title="Child", parent=parent)
    child.delete_softly(by=project.begun_by)
    outcomes = race(child.restore, lambda: parent.delete_softly(by=project.begun_by))
    assert outcomes == [None, None]
    assert outline(project) == ["Child"]


@pytest.mark.django_db(transaction=True)
def test_two_who_move_pages_to_one_place_at_once_give_them_two_positions():
    project = begin_project()
    a, b, top = (write_page(project, title=name) for name in ("A", "B", "Top"))
    assert race(lambda: a.move(top), lambda: b.move(top)) == [None, None]
    positions = set(top.children.values_list("position", flat=True))
    assert len(positions) == 2


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize(("who", "queries"), [("visitor", 2), ("member", 8)])
def test_the_list_costs_the_same_however_many_pages(
    django_assert_num_queries, community, rows, who, queries
):
    project = begin_project(community=community, visibility=Visibility.PUBLIC)
    parent = None
    for _ in range(rows):
        parent = write_page(project, parent=parent, by=take_part(project))
    client = as_user(project.begun_by) if who == "member" else Client()
    with django_assert_num_queries(queries):
        page = client.get(project.address + "pages/")
    assert text(page).count("pagelist__title") == rows


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize(("who", "queries"), [("visitor", 3), ("member", 9)])
def test_a_page_costs_the_same_however_many_there_are(
    django_assert_num_queries, community, rows, who, queries
):
    project = begin_project(community=community, visibility=Visibility.PUBLIC)
    for _ in range(rows):
        page = write_page(project)
    client = as_user(project.begun_by) if who == "member" else Client()
    with django_assert_num_queries(queries):
        answer = client.get(page.get_absolute_url())
    assert text(answer).count('aria-current="page"') == 3


CONTRIBUTE = ("contributor", "lead", "facilitator")
READ = ROLES[2:]
MAY = {
    "get pages/": READ,
    "get pages/new/": CONTRIBUTE,
    "post pages/new/": CONTRIBUTE,
    "get page": READ,
    "get page history/": READ,
    "get page links/": READ,
    "get page edit/": CONTRIBUTE,
    "get page place/": CONTRIBUTE,
    "post page place/": CONTRIBUTE,
    "post page step/": CONTRIBUTE,
    "post page deletion/": CONTRIBUTE,
    "post page versions/1/restoration/": CONTRIBUTE,
    "post gone restoration/": CONTRIBUTE,
    "api get projects/": READ,
    "api post projects/": CONTRIBUTE,
    "api get projects/ deleted/": CONTRIBUTE,
    "api get page": READ,
    "api put page": CONTRIBUTE,
    "api delete page": CONTRIBUTE,
    "api put page place/": CONTRIBUTE,
    "api get page revisions/": READ,
    "api post page revisions/1/restoration/": CONTRIBUTE,
    "api get page links/": READ,
    "api get page backlinks/": READ,
    "api post gone restoration/": CONTRIBUTE,
}
SENT = {"title": "Title", "markdown": "Text", "version": 2, "below": None}


@pytest.fixture
def pages(community) -> tuple[Page, Page]:
    """One of a project that has an earlier version, and one that was deleted."""
    project = begin_project(community=community)
    page, gone = write_page(project), write_page(project)
    page.edit(by=project.begun_by, version=1, title="Title", source="Text")
    gone.delete_softly(by=project.begun_by)
    return page, gone


def test_who_may_do_what_with_pages(pages):
    clients = clients_of(pages[0].project)
    for who, act in product(ROLES, MAY):
        with undone():
            status = do(act, *pages, clients[who]).status_code
        if who in MAY[act]:
            assert status in (200, 201, 204, 302), (who, act)
        elif who == "visitor":
            assert status in ((404,) if act == "get page" else (302, 401, 404)), act
        else:
            assert status == (404 if who == "outsider" else 403) or "gone" in act, (who, act)


def test_nobody_writes_in_a_closed_project(pages):
    lead = clients_of(pages[0].project)["lead"]
    Project.objects.update(status="closed")
    for act in (act for act, may in MAY.items() if may == CONTRIBUTE):
        assert do(act, *pages, lead).status_code == 403, act


def do(act: str, page: Page, gone: Page, client: Client):
    project = page.project
    words = act.split()
    if words[0] != "api":
        method, what, *rest = words
        base = {"page": page.get_absolute_url() if not rest else page.address, "gone": gone.address}
        sent = {"title": "Title", "nonce": "n", "down": "1"}
        address = base.get(what, project.address + what) + "".join(rest)
        return getattr(client, method)(address, sent if method == "post" else {})
    _api, method, what, *rest = words
    number = {"page": page.pk, "gone": gone.pk}.get(what)
    at = f"pages/{number}/" if number else f"projects/{project.pk}/pages/"
    allowed = {
        "": ("title", "markdown", "version"),
        "place/": ("below",),
        "revisions/1/restoration/": ("version",),
    }
    names = allowed.get("".join(rest), ()) if number else ("title", "markdown", "below")
    body = {name: SENT[name] for name in names}
    send = getattr(client, method)
    address = f"/api/v1/{at}{''.join(rest)}"
    return send(address) if method == "get" else send(address, body, "application/json")


def test_a_page_is_found_while_it_is_there(project, relay):
    page = write_page(project, title="Reading ages", source="Grebes on the ward.")
    relay()
    documents = Document.objects.filter(kind="project_page")
    assert documents.get().audience == project.space.audience
    assert "Grebes" in documents.get().body
    page.delete_softly(by=project.begun_by)
    relay()
    assert not documents.exists()
    page.restore()
    relay()
    assert documents.exists()


def told(user) -> list[str]:
    return [
        notice.sentence
        for notice in Notice.objects.of(user).filter(kind__startswith="projects.").order_by("pk")
    ]


def test_who_is_named_is_told_once_and_followers_of_edits(project, relay):
    named, follower, muting = take_part(project), take_part(project), take_part(project)
    names = f"@{named.handle} and @{muting.handle}"
    page = write_page(project, source="Ask somebody.")
    Follow.objects.choose(page.target, Level.WATCHING, by=follower)
    Follow.objects.choose(page.target, Level.MUTED, by=muting)
    relay()
    Notice.objects.all().delete()
    said = {"by": project.begun_by, "title": "Whom to ask"}
    page.edit(version=1, source=f"Ask {names}.", reason="Names added", **said)
    relay()
    page.edit(version=2, source=f"Ask {names} today.", **said)
    relay()
    who = project.begun_by.name
    assert told(named) == [f"{who} mentioned you on a page"]
    assert told(follower) == [f"{who} changed a page you follow"] * 2
    assert not told(muting)
    assert not told(project.begun_by)
    first, second = Notice.objects.of(follower).order_by("pk")
    assert (first.title, first.excerpt) == ("Whom to ask", "Names added")
    assert second.excerpt.startswith("Ask ")
    page.delete_softly(by=project.begun_by)
    relay()
    assert not told(follower)


def test_what_a_page_of_a_private_project_says_reaches_nobody_outside(community, relay):
    project = begin_project(community=community, visibility=Visibility.MEMBERS)
    outside = join(community)
    picture = keep_picture(project.begun_by)
    target = start_topic(space=community.spaces.rooms().get(), by=outside, title="Reed beds")
    page = write_page(
        project,
        title="Heron",
        source=f"@{outside.handle}: the heron nests. {picture.markdown} [x]({target.address})",
    )
    Follow.objects.choose(page.target, Level.WATCHING, by=outside)
    relay()
    page.edit(
        by=project.begun_by, version=1, title="Heron", source=f"A heron. [x]({target.address})"
    )
    relay()
    client = as_user(outside)
    for path in ("", "edit/", "history/", "links/", "place/", "deletion/"):
        assert client.get(page.address + path).status_code == 404
    assert client.get(project.address + "pages/").status_code == 404
    for path in ("", "revisions/", "links/", "backlinks/"):
        assert client.get(f"/api/v1/pages/{page.pk}/{path}").status_code == 404
    assert client.get(f"/api/v1/projects/{project.pk}/pages/").status_code == 404
    assert client.get(picture.address).status_code == 404
    assert "eron" not in text(client.get(target.address + "links/"))
    assert "nests" not in text(client.get("/search/?q=heron"))
    assert not Document.objects.filter(kind="project_page").visible_to(outside).exists()
    assert not Activity.objects.about(Page, [page.pk]).visible_to(outside).exists()
    assert not told(outside)
    inside = as_user(take_part(project))
    assert inside.get(picture.address).getvalue()
    assert "Heron" in text(inside.get(target.address + "links/"))
    assert "Heron" in text(inside.get("/search/?q=heron"))


def test_who_is_invited_reads_the_first_page_and_no_more(community):
    project = begin_project(community=community, visibility=Visibility.MEMBERS)
    page = write_page(project)
    asked = UserFactory()
    project.invite(asked, by=project.begun_by)
    client = as_user(asked)
    assert client.get(project.get_absolute_url()).status_code == 200
    assert client.get(page.address).status_code == 404
    assert client.get(project.address + "pages/").status_code == 404


def test_a_partner_writes_on_it(project):
    page = write_page(project)
    client = as_user(partner(project))
    client.post(page.address + "edit/", {"title": "T", "source": "Theirs", "version": 1})
    page.refresh_from_db()
    assert page.source == "Theirs"


def test_a_program_moves_and_lists_pages(project):
    a, b = (write_page(project, title=name) for name in "AB")
    client = as_user(project.begun_by)
    put = {"data": {"below": None, "before": a.pk}, "content_type": "application/json"}
    assert client.put(f"/api/v1/pages/{b.pk}/place/", **put).status_code == 200
    listed = client.get(f"/api/v1/projects/{project.pk}/pages/").json()
    assert [(one["title"], one["below"]) for one in listed] == [("B", None), ("A", None)]
    put["data"] = {"below": a.pk}
    assert client.put(f"/api/v1/pages/{a.pk}/place/", **put).status_code == 409
    other = write_page(begin_project(community=project.community, by=project.begun_by))
    put["data"] = {"below": other.pk}
    assert client.put(f"/api/v1/pages/{a.pk}/place/", **put).status_code == 404
