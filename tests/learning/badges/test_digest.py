"""What the digest brings of badges: who has earned one, and what waits for its reader."""

from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.models import Block
from communities.models import Role
from core.audience import keys_for
from learning.badges.digest import BadgesEarned, BadgesThatWait
from learning.badges.models import Award
from notifications.digest import Reader
from notifications.models import Level
from tests.communities.factories import CommunityFactory, join
from tests.learning.badges.factories import give, propose, publish_badge

pytestmark = pytest.mark.django_db


@pytest.fixture
def badge():
    community = CommunityFactory()
    return publish_badge(community=community, by=join(community, role=Role.FACILITATOR))


def reader_of(user, **more) -> Reader:
    now = timezone.now()
    return Reader(user, keys_for(user), now - timedelta(days=7), now, **more)


def titles(section, reader: Reader) -> list[str]:
    return [item.title for item in section.gather([reader])[reader.user.pk]]


def test_it_brings_what_others_show_and_nothing_else(badge):
    reader = join(badge.community)
    shown, hidden, blocked, taken, old, own, parted = (
        give(badge, to=join(badge.community)) for _ in range(7)
    )
    Award.objects.filter(pk=own.pk).update(user=reader)
    hidden.show(is_shown=False)
    taken.revoke(by=badge.defined_by, reason="It was somebody else.")
    Award.objects.filter(pk=old.pk).update(issued_at=timezone.now() - timedelta(days=8))
    Block.objects.create(blocker=blocked.user, blocked=reader)
    elsewhere = give(publish_badge())
    propose(badge)  # nobody learns of it before it is accepted
    section = BadgesEarned()
    mine = reader_of(reader, parted={blocked.user_id})
    assert titles(section, mine) == [f"{one.user.name}: Workshop host" for one in (parted, shown)]
    everything = [f"badge_earned:{one.pk}" for one in Award.objects.all()]
    recalled = {item.key for item in section.recall(mine, everything)}
    mine_and_old = {f"badge_earned:{one.pk}" for one in (shown, parted, own, old)}
    # A week later one's own, and that of last week, are still what they were.
    assert recalled - {f"badge_earned:{elsewhere.pk}"} == mine_and_old
    scope = badge.community.scope
    assert titles(section, reader_of(reader, levels={scope: Level.MUTED})) == []
    assert titles(section, reader_of(elsewhere.user)) == []


def test_what_one_is_asked_waits_for_them_alone(badge):
    asked, other = propose(badge), propose(badge)
    mine = reader_of(asked.user)
    section = BadgesThatWait()
    assert [item.url for item in section.gather([mine])[asked.user_id]] == [asked.address]
    both = [f"badge_waits:{one.pk}" for one in (asked, other)]
    assert [item.url for item in section.recall(mine, both)] == [asked.address]
    asked.accept()
    assert titles(section, mine) == []
    assert list(section.recall(mine, both)) == []


@pytest.mark.parametrize("rows", [1, 3])
def test_both_cost_the_same_however_many(badge, rows, django_assert_num_queries):
    readers = [reader_of(join(badge.community)) for _ in range(rows)]
    for _ in range(rows):
        give(badge, to=join(badge.community))
        propose(badge, to=join(badge.community))
    with django_assert_num_queries(2):
        BadgesEarned().gather(readers)
        BadgesThatWait().gather(readers)
