from accounts.models import User
from members.models import Connection


def connect(one: User, other: User) -> Connection:
    """They ask and accept, by the verbs."""
    made = Connection.objects.ask(other, by=one)
    made.accept(by=other)
    return made
