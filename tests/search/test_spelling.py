import pytest

from search.models import Word
from search.spelling import slips
from tests.communities.factories import CommunityFactory, join
from tests.discussions.factories import first_space, start_topic
from tests.search.finding import search, titles


@pytest.mark.parametrize(
    ("one", "other", "count"),
    [
        ("postgres", "postgres", 0),
        ("postgers", "postgres", 1),
        ("pstgres", "postgres", 1),
        ("poostgres", "postgres", 1),
        ("postgrez", "postgres", 1),
        ("psotgers", "postgres", 2),
        ("kitten", "sitting", 3),
        ("", "abc", 3),
    ],
)
def test_slips_are_counted_as_fingers_make_them(one, other, count):
    assert slips(one, other) == slips(other, one) == count


@pytest.mark.django_db
def test_a_misspelt_word_is_corrected_and_said(relay):
    start_topic(title="Postgres vacuum at night")
    relay()

    found = search('"postgers" vaccum')

    assert titles(found) == ["Postgres vacuum at night"]
    assert found.corrected
    assert found.corrected.text == '"postgres" vacuum'
    assert found.has_all_words


@pytest.mark.django_db
def test_a_misspelt_name_is_corrected(relay):
    community = CommunityFactory()
    person = join(community)
    person.introduce(name="Joséphine Okello", handle="jokello", headline="")
    relay()

    assert titles(search("Josefine")) == ["Joséphine Okello"]
    assert titles(search("okelo", kind="person")) == ["Joséphine Okello"]


@pytest.mark.django_db
def test_a_word_that_is_known_is_left_alone(relay):
    start_topic(title="Postgres vacuum", source="The vaccum of space, misspelt here.")
    relay()

    found = search("vaccum")

    assert (found.corrected, len(found.items)) == (None, 1)


@pytest.mark.django_db
def test_where_nothing_has_all_words_what_has_some_is_shown(relay):
    start_topic(title="Postgres vacuum at night")
    relay()

    found = search("how do I make the postgres vacuum finish -nonsense")

    assert titles(found) == ["Postgres vacuum at night"]
    assert not found.has_all_words
    assert not search("make it finish -postgres vacuum -vacuum")


@pytest.mark.django_db
def test_a_word_is_forgotten_with_the_last_title_that_has_it(relay):
    community = CommunityFactory()
    one = start_topic(space=first_space(community), title="Orchil and woad")
    two = start_topic(space=one.space, title="Woad alone", by=one.author)
    relay()
    assert Word.objects.get(word="woad").count == 2

    one.delete_softly(by=one.author)
    relay()
    assert Word.objects.get(word="woad").count == 1
    assert not Word.objects.filter(word="orchil").exists()
    assert not search("orchyl")

    two.edit(by=two.author, version=1, title="Madder", source="x", tags=[])
    relay()
    assert not Word.objects.filter(word="woad").exists()
