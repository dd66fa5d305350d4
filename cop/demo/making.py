"""Puts the demo's projects there, with whoever makes them and what came of them."""

from datetime import datetime
from typing import Any

from communities.models import Community, Space
from communities.models.space import SpaceKind
from cop.demo import board
from cop.demo.content import CommunityContent, duration
from cop.demo.quiet import told_to_nobody
from cop.demo.saying import note, say
from cop.demo.talk import People
from knowledge.models import Article
from projects.closing.drafting import write_up
from projects.models import (
    Collaborator,
    Contribution,
    Lesson,
    Project,
    Review,
    Role,
    Standing,
    Status,
    Visibility,
)


def set_up(content: CommunityContent, community: Community, people: People, now: datetime) -> None:
    for told in content.projects:
        project = _begin(told, community, people, now)
        _let_in(project, told, people, now)
        board.lay_out(project, told, people, now)
        say(project, told, people, now)
        if "review" in told:
            _close(project, told, people, now)


def _begin(told: dict[str, Any], community: Community, people: People, now: datetime) -> Project:
    by, begun = people[told["by"]], now - duration(told["begun"])
    visibility = told.get("visibility", Visibility.PUBLIC)
    space = Space.objects.create(
        community=community,
        name=told["title"][:80],
        slug=f"making-{told['begun']}",  # until it has its number
        visibility=visibility,
        kind=SpaceKind.PROJECT,
        position=Space.objects.filter(community=community).count(),
    )
    started = now - duration(told["started"]) if "started" in told else None
    project = Project.objects.create(
        community=community,
        space=space,
        status=Status.ACTIVE if started else Status.PROPOSED,
        title=told["title"],
        kind=told["kind"],
        due=(now + duration(told["due_in"])).date() if "due_in" in told else None,
        begun_by=by,
        created_at=begun,
        started_at=started,
    )
    Space.objects.filter(pk=space.pk).update(slug=f"project-{project.pk}")
    project.write(told["purpose"].strip(), told["done"].strip(), told["tags"], by=by)
    Project.objects.filter(pk=project.pk).update(changed_at=started or begun)
    note("proposed", project, project, by, begun)
    if started:
        note(Status.ACTIVE, project, project, by, started)
    return project


def _let_in(project: Project, told: dict[str, Any], people: People, now: datetime) -> None:
    lead = {"handle": told["by"], "role": Role.LEAD, "joined": told["begun"]}
    for one in (lead, *told.get("people", [])):
        Collaborator.objects.create(
            project=project,
            user=people[one["handle"]],
            role=one["role"],
            does=one.get("does", ""),
            joined_at=now - duration(one["joined"]),
        )
        project.admit(people[one["handle"]])
    for one in told.get("invited", []):
        Collaborator.objects.create(
            project=project,
            user=people[one["handle"]],
            role=one["role"],
            standing=Standing.INVITED,
            note=one["note"],
            invited_by=people[one["by"]],
            invited_at=now - duration(one["asked"]),
        )


def _close(project: Project, told: dict[str, Any], people: People, now: datetime) -> None:
    said = dict(told["review"])
    by, closed = people[said.pop("by")], now - duration(told["closed"])
    parts = {name: text.strip() for name, text in said.items()}
    review = Review.objects.create(
        project=project, community=project.community, begun_by=by, begun_at=closed, **parts
    )
    for one in told["lessons"]:
        lesson = Lesson.objects.add(
            review,
            by=people[one["by"]],
            title=one["title"],
            text=one["text"].strip(),
            verdict=one["verdict"],
            tags=one["tags"],
        )
        lesson.project = project
        lesson.stand()
    review.finish(by=by)
    write_up(review, project.space, by=by)
    for one in told["thanks"]:
        with told_to_nobody():
            thanks = Contribution.objects.confirm(
                project,
                people[one["handle"]],
                by=people[one["by"]],
                note=one["note"],
                tags=one["tags"],
            )
        Contribution.objects.filter(pk=thanks.pk).update(confirmed_at=closed, thanked_at=closed)
    Review.objects.filter(pk=review.pk).update(closed_at=closed, changed_at=closed)
    review.lessons.update(created_at=closed)
    drafts = Article.objects.filter(lesson__review=review)
    drafts.update(created_at=closed, changed_at=closed)
    Project.objects.filter(pk=project.pk).update(
        status=Status.CLOSED, closed_at=closed, changed_at=closed, review_count=1
    )
    note(Status.CLOSED, project, project, by, closed)
