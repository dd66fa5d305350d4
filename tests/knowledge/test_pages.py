import pytest
from django.test import Client

from communities.models import Role
from discussions.models import Draft
from knowledge.models import Article, State
from tests.communities.factories import CommunityFactory, join
from tests.discussions.factories import first_space
from tests.knowledge.factories import begin_article, publish_article, solve

pytestmark = pytest.mark.django_db


def as_user(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


def text(response) -> str:
    return response.content.decode()


TYPED = {
    "title": "Baselines, set afterwards",
    "space": "general",
    "question": "There is none.",
    "applies": "",
    "practice": "Use the *late joiners*.",
    "exceptions": "",
    "sources": "https://example.org/ A handbook",
    "tags": "baselines",
    "nonce": "a1",
}


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize(("who", "queries"), [("visitor", 2), ("member", 5)])
def test_the_list_costs_the_same_however_many_articles(
    django_assert_num_queries, rows, who, queries
):
    community = CommunityFactory()
    member = join(community)
    for _ in range(rows):
        publish_article(space=first_space(community), by=member, tags=["one", "two"])
    client = as_user(member) if who == "member" else Client()

    with django_assert_num_queries(queries):
        page = client.get(community.address + "knowledge/")

    assert text(page).count('class="qrow"') == rows


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize(("who", "queries"), [("visitor", 4), ("member", 9)])
def test_an_article_costs_the_same_however_many_sources(
    django_assert_num_queries, rows, who, queries
):
    space = first_space(CommunityFactory())
    member = join(space.community)
    topics = [solve(space=space) for _ in range(rows)]
    article = publish_article(
        space=space, by=member, sources="\n".join(topic.address for topic in topics)
    )
    client = as_user(member) if who == "member" else Client()

    with django_assert_num_queries(queries):
        page = text(client.get(article.get_absolute_url()))

    assert page.count(topics[0].title) == rows


def test_an_article_is_written_proposed_given_back_and_published():
    community = CommunityFactory()
    author, moderator = join(community), join(community, role=Role.MODERATOR)
    writer, reader = as_user(author), as_user(moderator)

    saved = writer.post(f"{community.address}knowledge/new/", TYPED)
    article = Article.objects.get()
    assert saved.headers["Location"] == article.get_absolute_url()
    assert reader.get(article.get_absolute_url()).status_code == 404

    writer.post(f"{article.address}proposal/")
    assert "Use the" in text(reader.get(article.get_absolute_url()))
    reader.post(f"{article.address}return/", {"note": "Say for how long."})
    assert "Say for how long." in text(writer.get(article.get_absolute_url()))

    writer.post(f"{article.address}proposal/")
    reader.post(f"{article.address}publication/")
    page = text(Client().get(article.get_absolute_url()))
    assert "<em>late joiners</em>" in page
    assert 'href="https://example.org/" rel="nofollow noopener">A handbook</a>' in page
    article.refresh_from_db()
    assert (article.state, article.owner) == (State.PUBLISHED, author)


def test_a_form_sent_twice_begins_one_draft():
    community = CommunityFactory()
    writer = as_user(join(community))

    answers = [writer.post(f"{community.address}knowledge/new/", TYPED) for _ in range(2)]

    assert Article.objects.count() == 1
    assert answers[0].headers["Location"] == answers[1].headers["Location"]


def test_an_old_version_is_merged_and_nothing_typed_is_lost():
    article = begin_article()
    writer = as_user(article.author)
    typed = TYPED | {"version": 1, "practice": "Mine.", "sources": ""}
    article.edit(by=article.author, version=1, **_said(article, practice="Theirs."))

    page = writer.post(f"{article.address}edit/", typed)

    assert page.status_code == 409
    assert "Mine.</textarea>" in text(page)
    assert '<pre class="source">Theirs.</pre>' in text(page)
    merged = writer.post(f"{article.address}edit/", typed | {"version": 2})
    assert merged.status_code == 302
    article.refresh_from_db()
    assert (article.practice, article.version) == ("Mine.", 3)


def _said(article, **changes):
    parts = article.parts | changes
    return {"title": article.title, "parts": parts, "tags": [], "sources": []}


def test_the_history_shows_what_changed_and_an_old_version_comes_back():
    article = begin_article(practice="Use the late joiners.", tags=["old"], sources="/c/x/ A place")
    article.edit(
        by=article.author, version=1, reason="Clearer", **_said(article, practice="Use a survey.")
    )
    writer = as_user(article.author)

    page = text(writer.get(f"{article.address}history/"))
    writer.post(f"{article.address}versions/1/restoration/")

    assert "<del>the</del>" in page
    assert "<ins>a</ins>" in page
    assert "Clearer" in page
    article = Article.objects.with_tags().get()
    assert (article.practice, article.version) == ("Use the late joiners.", 3)
    assert (article.tag_names, article.typed_sources) == (["old"], "/c/x/ A place")


def test_the_contents_lead_to_the_headings():
    article = publish_article(practice="# One\n\nText.\n\n## Two & <b>three</b>\n\nMore.")

    page = text(Client().get(article.get_absolute_url()))

    assert '<a href="#practice-1">One</a>' in page
    assert '<h3 id="practice-1">One</h3>' in page
    assert '<a href="#practice-2">Two &amp; &lt;b&gt;three&lt;/b&gt;</a>' in page


def test_what_is_typed_cannot_name_a_place_itself():
    article = publish_article(practice='<h3 id="practice-1">x</h3>\n\n# Real')

    assert article.html["practice"].count('<h3 id="practice-1">') == 1
    assert "&lt;h3 id=" in article.html["practice"]


def test_a_solved_topic_fills_an_article():
    topic = solve(tags=["baselines"])
    member = join(topic.community)

    offered = text(as_user(member).get(topic.get_absolute_url()))
    form = text(as_user(member).get(f"{topic.community.address}knowledge/new/?topic={topic.pk}"))

    assert f"knowledge/new/?topic={topic.pk}" in offered
    assert f'value="{topic.title}"' in form
    assert "Use the late joiners.</textarea>" in form
    assert "There is none, and the donor wants one.</textarea>" in form
    assert f"{topic.address}</textarea>" in form
    assert 'value="baselines"' in form


def test_a_topic_that_one_cannot_read_fills_nothing():
    community = CommunityFactory(visibility="private")
    topic = solve(space=first_space(community))
    elsewhere = CommunityFactory()
    member = as_user(join(elsewhere))

    assert member.get(f"{elsewhere.address}knowledge/new/?topic={topic.pk}").status_code == 404


def test_what_is_typed_is_kept_and_used_up():
    community = CommunityFactory()
    member = join(community)
    writer = as_user(member)
    key = f"article/new/{community.pk}"

    writer.post("/write/articles/", {"key": key, "practice": "Half a thought", "version": "7"})
    page = text(writer.get(f"{community.address}knowledge/new/"))
    writer.post(f"{community.address}knowledge/new/", TYPED)

    assert "Half a thought</textarea>" in page
    assert not Draft.objects.exists()


def test_a_source_that_is_no_address_is_refused_with_the_line():
    community = CommunityFactory()
    writer = as_user(join(community))

    page = writer.post(f"{community.address}knowledge/new/", TYPED | {"sources": "javascript:x()"})

    assert page.status_code == 422
    assert "javascript:x()" in text(page)
    assert not Article.objects.exists()


def test_an_empty_shelf_teaches():
    community = CommunityFactory()

    page = text(as_user(join(community)).get(community.address + "knowledge/"))

    assert "Nothing has been worked out yet" in page
