"""From an award that is accepted to the badge that one carries away, signed in both ways."""

import secrets
import uuid
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.conf import settings

from learning.badges.models.signing_key import KeyKind, Secret
from learning.credentials import badge as engine
from learning.credentials.identity import write_identity
from learning.credentials.proofs import sign
from learning.credentials.status import status_entry
from learning.credentials.vc_jwt import sign_token

if TYPE_CHECKING:
    from learning.badges.models.award import Award
    from learning.badges.models.badge import Badge
    from learning.badges.models.issuer import Issuer
    from learning.badges.models.status_list import StatusList

Document = dict[str, Any]


@dataclass(frozen=True)
class Signed:
    credential: Document  # with the signature in it
    token: str  # with the signature around it


def write(
    award: "Award", issuer: "Issuer", where: "tuple[StatusList, int]", now: datetime
) -> Document:
    """What it says, unsigned: with the words of this day, and without the member's name.

    The subject is another for each badge, so that two of them do not tell that they are one's.
    """
    entries, place = where
    email = award.user.email
    return engine.write_badge(
        id=award.address_anywhere,
        issuer=issuer.as_said_in_badges(),
        achievement=achievement_of(award.badge),
        subject=f"urn:uuid:{uuid.uuid4()}",
        identity=write_identity(email, secrets.token_hex(16)) if email else None,
        evidence=evidence_of(award),
        valid_from=now,
        valid_until=award.expires_at,
        status=status_entry(entries.address, place),
    )


def sign_both(document: Document, keys: dict[str, Secret], now: datetime) -> Signed:
    ed25519, rsa = keys[KeyKind.ED25519], keys[KeyKind.RS256]
    return Signed(
        sign(document, ed25519.private, ed25519.method, now),
        sign_token(document, rsa.private, rsa.method),
    )


def unsigned(credential: Document) -> Document:
    return {name: value for name, value in credential.items() if name != "proof"}


def achievement_of(badge: "Badge") -> engine.Achievement:
    at = settings.SITE_ORIGIN + badge.address
    alignments = []
    if badge.skill:
        alignments.append(engine.Alignment(badge.skill, badge.skill_address, badge.framework))
    return engine.Achievement(
        id=at,
        name=badge.title,
        description=badge.description,
        criteria=badge.criteria,
        # Where only members see the picture, a badge that leads there would show a gap.
        image=f"{at}picture.png" if badge.community.is_public else "",
        alignments=alignments,
    )


def evidence_of(award: "Award") -> list[engine.Evidence]:
    if not (award.words or award.evidence):
        return []
    return [engine.Evidence(id=award.evidence, narrative=award.words)]
