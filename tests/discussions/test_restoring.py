"""A version is restored by an edit, and never over what one has not seen."""

from functools import partial

import pytest

from communities.models import Role
from core.errors import StaleVersion
from discussions.models import Mention, Post, Topic
from discussions.restoring import restore_revision
from notifications.models import Notice
from tests.communities.factories import join
from tests.core.uploads.factories import keep_picture
from tests.discussions.factories import add_post, start_topic
from tests.discussions.test_converting import actor
from tests.discussions.test_pages import as_user, text
from tests.racing import race


def edited(**kwargs) -> Post:
    topic = start_topic()
    answer = add_post(topic, source="First words.", **kwargs)
    answer.edit("Second words.", by=answer.author, version=1)
    return answer


@pytest.mark.django_db
def test_a_restored_version_is_a_new_one_whose_history_says_so():
    answer = edited()
    client = as_user(answer.author)
    at = f"{answer.get_absolute_url()}versions/1/restoration/"

    page = text(client.get(f"{answer.get_absolute_url()}history/"))
    response = client.post(at, {"version": "2"})

    assert at in page
    assert 'name="version" value="2"' in page
    assert response.headers["Location"] == answer.get_absolute_url()
    answer = Post.objects.get(pk=answer.pk)
    assert (answer.source, answer.version) == ("First words.", 3)
    assert "First words." in answer.html
    last = answer.revisions.get(number=2)
    assert (last.source, last.reason) == ("Second words.", "Version 1 again")
    assert "Version 1 again" in text(client.get(f"{answer.get_absolute_url()}history/"))


@pytest.mark.django_db
def test_of_an_opening_post_title_and_tags_come_along_and_the_kind_stays():
    topic = start_topic(title="The first title", source="First words.", tags=["ale"])
    new = {"title": "The second title", "source": "Second words.", "tags": ["lager"]}
    topic.edit(by=topic.author, version=1, **new)
    topic.convert("discussion", by=topic.author)
    client = as_user(topic.author)
    at = f"{topic.address}posts/1/versions/1/restoration/"

    client.post(at, {"version": "3"})

    topic = Topic.objects.with_tags().get()
    assert (topic.title, topic.tag_names, topic.kind) == ("The first title", ["ale"], "discussion")
    assert (topic.opening.source, topic.gist, topic.version) == ("First words.", "First words.", 4)


@pytest.mark.django_db
def test_what_an_imported_version_does_not_know_stays():
    topic = start_topic(title="The only title", source="First words.", tags=["ale"])
    topic.edit(by=topic.author, version=1, title=topic.title, source="Second words.", tags=["ale"])
    revision = topic.opening.revisions.get()
    revision.title, revision.tags = "", []
    revision.save()

    restore_revision(revision, by=topic.author, version=2)

    topic = Topic.objects.with_tags().get()
    assert (topic.title, topic.tag_names) == ("The only title", ["ale"])
    assert topic.opening.source == "First words."


@pytest.mark.django_db
@pytest.mark.parametrize("surface", ["web", "api"])
def test_what_changed_meanwhile_is_not_overwritten(surface):
    answer = edited()
    Post.objects.get(pk=answer.pk).edit("Third words.", by=answer.author, version=2)

    response = ask(surface, answer, answer.author, version=2)

    assert response.status_code == 409
    assert Post.objects.get(pk=answer.pk).source == "Third words."
    if surface == "web":
        assert "Version 3" in text(response)
        assert 'name="version" value="3"' in text(response)
        assert "changed this meanwhile" in text(response)


@pytest.mark.django_db
@pytest.mark.parametrize("surface", ["web", "api"])
@pytest.mark.parametrize(
    ("who", "may"),
    [("author", True), ("moderator", True), ("member", False), ("outsider", False)],
)
def test_who_may_edit_may_restore(surface, who, may):
    answer = edited()
    user = answer.author if who == "author" else actor(answer.topic, who)

    response = ask(surface, answer, user, version=2)
    page = text(as_user(user).get(f"{answer.get_absolute_url()}history/"))

    assert response.status_code == ({"web": 302, "api": 200}[surface] if may else 403)
    assert (Post.objects.get(pk=answer.pk).source == "First words.") is may
    assert ("/restoration/" in page) is may


@pytest.mark.django_db
@pytest.mark.parametrize("surface", ["web", "api"])
def test_a_version_of_another_post_is_not_there(surface):
    answer = edited()
    other = add_post(answer.topic, by=answer.author)

    response = ask(surface, other, answer.author, version=1)

    assert response.status_code == 404


@pytest.mark.django_db
def test_whoever_is_named_again_is_not_told_again_and_a_picture_is_there_again(relay):
    topic = start_topic()
    author, named = join(topic.community), join(topic.community)
    picture = keep_picture(author)
    answer = add_post(topic, by=author, source=f"Ask @{named.handle}. {picture.markdown}")
    answer.edit("Nobody.", by=author, version=1)
    moderator = join(topic.community, role=Role.MODERATOR)
    relay()
    Notice.objects.all().delete()

    restore_revision(answer.revisions.get(), by=moderator, version=2)
    relay()

    assert picture.address in Post.objects.get(pk=answer.pk).html
    assert Mention.objects.filter(user=named).count() == 1
    assert not Notice.objects.filter(user=author).exists()


@pytest.mark.django_db(transaction=True)
def test_of_two_who_restore_at_once_one_does():
    answer = edited()
    revision = answer.revisions.get()

    def restore():
        kept = type(revision).objects.select_related("post__topic__space").get(pk=revision.pk)
        restore_revision(kept, by=answer.author, version=2)

    said = race(*(partial(restore),) * 3)

    assert [isinstance(result, StaleVersion) for result in said].count(True) == 2
    assert Post.objects.get(pk=answer.pk).version == 3


def ask(surface: str, post: Post, user, version: int):
    client = as_user(user)
    if surface == "web":
        at = f"{post.get_absolute_url()}versions/1/restoration/"
        return client.post(at, {"version": version})
    at = f"/api/v1/topics/{post.topic_id}/posts/{post.number}/revisions/1/restoration/"
    return client.post(at, {"version": version}, content_type="application/json")
