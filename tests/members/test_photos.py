"""A photo: cut to a square, seen by whom its owner says, removed and brought back."""

from datetime import timedelta
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from PIL import Image

from accounts.models import Block, User
from members.photos.models import Photo
from members.photos.squaring import Crop
from members.profiles.levels import Level
from members.profiles.models import Profile
from tests.accounts.factories import UserFactory
from tests.communities.factories import CommunityFactory, join
from tests.discussions.factories import first_space, start_topic
from tests.members.connecting import connect

pytestmark = pytest.mark.django_db


def picture(name: str = "me.jpg") -> SimpleUploadedFile:
    """Red on the left, blue on the right, and the place where it was taken."""
    drawn = Image.new("RGB", (400, 200), "red")
    drawn.paste("blue", (200, 0, 400, 200))
    exif = Image.Exif()
    exif[0x010E] = "zqplace"
    out = BytesIO()
    drawn.save(out, "JPEG", exif=exif, quality=95)
    return SimpleUploadedFile(name, out.getvalue(), "image/jpeg")


def client_of(user: User | None) -> Client:
    client = Client()
    if user:
        client.force_login(user)
    return client


def put_on_page(client: Client, **said: object) -> int:
    body = {"file": picture(), "level": "everyone"} | said
    return client.post("/settings/about/photo/", body).status_code


def put_by_program(client: Client, **said: object) -> int:
    from django.test.client import BOUNDARY, MULTIPART_CONTENT, encode_multipart

    body = encode_multipart(BOUNDARY, {"file": picture(), "level": "everyone"} | said)
    return client.put("/api/v1/me/photo/", body, content_type=MULTIPART_CONTENT).status_code


WAYS = [put_on_page, put_by_program]


@pytest.mark.parametrize("put", WAYS)
def test_a_photo_is_cut_drawn_anew_removed_and_brought_back(put):
    ada = UserFactory(handle="ada")
    mine = client_of(ada)

    assert put(mine, left=0.5, top=0.0, side=1.0) in (200, 302)
    key = Photo.objects.get().key
    for size, pixels in (("large", 320), ("small", 96)):
        answer = Client().get(f"/photos/{key}/{size}/")
        assert b"zqplace" not in answer.content
        drawn = Image.open(BytesIO(answer.content))
        assert (drawn.format, drawn.size) == ("JPEG", (pixels, pixels))
        red, _green, blue = drawn.getpixel((pixels // 2, pixels // 2))
        assert (red < 60, blue > 190) == (True, True)
    again = Client().get(f"/photos/{key}/small/", headers={"if-none-match": answer["ETag"]})
    assert again.status_code == 304
    assert Client().get("/api/v1/people/ada/photo/?size=small").content == answer.content

    assert put(mine) in (200, 302)
    assert Client().get(f"/photos/{key}/small/").status_code == 404  # another key each time
    key = Photo.objects.get().key
    middle = Image.open(BytesIO(Client().get(f"/photos/{key}/large/").content))
    assert middle.getpixel((10, 160))[0] > 190
    assert middle.getpixel((310, 160))[2] > 190
    for wrong, status in (
        ({"file": SimpleUploadedFile("a.txt", b"words")}, 415),
        ({"file": ""}, 422),
    ):
        assert put(mine, **wrong) == status
    assert key in mine.get("/settings/about/").text

    if put is put_on_page:
        mine.post("/settings/about/photo/", {"_method": "delete"})
        assert "bring it back" in mine.get("/settings/about/photo/").text.lower()
    else:
        assert mine.delete("/api/v1/me/photo/").status_code == 204
    assert Client().get(f"/photos/{key}/large/").status_code == 404
    assert key not in client_of(None).get("/p/ada/").text
    path = "/settings/about/photo/restoration/"
    back = mine.post(path) if put is put_on_page else mine.put("/api/v1/me/photo/restoration/")
    assert back.status_code in (200, 302)
    assert key in Client().get("/p/ada/").text
    again = mine.post(path) if put is put_on_page else mine.put("/api/v1/me/photo/restoration/")
    assert again.status_code == 409

    Photo.objects.remove(by=ada)
    Photo.objects.purge()
    assert Photo.objects.count() == 1
    Photo.objects.update(removed_at=timezone.now() - timedelta(days=2))
    Photo.objects.purge()
    assert not Photo.objects.exists()


def test_who_may_not_see_a_photo_cannot_fetch_it():
    community = CommunityFactory()
    ada = join(community, UserFactory(handle="ada"))
    blocked, near = UserFactory(), UserFactory()
    Block.objects.create(blocker=ada, blocked=blocked)
    connect(near, ada)
    topic = start_topic(space=first_space(community), by=ada, title="Which rubric?")
    put_on_page(client_of(ada))
    key = Photo.objects.get().key
    viewers = {
        "visitor": (client_of(None), [Level.EVERYONE]),
        "blocked": (client_of(blocked), []),
        "stranger": (client_of(UserFactory()), list(Level)[:2]),
        "operator": (client_of(UserFactory(is_staff=True, is_superuser=True)), list(Level)[:2]),
        "fellow": (client_of(join(community)), list(Level)[:3]),
        "connection": (client_of(near), list(Level)[:4]),
        "oneself": (client_of(ada), list(Level)),
    }

    for level in Level:
        Profile.objects.write(by=ada, levels={"photo": level})
        for who, (client, levels) in viewers.items():
            seen = 200 if level in levels else 404
            assert client.get(f"/photos/{key}/small/").status_code == seen, (who, level)
            assert client.get("/api/v1/people/ada/photo/").status_code == seen, (who, level)
            if who != "blocked":
                page = client.get("/p/ada/").text
                assert (key in page) == (seen == 200), (who, level)
            if who != "visitor":  # whose page was kept, and leads to nothing
                listed = key in client.get(topic.get_absolute_url()).text
                assert listed == (level == Level.EVERYONE), (who, level)


@pytest.mark.parametrize(
    ("crop", "box"),
    [
        (Crop(), (100, 0, 300, 200)),
        (Crop(0, 0, 1), (0, 0, 200, 200)),
        (Crop(1, 1, 1), (200, 0, 400, 200)),
        (Crop(0.5, 0.5, 0.5), (200, 100, 300, 200)),
        (Crop(0, 0, 0), (0, 0, 25, 25)),
    ],
)
def test_a_square_lies_within_the_picture(crop, box):
    assert crop.box(400, 200) == box
