from datetime import datetime

from accounts.events import LetterSent, UserChanged
from accounts.models import User
from core.events import subscribe
from notifications.models import Email, ReplyAddress


@subscribe(UserChanged)
def end_reply_addresses(event: UserChanged) -> None:
    """Of an account that was closed, and of an address that is no longer the user's."""
    for user in User.objects.filter(pk=event.user_id):
        mine = ReplyAddress.objects.filter(user=user)
        if user.is_active:
            mine = mine.exclude(mailed_to=user.email.lower())
        mine.revoke()


@subscribe(LetterSent)
def log_letter(event: LetterSent) -> None:
    for user in User.objects.filter(pk=event.user_id):
        Email.objects.log_account_letter(
            user.pk,
            address=event.address,
            subject=event.subject,
            message_id=event.message_id,
            at=datetime.fromisoformat(event.at),
            was_taken=event.was_taken,
        )
