from django.utils.translation import gettext_lazy as _

from core.errors import DomainError


class BadCredential(DomainError):
    """What was given is no credential that one can go on with."""

    status = 422
    code = "bad_credential"
    message = _("This is not a credential that can be read.")


class UnknownContext(BadCredential):
    """Its terms are defined somewhere that is not on disk here, and nothing is fetched."""

    code = "unknown_context"


class UnsignedTerm(BadCredential):
    """Says something in words that no context defines, so no signature covers it."""

    code = "unsigned_term"


class BadKey(BadCredential):
    code = "bad_key"
    message = _("This is not a key that can be used here.")


class NotKnown(BadCredential):
    """Not wrong: what would tell could not be had, or is written in a way not known here."""

    code = "not_known"


class ProofFails(BadCredential):
    code = "proof_fails"
    message = _("The signature does not fit what it signs.")
