from django.utils.translation import gettext_lazy as _

from accounts.models import User
from learning.afterwards.events import RecordingShared
from learning.afterwards.models import Recording
from learning.afterwards.remains import remains_of
from learning.workshops import matters
from learning.workshops.notices import (
    Itself,
    OfTheWorkshop,
    ToRegistered,
    ToWatchers,
)
from notifications import notices


class RecordingNews(OfTheWorkshop):
    label = _("The recording of a workshop is there")
    action = _("See it")

    def load(self, event: RecordingShared) -> Itself | None:
        """One that was taken away meanwhile is told to nobody."""
        thing = super().load(event)
        return thing if Recording.objects.filter(workshop=event.workshop_id).exists() else None

    def key(self, thing: Itself) -> str:
        return f"workshop_recorded:{thing.workshop.pk}"


@notices.on(RecordingShared)
class YourWorkshopIsRecorded(RecordingNews, ToRegistered):
    """To those who wanted to come: who waited in vain wants to see it most."""

    matter = matters.SEATS
    label = _("The recording of a workshop that you wanted to come to is there")

    def own(self, thing: Itself, user: User) -> notices.Own:
        return remains_of(thing.workshop, user)


@notices.on(RecordingShared)
class FollowedWorkshopIsRecorded(RecordingNews, ToWatchers):
    pass
