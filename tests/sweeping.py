"""Each route, asked by each kind of person, about a community that not all of them may enter."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from django.db import connection, transaction
from django.test import Client
from django.urls import get_resolver, resolve, reverse
from django.utils import timezone
from django.utils.timezone import localdate

from accounts.models import User
from communities.models import (
    Community,
    DigestNote,
    Invitation,
    JoinRequest,
    Membership,
    Role,
    Space,
)
from discussions.models import AgendaItem, Ask, Kind, Pick, Reaction, Rung
from knowledge.models import Collection, Resource
from learning.badges.models import Award, Badge, Issuer
from learning.courses.captions import Cue, Track
from learning.models import (
    EditionLesson,
    Feedback,
    Idea,
    Question,
    Recording,
    Registration,
    Work,
    WorkReview,
    Workshop,
    WorkshopQuestion,
)
from members.models import Endorsement, Evidence
from members.skills import noting
from projects.models import (
    Application,
    Call,
    ChecklistItem,
    Contribution,
    Decision,
    Folder,
    Label,
    Lesson,
    Meeting,
    Milestone,
    Project,
    Related,
    Review,
    Task,
    TaskComment,
    Update,
)
from tests.accounts.factories import UserFactory
from tests.communities.factories import CommunityFactory, join
from tests.core.uploads.factories import keep_picture
from tests.discussions.factories import add_post, first_space, start_topic
from tests.knowledge.factories import publish_article
from tests.learning.badges.factories import words
from tests.learning.factories import (
    assign,
    come_to_all,
    later,
    propose_course,
    propose_series,
    propose_workshop,
    register,
    take,
    weekly,
    write_lesson,
)
from tests.projects.factories import add_file, write_page
from tests.routes import routes

CANARY = "heron"  # in everything that is inside, and in nothing else
NAME_CANARY = "bittern"  # in what says that the community exists
ACTORS = ("visitor", "outsider", "member", "moderator", "owner", "staff")
METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE")


@dataclass
class World:
    community: Community
    people: dict[str, User]
    kwargs: dict[str, Any]
    tokens: dict[str, str] = field(default_factory=dict)  # by who has it, once one was issued


def build(visibility: str) -> World:
    """A community with a topic that is none of the actors', and something of everything."""
    community = CommunityFactory(
        name=f"The {NAME_CANARY}", slug=NAME_CANARY, visibility=visibility, joining="request"
    )
    author = join(community, UserFactory(name=f"Author {CANARY}", handle=f"{CANARY}-author"))
    people = {
        "outsider": UserFactory(),
        "member": join(community),
        "moderator": join(community, role=Role.MODERATOR),
        "owner": join(community, role=Role.OWNER),
        "staff": UserFactory(is_staff=True, is_superuser=True),
    }
    Space.objects.open(community, name=f"Room {CANARY}", named=[])
    picture = keep_picture(author, name=f"{CANARY}.png")
    topic = start_topic(
        space=first_space(community),
        by=author,
        kind=Kind.QUESTION,
        title=f"Where does the {CANARY} nest?",
        source=f"In the reeds, says the {CANARY}. {picture.markdown}",
        tags=[f"tag-{CANARY}"],
    )
    answer = add_post(topic, by=author, source=f"The {CANARY} nests in trees.")
    answer.edit(f"The {CANARY} nests in tall trees.", by=author, version=1)
    answer.note_mail(message_id="<m@home>", quoted=f"Where does the {CANARY} nest?")
    reaction = Reaction.objects.leave(
        answer, "unsafe", by=join(community), why=f"The {CANARY} bites."
    )
    Ask.objects.put(topic, Rung.FACILITATORS, {people["owner"].pk: {"kind": "facilitates"}})
    AgendaItem.objects.put(topic, by=people["owner"])
    gone = add_post(topic, by=author, source=f"No {CANARY} at all.")
    add_post(topic, by=author, parent=gone, source=f"A {CANARY} for certain.")
    gone.delete_softly(by=author)
    request = community.request_to_join(by=UserFactory(), note=f"I like the {CANARY}.")
    invitation = Invitation.objects.invite(community, "x@example.org", by=people["owner"])
    article = publish_article(
        space=first_space(community),
        by=author,
        title=f"Where to look for the {CANARY}",
        practice=f"Look in the reeds, says the {CANARY}. {picture.markdown}",
        sources=f"{topic.address}\nhttps://example.org/ The {CANARY} handbook",
        tags=[f"tag-{CANARY}"],
    )
    said = {"title": article.title, "parts": article.parts, "tags": [], "sources": []}
    article.edit(by=author, version=1, **said)
    add_post(topic, by=author, source=f"[The {CANARY}]({article.address})")
    shelf = Collection.objects.open(first_space(community), name=f"Shelf {CANARY}")
    what = {"by": author, "tags": [f"tag-{CANARY}"], "url": f"https://example.org/{CANARY}"}
    about = f"About the {CANARY}. {picture.markdown}"
    resource = Resource.objects.add(
        shelf, title=f"The {CANARY} handbook", description=about, **what
    )
    thrown = Resource.objects.add(
        shelf, title=f"No {CANARY}", description="", **what | {"url": f"https://x.org/{CANARY}"}
    )
    thrown.delete_softly(by=author)
    note = DigestNote.objects.write(community, f"Count the {CANARY}s.", by=people["owner"])
    picked = Pick.objects.pick(answer, by=people["member"])
    project = Project.objects.begin(
        community,
        by=author,
        title=f"A box for the {CANARY}",
        purpose=f"The {CANARY} has nowhere to nest. {picture.markdown}",
        done=f"The {CANARY} nests in it.",
        tags=[f"tag-{CANARY}"],
    )
    helper = join(community, UserFactory(handle=f"{CANARY}-helper"))
    project.take_in(helper)
    review = Review.objects.of(project, by=author)
    lesson = Lesson.objects.add(review, by=author, title=f"The {CANARY} wants a hole.")
    closed = Project.objects.begin(
        community,
        by=author,
        title=f"A net for the {CANARY}",
        purpose=f"The {CANARY} is to be caught.",
        done="",
        tags=[f"tag-{CANARY}"],
    )
    closed.take_in(helper)
    said = f"The {CANARY} flew away."
    ending = Review.objects.of(closed, by=author)
    ending.edit(by=author, version=1, intended=said, happened=said, why=said, change=said)
    Lesson.objects.add(ending, by=author, title=f"Let the {CANARY} fly.")
    Contribution.objects.confirm(closed, helper, by=author, note=f"Dear {CANARY}", tags=[])
    closed.close(ending, by=author)
    kwargs = {
        "slug": community.slug,
        "topic": topic.pk,
        "scope": community.scope,
        "article": article.pk,
        "article_title": article.slug,
        "title": topic.slug,
        "number": answer.number,
        "gone": gone.number,
        "reaction": reaction.pk,
        "pick": picked.pk,
        "note": note.pk,
        "shelf": shelf.pk,
        "resource": resource.pk,
        "resource_title": resource.slug,
        "thrown": thrown.pk,
        "project": project.pk,
        "project_title": project.slug,
        "closed": closed.pk,
        "lesson": lesson.pk,
        "helper": f"{CANARY}-helper",
        "version": 1,
        "name": f"tag-{CANARY}",
        "membership": Membership.objects.get(user=author).pk,
        "request": JoinRequest.objects.get(pk=request.pk).pk,
        "invitation": invitation.pk,
        "space": Space.objects.rooms().get(name__contains=CANARY).pk,
        "handle": people["outsider"].handle,
        "photo_key": "0" * 32,
        "photo_size": "small",
        "upload": picture.key,
        "filename": picture.slug,
        **dict.fromkeys(("target", "group", "stream"), f"topic:{topic.pk}"),
        "place": f"reply/{topic.pk}",  # of a draft
        "about": "article",
        "path": "no-such/thing/",
    }
    kwargs |= tasks_of(project, author) | said_in(project, author)
    kwargs |= pages_of(project, author) | files_of(project, author)
    kwargs |= courses_of(community, author, people["owner"])
    kwargs |= workshops_of(community, author, people["owner"])
    kwargs |= ideas_of(community, author) | badges_of(community, author, people["owner"])
    kwargs["related"] = Related.objects.link(project, by=author, person=author).pk
    return World(community, people, kwargs | shown_by(closed, helper))


def shown_by(closed: Project, helper: User) -> dict[str, Any]:
    """What a project shows of somebody who was in it."""
    noting.note("project", [closed.pk])
    shows = Evidence.objects.get(user=helper)
    endorsed = Endorsement.objects.endorse(shows, by=closed.begun_by, note=f"A true {CANARY}")
    return {"evidence": shows.pk, "skill": f"w{shows.tag_id}", "endorsed": endorsed.pk}


def pages_of(project: Project, author: User) -> dict[str, Any]:
    """One with two versions, and one that was deleted."""
    page = write_page(project, title=f"What the {CANARY} eats", source=f"The {CANARY} eats fish.")
    page.edit(by=author, version=1, title=page.title, source=f"The {CANARY} eats frogs.")
    torn = write_page(project, title=f"No {CANARY} here")
    torn.delete_softly(by=author)
    return {"page": page.pk, "page_title": page.slug, "torn": torn.pk}


def files_of(project: Project, author: User) -> dict[str, Any]:
    """A folder with a file in it, and one of each that was deleted."""
    folder = Folder.objects.open(project, name=f"Data of the {CANARY}")
    kept = {"by": author, "folder": folder, "data": f"The {CANARY} was seen.".encode()}
    file = add_file(project, name=f"{CANARY}-counts.txt", **kept)
    lost = add_file(project, name=f"{CANARY}-lost.txt", **kept)
    lost.delete_softly(by=author)
    attic = Folder.objects.open(project, name=f"Attic of the {CANARY}")
    attic.delete_softly(by=author)
    return {"folder": folder.pk, "file": file.pk, "lost": lost.pk, "attic": attic.pk}


def courses_of(community: Community, author: User, owner: User) -> dict[str, Any]:
    """One that is published and has changed since, and one that is proposed."""
    said = {"title": f"Ringing the {CANARY}", "text": f"How the {CANARY} is *held*."}
    course = propose_course(community=community, by=author, **said)
    lesson = write_lesson(course, title=f"The {CANARY} in the hand", text=f"Hold the {CANARY}.")
    asked = {"text": f"What does the {CANARY} eat?", "typed": f"* {CANARY} frogs\nBread"}
    question = Question.objects.add(lesson, kind="single", **asked)
    lesson.caption(Track("en", "English", [Cue(0, 1000, f"Hold the {CANARY}.")]))
    asks = write_lesson(course, title=f"Ringing a {CANARY}", text=f"Hold the {CANARY}.")
    assign(asks, text=f"Say how the {CANARY} is held.")
    course.release(by=owner)
    lesson.edit(by=author, version=1, text=f"Hold the {CANARY} *gently*.")
    learner = join(community, UserFactory(handle=f"{CANARY}-learner"))
    run = take(course, learner)
    asked_for = EditionLesson.objects.get(lesson=asks)
    work = Work.objects.begin(run, asked_for)
    work.keep(f"I held the {CANARY}.", version=1)
    work.hand_in()
    reader = join(community, UserFactory(handle=f"{CANARY}-reader"))
    reviewed = WorkReview.objects.ask(work, reader.pk)
    begun = propose_course(community=community, by=author, **said)
    write_lesson(begun, text=f"Of the {CANARY}.")
    return {
        "course": course.pk,
        "course_title": course.slug,
        "language": "en",
        "begun_course": begun.pk,
        "course_module": lesson.module_id,
        "question": question.pk,
        "course_lesson": lesson.pk,
        "course_lesson_title": lesson.slug,
        "work_lesson": asks.pk,
        "criterion": asks.criteria.first().pk,
        "work": work.key,
        "review": reviewed.key,
        "received": reviewed.shown_as,
        "nth": 1,
    }


def workshops_of(community: Community, author: User, owner: User) -> dict[str, Any]:
    """One that is published and has somebody with a seat, and one that is proposed."""
    more = {"title": f"How to ring a {CANARY}", "text": f"The {CANARY} is held *gently*."}
    said = more | {"venue": f"At the {CANARY}", "join_link": f"https://example.org/{CANARY}"}
    workshop = propose_workshop(community=community, by=author, when=later(days=30), **said)
    workshop.release(by=owner)
    comer = join(community, UserFactory(handle=f"{CANARY}-comer"))
    register(workshop, comer, question=f"Does the {CANARY} bite?")
    asker = register(workshop, join(community, UserFactory(handle=f"{CANARY}-asker")))
    Registration.objects.filter(pk=asker.pk).update(state="asked")
    proposed = propose_workshop(community=community, by=author, **more)
    held = propose_workshop(community=community, by=author, when=later(days=30), **said)
    held.release(by=owner)
    Workshop.objects.filter(pk=held.pk).update(open_to_all_at=later(days=1).starts_at)
    asked = WorkshopQuestion.objects.get(workshop=workshop)
    series = propose_series(community=community, by=author, timetable=weekly(times=2), **said)
    series.release(by=owner)
    come_to_all(series, comer)
    begun = propose_series(community=community, by=author, timetable=weekly(times=1), **more)
    return {
        "workshop": workshop.pk,
        "workshop_question": asked.pk,
        "series": series.pk,
        "series_title": series.slug,
        "begun_series": begun.pk,
        "past_workshop": past_workshop(community, author, owner, comer).pk,
        "workshop_title": workshop.slug,
        "proposed": proposed.pk,
        "held_workshop": held.pk,
        "comer": comer.handle,
        "asker": asker.pk,
    }


def past_workshop(community: Community, author: User, owner: User, comer: User) -> Workshop:
    """One that is over, with a recording, and with what one who came says of it."""
    workshop = propose_workshop(community=community, by=author, title=f"Why a {CANARY} rings")
    workshop.release(by=owner)
    register(workshop, comer)
    then = timezone.now() - timedelta(days=3)
    Workshop.objects.filter(pk=workshop.pk).update(
        starts_at=then, ends_at=then + timedelta(hours=1)
    )
    link = f"https://example.org/{CANARY}.webm"
    Recording.objects.share(workshop, by=author, link=link, chapters=f"0:30 The {CANARY}")
    Feedback.objects.give(workshop, by=comer, worth="yes", takes=f"I ring a {CANARY}.", wishes="")
    return workshop


def ideas_of(community: Community, author: User) -> dict[str, Any]:
    """One that is open, with somebody who could teach it."""
    said = {"side": "learn", "title": f"Keep a {CANARY}", "text": f"Where does a {CANARY} sleep?"}
    idea = Idea.objects.add(first_space(community), by=author, **said)
    idea.offer(by=join(community), words=f"I had a {CANARY} once.")
    return {"idea": idea.pk, "idea_title": idea.slug}


def badges_of(community: Community, author: User, owner: User) -> dict[str, Any]:
    """One that is given, with who has it and who is asked; and a draft."""
    said = words(description=f"Knows the {CANARY}.", criteria=f"Ring a *{CANARY}*.")
    badge = Badge.objects.define(community, by=owner, **said | {"title": f"Friend of the {CANARY}"})
    badge.release(by=owner)
    draft = Badge.objects.define(community, by=owner, **said | {"title": f"A {CANARY} at last"})
    for_what = {"by": owner, "words": f"For the {CANARY} at dawn."}
    award = Award.objects.propose(badge, to=author, **for_what)
    award.accept()
    asked = Award.objects.propose(badge, to=join(community), **for_what)
    return {
        "badge": badge.pk,
        "badge_title": badge.slug,
        "draft_badge": draft.pk,
        "award": str(award.key),
        "asked": str(asked.key),
        "issuer": Issuer.objects.get(community=community).pk,
        "key_name": "rs256-1",
    }


def tasks_of(project: Project, author: User) -> dict[str, Any]:
    """A task that has something of everything, by what its addresses name."""
    milestone = Milestone.objects.plan(project, f"The {CANARY} report")
    task = Task.objects.add(
        project,
        f"Count the {CANARY}s",
        by=author,
        description=f"As the {CANARY} flies.",
        labels=[CANARY],
        milestone=milestone,
    )
    task.give(author, by=author)
    item = ChecklistItem.objects.add(task, f"Find the {CANARY}", by=author)
    comment = TaskComment.objects.add(task, f"Which {CANARY}?", by=author)
    gone = Task.objects.add(project, f"No {CANARY}", by=author)
    gone.delete_softly(by=author)
    return {
        "task": task.pk,
        "task_number": task.number,
        "gone_task": gone.pk,
        "gone_task_number": gone.number,
        "item": item.pk,
        "comment": comment.pk,
        "lane": task.lane_id,
        "label": Label.objects.get(project=project).pk,
        "milestone": milestone.pk,
    }


def said_in(project: Project, author: User) -> dict[str, Any]:
    """Whom it looks for, who applied, how far it is, what was said and what was decided."""
    call = Call.objects.open_in(
        project, by=author, title=f"Who knows the {CANARY}?", text=f"It is a {CANARY}.", tags=[]
    )
    applicant = join(project.community, UserFactory(handle=f"{CANARY}-applicant"))
    Application.objects.apply(call, by=applicant, note=f"I know the {CANARY}.")
    decision = Decision.objects.note(
        project,
        by=author,
        title=f"A box, says the {CANARY}",
        why=f"The {CANARY} wants one.",
        decided_on=localdate(),
    )
    update = Update.objects.post(project, f"The {CANARY} looked at it.", by=author)
    meeting = Meeting.objects.note(
        project,
        by=author,
        title=f"Of the {CANARY}",
        held_on=localdate(),
        notes=f"- [ ] Feed the {CANARY}",
    )
    return {
        "call": call.pk,
        "applicant": applicant.handle,
        "decision": decision.pk,
        "update": update.pk,
        "meeting": meeting.pk,
    }


# What a route in a project names besides it: on a page by `number`, in the API by `pk`.
CALL = (
    "call", "edit_call", "call_end", "application", "applications",
    "application_acceptance", "application_refusal", "application_decision",
)  # fmt: skip

# What is about the assignment of a lesson.
OF_WORKS = (
    "course_assignment",
    "edit_course_assignment",
    "course_assignment_source",
    "new_course_criterion",
    "course_criteria",
    "course_criterion",
    "course_criterion_step",
    "course_own_work",
    "course_work_handing_in",
    "course_work_file",
    "course_work_reviews",
    "course_work_review",
    "course_work_review_sending",
    "course_work_review_file",
    "course_received_review",
    "course_received_review_report",
    "course_works",
    "course_work",
    "course_work_review_aside",
    "course_work_learners",
    "course_work_deadline",
    "course_nudge",
    "course_nudges",
)
# Which thing of the world a route's `pk` is, by the route's name without its namespace.
PK = {
    "note": "note", "digest_note": "note",
    "member": "membership", "give_role": "membership",
    "join_request": "request", "decide": "request",
    "invitation": "invitation", "revoke_invitation": "invitation",
    "space": "space", "edit_space": "space", "templates": "space",
    **dict.fromkeys(
        (
            "article", "article_by_number", "edit_article", "article_history", "article_revisions",
            "restore_article", "article_restoration", "proposal", "return", "publication",
            "verification", "retirement", "owner", "doubt", "reading", "discard",
            "article_links", "article_backlinks",
        ),
        "article",
    ),
    **dict.fromkeys(("collection", "edit_collection", "collection_place"), "shelf"),
    **dict.fromkeys(
        ("resource", "resource_by_number", "edit_resource", "mark_resource", "delete_resource"),
        "resource",
    ),
    "resource_restoration": "thrown",
    "one_task_restoration": "gone_task",
    **dict.fromkeys(
        (
            "one_task", "one_task_place", "one_task_assignee", "one_task_history",
            "one_task_items", "one_task_item", "one_task_comments", "one_task_comment",
        ),
        "task",
    ),
    "one_related": "related",
    **dict.fromkeys(
        ("my_evidence", "evidence_showing", "endorsement", "endorsement_withdrawal"), "evidence"
    ),
    **dict.fromkeys(("my_endorsement", "endorsement_showing"), "endorsed"),
    **dict.fromkeys(
        (
            "tasks", "many_tasks", "lanes", "lane_order", "lane", "lane_removal", "labels", "label",
            "milestones", "milestone",
            "project", "project_status", "project_membership", "project_invitation",
            "collaborators", "collaborator", "related",
            "project_calls", "project_updates", "project_decisions",
            "project_meetings", "update_readings", "updates_feed",
            "project_review", "review_lessons",
            "project_closure", "project_drop", "project_contributions", "project_contribution",
            "project_export", "review_lesson", "project_pages", "deleted_project_pages",
            "project_files", "deleted_project_files", "project_files_zip", "project_folders",
        ),
        "project",
    ),
    **dict.fromkeys(
        (
            "outcome", "reopen", "naming", "contribution", "project_reviews",
            "project_reopening", "project_naming",
        ),
        "closed",
    ),
    **dict.fromkeys(CALL, "call"),
    **dict.fromkeys(("decision", "edit_decision", "decision_removal"), "decision"),
    **dict.fromkeys(
        ("update", "edit_update", "update_removal", "update_comments", "update_readers"), "update"
    ),
    **dict.fromkeys(("meeting", "edit_meeting", "meeting_removal", "meeting_tasks"), "meeting"),
    **dict.fromkeys(
        (
            "project_page", "project_page_place", "project_page_revisions",
            "project_page_revision",
            "project_page_links", "project_page_backlinks",
        ),
        "page",
    ),
    "project_page_restoration": "torn",
    **dict.fromkeys(
        (
            "project_file", "project_file_content", "project_file_versions",
            "project_file_version", "project_file_version_content",
        ),
        "file",
    ),
    "project_file_restoration": "lost",
    **dict.fromkeys(("project_folder", "project_folder_zip"), "folder"),
    "project_folder_restoration": "attic",
    **dict.fromkeys(
        (
            "workshop", "workshop_by_number", "edit_workshop", "workshop_links", "workshop_file",
            "workshop_calendar",
            "workshop_backlinks", "workshop_time", "workshop_cancellation", "registration",
            "registration_seat", "registrations", "registration_attendance", "questions",
            "door", "check_in", "registrations_table", "workshop_message", "workshop_messages",
            "admission", "admission_decline", "workshop_company", "inquiries", "guests",
            "questions_return", "question", "question_topic", "question_vote", "question_answer",
        ),
        "workshop",
    ),
    "workshop_publication": "proposed",
    "workshop_opening": "held_workshop",
    **dict.fromkeys(
        (
            "series", "series_by_number", "edit_series", "series_dates", "series_cancellation",
            "series_file", "series_calendar", "series_calendar_feed", "all_of_series",
        ),
        "series",
    ),
    "series_publication": "begun_series",
    **dict.fromkeys(("recording", "feedback", "all_feedback"), "past_workshop"),
    "attendance_certificate": "past_workshop",
    **dict.fromkeys(
        (
            "idea", "idea_by_number", "edit_idea", "idea_links", "idea_backlinks", "idea_vote",
            "idea_teaching", "idea_closing",
        ),
        "idea",
    ),
    **dict.fromkeys(
        (
            "badge", "badge_by_number", "badge_picture", "badge_drawing", "edit_badge",
            "badge_retirement", "awards", "new_award", "badge_holders",
        ),
        "badge",
    ),
    "badge_publication": "draft_badge",
    **dict.fromkeys(
        ("issuer", "issuer_document", "issuer_keys", "issuer_key", "issuer_status_list"), "issuer"
    ),
    **dict.fromkeys(
        (
            "course", "course_by_number", "edit_course", "course_links", "course_backlinks",
            "course_retirement", "course_preview", "course_terms", "course_run",
            "course_run_edition", "course_continue", "course_finished", "course_lesson_done",
            "course_lesson_talk", "course_search", "course_quiz", "course_quiz_answers",
            "course_quiz_sending", "course_quiz_terms", "course_questions", "new_course_question",
            "course_question", "course_question_step", "course_figures", "course_print",
            "course_outline", "course_module",
            "course_module_step", "course_module_removal", "course_module_lessons",
            "new_course_lesson", "course_lesson", "course_lesson_by_number",
            "course_lesson_preview", "edit_course_lesson", "course_lesson_step",
            "course_lesson_removal", "course_lesson_source", "course_lesson_file",
            "course_lesson_video", "course_lesson_captions", "course_lesson_track",
            "course_lesson_track_removal", "course_lesson_stop", "course_lesson_place",
            "course_module_place",
            *OF_WORKS,
        ),
        "course",
    ),
    "course_publication": "begun_course",
    "revoke_token": None, "end_session": None, "session": None, "token": None,
    "mfa_edit_webauthn": None, "mfa_remove_webauthn": None, "notice_reading": None,
    "reminder": None,
    "held_mail": None,
}  # fmt: skip
# Whose handle a route names.
HANDLE = {
    **dict.fromkeys(("place", "collaborator", "contribution", "project_contribution"), "helper"),
    "person_skill": "helper",
    "registration_attendance": "comer",
}
# Which award a route names: one that has been accepted, or one that waits for its answer.
ASKED = {"award_acceptance", "award_refusal", "award_proposal"}
AWARD = {
    "award",
    "award_showing",
    "award_revocation",
    "award_verification",
    "certificate",
    "credential",
    "credential_json",
    "credential_jwt",
    "credential_png",
    "credential_svg",
    "credential_verification",
}
FIRST_VERSION = {
    "issuer_status_list",
    "restore_article",
    "article_restoration",
    "restore_page_version",
    "project_page_revision",
    "file_version_content",
    "project_file_version",
    "project_file_version_content",
}
# Below a project's `pk`, `number` is that of a file or a folder.
NUMBER = {
    **dict.fromkeys(("edit_folder", "delete_folder"), "folder"),
    **dict.fromkeys(("edit_file", "file_versions", "delete_file"), "file"),
    **dict.fromkeys(("restore_file", "erase_file"), "lost"),
    "restore_folder": "attic",
    **dict.fromkeys(("admission", "admission_decline"), "asker"),
    "restore_file_version": "file",
    **dict.fromkeys(
        ("question", "question_topic", "question_vote", "question_answer"), "workshop_question"
    ),
    **dict.fromkeys(
        (
            "course_module",
            "course_module_step",
            "course_module_place",
            "course_module_removal",
            "course_module_lessons",
            "new_course_lesson",
        ),
        "course_module",
    ),
    **dict.fromkeys(
        (
            "course_lesson",
            "course_lesson_by_number",
            "course_lesson_preview",
            "edit_course_lesson",
            "course_lesson_step",
            "course_lesson_removal",
            "course_lesson_source",
            "course_lesson_file",
            "course_lesson_done",
            "course_lesson_talk",
            "course_lesson_place",
            "course_lesson_video",
            "course_lesson_captions",
            "course_lesson_track",
            "course_lesson_track_removal",
            "course_lesson_stop",
            "course_quiz",
            "course_quiz_answers",
            "course_quiz_sending",
            "course_quiz_terms",
            "course_questions",
            "new_course_question",
            "course_question",
            "course_question_step",
        ),
        "course_lesson",
    ),
    **dict.fromkeys(OF_WORKS, "work_lesson"),
}
OTHERS = {
    "secret": "none",
    "slip": "none.none",
    "confirmation": "none.none",
    "attended": "1.none",
    "token": "0" * 64,
    "key": "none",
    "uidb36": "1",
    "provider_id": "none",
    "section": "topics",
    "matter": "answers",
}


def addresses(world: World) -> Iterator[tuple[str, str]]:
    """Each route's name and its address in this world."""
    for name in routes():
        yield name, reverse(name, kwargs=kwargs_of(world, name))


def kwargs_of(world: World, name: str) -> dict[str, Any]:
    last = name.rpartition(":")[2]
    wanted = _parameters(name)
    given = world.kwargs | OTHERS
    chosen = {key: given[key] for key in wanted if key in given}
    chosen |= {key: value for key, value in _others(world, last).items() if key in wanted}
    if "pk" in wanted:
        thing = PK.get(last, "project" if name.startswith("projects:") else "topic")
        chosen["pk"] = world.kwargs[thing] if thing else 999_999
    if name.startswith("projects:") and "number" in wanted:
        thing = PK.get(last)
        deleted = last == "task_deletion"
        task = world.kwargs["gone_task_number" if deleted else "task_number"]
        is_other = thing in {"call", "update", "decision", "meeting"}
        chosen["number"] = world.kwargs[thing] if is_other else task
        chosen["pk"] = world.kwargs["project"]
    if last in NUMBER:
        chosen["number"] = world.kwargs[NUMBER[last]]
    if last in ASKED | AWARD:
        chosen["key"] = world.kwargs["asked" if last in ASKED else "award"]
    if last == "issuer_key":
        chosen["name"] = world.kwargs["key_name"]
    if last in FIRST_VERSION:
        chosen["number"] = 1
    missing = wanted - set(chosen)
    assert not missing, f"{name}: tests/sweeping.py does not know its {missing}"
    return chosen


def _others(world: World, last: str) -> dict[str, Any]:
    """What a few routes mean by a name that others share."""
    given = world.kwargs
    if last == "restoration":
        return {"number": given["gone"]}
    if f"{last}_title" in given:
        return {"title": given[f"{last}_title"]}
    if last == "restore_page":
        return {"page": given["torn"]}
    if last in HANDLE:
        return {"handle": given[HANDLE[last]]}
    if last.startswith("application"):
        return {"handle": given["applicant"]}
    return {}


def _parameters(name: str) -> set[str]:
    *namespaces, last = name.split(":")
    resolver = get_resolver()
    for namespace in namespaces:
        resolver = resolver.namespace_dict[namespace][1]
    [(_pattern, parameters), *_rest] = resolver.reverse_dict.getlist(last)[0][0]
    return set(parameters)


@dataclass(frozen=True)
class Answer:
    status: int
    body: str


def sweep(world: World, actor: str) -> Iterator[tuple[str, Answer]]:
    """Ask every route by every method; nothing that one request does is left for the next."""
    client = Client()
    if actor != "visitor":
        client.force_login(world.people[actor])
    for name, address in addresses(world):
        for method in methods(address):
            with transaction.atomic():
                yield f"{method:6} {name}", ask(client, method, address)
                transaction.set_rollback(True)


def methods(address: str) -> Iterator[str]:
    """What the route's view takes, as far as that can be seen: a function is tried with two."""
    view = resolve(address).func
    kind = getattr(view, "view_class", getattr(view, "cls", None))
    if kind is None:
        yield from ("GET", "POST")
    else:
        yield from (m for m in METHODS if hasattr(kind, m.lower()))


def ask(client: Client, method: str, address: str) -> Answer:
    if method == "GET":  # which never writes
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL transaction_read_only = on")
    cookies = client.cookies.copy()
    body = "{}" if address.startswith("/api/") and method != "GET" else ""
    kind = "application/json" if body else "application/x-www-form-urlencoded"
    response = client.generic(method, address, body, content_type=kind)
    client.cookies = cookies
    said = response.getvalue().decode(errors="replace") + str(sorted(response.headers.items()))
    # What was asked for may be said again, as in the address to return to after signing in.
    return Answer(response.status_code, said.replace(address, "…"))
