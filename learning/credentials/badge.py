"""A badge that a community gives, as Open Badges 3.0 writes it down.

What may be many is a list even where it is one, and what is not known is left out: a verifier takes
neither nulls nor empty lists.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from learning.credentials.contexts import OPEN_BADGES, VC_2
from learning.credentials.moments import write_moment

Document = dict[str, Any]


@dataclass(frozen=True)
class Alignment:
    name: str
    address: str
    framework: str = ""

    def as_json(self) -> Document:
        return _said(
            type=["Alignment"],
            targetName=self.name,
            targetUrl=self.address,
            targetFramework=self.framework,
        )


@dataclass(frozen=True)
class Achievement:
    id: str
    name: str
    description: str
    criteria: str
    image: str = ""
    alignments: Sequence[Alignment] = ()

    def as_json(self) -> Document:
        return _said(
            id=self.id,
            type=["Achievement"],
            name=self.name,
            description=self.description,
            criteria={"narrative": self.criteria},
            image=_said(id=self.image, type="Image") if self.image else None,
            alignment=[alignment.as_json() for alignment in self.alignments],
        )


@dataclass(frozen=True)
class Evidence:
    id: str
    name: str = ""
    narrative: str = ""

    def as_json(self) -> Document:
        return _said(id=self.id, type=["Evidence"], name=self.name, narrative=self.narrative)


@dataclass(frozen=True)
class Issuer:
    id: str
    name: str
    url: str = ""

    def as_json(self) -> Document:
        return _said(id=self.id, type=["Profile"], name=self.name, url=self.url)


def write_badge(  # noqa: PLR0913 - what a badge consists of
    *,
    id: str,  # noqa: A002 - its name in the standard
    issuer: Issuer,
    achievement: Achievement,
    subject: str,
    identity: Document | None = None,
    evidence: Sequence[Evidence] = (),
    valid_from: datetime,
    valid_until: datetime | None = None,
    status: Document | None = None,
) -> Document:
    """``subject`` is an address that says nothing of the member: ``urn:uuid:…``, of their own."""
    return _said(
        **{"@context": [VC_2, OPEN_BADGES]},
        id=id,
        type=["VerifiableCredential", "OpenBadgeCredential"],
        issuer=issuer.as_json(),
        validFrom=write_moment(valid_from),
        validUntil=write_moment(valid_until) if valid_until else None,
        name=achievement.name,
        credentialSubject=_said(
            id=subject,
            type=["AchievementSubject"],
            identifier=[identity] if identity else None,
            achievement=achievement.as_json(),
        ),
        evidence=[each.as_json() for each in evidence],
        credentialStatus=status,
    )


def _said(**values: Any) -> Document:
    return {name: value for name, value in values.items() if value}
