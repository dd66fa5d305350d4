from django.utils.translation import gettext as _

from accounts.models import User
from learning.certificates.rules import can_have_certificate
from learning.workshops.models import Workshop
from learning.workshops.registered import place_of
from notifications.notices import Own


def remains_of(workshop: Workshop, user: User) -> Own:
    """What somebody who came can have of it, once it is over: as far as it is there."""
    page, links = workshop.get_absolute_url(), []
    if hasattr(workshop, "recording"):
        links.append((_("See the recording"), f"{page}#recording"))
    if workshop.materials:
        links.append((_("Materials"), f"{page}#part-materials"))
    if can_have_certificate(workshop, place_of(workshop, user)):
        links.append((_("Your certificate of attendance"), f"{workshop.address}certificate/"))
    return Own(links=tuple(links))
