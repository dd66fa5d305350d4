from accounts.events import UserChanged
from accounts.models import User
from core.events import subscribe
from notifications.models import ReplyAddress


@subscribe(UserChanged)
def end_reply_addresses(event: UserChanged) -> None:
    """Of an account that was closed, and of an address that is no longer the user's."""
    for user in User.objects.filter(pk=event.user_id):
        mine = ReplyAddress.objects.filter(user=user)
        if user.is_active:
            mine = mine.exclude(mailed_to=user.email.lower())
        mine.revoke()
