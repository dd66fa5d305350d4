"""One mail of every kind, and every letter, made from things whose every word is a member's.

What is tested of all mails is tested of these. A new kind needs a thing here to tell of.
"""

from collections.abc import Callable
from datetime import timedelta
from email.header import decode_header, make_header
from typing import Any

from django.utils import timezone, translation

from accounts.models import User
from communities import notices as of_communities
from communities.models import Community, Invitation, JoinRequest, Membership, Role, Tag
from discussions import notices as of_discussions
from discussions.asking.notices import AskNews
from discussions.models import Acceptance, Ask, Bookmark, Closure, Post, Reaction, Rung, Turn
from discussions.models.turn import What
from discussions.reminders import YouAskedToBeReminded
from knowledge.models import Doubt
from knowledge.notices import ArticleNews, Publication, YourArticleIsDoubted
from learning.attending.notices import HostsWrite
from learning.badges.notices import AwardNews
from learning.calendars import news as of_calendars
from learning.courses import notices as of_courses
from learning.courses.assignments import notices as of_works
from learning.courses.assignments.reminders import YourReviewIsDue, YourWorkIsDue
from learning.courses.reminders import LessonsOpen, YouStopped
from learning.guests import letters as of_guests
from learning.ideas.notices import IdeaNews
from learning.models import (
    Course,
    Deadline,
    Guest,
    Idea,
    Message,
    Nudge,
    Opening,
    Registration,
    WorkReview,
)
from learning.questions.notices import QuestionNews
from learning.series import notices as of_series
from learning.workshops import notices as of_workshops
from learning.workshops.reminders import OfWorkshops
from members.models import Connection, Endorsement, Evidence, Meaning, Skill
from members.notices import ConnectionNews, YouAreConnected
from members.skills.notices import YouAreEndorsed
from members.skills.sources import Piece
from notifications import letters, notices, reminders
from notifications.composing import Batch, Ready, Story
from notifications.inbound import Reason
from notifications.inbound import news as of_mail
from notifications.letters import Letter
from notifications.models import Arrival, Email, Notice, Preference, Reminder
from notifications.models.email import NOTICES, State
from projects import notices as of_projects
from projects.calls import notices as of_calls
from projects.calls.reminders import YourCallEndsSoon
from projects.closing.notices import YouAreThanked
from projects.decisions.notices import ProjectHasDecided
from projects.files.notices import FileNews
from projects.meetings.notices import ProjectHasMet
from projects.models import (
    Application,
    Call,
    Collaborator,
    Contribution,
    Decision,
    Match,
    Meeting,
    Project,
    Task,
    TaskComment,
    Update,
)
from projects.naming import YouAreNamed
from projects.tasks import notices as of_tasks
from projects.tasks.dues import Due
from projects.updates.notices import ProjectIsSoFar
from projects.wiki.notices import PageNews
from tests.accounts.factories import UserFactory
from tests.communities.factories import CommunityFactory, SpaceFactory, join
from tests.discussions.factories import add_post, start_topic
from tests.knowledge.factories import publish_article, said
from tests.learning.badges.factories import propose, publish_badge, words
from tests.learning.factories import (
    assign,
    bring_out,
    come_to_all,
    hand_in,
    propose_course,
    propose_series,
    propose_workshop,
    publish_course,
    register,
    take,
    write_lesson,
)
from tests.projects.factories import add_file, begin_project, write_page

WORDS = "Kestrel-7431"


def mailed_kinds() -> list[notices.Kind]:
    return [kind for kind in notices.kinds.values() if kind.template]


class Samples:
    """Things in the community "Nurses", in whose every field the members wrote `WORDS`."""

    def __init__(self, words: str = WORDS, *, source: str = "") -> None:
        self.words, self.source = words, source or f"As {words} says."
        community = CommunityFactory(name="Nurses", slug="nurses", tagline=words, domain=words)
        space = SpaceFactory(community=community, name=words)
        self.community: Community = community
        self.writer = join(community, self._person(), role=Role.MODERATOR)
        self.reader: User = join(community)
        self.topic = start_topic(space=space, by=self.writer, title=words, source=self.source)

    def mails(self) -> dict[str, Any]:
        """By the name of its kind or letter, a message to the reader."""
        return {kind.name: self.notice(kind) for kind in mailed_kinds()} | {
            letter.name: self.letter(letter) for letter in letters.letters.values()
        }

    def notice(self, *kinds: notices.Kind) -> Any:
        """One mail of what these kinds tell, in this order."""
        ready = self.ready(*kinds)
        with translation.override(self.reader.language):
            return ready.message()

    def ready(self, *kinds: notices.Kind) -> Ready:
        things = [self.of(kind) for kind in kinds]
        group = kinds[-1].group(things[-1])
        email = Email.objects.create(
            user=self.reader,
            address=self.reader.email,
            kind=NOTICES,
            group=group,
            state=State.CLAIMED,
        )
        batch = Batch([])
        rows = []
        for number, (kind, thing) in enumerate(zip(kinds, things, strict=True)):
            payload = {"number": number}
            notice = Notice(user=self.reader, kind=kind.name, payload=payload, key=f"k:{number}")
            batch.stories[f'{kind.name} {{"number": {number}}}'] = Story(kind, thing, [])
            rows.append(notice)
        preference = Preference.objects.of(self.reader)
        return batch._ready(email, self.reader, preference, rows, is_last=True)

    def letter(self, letter: Letter) -> Any:
        email = Email.objects.create(address=self.reader.email, kind=letter.name)
        return Ready(letters.write(letter, self.of(letter), email)).message()

    def of(self, declared: object) -> Any:
        """What such a notice or letter tells of."""
        for base, make in self._makers().items():
            if isinstance(declared, base):
                return make()
        raise LookupError(f"{type(declared).__name__} has nothing to tell of here.")

    def _makers(self) -> dict[type, Callable[[], Any]]:
        return {
            of_discussions.PostNews: self._post,
            of_discussions.YourAnswerWasAccepted: self._acceptance,
            YouAskedToBeReminded: self._bookmark,
            of_discussions.YourTopicWasClosed: self._closure,
            of_discussions.YourTopicIsOpenAgain: self._reopening,
            of_discussions.ReactionNews: self._reaction,
            AskNews: self._ask,
            of_communities.SomebodyAsksToJoin: self._request,
            of_communities.Decision: self._request,
            YouAreConnected: self._connected,
            ConnectionNews: self._connection,
            of_communities.YourRoleChanged: self._membership,
            of_communities.InvitationLetter: self._invitation,
            of_mail.YourMailWasRefused: self._refused,
            of_mail.YouAreUnsubscribed: self._unsubscribed,
            YourArticleIsDoubted: self._doubted,
            Publication: self._published,
            ArticleNews: self._article,
            of_tasks.CommentNews: self._comment,
            YouAreNamed: self._named,
            of_tasks.TaskNews: self._task,
            of_calls.CallLooksForYou: self._match,
            of_calls.ApplicationNews: self._application,
            YourCallEndsSoon: self._ending,
            OfWorkshops: self._beginning,
            AwardNews: self._awarded,
            YouAreEndorsed: self._endorsed,
            QuestionNews: self._settled,
            IdeaNews: self._idea,
            HostsWrite: self._written,
            of_calendars.SomebodyProposesAnotherTime: self._counter,
            of_calendars.ToWhoAnswered: self._counter,
            of_guests.ConfirmThatYouCome: self._guest_asks,
            of_guests.NewsForGuest: self._guest_comes,
            of_workshops.SeatNews: self._seat,
            of_workshops.YourOfferIsOver: self._seat,
            of_workshops.OfTheWorkshop: self._planned,
            of_series.SeriesNews: self._repeated,
            of_courses.OfTheCourse: self._course,
            of_works.WorkNews: self._work,
            of_courses.TeachersNudge: self._nudge,
            YourWorkIsDue: self._deadline,
            YouStopped: self._stop,
            of_works.ReviewNews: self._work_review,
            YourReviewIsDue: self._due_review,
            LessonsOpen: self._opening,
            of_calls.CallNews: self._call,
            ProjectIsSoFar: self._update,
            ProjectHasDecided: self._decision,
            ProjectHasMet: self._meeting,
            of_projects.PlaceNews: self._place,
            of_projects.OfTheProject: self._project,
            YouAreThanked: self._thanked,
            PageNews: self._page,
            FileNews: self._file,
        }

    def _person(self) -> User:
        return UserFactory(
            name=f"{self.words} X.", handle=self.words.replace("-", ""), headline=self.words
        )

    def _post(self) -> Post:
        post = add_post(self.topic, by=self.writer, source=self.source)
        return of_discussions.present_posts().get(pk=post.pk)

    def _acceptance(self) -> Acceptance:
        Acceptance.objects.filter(topic=self.topic).delete()
        Acceptance.objects.accept(self._post(), by=self.writer)
        return Acceptance.objects.for_display().get(topic=self.topic)

    def _bookmark(self) -> Any:
        kept = Bookmark.objects.keep(
            self._post(), by=self.reader, note=self.words, remind_at=timezone.now()
        )
        bookmark: Any = Bookmark.objects.for_display().get(pk=kept.pk)
        bookmark.reminder = Reminder.objects.get(thing=bookmark.target)
        return bookmark

    def _closure(self) -> Closure:
        earlier = start_topic(space=self.topic.space, by=self.writer, title=self.words)
        closed = {"reason": "duplicate", "note": self.words, "duplicate_of": earlier}
        Closure.objects.close(self.topic, by=self.writer, **closed)
        closure = Closure.objects.for_display().get(topic=self.topic)
        Closure.objects.reopen(self.topic, by=self.writer, note=self.words)
        return closure

    def _reopening(self) -> Turn:
        self._closure()
        return Turn.objects.of_present().last_of(self.topic.pk, What.REOPENED)

    def _reaction(self) -> Reaction:
        left = Reaction.objects.leave(self._by_reader(), "unsafe", by=self.writer, why=self.words)
        return Reaction.objects.there_to_be_read().get(pk=left.pk)

    def _by_reader(self) -> Post:
        return add_post(self.topic, by=self.reader, source=self.source)

    def _ask(self) -> Ask:
        reason = {"kind": "answers", "tag": self.words, "count": 3}
        Ask.objects.put(self.topic, Rung.MEMBERS, {self.reader.pk: reason}, again=True)
        return Ask.objects.for_display().get(user=self.reader)

    def _request(self) -> JoinRequest:
        asked = self.community.join_requests.first() or self.community.join_requests.create(
            user=self.writer, note=self.words
        )
        return JoinRequest.objects.select_related("user", "community").get(pk=asked.pk)

    def _connection(self) -> Any:
        found = Connection.objects.between(self.writer, self.reader)
        return found or Connection.objects.ask(self.reader, by=self.writer, note=self.words)

    def _connected(self) -> Any:
        connection = self._connection()
        if connection.state != "connected":
            connection.accept(by=self.reader)
        connection.asker, connection.asked = self.reader, self.writer
        connection.by_id = self.writer.pk
        return connection

    def _membership(self) -> Membership:
        mine = Membership.objects.select_related("user", "community")
        return mine.get(user=self.reader, community=self.community)

    def _invitation(self) -> Invitation:
        return Invitation.objects.invite(self.community, self.reader.email, by=self.writer)

    def _refused(self) -> Arrival:
        said = {"sender": self.reader.email, "subject": self.words, "size": 0}
        came = Arrival.objects.count()
        return Arrival.objects.create(
            key=f"refused {came}", user=self.reader, is_theirs=True, reason=Reason.CLOSED, **said
        )

    def _unsubscribed(self) -> of_mail.Stopped:
        return of_mail.Stopped(self._refused(), self.reader, self.topic.target)

    def _project(self) -> Any:
        project = Project.objects.filter(community=self.community).first() or begin_project(
            community=self.community,
            by=self.writer,
            title=self.words,
            purpose=self.words,
            done=self.words,
        )
        Project.objects.filter(pk=project.pk).update(review_count=1)  # what came of it is a page
        return of_projects.Itself(Project.objects.for_page().get(pk=project.pk), self.writer)

    def _thanked(self) -> Any:
        project = self._project().project
        thanks = Contribution(project=project, user=self.reader, note=self.words)
        thanks.confirmed_by = self.writer
        return thanks

    def _file(self) -> Any:
        project = self._project().project
        name = f"{self.words}.txt"
        file: Any = add_file(project, by=self.writer, name=name, note=self.words, beside=True)
        file.told = file.versions.get()
        return file

    def _page(self) -> Any:
        page: Any = write_page(
            self._project().project, by=self.writer, title=self.words, source=self.source
        )
        page.by, page.told_version = self.writer, page.version
        return page

    def _place(self) -> Any:
        project = self._project().project
        places = Collaborator.objects.select_related("user", "invited_by")
        place = places.filter(project=project, user=self.writer).get()
        place.project, place.does, place.note = project, self.words, self.words
        place.invited_by = place.given_by = self.writer
        place.left_at = place.joined_at
        return place

    def _task(self) -> Any:
        project = self._project().project
        due = Due(timezone.localdate() + timedelta(days=9))
        text = {"description": self.source, "due": due}
        added = Task.objects.add(project, self.words, by=self.writer, **text)
        if not project.collaborators.filter(user=self.reader).exists():
            project.take_in(self.reader)
        added.give(self.reader, by=self.writer)
        task: Any = Task.objects.for_page().get(pk=added.pk)
        task.by, task.given = self.writer, task.assignees.get()
        task.reminder = Reminder.objects.filter(thing=task.target)[0]
        return task

    def _comment(self) -> Any:
        added = TaskComment.objects.add(self._task(), self.source, by=self.writer)
        comment: Any = TaskComment.objects.for_page().get(pk=added.pk)
        comment.by, comment.just_named = self.writer, [self.reader.pk]
        return comment

    def _meeting(self) -> Meeting:
        said = {"title": self.words, "notes": self.words, "held_on": timezone.localdate()}
        noted = Meeting.objects.note(self._project().project, by=self.writer, **said)
        return Meeting.objects.for_page().get(pk=noted.pk)

    def _decision(self) -> Decision:
        said = {"title": self.words, "why": self.words, "decided_on": timezone.localdate()}
        noted = Decision.objects.note(self._project().project, by=self.writer, **said)
        return Decision.objects.for_page().get(pk=noted.pk)

    def _named(self) -> Any:
        update: Any = self._update()
        update.just_named, update.named_by = [self.reader.pk], self.writer.pk
        return update

    def _update(self) -> Update:
        posted = Update.objects.post(self._project().project, self.words, by=self.writer)
        return Update.objects.for_page().get(pk=posted.pk)

    def _called(self) -> Any:
        said = {"title": self.words, "text": self.words, "time": self.words}
        until = timezone.localdate() + timedelta(days=9)
        opened = Call.objects.open_in(
            self._project().project, by=self.writer, tags=[], until=until, **said
        )
        call: Any = Call.objects.for_page().get(pk=opened.pk)
        call.ended_at = timezone.now()
        return call

    def _call(self) -> Any:
        return of_calls.Itself(self._called())

    def _workshop(self) -> Any:
        said = {"title": self.words, "text": self.source, "venue": self.words}
        workshop: Any = propose_workshop(space=self.topic.space, by=self.writer, **said)
        workshop.release(by=self.writer)
        workshop.note = self.words
        return workshop

    def _planned(self) -> Any:
        return of_workshops.Itself(self._workshop(), self.writer)

    def _repeated(self) -> Any:
        said = {"title": self.words, "text": self.source, "venue": self.words}
        series = propose_series(space=self.topic.space, by=self.writer, **said)
        series.release(by=self.writer)
        mine = come_to_all(series, self.reader, question=self.words)
        series.note = self.words
        return of_series.Told(series, [one.workshop for one in mine], self.writer, mine)

    def _beginning(self) -> Any:
        workshop = self._workshop()
        workshop.workshop = workshop
        workshop.reminder = Reminder.objects.filter(thing=workshop.target).first()
        return workshop

    def _awarded(self) -> Any:
        said = words(title=self.words, description=self.words, criteria=self.source)
        badge = publish_badge(community=self.community, by=self.writer, **said)
        award = propose(badge, to=self.reader, by=self.writer, words=self.words)
        award.reason = self.words
        return award

    def _endorsed(self) -> Any:
        tag = Tag.objects.create(community=self.community, name="hops")
        skill = Skill.objects.create(uri="urn:hops", label=self.words, sort=Skill.Sort.SKILL)
        Meaning.objects.set(tag, skill, by=self.writer)
        piece = Piece(1, self.reader.pk, [tag.pk], self.topic.space, timezone.now())
        Evidence.objects.bulk_create(piece.rows("answer"))
        endorsed = Evidence.objects.get(user=self.reader)
        said = Endorsement.objects.endorse(endorsed, by=self.writer, note=self.words)
        said.evidence.tag = Tag.objects.select_related("meaning__skill").get(pk=tag.pk)
        return said

    def _written(self) -> Any:
        workshop = self._workshop()
        message = Message.objects.send(workshop, by=self.writer, text=self.words, reach="all")
        message.workshop = workshop
        return message

    def _settled(self) -> Any:
        question = register(self._workshop(), self.reader, question=self.words).questions.get()
        question.settled_by = self.writer
        return question

    def _guest_asks(self) -> Any:
        said = {"name": self.words[:100], "mode": "online", "question": self.words}
        guest = Guest(workshop=self._workshop(), email="guest@example.org", **said)
        guest.save()
        return of_guests.Asking(guest)

    def _guest_comes(self) -> Any:
        guest = self._guest_asks().guest
        mine = Registration.objects.create(
            workshop=guest.workshop, guest=guest, mode="online", state="confirmed"
        )
        return of_guests.News(mine, of_guests.Sort.SEAT, "You have a seat", self.words)

    def _idea(self) -> Any:
        said = {"side": "learn", "title": self.words, "text": self.source}
        idea: Any = Idea.objects.add(self.topic.space, by=self.writer, **said)
        idea.offer(by=self.writer, words=self.words)
        # For the kind that tells of the offer, which is one with what is asked of both.
        idea.idea, idea.user, idea.words = idea, self.writer, self.words
        idea.user_id = self.writer.pk
        idea.closed_by, idea.note = self.writer, self.words
        return idea

    def _seat(self) -> Any:
        mine = register(self._workshop(), self.reader, question=self.words)
        mine.offer_ends_at = timezone.now() + timedelta(hours=9)
        return mine

    def _courses(self) -> Any:
        said = {"title": self.words, "text": self.source}
        return publish_course(space=self.topic.space, by=self.writer, **said)

    def _course(self) -> Any:
        return of_courses.Itself(self._courses(), self.writer)

    def _assigned(self) -> Course:
        space = self.topic.space
        course = propose_course(space=space, by=self.writer, title=self.words, text=self.source)
        assign(write_lesson(course, title=self.words, text=self.source), text=self.source)
        return bring_out(course)

    def _work(self) -> Any:
        course = self._assigned()
        work: Any = hand_in(course, self.reader, text=self.source)
        work.course = course
        return work

    def _work_review(self) -> Any:
        """Of somebody's work, to the reader."""
        work = self._work()
        made: Any = WorkReview.objects.ask(work, self.reader.pk)
        made.work, made.course = work, work.course
        return made

    def _due_review(self) -> Any:
        made = self._work_review()
        made.reminder = Reminder.objects.get(thing=made.target)
        return made

    def _stop(self) -> Any:
        run: Any = take(self._courses(), self.reader)
        run.reminder = Reminder.objects.get(thing=run.target)
        return run

    def _deadline(self) -> Any:
        run = take(self._assigned(), self.reader)
        lesson = run.edition.lessons.first().lesson
        due: Any = Deadline.objects.create(
            run=run, lesson=lesson, at=timezone.now() + timedelta(days=9)
        )
        due.arrange()
        due.course = run.course
        due.reminder = Reminder.objects.get(thing=due.target)
        return due

    def _nudge(self) -> Any:
        run = take(self._courses(), self.reader)
        lesson = run.edition.lessons.order_by("position").first().lesson
        nudge: Any = Nudge.objects.send(lesson, by=self.writer, text=self.words)
        nudge.course = run.course
        return nudge

    def _opening(self) -> Any:
        run = take(self._courses(), self.reader)
        opening: Any = Opening.objects.create(run=run, at=timezone.now() + timedelta(hours=9))
        reminders.arrange(opening.target)
        opening.course = run.course
        opening.reminder = Reminder.objects.get(thing=opening.target)
        return opening

    def _counter(self) -> Any:
        mine = register(self._workshop(), self.reader, question=self.words)
        return of_calendars.Proposal(mine, mine.workshop.when, self.words, "")

    def _match(self) -> Any:
        match = Match(call=self._called(), user=self.reader)
        match.reason = {"kind": "chosen", "tag": self.words}
        return match

    def _ending(self) -> Any:
        call = self._called()
        call.call = call
        call.reminder = Reminder.objects.get(thing=call.target)
        return call

    def _application(self) -> Any:
        sent = Application(call=self._called(), user=self.writer, note=self.words)
        sent.answer, sent.decided_by = self.words, self.writer
        return sent

    def _article(self) -> Any:
        article = publish_article(
            space=self.topic.space,
            by=self.writer,
            title=self.words,
            **dict.fromkeys(said()["parts"], self.words),
        )
        article.note = self.words
        article.reminder = Reminder.objects.get(thing=article.target)
        return article

    def _published(self) -> Any:
        article = self._article()
        article.published_by = self.writer
        return article

    def _doubted(self) -> Any:
        article = self._article()
        article.doubt = Doubt.objects.raise_on(article, by=self.writer, note=self.words)
        return article


def whole(message: Any) -> str:
    """All that a mail says, decoded: its headers, and both of its parts."""
    sent = message.message()
    parts = [
        part.get_payload(decode=True).decode() for part in sent.walk() if not part.is_multipart()
    ]
    return "\n".join([*(f"{name}: {value}" for name, value in message_headers(sent)), *parts])


def message_headers(sent: Any) -> list[tuple[str, str]]:
    return [(name, str(make_header(decode_header(value)))) for name, value in sent.items()]
