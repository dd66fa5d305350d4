"""What sections of older things are called, whichever app they are of."""

from django.utils.translation import gettext_lazy as _

OLDER = _("Worth reading at any time")
BEGIN = _("Begin here")
