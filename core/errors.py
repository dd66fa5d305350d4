from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class DomainError(Exception):
    """An act that the state of things does not allow, whoever asks.

    Mapped once for the web (core/middleware.py) and once for the API, to ``status`` and
    ``headers``. ``code`` is stable and for machines, ``message`` is for the person who acted.
    """

    status = 409
    code = "conflict"
    message: str | Promise = _("That is not possible any more. Reload the page and look again.")
    headers: Mapping[str, str] = {}

    def __init__(self, message: str | Promise | None = None) -> None:
        if message is not None:
            self.message = message
        super().__init__(str(self.message))


class StaleVersion(DomainError):
    """What was edited has changed meanwhile; nothing was overwritten."""

    code = "stale_version"
    message = _("Somebody changed this while you were editing. Compare, then save again.")
