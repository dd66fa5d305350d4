from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from accounts.models import User
from learning.workshops.models import Names, Registration, Workshop
from learning.workshops.models.registration import RegistrationState
from members.connections.suggesting import LOOKED_AT, Reason, Said, reasons, shared

SAID = Said(
    _("You were both at “%(title)s”."),
    ngettext_lazy("You were both at %(n)d workshop.", "You were both at %(n)d workshops.", "n"),
)


@reasons
def who_was_there_too(viewer: User) -> Iterator[Reason]:
    """Where both came and both let their name be seen, of a workshop that shows names."""
    came = Registration.objects.filter(state=RegistrationState.ATTENDED, shows_name=True)
    open_ones = Workshop.objects.visible_to(viewer).exclude(names_for=Names.NOBODY)
    mine = came.of(viewer).filter(workshop__in=open_ones).order_by("-workshop__starts_at")
    others = came.filter(workshop__in=mine.values("workshop")[:LOOKED_AT], user__isnull=False)
    return shared(others.exclude(user=viewer), "user", "workshop", SAID, 2)
