from typing import Any

from django.http import Http404
from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema
from rest_framework import status
from rest_framework.exceptions import ValidationError
from rest_framework.response import Response

from communities.access import community_to_read
from core.api.idempotency import IDEMPOTENCY, nonce_of
from core.api.paging import PageInput, page_of, page_response
from core.api.serializers import read
from core.api.views import ApiRequest, ApiView, PersonalView
from core.permissions import require
from discussions import access, rules
from discussions.api import serializers as s
from discussions.api.shown import post_shown, topic_shown
from discussions.arranging.forwarding import topic_instead_of
from discussions.asking.reasons import in_words
from discussions.duplicates import likely_originals, page_of_duplicates
from discussions.forms import UNFILLED
from discussions.listing import Listing
from discussions.marks import marks_of
from discussions.models import Acceptance, Closure, Post, ReadMark, Template, Topic, Vote
from discussions.moving import move
from discussions.restoring import restore_revision
from discussions.story import split
from discussions.thread import Thread, read_branch, read_thread

TOPICS = page_of(s.TopicOutput)


def topic_as_page(request: ApiRequest, topic: Topic, query: dict[str, Any]) -> dict[str, Any]:
    thread = read_thread(topic, sort=query.get("sort"), after=query.get("after"))
    banner = topic.banner_for(request.user)
    return topic_shown(topic) | {
        "story": story_in(thread),
        "banner": {"title": banner.title, "url": banner.url} if banner else None,
        "duplicate_of": topic.closure.duplicate_of_id if topic.is_closed else None,
        "duplicate_count": topic.duplicate_count,
        "asked_count": topic.asked_count,
        "ask": in_words(topic.my_ask["reason"]) if topic.my_ask else None,
        "is_on_agenda": topic.is_on_agenda if rules.can_take_up(request.user, topic) else None,
        "turns": s.TurnOutput(topic.turns_told, many=True).data,
        "accepted": thread.accepted_number,
        "posts": posts_together(request, list(thread.posts)),
        "next": thread.next,
    }


def story_in(thread: Thread) -> dict[str, str] | None:
    if thread.opening is None or not thread.opening.root.topic.is_story:
        return None
    return split(thread.opening.root.source)


def posts_together(request: ApiRequest, posts: list[Post]) -> list[dict[str, Any]]:
    """Posts of one topic, among them all those that they reply to."""
    numbers: dict[int | None, int] = {post.pk: post.number for post in posts}
    return _shown(request, posts, numbers)


def post_alone(request: ApiRequest, post: Post) -> dict[str, Any]:
    numbers = {post.parent_id: post.parent.number} if post.parent else {}
    return _shown(request, [post], numbers)[0]


def _shown(
    request: ApiRequest, posts: list[Post], numbers: dict[int | None, int]
) -> list[dict[str, Any]]:
    marks = marks_of(request.user, posts)
    return [post_shown(post, numbers, marks) for post in posts]


class TopicsView(ApiView):
    query = s.TopicsInput

    @extend_schema(operation_id="list_topics", responses=TOPICS)
    def get(self, request: ApiRequest, slug: str) -> Response:
        """A community's topics that you may read."""
        community = community_to_read(request.user, slug)
        after, size = self.asked.pop("after", None), self.asked.pop("limit")
        page = Listing(**self.asked).page(request.user, community, after=after, size=size)
        return page_response(request, page, topic_shown)

    @extend_schema(
        operation_id="start_topic",
        parameters=[IDEMPOTENCY],
        request=s.StartInput,
        responses={201: s.TopicPageOutput},
    )
    def post(self, request: ApiRequest, slug: str) -> Response:
        """Ask a question, or start a topic of another kind."""
        community = access.community_to_post_in(request.user, slug)
        data = read(request, s.StartInput)
        spaces = access.spaces_to_write_in(request.user, community)
        wanted = data.pop("space", None)
        space = get_object_or_404(spaces.filter(slug=wanted) if wanted else spaces[:1])
        require(rules.can_start(request.user, community, data["kind"], space))
        if Template.objects.is_unfilled(community, data["source"]):
            raise ValidationError({"markdown": [UNFILLED]}, "unfilled")
        nonce = nonce_of(request)
        started = Topic.objects.start(space, by=request.user, nonce=nonce, **data)
        topic = access.topic_to_read(request.user, started.pk)
        return Response(topic_as_page(request, topic, {}), status.HTTP_201_CREATED)


class TopicView(ApiView):
    query = s.TopicInputQuery

    @extend_schema(operation_id="read_topic", responses=s.TopicPageOutput)
    def get(self, request: ApiRequest, pk: int) -> Response:
        """A topic with its opening post and a page of what was answered.

        Of one that was merged into another, that one: `id` says which it is.
        """
        try:
            topic = access.topic_to_read(request.user, pk)
        except Http404:
            instead = topic_instead_of(request.user, pk)
            if instead is None:
                raise
            topic = access.topic_to_read(request.user, instead.pk)
        return Response(topic_as_page(request, topic, self.asked))

    @extend_schema(operation_id="edit_topic", request=s.TopicEditInput, responses=s.TopicPageOutput)
    def put(self, request: ApiRequest, pk: int) -> Response:
        """Change title, tags and opening post. An old `version` is answered with 409."""
        topic = access.topic_to_edit(request.user, pk)
        topic.edit(by=request.user, **read(request, s.TopicEditInput))
        topic = access.topic_to_read(request.user, pk)
        return Response(topic_as_page(request, topic, {}))

    @extend_schema(operation_id="delete_topic", responses={204: None})
    def delete(self, request: ApiRequest, pk: int) -> Response:
        """Take a topic away from everyone."""
        access.topic_to_delete(request.user, pk).delete_softly(by=request.user)
        return Response(status=status.HTTP_204_NO_CONTENT)


class PostsView(ApiView):
    @extend_schema(
        operation_id="reply_to_topic",
        parameters=[IDEMPOTENCY],
        request=s.ReplyInput,
        responses={201: s.PostOutput},
    )
    def post(self, request: ApiRequest, pk: int) -> Response:
        """Answer a topic, or with `reply_to` reply to one of its posts."""
        topic = access.topic_to_reply_to(request.user, pk)
        data = read(request, s.ReplyInput)
        if number := data.pop("parent", None):
            data["parent"] = access.post_to_reply_to(request.user, pk, number)
        post = topic.reply(by=request.user, nonce=nonce_of(request), **data)
        return Response(post_alone(request, post), status.HTTP_201_CREATED)


class PostView(ApiView):
    @extend_schema(operation_id="read_post", responses=s.PostOutput)
    def get(self, request: ApiRequest, pk: int, number: int) -> Response:
        """One post. Of one that has moved to another topic, as it is there: see its `url`."""
        post = access.post_wherever_it_is(request.user, pk, number)
        return Response(post_alone(request, post))

    @extend_schema(operation_id="edit_post", request=s.PostEditInput, responses=s.PostOutput)
    def put(self, request: ApiRequest, pk: int, number: int) -> Response:
        """Rewrite an answer or reply. An old `version` is answered with 409."""
        post = access.post_to_edit(request.user, pk, number)
        post.edit(by=request.user, **read(request, s.PostEditInput))
        return Response(post_alone(request, access.post_to_read(request.user, pk, number)))

    @extend_schema(operation_id="delete_post", responses={204: None})
    def delete(self, request: ApiRequest, pk: int, number: int) -> Response:
        """Empty a post's place; replies to it stay."""
        access.post_to_delete(request.user, pk, number).delete_softly(by=request.user)
        return Response(status=status.HTTP_204_NO_CONTENT)


class RestorationView(PersonalView):
    @extend_schema(operation_id="restore_post", request=None, responses=s.PostOutput)
    def post(self, request: ApiRequest, pk: int, number: int) -> Response:
        """Bring a deleted post back."""
        post = access.post_to_restore(request.user, pk, number)
        post.restore(by=request.user)
        return Response(post_alone(request, access.post_to_read(request.user, pk, number)))


class BranchView(ApiView):
    query = s.BranchQueryInput

    @extend_schema(operation_id="read_branch", responses=s.BranchOutput)
    def get(self, request: ApiRequest, pk: int, number: int) -> Response:
        """A post and all that hangs below it. A topic's page has the first thirty of these only."""
        root = access.post_to_read(request.user, pk, number)
        branch, following = read_branch(root, after=self.asked.get("after"))
        for reply in branch.replies:
            reply.topic = root.topic  # the one in hand: no query for each post
        posts = posts_together(request, [root, *branch.replies])
        return Response({"posts": posts, "next": following})


class RevisionsView(ApiView):
    @extend_schema(operation_id="list_revisions", responses=s.RevisionOutput(many=True))
    def get(self, request: ApiRequest, pk: int, number: int) -> Response:
        """What a post said before each edit, oldest first."""
        post = access.post_to_read(request.user, pk, number)
        kept = post.revisions.select_related("author", "replaced_by").order_by("number")
        return Response(s.RevisionOutput(kept, many=True).data)


class QuotedView(ApiView):
    @extend_schema(operation_id="read_quoted", responses=s.QuotedOutput)
    def get(self, request: ApiRequest, pk: int, number: int) -> Response:
        """What was cut off a post that came by mail: the text of other mails."""
        return Response(s.QuotedOutput(access.mail_of(request.user, pk, number)).data)


class RevisionRestorationView(PersonalView):
    @extend_schema(
        operation_id="restore_revision",
        request=s.RevisionRestorationInput,
        responses=s.PostOutput,
    )
    def post(self, request: ApiRequest, pk: int, number: int, version: int) -> Response:
        """Let the post say again what that version said, which is an edit like any other.

        Of the first post, title and tags come along, and `version` is the topic's.
        """
        revision = access.revision_to_restore(request.user, pk, number, version)
        data = read(request, s.RevisionRestorationInput)
        restore_revision(revision, by=request.user, **data)
        return Response(post_alone(request, access.post_to_read(request.user, pk, number)))


class VoteView(PersonalView):
    @extend_schema(operation_id="find_useful", request=None, responses=s.PostOutput)
    def put(self, request: ApiRequest, pk: int, number: int) -> Response:
        """Say that a post was useful. Saying it twice counts once."""
        post = access.post_to_vote_on(request.user, pk, number)
        Vote.objects.cast(post, by=request.user)
        return Response(post_alone(request, post))

    @extend_schema(operation_id="withdraw_useful", responses={204: None})
    def delete(self, request: ApiRequest, pk: int, number: int) -> Response:
        """Take that back."""
        post = access.post_to_vote_on(request.user, pk, number)
        Vote.objects.withdraw(post, by=request.user)
        return Response(status=status.HTTP_204_NO_CONTENT)


class AcceptanceView(PersonalView):
    @extend_schema(operation_id="accept_answer", request=None, responses=s.PostOutput)
    def put(self, request: ApiRequest, pk: int, number: int) -> Response:
        """Accept an answer, in place of any other."""
        answer = access.answer_to_accept(request.user, pk, number)
        Acceptance.objects.accept(answer, by=request.user)
        return Response(post_alone(request, answer))

    @extend_schema(operation_id="withdraw_acceptance", responses={204: None})
    def delete(self, request: ApiRequest, pk: int, number: int) -> Response:
        """Leave the question without an accepted answer."""
        answer = access.answer_to_accept(request.user, pk, number)
        Acceptance.objects.withdraw(answer.topic)
        return Response(status=status.HTTP_204_NO_CONTENT)


class ClosureView(PersonalView):
    @extend_schema(operation_id="close_topic", request=s.ClosureInput, responses=s.TopicOutput)
    def put(self, request: ApiRequest, pk: int) -> Response:
        """Take no more posts but from moderators, and say why."""
        topic = access.topic_to_close(request.user, pk)
        data = read(request, s.ClosureInput)
        if original := data.pop("duplicate_of", None):
            data["duplicate_of"] = access.original_of(request.user, topic, original)
        Closure.objects.close(topic, by=request.user, **data)
        return Response(topic_shown(access.topic_to_read(request.user, pk)))


class OriginalsView(PersonalView):
    query = s.OriginalsInput

    @extend_schema(operation_id="list_likely_originals", responses=s.TopicOutput(many=True))
    def get(self, request: ApiRequest, pk: int) -> Response:
        """Topics that may have it already, the likeliest first, for who may close this one."""
        topic = access.topic_to_close(request.user, pk)
        found = likely_originals(request.user, topic, self.asked["q"])
        return Response([topic_shown(original) for original in found])


class DuplicatesView(ApiView):
    query = PageInput

    @extend_schema(operation_id="list_duplicates", responses=TOPICS)
    def get(self, request: ApiRequest, pk: int) -> Response:
        """Those that you may read of the topics closed because this one has it already."""
        topic = access.topic_to_read(request.user, pk)
        after, size = self.asked.get("after"), self.asked["limit"]
        page = page_of_duplicates(request.user, topic, after=after, size=size)
        return page_response(request, page, topic_shown)


class ReopeningView(PersonalView):
    @extend_schema(operation_id="reopen_topic", request=s.ReopeningInput, responses=s.TopicOutput)
    def post(self, request: ApiRequest, pk: int) -> Response:
        """Take posts of all members again, and say why."""
        topic = access.topic_to_reopen(request.user, pk)
        Closure.objects.reopen(topic, by=request.user, **read(request, s.ReopeningInput))
        return Response(topic_shown(access.topic_to_read(request.user, pk)))


class KindView(PersonalView):
    @extend_schema(operation_id="convert_topic", request=s.KindInput, responses=s.TopicOutput)
    def put(self, request: ApiRequest, pk: int) -> Response:
        """Make it a topic of another kind. All that was written and counted stays with it."""
        topic = access.topic_to_convert(request.user, pk)
        kind = read(request, s.KindInput)["kind"]
        require(rules.can_convert(request.user, topic, kind))
        topic.convert(kind, by=request.user)
        return Response(topic_shown(access.topic_to_read(request.user, pk)))


class SpaceView(PersonalView):
    @extend_schema(operation_id="move_topic", request=s.MoveInput, responses=s.TopicOutput)
    def put(self, request: ApiRequest, pk: int) -> Response:
        """Move it to another space of its community. Who may read it changes at once."""
        topic = access.topic_to_move(request.user, pk)
        slug = read(request, s.MoveInput)["space"]
        move(topic, access.space_to_move_to(request.user, topic, slug), by=request.user)
        return Response(topic_shown(access.topic_to_read(request.user, pk)))


class PinView(PersonalView):
    @extend_schema(operation_id="pin_topic", request=None, responses={204: None})
    def put(self, request: ApiRequest, pk: int) -> Response:
        """Keep a topic at the top of its community."""
        access.topic_to_moderate(request.user, pk).pin()
        return Response(status=status.HTTP_204_NO_CONTENT)

    @extend_schema(operation_id="unpin_topic", responses={204: None})
    def delete(self, request: ApiRequest, pk: int) -> Response:
        """Let it go."""
        access.topic_to_moderate(request.user, pk).unpin()
        return Response(status=status.HTTP_204_NO_CONTENT)


class FirstUnreadView(PersonalView):
    @extend_schema(operation_id="read_first_unread", responses=s.PostOutput)
    def get(self, request: ApiRequest, pk: int) -> Response:
        """The first post that others wrote since you read the topic; 404 where there is none."""
        topic = access.topic_to_read(request.user, pk)
        post = access.first_unread_in(request.user, topic)
        if post is None:
            raise Http404
        return Response(post_alone(request, post))


class ReadMarkView(PersonalView):
    @extend_schema(operation_id="mark_read", request=s.ReadMarkInput, responses=s.ReadMarkOutput)
    def put(self, request: ApiRequest, pk: int) -> Response:
        """Say how far you have read; it never goes back."""
        topic = access.topic_to_read(request.user, pk)
        number = min(read(request, s.ReadMarkInput)["number"], topic.post_count)
        ReadMark.objects.advance(topic, by=request.user, number=number)
        mark = ReadMark.objects.get(topic=topic, user=request.user)
        return Response(s.ReadMarkOutput(mark).data)
