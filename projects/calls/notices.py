"""What calls tell, and to whom. Of two reasons to be told of one call, one is told the first."""

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from communities.notices import letterhead_of
from notifications import notices
from notifications.letterhead import Letterhead
from projects.calls import matters
from projects.calls.events import (
    ApplicationDecided,
    ApplicationSent,
    CallEnded,
    CallMatched,
    CallOpened,
)
from projects.calls.models import Application, ApplicationState, Call, Match
from projects.calls.reasons import in_words
from projects.notices import leads_of, readers_of, watchers_of


class CallNews(notices.Kind):
    """About anything that has a ``call``."""

    matter = matters.CALLS
    template = "projects/emails/call"
    action = _("Open the call")
    why = _("You get this because you are in this project, or follow it.")
    stop = _("Stop emails about this call")
    subject = _("News of a project of {name}")

    def title(self, thing: Any) -> str:
        return thing.call.title

    def url(self, thing: Any) -> str:
        return thing.call.get_absolute_url()

    def group(self, thing: Any) -> str:
        return thing.call.target

    def place(self, thing: Any) -> notices.Place | None:
        return thing.call.space

    def letterhead(self, thing: Any) -> Letterhead:
        return letterhead_of(thing.call.community)

    def mail(self, thing: Any) -> dict[str, Any]:
        return {"text": self.excerpt(thing)}


class Itself:
    """A call, as what a notice is about."""

    def __init__(self, call: Call) -> None:
        self.call = call


@notices.on(CallMatched)
class CallLooksForYou(CallNews):
    matter = matters.MATCHING_CALLS
    label = _("{actor} looks for somebody like you")
    why = _("You get this because you want to be told of such calls: Settings → Calls for help.")

    def load(self, event: CallMatched) -> Any:
        match = Match.objects.filter(pk=event.match_id).first()
        call = Call.objects.open().for_page().filter(matches=event.match_id).first()
        if match is None or call is None:
            return None
        match.call = call
        return match

    def recipients(self, match: Match) -> QuerySet[User]:
        return readers_of(match.call.project).filter(pk=match.user_id)

    def actor(self, match: Match) -> User:
        return match.call.called_by

    def excerpt(self, match: Match) -> str:
        return f"{in_words(match.reason)} {match.call.gist}"

    def key(self, match: Match) -> str:
        return match.call.target


@notices.on(CallOpened)
class ProjectLooksForSomebody(CallNews):
    label = _("{actor} looks for somebody for a project")

    def load(self, event: CallOpened) -> Itself | None:
        call = Call.objects.open().for_page().filter(pk=event.call_id).first()
        return Itself(call) if call else None

    def recipients(self, thing: Itself) -> QuerySet[User]:
        return watchers_of(thing.call.project).exclude(pk__in=thing.call.mentioned)

    def actor(self, thing: Itself) -> User:
        return thing.call.called_by

    def excerpt(self, thing: Itself) -> str:
        return thing.call.gist

    def key(self, thing: Itself) -> str:
        return thing.call.target


@notices.on(CallEnded)
class CallHasRunOut(CallNews):
    """Told where nobody has ended it but the calendar."""

    label = _("A call of a project that you lead has ended")
    action = _("See who applied")

    def load(self, event: CallEnded) -> Itself | None:
        if event.by_id is not None:
            return None
        call = Call.objects.for_page().filter(pk=event.call_id, state="closed").first()
        return Itself(call) if call else None

    def recipients(self, thing: Itself) -> QuerySet[User]:
        return leads_of(thing.call.project)

    def excerpt(self, thing: Itself) -> str:
        return str(_("Its day has passed. You can open it again, or answer who still waits."))

    def key(self, thing: Itself) -> str:
        return f"call_ended:{thing.call.pk}:{thing.call.ended_at:%Y%m%d%H%M%S}"


class ApplicationNews(CallNews):
    matter = matters.APPLICATIONS

    def load(self, event: Any) -> Any:
        found = Application.objects.select_related("user", "decided_by")
        application = found.filter(pk=event.application_id, state=self.state(event)).first()
        if application is None:
            return None
        application.call = Call.objects.for_page().get(pk=application.call_id)
        return application

    def state(self, event: Any) -> str:
        return ApplicationState.WAITING


@notices.on(ApplicationSent)
class SomebodyApplied(ApplicationNews):
    label = _("{actor} answers a call of a project that you lead")
    action = _("Read it and answer")
    why = _("You get this because you lead this project.")

    def recipients(self, sent: Application) -> QuerySet[User]:
        return leads_of(sent.call.project)

    def url(self, sent: Application) -> str:
        return f"{sent.call.get_absolute_url()}#applications"

    def actor(self, sent: Application) -> User:
        return sent.user

    def excerpt(self, sent: Application) -> str:
        return sent.note

    def key(self, sent: Application) -> str:
        return sent.key


class Decision(ApplicationNews):
    """It is theirs alone: they may be told though the project closes to them."""

    why = _("You get this because you applied.")
    decided: str

    def load(self, event: ApplicationDecided) -> Any:
        return super().load(event) if event.state == self.decided else None

    def state(self, event: Any) -> str:
        return self.decided

    def recipients(self, sent: Application) -> QuerySet[User]:
        return User.objects.filter(pk=sent.user_id)

    def actor(self, sent: Application) -> User | None:
        return sent.decided_by

    def excerpt(self, sent: Application) -> str:
        return sent.answer

    def key(self, sent: Application) -> str:
        return f"application_decided:{sent.pk}:{sent.state}"

    def place(self, thing: Application) -> None:
        return None


@notices.on(ApplicationDecided)
class YourApplicationWasAccepted(Decision):
    decided = ApplicationState.ACCEPTED
    label = _("{actor} accepted your application")


@notices.on(ApplicationDecided)
class YourApplicationWasDeclined(Decision):
    decided = ApplicationState.DECLINED
    label = _("{actor} answered your application")
    action = _("Read the answer")
