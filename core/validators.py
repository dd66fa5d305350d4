"""Validators that forms, serializers and models of every app share."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from core.markdown import MAX_LENGTH


def validate_markdown(source: str) -> None:
    """Refuse what could not be rendered in bounded time, or stored."""
    if len(source) > MAX_LENGTH:
        raise ValidationError(
            _("This text has %(length)s characters; %(limit)s is the most there is room for."),
            code="max_length",
            params={"length": len(source), "limit": MAX_LENGTH},
        )
    if any(char == "\0" or "\ud800" <= char <= "\udfff" for char in source):
        raise ValidationError(
            _("This text contains characters that cannot be stored. Try pasting it as plain text."),
            code="unstorable",
        )
