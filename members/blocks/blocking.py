"""To block somebody, and to lift it. Neither is told to anyone."""

from django.db import transaction

from accounts.models import Block, User
from members.connections.models import Connection
from members.following import key_of
from notifications.models import Follow


def block(person: User, *, by: User) -> None:
    """Hide the two from each other; what was between them is over. Twice is once."""
    with transaction.atomic():
        between = Connection.objects.hold(by, person)
        Block.objects.get_or_create(blocker=by, blocked=person)
        if between:
            between.part(by=by)
        Follow.objects.forget(key_of(person.pk), by=by)
        Follow.objects.forget(key_of(by.pk), by=person)


def lift(person: User, *, by: User) -> None:
    """They may see each other again; a connection has to be asked for anew."""
    with transaction.atomic():
        Connection.objects.hold(by, person)
        Block.objects.filter(blocker=by, blocked=person).delete()
