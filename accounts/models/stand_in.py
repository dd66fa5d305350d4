from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.db import models, transaction

from accounts.handles import handles_near
from accounts.models.former_handle import FormerHandle
from accounts.models.user import Dye, User

PLACEHOLDER_DOMAIN = "imported.invalid"  # RFC 2606: no mail is ever delivered there


@dataclass(frozen=True)
class Absent:
    """Somebody who wrote elsewhere. ``key`` says who, and is the same in every import."""

    key: str
    name: str
    site: str
    url: str
    since: datetime
    number: int  # tells their handle from others of that name


class StandInQuerySet(models.QuerySet["StandIn"]):
    def introduce(self, people: Sequence[Absent]) -> dict[str, int]:
        """A user for each of them, by key: the one they have already, or a new one."""
        known = dict(self.filter(key__in=[one.key for one in people]).values_list("key", "user_id"))
        new = list({one.key: one for one in people if one.key not in known}.values())
        with transaction.atomic():
            handles = _free_handles(new)
            users = User.objects.bulk_create(
                _user_for(one, handle) for one, handle in zip(new, handles, strict=True)
            )
            self.bulk_create(
                self.model(user=user, key=one.key, site=one.site, url=one.url)
                for user, one in zip(users, new, strict=True)
            )
        return known | {one.key: user.pk for user, one in zip(users, new, strict=True)}


class StandIn(models.Model):
    """The user was made for somebody who wrote elsewhere.

    Until they come, the user may not sign in and is told nothing (``is_active`` is false), and
    yet is shown as the author that they are. The row stays when they have come, so that a
    further import knows them.
    """

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.CASCADE, primary_key=True, related_name="stand_in"
    )
    key = models.CharField(max_length=200, unique=True)
    site = models.CharField(max_length=100)
    url = models.URLField(max_length=300, blank=True)

    objects: ClassVar = StandInQuerySet.as_manager()

    def __str__(self) -> str:
        return self.key


def _user_for(one: Absent, handle: str) -> User:
    return User(
        handle=handle,
        name=one.name,
        email=f"{handle}@{PLACEHOLDER_DOMAIN}",
        password=make_password(None),
        is_active=False,
        date_joined=one.since,
        # By number and not at random, so that an import done again gives what it gave before.
        dye=Dye.nth(one.number),
    )


def _free_handles(people: Sequence[Absent]) -> list[str]:
    """A handle for each, asked of the database together and, where it is taken, again."""
    offers = [handles_near(one.name, one.number) for one in people]
    given: dict[int, str] = {}
    seen: set[str] = set()
    while len(given) < len(people):
        offered = {}
        for index in range(len(people)):
            if index not in given:
                offered[index] = next(handle for handle in offers[index] if handle not in seen)
                seen.add(offered[index])
        taken = _taken(list(offered.values()))
        given |= {index: handle for index, handle in offered.items() if handle not in taken}
    return [given[index] for index in range(len(people))]


def _taken(handles: list[str]) -> set[str]:
    present = User.objects.with_handles(handles).values_list("handle", flat=True)
    former = FormerHandle.objects.filter(handle__in=handles).values_list("handle", flat=True)
    return {handle.lower() for handle in present} | set(former)
