"""Why a mail that came in was not done what it asks for, and what its writer can do about it.

What is refused is answered with a letter (`notifications.inbound.refusing`), in the words of
`SAID`; what is held waits for the one whom it claims to be from; what is dropped is answered by
nobody, since a machine sent it, or may have.
"""

from dataclasses import dataclass

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Reason(models.TextChoices):
    # Refused
    UNKNOWN_ADDRESS = "unknown_address", _("There is no such address")
    EXPIRED = "expired", _("The address to reply to is too old")
    REVOKED = "revoked", _("The address to reply to works no more")
    UNKNOWN_SENDER = "unknown_sender", _("Nobody here has the sender’s address")
    SEVERAL_SENDERS = "several_senders", _("It names several senders, or none")
    ACCOUNT_CLOSED = "account_closed", _("The account is closed")
    RECIPIENTS = "recipients", _("It went to too many people")
    UNREADABLE = "unreadable", _("It could not be read")
    EMPTY = "empty", _("There was no text in it")
    ONLY_QUOTED = "only_quoted", _("There was only quoted text in it")
    TOO_LONG = "too_long", _("The text is too long")
    UNSTORABLE = "unstorable", _("The text has characters that cannot be kept")
    NO_TITLE = "no_title", _("It has no subject")
    SHORT_TITLE = "short_title", _("Its subject is too short")
    LONG_TITLE = "long_title", _("Its subject is too long")
    GONE = "gone", _("What it answers is gone")
    CLOSED = "closed", _("The topic is closed")
    NOT_MEMBER = "not_member", _("The sender is no member of the community")
    NOT_ALLOWED = "not_allowed", _("The sender may not do that")
    NO_ANSWERS = "no_answers", _("This is not answered by mail")
    NO_REFERENCE = "no_reference", _("It answers no mail of ours")
    DIGEST = "digest", _("It answers a digest, and no one thing in it")
    NO_SPACE = "no_space", _("There is no such space, or it takes no mail")
    NOT_UNDERSTOOD = "not_understood", _("It says nothing that this is answered with")
    NOT_INVITED = "not_invited", _("It answers an invitation of somebody else")
    TOO_OFTEN = "too_often", _("Too many mails in a short time")
    UNFILLED = "unfilled", _("It is a template that was not filled in")
    FILES = "files", _("Files were left out")
    # Held
    OTHER_SENDER = "other_sender", _("From an address that is not known to be theirs")
    RELAYED = "relayed", _("A mailing list put its own address in place of the sender’s")
    UNPROVEN = "unproven", _("Nobody vouches for its sender")
    # Dropped
    BOUNCE = "bounce", _("It says that a mail could not be delivered")
    AUTOMATIC = "automatic", _("A machine answered by itself")
    FROM_LIST = "from_list", _("It came through a mailing list")
    OURS = "ours", _("It is a mail of ours")
    FORGED = "forged", _("Its sender is forged")
    FLOOD = "flood", _("Too much is held already")
    THROWN_AWAY = "thrown_away", _("Whom it claimed to be from threw it away")
    # Failed
    BROKEN = "broken", _("Its worker died each time")


@dataclass(frozen=True)
class Said:
    """To whoever wrote the mail: what happened, and in what way to mend it."""

    what: str | Promise
    mend: str | Promise


SAID: dict[str, Said] = {
    Reason.UNKNOWN_ADDRESS: Said(
        _("There is no such address here."),
        _("Reply to the email itself, without changing the address it goes to."),
    ),
    Reason.EXPIRED: Said(
        _("The email you replied to is so old that its reply address has expired."),
        _("Write your reply on the page, or reply to a newer email."),
    ),
    Reason.REVOKED: Said(
        _("This reply address works no more."),
        _("It ends when a membership ends or an email address changes. Write on the page instead."),
    ),
    Reason.UNKNOWN_SENDER: Said(
        _("No account here has the address you wrote from."),
        _("Write from the address of your account, or add this one under your settings."),
    ),
    Reason.SEVERAL_SENDERS: Said(
        _("We could not tell who wrote this: it names several senders, or none."),
        _("Send it from one address, the one of your account."),
    ),
    Reason.ACCOUNT_CLOSED: Said(
        _("The account with this address is closed."),
        _("Ask whoever runs this site to open it again."),
    ),
    Reason.RECIPIENTS: Said(
        _("It went to more than ten people, which looks like a round letter."),
        _("Send it again to our address alone."),
    ),
    Reason.UNREADABLE: Said(
        _("We could not read your email: it is damaged, or in an unknown encoding."),
        _("Send it again as plain text, or write on the page."),
    ),
    Reason.EMPTY: Said(
        _("There was no text in your email."),
        _("Write above the quoted email, and not as a file or a picture alone."),
    ),
    Reason.ONLY_QUOTED: Said(
        _("There was nothing in your email but text that it quotes, or a signature."),
        _("Write your answer above the quoted text, or between its lines."),
    ),
    Reason.TOO_LONG: Said(
        _("Your text is too long for one post."),
        _("Shorten it, or attach what is long as a file."),
    ),
    Reason.UNSTORABLE: Said(
        _("Your text contains characters that cannot be kept."),
        _("Send it again as plain text."),
    ),
    Reason.NO_TITLE: Said(
        _("Your email has no subject, and the subject becomes the title of the topic."),
        _("Send it again with a subject that says what it is about."),
    ),
    Reason.SHORT_TITLE: Said(
        _("The subject becomes the title of the topic, and this one is very short."),
        _("Send it again with a subject that says a little more."),
    ),
    Reason.LONG_TITLE: Said(
        _("The subject becomes the title of the topic, and this one is too long."),
        _("Send it again with a shorter subject."),
    ),
    Reason.GONE: Said(
        _("What you replied to is no longer there for you to read."),
        _("It was deleted, or moved to where you are not let in. You cannot answer it."),
    ),
    Reason.CLOSED: Said(
        _("The topic you replied to is closed."),
        _("Start a new topic, and link to this one."),
    ),
    Reason.NOT_MEMBER: Said(
        _("You are no member of that community, and only its members take part."),
        _("Join it on its page, then send your email again."),
    ),
    Reason.NOT_ALLOWED: Said(
        _("What you asked for is not possible."),
        _("Look at the page, which shows what you can do."),
    ),
    Reason.NO_ANSWERS: Said(
        _("The email you replied to cannot be answered by email."),
        _("Follow the link in it, and answer on the page."),
    ),
    Reason.NO_REFERENCE: Said(
        _("Nothing in your email says which of our emails it answers."),
        _("Open the email that you want to answer, and press Reply: a new email will not do."),
    ),
    Reason.DIGEST: Said(
        _("You replied to a digest. It tells of several things, so which you mean is not known."),
        _("Follow the link of the one that you want to answer, and write your answer on its page."),
    ),
    Reason.NOT_UNDERSTOOD: Said(
        _("An email about a workshop is answered with one word, and yours says something else."),
        _("Reply with “yes”, “no” or “maybe” alone, or go on on the page."),
    ),
    Reason.NOT_INVITED: Said(
        _("You answered an invitation that was made out to somebody else."),
        _("Register on the page of the workshop, and you get one of your own."),
    ),
    Reason.NO_SPACE: Said(
        _("There is no such space, or it takes no topics by email from you."),
        _("The page of each space shows its members the address for new topics, if it has one."),
    ),
    Reason.TOO_OFTEN: Said(
        _("You sent very many emails in a short time."),
        _("Wait for an hour, then send this one again."),
    ),
    Reason.UNFILLED: Said(
        _("Your email holds the template as it was."),
        _("Say below its lines what is yours, and send it again."),
    ),
    Reason.FILES: Said(
        _("Your email is posted, but some of its files are not."),
        _("Add them to your post on its page, in a form that is taken."),
    ),
    Reason.OTHER_SENDER: Said(
        _("You wrote from an address that is not known as that of whom we sent that email."),
        _(
            "Your email waits. If the account is yours, sign in and release it under your "
            "settings, and add the address you wrote from."
        ),
    ),
    Reason.RELAYED: Said(
        _("Your email came by way of a mailing list, which put its own address in place of yours."),
        _(
            "Your email waits. Sign in and release it under your settings, and next time reply "
            "from your own address."
        ),
    ),
    Reason.UNPROVEN: Said(
        _("We could not make sure that you wrote this: your provider does not vouch for it."),
        _("Your email waits. Sign in and release it under your settings."),
    ),
}
