"""Fills an empty hall with the demo content, as if its people had been here for years.

Rows are written with the dates of the content and nothing is announced: no mail, no webhook. What
the verbs would have counted is counted here; tests hold the two together.
"""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from allauth.account.models import EmailAddress
from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.db.models.functions import Lower
from django.utils import timezone

from accounts.models import User
from communities.models import (
    Community,
    Invitation,
    JoinRequest,
    Membership,
    Role,
    Space,
    Tag,
    TagSynonym,
)
from communities.models.invitation import digest_of, in_two_weeks, token_from
from cop.demo.content import (
    CommunityContent,
    duration,
    read_communities,
    read_desks,
    read_people,
)
from cop.demo.endorsing import endorse
from cop.demo.faces import show_faces
from cop.demo.honours import honour
from cop.demo.lessons import teach
from cop.demo.library import stock
from cop.demo.making import set_up
from cop.demo.meeting import meet
from cop.demo.news import plan_digests
from cop.demo.papers import hand_in
from cop.demo.shelf import Shelf
from cop.demo.talk import People, Talk
from cop.demo.teaching import plan
from cop.demo.wishes import wish
from cop.demo.words import explain
from discussions.models import Template
from members.models import Profile
from members.skills.noting import note_everything
from search.indexing import refresh_everything

NEW = timedelta(days=7)  # whoever joined since is asked how they want to hear
PASSWORD = "a seat at the long table"  # noqa: S105 - of the demo's sign-ins, printed by `make up`


class NamesAreTaken(Exception):
    """Somebody here has a handle or an address of the demo's people."""


PROFILE = {field.name for field in Profile._meta.fields}


@dataclass(frozen=True)
class SignIn:
    role: str
    name: str
    email: str


def sign_ins() -> list[SignIn]:
    """Whom to sign in as, with `PASSWORD`, to see the demo in each role."""
    return [
        SignIn(person["sign_in"], person["name"], person["email"])
        for person in read_people().values()
        if "sign_in" in person
    ]


def load() -> bool:
    """Write the demo, unless one of its communities is here: then nothing happens.

    Raises NamesAreTaken.
    """
    contents = read_communities()
    if Community.objects.filter(slug__in=[content.slug for content in contents]).exists():
        return False
    with transaction.atomic():
        now = timezone.now()
        people = _sign_up_people(now)
        talk = Talk(now, people)
        for content in contents:
            community = _found(content, people, now)
            talk.join(content, community)
            stock(content, community, people, now)
            set_up(content, community, people, now)
            hand_in(content, community, people, now)
        desks = read_desks()
        talk.follow(desks)
        shelf = Shelf(talk)
        for content in contents:
            shelf.plan(content)
        talk.write()
        for content in contents:
            plan(content, talk)
            wish(content, people)
            teach(content, talk)
            honour(content, people)
            explain(content.slug)
        meet(people)
        show_faces(people)
        shelf.finish()
        talk.lay_out(desks)
        plan_digests([people[handle] for handle in desks], now)
        refresh_everything()
        note_everything()
        endorse(people)
    return True


def _sign_up_people(now: datetime) -> People:
    people = read_people()
    _ensure_names_are_free(people)
    password, unusable = make_password(PASSWORD), make_password(None)
    users = User.objects.bulk_create(
        User(
            handle=handle,
            email=person["email"],
            name=person["name"],
            headline=person["headline"],
            timezone=person["timezone"],
            dye=person["dye"],
            password=password if "sign_in" in person else unusable,
            is_staff=person.get("sign_in") == "operator",
            is_superuser=person.get("sign_in") == "operator",
            date_joined=now - duration(person["signed_up"]),
        )
        for handle, person in people.items()
    )
    EmailAddress.objects.bulk_create(
        EmailAddress(user=user, email=user.email, verified=True, primary=True) for user in users
    )
    for user in users:
        said = {name: value for name, value in people[user.handle].items() if name in PROFILE}
        Profile.objects.put(by=user, **said)
    return {user.handle: user for user in users}


def _ensure_names_are_free(people: dict[str, dict[str, Any]]) -> None:
    handles = User.objects.with_handles(list(people)).values_list("handle", flat=True)
    emails = User.objects.alias(lower=Lower("email")).filter(
        lower__in=[person["email"] for person in people.values()]
    )
    if taken := sorted({*handles, *emails.values_list("handle", flat=True)}):
        raise NamesAreTaken(", ".join(taken))


def _found(content: CommunityContent, people: People, now: datetime) -> Community:
    facts = content.facts
    owner = next(m["handle"] for m in facts["members"] if m.get("role") == Role.OWNER)
    community = Community.objects.create(
        name=facts["name"],
        slug=content.slug,
        tagline=facts["tagline"],
        domain=facts["charter"]["domain"].strip(),
        who=facts["charter"]["community"].strip(),
        practice=facts["charter"]["practice"].strip(),
        code_of_conduct=facts["conduct"]["text"].strip(),
        visibility=facts["visibility"],
        joining=facts["joining"],
        dye=facts["dye"],
        mark=facts["mark"],
        created_by=people[owner],
        created_at=now - duration(facts["founded"]),
    )
    _furnish(community, facts)
    _let_in(community, facts, people, now)
    return community


def _furnish(community: Community, facts: dict[str, Any]) -> None:
    spaces = Space.objects.bulk_create(
        Space(community=community, position=position, **space)
        for position, space in enumerate(facts["spaces"])
    )
    by_slug = {space.slug: space for space in spaces}
    Template.objects.bulk_create(
        Template(space=by_slug[one["space"]], kind=one["kind"], source=one["text"].strip())
        for one in facts.get("templates", [])
    )
    tags = Tag.objects.bulk_create(
        Tag(community=community, name=tag["name"], description=tag["description"])
        for tag in facts["tags"]
    )
    TagSynonym.objects.bulk_create(
        TagSynonym(community=community, tag=tag, name=name)
        for tag, told in zip(tags, facts["tags"], strict=True)
        for name in told.get("synonyms", [])
    )


def _let_in(community: Community, facts: dict[str, Any], people: People, now: datetime) -> None:
    Membership.objects.bulk_create(
        Membership(
            community=community,
            user=people[member["handle"]],
            role=member.get("role", Role.MEMBER),
            joined_at=now - duration(member["joined"]),
            settled_at=now if duration(member["joined"]) > NEW else None,
        )
        for member in facts["members"]
    )
    community.count_members()
    JoinRequest.objects.bulk_create(
        JoinRequest(
            community=community,
            user=people[request["handle"]],
            note=request["note"].strip(),
            created_at=now - duration(request["asked"]),
        )
        for request in facts.get("requests", [])
    )
    Invitation.objects.bulk_create(
        _invitation(community, invitation, people, now)
        for invitation in facts.get("invitations", [])
    )


def _invitation(
    community: Community, facts: dict[str, Any], people: People, now: datetime
) -> Invitation:
    nonce = secrets.token_urlsafe(16)
    sent_ago = duration(facts["sent"])
    return Invitation(
        community=community,
        email=facts["email"],
        invited_by=people[facts["by"]],
        nonce=nonce,
        token_hash=digest_of(token_from(nonce)),
        created_at=now - sent_ago,
        expires_at=in_two_weeks() - sent_ago,
    )
