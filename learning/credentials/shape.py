"""What Open Badges 3.0 asks of every badge, whoever signed it."""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _

from learning.credentials.contexts import VC_1, VC_2
from learning.credentials.errors import BadCredential
from learning.credentials.vc_jwt import id_of

Document = dict[str, Any]

BADGE_TYPES = {"OpenBadgeCredential", "AchievementCredential"}
BADGE_CONTEXTS = "https://purl.imsglobal.org/spec/ob/v3p0/context"


def check_shape(credential: Document) -> None:
    if missing := list(_missing(credential)):
        raise BadCredential(
            _("It is no badge of Open Badges 3.0; it lacks: %(missing)s.")
            % {"missing": ", ".join(missing)}
        )


def kinds_of(thing: Document) -> set[str]:
    kinds = thing.get("type", [])
    return {kind for kind in listed(kinds) if isinstance(kind, str)}


def listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [] if value is None else [value]


def subject_of(credential: Document) -> Document:
    subjects = listed(credential.get("credentialSubject"))
    return subjects[0] if len(subjects) == 1 and isinstance(subjects[0], dict) else {}


def _missing(credential: Document) -> Iterator[str]:
    contexts = listed(credential.get("@context"))
    if not contexts or contexts[0] not in [VC_1, VC_2]:
        yield _("the context of verifiable credentials, first")
    if not any(str(context).startswith(BADGE_CONTEXTS) for context in contexts[1:]):
        yield _("the context of Open Badges")
    if "VerifiableCredential" not in kinds_of(credential) or not BADGE_TYPES & kinds_of(credential):
        yield _("the type of a badge")
    if not isinstance(credential.get("id"), str):
        yield "id"
    if not id_of(credential.get("issuer")):
        yield "issuer"
    if not isinstance(credential.get("validFrom", credential.get("issuanceDate")), str):
        yield "validFrom"
    yield from _missing_of_subject(subject_of(credential))


def _missing_of_subject(subject: Document) -> Iterator[str]:
    if not subject:
        yield "credentialSubject"
        return
    if not isinstance(subject.get("id"), str) and not subject.get("identifier"):
        yield _("whom it is about")
    achievement = subject.get("achievement")
    if not isinstance(achievement, dict):
        yield "achievement"
        return
    for name in ("id", "name", "description"):
        if not isinstance(achievement.get(name), str):
            yield f"achievement.{name}"
    criteria = achievement.get("criteria")
    if not isinstance(criteria, dict) or not (criteria.get("id") or criteria.get("narrative")):
        yield "achievement.criteria"
