"""Decides, mail by mail and as late as can be, whether it still goes out and what it says."""

import json
from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any

from django.conf import settings
from django.template.loader import get_template
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import User
from core.audience import keys_for_each
from notifications import letters, notices, unsubscribing
from notifications.allowance import Allowance
from notifications.fitting import fit
from notifications.follows import is_target
from notifications.inbound import replying
from notifications.inbound.addresses import mailbox
from notifications.letterhead import Letterhead
from notifications.mailing import Invitation, Mail
from notifications.models import (
    Delivery,
    Email,
    Notice,
    Preference,
    Suppression,
    Unsubscription,
    Way,
)
from notifications.models.email import NOTICES, Reason, message_id
from notifications.redacting import TEMPLATE, redacts, without_title
from notifications.telling import concerned
from notifications.ways import Ways


@dataclass(frozen=True)
class Later:
    """A mail that comes at the wrong hour for its reader."""

    until: datetime


@dataclass(frozen=True)
class Ready:
    """A mail that goes out, and what it tells."""

    mail: Mail
    preference: Preference | None = None
    stream: str = ""
    keys: tuple[str, ...] = ()

    def message(self) -> Any:
        return fit(self.mail, self.preference, self.stream)


class Batch:
    """Mails claimed together, with all that decides about them read together."""

    def __init__(self, emails: list[Email]) -> None:
        self.now = timezone.now()
        of_users = [email for email in emails if email.kind == NOTICES]
        self.users = User.objects.in_bulk({email.user_id for email in of_users})
        self.notices: dict[int, list[Notice]] = defaultdict(list)
        found = Notice.objects.filter(email__in=of_users).select_related("actor").order_by("pk")
        for notice in found:
            self.notices[notice.email_id].append(notice)
        self.told = Delivery.objects.told(self.users, [notice.key for notice in found])
        self.keys = keys_for_each(list(self.users))
        self.preferences = Preference.objects.of_each(self.users.values())
        self.ways = Ways(self.users)
        self.stopped = Unsubscription.objects.streams_of_each(self.users)
        groups = set() if redacts() else {email.group for email in of_users}
        self.subjects = Email.objects.first_subjects(self.users, groups)
        addresses = [user.email for user in self.users.values()] + [e.address for e in emails]
        self.suppressed = Suppression.objects.among(addresses)
        self.tags = replying.tags_for(
            {
                (notice.user_id, target, notice.source)
                for notice in found
                if (target := _answered(notice))
            },
            self.users,
        )
        self.allowance = Allowance(of_users, self.users, self.now)
        self.stories: dict[str, Story] = {}

    def compose(self, email: Email) -> Ready | Later | Reason:
        if email.kind != NOTICES:
            return self._letter(email)
        user = self.users[email.user_id]
        with timezone.override(user.zone), translation.override(user.language):
            return self._of_notices(email, user)

    def _of_notices(self, email: Email, user: User) -> Ready | Later | Reason:
        preference = self.preferences[user.pk]
        mine = self.notices[email.pk]
        if against := self._reason_against_all(email, user, preference, mine):
            return against
        reasons = [self._reason_against(notice) for notice in mine]
        kept = [notice for notice, reason in zip(mine, reasons, strict=True) if reason is None]
        if not kept:
            return next(filter(None, reasons), Reason.TOLD)
        if (until := preference.quiet_until(self.now)) > self.now:
            return Later(until)
        left = self.allowance.left(email)
        if left == 0 and not any(notices.kinds[notice.kind].invites for notice in kept):
            return Reason.MANY
        self.allowance.spend(email)
        return self._ready(email, user, preference, kept, is_last=left == 1)

    def _reason_against_all(
        self, email: Email, user: User, preference: Preference, mine: list[Notice]
    ) -> Reason | None:
        if not user.is_active:
            return Reason.INACTIVE
        if user.email.lower() in self.suppressed:
            return Reason.SUPPRESSED
        streams = {unsubscribing.NOTICES, email.group, *(notice.source for notice in mine)}
        if self.stopped[user.pk] & streams:
            return Reason.UNWANTED
        if preference.is_paused(self.now):
            return Reason.PAUSED
        return None

    def _reason_against(self, notice: Notice) -> Reason | None:
        if notice.read_at and (redacts() or not notices.kinds[notice.kind].invites):
            return Reason.READ
        if notice.key in self.told[notice.user_id]:
            return Reason.TOLD
        if self.ways.of_notice(notice) != Way.EMAIL:
            return Reason.UNWANTED
        if not self.keys[notice.user_id] & set(notice.audience):
            return Reason.UNSEEN
        if notice.user_id not in self._story(notice).concerned:
            return Reason.GONE
        return None

    def _story(self, notice: Notice) -> "Story":
        name = f"{notice.kind} {json.dumps(notice.payload, sort_keys=True)}"
        if name not in self.stories:
            self.stories[name] = Story.read(notice, list(self.users))
        return self.stories[name]

    def _ready(
        self, email: Email, user: User, preference: Preference, kept: list[Notice], *, is_last: bool
    ) -> Ready:
        stories = [self._story(notice) for notice in kept]
        last = stories[-1]
        head = last.kind.letterhead(last.thing)
        stream = email.group if is_target(email.group) else head.stream
        tag = self._tag(kept[-1])
        key = tag if mailbox() else ""
        mail = Mail(
            address=user.email,
            letterhead=head,
            subject=self.subjects.setdefault((user.pk, email.group), last.subject()),
            template="notifications/emails/notices",
            message_id=message_id(f"notice/{email.pk}{'.' if key else ''}{key}"),
            writer=last.actor,
            thread=email.group.replace(":", "/"),
            archive=last.path,
            reply_to=self._reply_to(kept[-1]),
            key=key,
            references=last.references,
            began_with=last.kind.began_with(last.thing, user),
            invitation=self._invitation(user, kept),
            context={
                "items": [
                    story.item() | {"reply_to": self._reply_to(notice), "own": story.own(user)}
                    for story, notice in zip(stories, kept, strict=True)
                ],
                "takes_replies": bool(tag),
                "summary": _summary(stories),
                "why": last.kind.why,
                "last_of": settings.MAIL_DAILY_MOST if is_last else 0,
                **_ways_out(preference, stream, head, last.kind),
            },
        )
        return Ready(mail, preference, stream, tuple(notice.key for notice in kept))

    def _reply_to(self, notice: Notice) -> str:
        """Where its reader's reply goes; empty where it takes none that goes there alone."""
        return replying.address_of(self._tag(notice))

    def _tag(self, notice: Notice) -> str:
        return self.tags.get((notice.user_id, _answered(notice)), "")

    def _invitation(self, user: User, kept: list[Notice]) -> Invitation | None:
        if redacts():
            return None
        for notice in reversed(kept):
            story = self._story(notice)
            reply_to = self._reply_to(notice)
            found = story.kind.invitation(story.thing, user, reply_to=reply_to)
            if found:
                return found
        return None

    def _letter(self, email: Email) -> Ready | Reason:
        if email.address.lower() in self.suppressed:
            return Reason.SUPPRESSED
        letter = letters.letters[email.kind]
        thing = letter.load(letters.event_of(email))
        if thing is None:
            return Reason.GONE
        return Ready(letters.write(letter, thing, email))


def _answered(notice: Notice) -> str:
    kind = notices.kinds.get(notice.kind)
    return kind.replies_to(notice) if kind else ""


def _ways_out(
    preference: Preference, stream: str, head: Letterhead, kind: notices.Kind
) -> dict[str, Any]:
    """What the foot of a mail offers to stop: its conversation, or all from where it comes."""
    all_from_here = _("Stop all email from {name}").format(name=head.name)
    if stream == head.stream:
        return {"stop": all_from_here, "stop_all": "", "stop_all_url": ""}
    url = unsubscribing.url_for(preference, head.stream)
    return {"stop": kind.stop, "stop_all": all_from_here, "stop_all_url": url}


def _summary(stories: list["Story"]) -> str:
    """What lists of mails show below the subject."""
    latest = stories[-1].sentence
    if len(stories) == 1:
        return latest
    several = ngettext(
        "{n} piece of news. The latest: {sentence}",
        "{n} pieces of news. The latest: {sentence}",
        len(stories),
    )
    return several.format(n=len(stories), sentence=latest)


class Story:
    """What one event has to say to all of its readers in a batch: found once, rendered once."""

    def __init__(self, kind: notices.Kind, thing: Any, user_ids: list[int]) -> None:
        self.kind, self.thing = kind, thing
        self.concerned: set[int] = set()
        if thing is not None:
            users = concerned(kind, thing).filter(pk__in=user_ids)
            self.concerned = set(users.values_list("pk", flat=True))
        self._items: dict[str, dict[str, Any]] = {}

    @classmethod
    def read(cls, notice: Notice, user_ids: list[int]) -> "Story":
        kind = notices.kinds[notice.kind]
        return cls(kind, kind.load(notices.event_of(notice.kind, notice.payload)), user_ids)

    @property
    def actor(self) -> User | None:
        return None if redacts() else self.kind.actor(self.thing)

    @property
    def sentence(self) -> str:
        return notices.sentence(self.kind, self.actor)

    @property
    def path(self) -> str:
        path = self.kind.url(self.thing)
        return without_title(path) if redacts() else path

    @cached_property
    def references(self) -> tuple[str, ...]:
        return self.kind.references(self.thing)

    def subject(self) -> str:
        if redacts():
            return str(self.kind.subject).format(name=self.kind.letterhead(self.thing).name)
        template = get_template(f"{self.kind.template}/subject.txt")
        said = {"thing": self.thing, "title": self.kind.title(self.thing)}
        return template.render(said).strip()

    def own(self, user: User) -> notices.Own:
        return notices.Own() if redacts() else self.kind.own(self.thing, user)

    def item(self) -> dict[str, Any]:
        """Its part of a mail, in the language that is on."""
        language = translation.get_language() or ""
        if language not in self._items:
            context = self._context()
            folder = TEMPLATE if redacts() else self.kind.template
            bodies = {
                part: get_template(f"{folder}/body.{ending}").render(context)
                for part, ending in (("html", "html"), ("text", "txt"))
            }
            self._items[language] = context | bodies
        return self._items[language]

    def _context(self) -> dict[str, Any]:
        ours = {
            "sentence": self.sentence,
            "url": settings.SITE_ORIGIN + self.path,
            "action": self.kind.action,
        }
        if redacts():
            return ours | {"title": "", "excerpt": ""}
        quoted = {"title": self.kind.title(self.thing), "excerpt": self.kind.excerpt(self.thing)}
        whole = {"thing": self.thing, "actor": self.actor, **self.kind.mail(self.thing)}
        return ours | quoted | whole
