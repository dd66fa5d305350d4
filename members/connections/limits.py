from datetime import timedelta

from django.utils import timezone

from accounts.models import User
from core.limits import Limit

NEW = timedelta(days=14)

ASKING = Limit("connect", 40, per=timedelta(days=1))
ASKING_ANEW = Limit("connect_new", 8, per=timedelta(days=1))


def spend(user: User) -> None:
    """Whoever has just come cannot ask everybody. Raises TooMany."""
    is_new = timezone.now() - user.date_joined < NEW
    (ASKING_ANEW if is_new else ASKING).spend(f"user:{user.pk}")
