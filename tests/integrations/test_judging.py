"""The order of results, held to what was judged good: docs/search.md has what was measured."""

from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from integrations.judging import SITE, WITHOUT, Sample
from integrations.management.commands import judge_search
from search.judging import Judged, ndcg, read, reciprocal_rank
from tests.accounts.factories import UserFactory
from tests.communities.factories import CommunityFactory
from tests.integrations.stackexchange.dumps import bring

FLOOR_NDCG, FLOOR_MRR = 0.82, 0.84  # a little below what was measured
FLOOR_OFFERED = 0.9


def test_a_perfect_order_is_one_and_a_worse_one_less():
    grades = {1: 3, 2: 2, 3: 1}

    assert ndcg([1, 2, 3, 9], grades) == 1
    assert ndcg([1, 3, 2], grades) == pytest.approx(0.9722, abs=0.0001)
    assert ndcg([9] * 10 + [1], grades) == ndcg([], grades) == 0


def test_the_rank_is_of_the_first_that_is_best():
    assert reciprocal_rank([9, 2, 1], {1: 3, 2: 2}) == pytest.approx(1 / 3)
    assert reciprocal_rank([5, 4], {4: 3, 5: 3}) == 1
    assert reciprocal_rank([9], {1: 3}) == 0


def test_judgements_are_read_line_by_line():
    assert read("# why\n\ntwo words\t7:3 8:1\n") == [Judged("two words", {7: 3, 8: 1})]


@pytest.mark.django_db
def test_the_sample_is_found_as_well_as_was_measured(shared_data: Path, monkeypatch):
    community = CommunityFactory(slug="beer")
    bring(shared_data / "stackexchange" / "beer-2014" / "beer", community, SITE)
    with connection.cursor() as cursor:  # nobody else sees this transaction to count its rows
        cursor.execute("ANALYZE")
    sample = Sample(community)

    assert len(sample.judged) >= 60
    assert {key for one in sample.judged for key in one.grades} <= set(sample.keys.values())
    whole = sample.judge()
    assert whole.ndcg >= FLOOR_NDCG
    assert whole.mrr >= FLOOR_MRR
    assert sample.judge(WITHOUT["all of these"]).ndcg < whole.ndcg

    begun = sample.judge_similar()
    offered = [one for one in begun if one.place]
    assert len(begun) >= 60
    assert len(offered) >= FLOOR_OFFERED * len(begun)

    out = StringIO()
    monkeypatch.setattr(judge_search, "WITHOUT", {"recency": WITHOUT["recency"]})
    call_command("judge_search", community="beer", worst=1, stdout=out)

    assert f"as it is                    {whole.ndcg:.3f}   {whole.mrr:.3f}\n" in out.getvalue()
    assert "without recency" in out.getvalue()
    assert (
        f"60 titles: what they repeat is among what is offered for {len(offered)},"
        in out.getvalue()
    )


@pytest.mark.django_db
def test_what_is_not_there_cannot_be_judged():
    CommunityFactory(slug="beer", created_by=UserFactory())

    for slug in ("beer", "nowhere"):
        with pytest.raises(CommandError, match="is not in /c/"):
            call_command("judge_search", community=slug)
