"""What a profile can say, for the form and the API alike."""

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.utils.translation import gettext_lazy as _

from members.profiles.languages import language_names

LONGEST_ADDRESS = 500

_is_address = URLValidator(schemes=["http", "https"])


def validate_link(address: str) -> None:
    if len(address) > LONGEST_ADDRESS:
        raise ValidationError(_("This address is too long."), code="max_length")
    try:
        _is_address(address)
    except ValidationError as error:
        message = _("“%(address)s” is no address. One begins with https:// or http://.")
        raise ValidationError(message, "address", {"address": address}) from error


def validate_language(code: str) -> None:
    if code not in language_names():
        message = _("“%(code)s” is no code of a language, as “sw” or “pt-BR” is.")
        raise ValidationError(message, "unknown", {"code": code})
