"""Evidence that is written while its space closes is as closed as the space."""

from functools import partial

import pytest

from communities.models import Space
from discussions.models import Acceptance
from members.models import Evidence
from members.skills.noting import note
from tests.discussions.factories import add_post, start_topic
from tests.racing import queue_for

pytestmark = pytest.mark.django_db(transaction=True)


def test_what_is_noted_while_its_space_closes_is_closed():
    """Whichever of the two comes first; and noted twice at once it is there once."""
    topic = start_topic(tags=["hops"])
    answer = add_post(topic)
    Acceptance.objects.accept(answer, by=topic.author)
    space = topic.space
    noting = partial(note, "answer", [answer.pk])
    closing = partial(space.edit, name=space.name, description="", visibility="members")
    for acts in ((closing, noting, noting), (noting, closing)):
        Evidence.objects.all().delete()
        Space.objects.get(pk=space.pk).edit(name=space.name, description="", visibility="community")
        said = queue_for(Space.objects.filter(pk=space.pk), *acts)
        assert said == [None] * len(acts)
        closed = Space.objects.get(pk=space.pk)
        assert [row.audience for row in Evidence.objects.all()] == [closed.audience]
        assert "public" not in closed.audience
