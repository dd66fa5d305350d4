from dataclasses import dataclass

from django.conf import settings
from django.utils.functional import cached_property

from communities.models import Community
from learning.certificates.signing import certificate_of
from learning.workshops.models import Registration, Workshop


@dataclass(frozen=True)
class Certificate:
    """That somebody attended a workshop: no more than whoever prints it shows by it."""

    registration: Registration

    @property
    def workshop(self) -> Workshop:
        return self.registration.workshop

    @property
    def community(self) -> Community:
        return self.workshop.community

    @property
    def name(self) -> str:
        return self.registration.name

    @cached_property
    def hosts(self) -> list[str]:
        return [host.name for host in self.workshop.hosts]

    @property
    def hours(self) -> float:
        """To the quarter, as it was planned."""
        lasted = self.workshop.ends_at - self.workshop.starts_at
        return round(lasted.total_seconds() / 900) / 4

    @property
    def address(self) -> str:
        """Where anybody can check it."""
        return certificate_of(self.registration)

    @property
    def address_anywhere(self) -> str:
        return settings.SITE_ORIGIN + self.address
