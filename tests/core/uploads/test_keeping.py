from datetime import timedelta
from functools import partial
from io import BytesIO

import pytest
from django.core.files.storage import default_storage
from django.db import transaction
from django.test import Client
from django.utils import timezone

from core.models import OutboxEvent, Upload, UploadUse
from core.tasks import purge_uploads
from core.uploads import keeping, storing
from core.uploads.errors import StorageUnavailable
from core.uploads.keeping import remove
from core.uploads.kinds import PNG
from discussions.models import Draft
from tests.accounts.factories import UserFactory
from tests.communities.factories import join
from tests.core.uploads.factories import keep_picture, picture, status_of
from tests.discussions.factories import add_post, start_topic
from tests.racing import race

pytestmark = pytest.mark.django_db(transaction=True)


def age(upload: Upload, days: int) -> None:
    Upload.objects.filter(pk=upload.pk).update(created_at=timezone.now() - timedelta(days=days))


def is_stored(upload: Upload) -> bool:
    return default_storage.exists(upload.stored_as)


def test_removing_takes_the_row_and_the_file():
    upload = keep_picture()
    client = Client()
    client.force_login(upload.owner)
    assert status_of(client, upload.address) == 200

    remove(upload)
    remove(upload)

    assert status_of(client, upload.address) == 404
    assert not is_stored(upload)
    assert not Upload.objects.exists()


def test_removing_that_is_undone_takes_nothing():
    upload = keep_picture()

    with transaction.atomic():
        remove(upload)
        transaction.set_rollback(True)

    assert Upload.objects.kept().exists()
    assert is_stored(upload)
    assert not OutboxEvent.objects.exists()


def test_whoever_dies_half_way_leaves_what_the_hourly_task_finds(monkeypatch):
    """Before the file, between file and row, and after the row was taken: nothing stays behind."""

    def die(*args: object) -> None:
        raise KeyboardInterrupt

    user = UserFactory()
    write = storing.write
    for half in (die, lambda *args: (write(*args), die())):
        monkeypatch.setattr(storing, "write", half)
        with pytest.raises(KeyboardInterrupt):
            keeping.keep(BytesIO(picture()), "a.png", PNG, by=user)
        monkeypatch.undo()
    removed = keep_picture()
    monkeypatch.setattr(keeping, "clear", lambda upload: None)
    remove(removed)
    monkeypatch.undo()
    left = list(Upload.objects.order_by("created_at"))
    assert [is_stored(upload) for upload in left] == [False, True, True]
    assert not Upload.objects.kept().exists()

    purge_uploads()
    assert Upload.objects.count() == 3  # the first two might still be on their way
    for upload in left:
        age(upload, days=1)
    purge_uploads()

    assert not Upload.objects.exists()
    assert not any(map(is_stored, left))


def test_a_file_that_arrives_after_it_was_given_up_is_not_kept(monkeypatch):
    write = storing.write

    def arrive_late(name, file):
        write(name, file)
        Upload.objects.update(created_at=timezone.now() - timedelta(days=1))
        purge_uploads()
        write(name, file)

    monkeypatch.setattr(storing, "write", arrive_late)

    with pytest.raises(StorageUnavailable):
        keep_picture()

    assert not Upload.objects.exists()
    assert default_storage.listdir("uploads")[1] == []


def test_what_nobody_uses_goes_after_thirty_days():
    topic = start_topic()
    used, unused, fresh, drafted = (keep_picture(topic.author) for _ in range(4))
    add_post(topic, by=topic.author, source=used.markdown)
    Draft.objects.keep("reply/1", {"source": f"See {drafted.markdown}"}, by=topic.author)
    for upload in (used, unused, drafted):
        age(upload, days=31)
    age(fresh, days=29)

    purge_uploads()

    assert set(Upload.objects.kept()) == {used, fresh, drafted}
    assert [is_stored(u) for u in (used, unused, fresh, drafted)] == [True, False, True, True]
    Draft.objects.discard("reply/1", by=topic.author)
    purge_uploads()
    assert set(Upload.objects.kept()) == {used, fresh}


def test_a_stranger_s_draft_keeps_nothing():
    upload = keep_picture()
    Draft.objects.keep("reply/1", {"source": upload.markdown}, by=UserFactory())
    age(upload, days=31)

    purge_uploads()

    assert not Upload.objects.exists()


def test_a_deleted_post_keeps_its_picture_for_when_it_is_restored():
    topic = start_topic()
    upload = keep_picture(topic.author)
    post = add_post(topic, by=topic.author, source=upload.markdown)
    post.delete_softly(by=topic.author)
    age(upload, days=31)

    purge_uploads()

    assert Upload.objects.kept().exists()


def test_using_and_purging_at_the_same_moment_agree():
    """Either it was gone before, and the text has a link; or it is used, and stays."""
    topic = start_topic()
    member = join(topic.community)
    for _ in range(6):
        upload = keep_picture(member)
        age(upload, days=31)

        posted, _purged = race(
            partial(add_post, topic, by=member, source=upload.markdown), purge_uploads
        )

        is_kept = Upload.objects.kept().filter(pk=upload.pk).exists()
        assert ("<img" in posted.html) == is_kept == is_stored(upload)
        assert UploadUse.objects.filter(object_id=posted.pk).exists() == is_kept


def test_removing_twice_at_once_tells_once():
    topic = start_topic()
    upload = keep_picture(topic.author)
    add_post(topic, by=topic.author, source=upload.markdown)

    race(partial(remove, upload), partial(remove, Upload.objects.get()))

    assert OutboxEvent.objects.filter(name="core.UploadRemoved").count() == 1
    assert not is_stored(upload)
