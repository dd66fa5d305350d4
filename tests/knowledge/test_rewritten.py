"""What counts as a new text of an old article, and who is told of it in their digest."""

from datetime import datetime, timedelta

import pytest
from django.utils import timezone

from knowledge.digest.rewritten import RewrittenArticles
from knowledge.models import Article, Reading, Revision
from knowledge.rewriting import percent_changed
from notifications.digest import Item, Reader, sections
from notifications.editions import drafts_for
from notifications.models import Level
from tests.communities.factories import CommunityFactory, join
from tests.discussions.factories import first_space
from tests.knowledge.factories import begin_article, publish_article, said

SENTENCE = "Use the late joiners and say so in the report. "
OTHER = "Ask whoever kept the first lists what they remember. "


@pytest.mark.parametrize(
    ("before", "after", "percent"),
    [
        (SENTENCE * 20, SENTENCE * 20, 0),
        (SENTENCE * 20, SENTENCE * 20 + "Indeed.", 0),
        (SENTENCE * 10, SENTENCE * 10 + OTHER * 10, 47),
        (SENTENCE * 10, SENTENCE * 5, 50),
        (SENTENCE * 10, OTHER * 10, 90),  # "the" is in both
        (SENTENCE * 10 + OTHER * 10, OTHER * 10 + SENTENCE * 10, 0),  # it was moved
        ("Use the late joiners.", "Use the latest joiners.", 2),
        ("", SENTENCE * 20, 100),
        ("遅れて参加した人を使う。" * 10, "遅れて参加した人を使おう。" * 10, 8),
    ],
)
def test_how_much_an_edit_changes(before, after, percent):
    assert percent_changed([before], [after]) == percent


@pytest.fixture
def community():
    return CommunityFactory()


def long_standing(community, **changes) -> Article:
    """An article that was published half a year ago."""
    changes |= {"practice": SENTENCE * 20}
    article = publish_article(space=first_space(community), **changes)
    then = timezone.now() - timedelta(days=180)
    Article.objects.filter(pk=article.pk).update(published_at=then, verified_at=then)
    return article


def rewrite(article: Article, practice: str, *, by=None, at: datetime | None = None) -> None:
    article.refresh_from_db()
    by = by or article.owner
    article.edit(by=by, version=article.version, **said(title=article.title, practice=practice))
    if at:
        article.revisions.filter(number=article.version - 1).update(replaced_at=at)


def reader_of(user, community, **more) -> Reader:
    until = timezone.now() + timedelta(minutes=1)
    keys = {"public", community.scope}
    return Reader(user, keys, until - timedelta(days=7), until, **more)


def told(user, community, **more) -> list[Item]:
    return RewrittenArticles().gather([reader_of(user, community, **more)])[user.pk]


@pytest.mark.django_db
def test_an_edit_keeps_how_much_it_changed(community):
    article = long_standing(community)

    rewrite(article, SENTENCE * 10 + OTHER * 10)
    rewrite(article, SENTENCE * 10 + OTHER * 10 + "Indeed.")

    kept = Revision.objects.filter(article=article).order_by("number")
    first, second = (revision.percent_changed for revision in kept)
    assert 40 < first < 50
    assert second == 0


@pytest.mark.django_db
def test_who_knew_an_article_is_told_that_it_was_rewritten(community):
    reader, editor = join(community), join(community)
    article = long_standing(community)
    corrected = long_standing(community, title="Only put right")
    rewrite(article, SENTENCE * 10 + OTHER * 10, by=editor)
    rewrite(corrected, SENTENCE * 20 + "Indeed.")

    [item] = told(reader, community)

    assert (item.title, item.meta) == (
        article.title,
        f"Much of it was changed, the last by {editor.name}.",
    )
    [again] = RewrittenArticles().recall(reader_of(reader, community), [item.key])
    assert (again.meta, again.tells) == (item.meta, item.tells)
    assert [one.title for one in told(article.owner, community)] == [article.title]
    assert told(editor, community) == []


@pytest.mark.django_db
def test_small_edits_add_up(community):
    reader = join(community)
    article = long_standing(community)
    practice = SENTENCE * 20
    found = []

    for _ in range(3):
        practice += OTHER * 2
        rewrite(article, practice)
        found.append(len(told(reader, community)))

    assert found == [0, 0, 1]


@pytest.mark.django_db
@pytest.mark.parametrize(
    "change",
    [
        lambda article, reader: {"levels": {article.community.scope: Level.MUTED}},
        lambda article, reader: {"parted": {article.author.pk}},
        lambda article, reader: {"parted": {article.revisions.get().replaced_by_id}},
        lambda article, reader: Reading.objects.note(article, by=reader),
        lambda article, reader: Article.objects.filter(pk=article.pk).update(
            published_at=timezone.now() - timedelta(days=2)
        ),
        lambda article, reader: article.revisions.update(
            replaced_at=timezone.now() - timedelta(days=8)
        ),
        lambda article, reader: article.retire(by=article.owner),
    ],
    ids=[
        "muted",
        "parted from its author",
        "parted from its editor",
        "read since",
        "new",
        "before",
        "retired",
    ],
)
def test_it_is_no_news(community, change):
    reader = join(community)
    article = long_standing(community)
    rewrite(article, OTHER * 20, by=join(community))
    assert len(told(reader, community)) == 1

    more = change(article, reader)

    assert told(reader, community, **(more if isinstance(more, dict) else {})) == []


@pytest.mark.django_db
def test_what_was_written_before_it_was_out_is_no_rewriting(community):
    reader = join(community)
    draft = begin_article(space=first_space(community))
    rewrite(draft, OTHER * 20, by=draft.author)
    draft.release(by=draft.author)
    long_ago = timezone.now() - timedelta(minutes=1)
    Article.objects.filter(pk=draft.pk).update(published_at=long_ago + timedelta(minutes=2))

    assert told(reader, community) == []


@pytest.mark.django_db
def test_one_that_was_rewritten_and_verified_is_told_of_once(community):
    reader = join(community)
    article = long_standing(community)
    rewrite(article, OTHER * 20)
    article.verify(by=article.owner)

    draft = drafts_for([reader_of(reader, community)])[reader.pk]

    items = [
        item
        for section, found in draft.contents
        for item in found
        if section.title == sections["knowledge.RefreshedArticles"].title
    ]
    assert [item.meta for item in items] == [
        f"Much of it was changed, the last by {article.owner.name}."
    ]


@pytest.mark.django_db
@pytest.mark.parametrize("rows", [1, 3])
def test_it_costs_the_same_for_any_number(community, django_assert_num_queries, rows):
    users = [join(community) for _ in range(rows)]
    for n in range(rows):
        rewrite(long_standing(community, title=f"Article number {n}"), OTHER * 20)
    batch = [reader_of(user, community) for user in users]

    with django_assert_num_queries(3):
        found = RewrittenArticles().gather(batch)

    assert [len(found[user.pk]) for user in users] == [rows] * rows
