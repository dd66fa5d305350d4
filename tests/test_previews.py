"""What a link says of itself elsewhere: of what anybody may read, and of nothing else."""

import re
from html import unescape
from io import BytesIO

import pytest
from django.conf import settings
from django.test import Client
from PIL import Image

from accounts.models import Dye
from communities.picture import CLOTH, picture_of, strokes
from tests.communities.factories import CommunityFactory, join
from tests.core.uploads.factories import keep_picture
from tests.design.test_contrast import DYES, linear
from tests.discussions.factories import first_space, start_topic
from tests.knowledge.factories import publish_article

pytestmark = pytest.mark.django_db

ORIGIN = settings.SITE_ORIGIN
CARD = re.compile(r'<meta (?:property|name)="(?:og|twitter):(\w+)" content="([^"]*)">')


def card(address: str) -> dict[str, str]:
    html = Client().get(address).content.decode()
    return {name: unescape(value) for name, value in CARD.findall(html)}


def structured(address: str) -> bool:
    return "application/ld+json" in Client().get(address).content.decode()


@pytest.fixture
def community():
    return CommunityFactory(name="Open water", slug="open", tagline="Birds & bogs")


def test_a_topic_shows_its_words_and_its_first_picture(community):
    author = join(community)
    picture = keep_picture(author)
    topic = start_topic(
        space=first_space(community), by=author, title="A <heron>?", source=picture.markdown + " So"
    )
    topic.refresh_from_db()
    address = topic.get_absolute_url()

    assert card(address) == {
        "site_name": settings.SITE_NAME,
        "type": "article",
        "title": "A <heron>?",
        "description": topic.gist,
        "url": ORIGIN + address,
        "image": ORIGIN + picture.address,
        "card": "summary_large_image",
    }
    shown = Client().get(picture.address)
    assert shown.getvalue().startswith(b"\x89PNG")  # which closes the file


def test_what_shows_no_picture_has_that_of_its_community(community):
    topic = start_topic(space=first_space(community))
    article = publish_article(space=first_space(community))
    at = community.address

    for page in (at, f"{at}about/", f"{at}knowledge/", topic.get_absolute_url()):
        assert card(page)["image"] == f"{ORIGIN}/c/open/picture.png", page
    assert card(article.get_absolute_url())["title"] == article.title
    assert card(at)["description"] == "Birds & bogs"


@pytest.mark.parametrize("visibility", ["private", "secret"])
def test_what_is_not_for_all_says_nothing_of_itself(visibility):
    community = CommunityFactory(name="The bittern", visibility=visibility)
    member = join(community)
    topic = start_topic(space=first_space(community), by=member)
    article = publish_article(space=first_space(community), by=member)
    inside = Client()
    inside.force_login(member)
    at = community.address

    for page in (at, f"{at}knowledge/", topic.get_absolute_url(), article.get_absolute_url()):
        assert card(page) == {}, page
        assert not CARD.search(inside.get(page).content.decode()), page
    assert Client().get(f"{at}picture.png").status_code == 404
    assert inside.get(f"{at}picture.png").status_code == 404
    for page in (topic.get_absolute_url(), article.get_absolute_url()):
        html = Client().get(page).content.decode()
        assert f"– {settings.SITE_NAME}</title>" in html
        assert "bittern" not in html


def test_each_kind_of_public_page_has_one_address_and_says_what_it_is(community):
    topic = start_topic(space=first_space(community))
    article = publish_article(space=first_space(community))
    at = community.address
    pages = {
        at: at,
        f"{at}?tag=birds": at,
        f"{at}about/": f"{at}about/",
        f"{at}tags/": f"{at}tags/",
        f"{at}knowledge/": f"{at}knowledge/",
        topic.get_absolute_url(): topic.get_absolute_url(),
        f"{topic.get_absolute_url()}?sort=newest": topic.get_absolute_url(),
        f"{topic.address}posts/1/branch/": topic.get_absolute_url(),
        article.get_absolute_url(): article.get_absolute_url(),
    }

    for page, address in pages.items():
        html = Client().get(page).content.decode()
        assert html.count(f'<link rel="canonical" href="{ORIGIN}{address}">') == 1, page
    assert structured(topic.get_absolute_url())
    assert structured(article.get_absolute_url())


def test_the_picture_is_the_mark_on_its_cloth(community):
    response = Client().get("/c/open/picture.png")
    picture = Image.open(BytesIO(response.content))

    assert response["Content-Type"] == "image/png"
    assert picture.size == (1200, 630)
    assert picture.getpixel((5, 5)) == tuple(bytes.fromhex(CLOTH[community.dye][1:]))
    assert len(picture.getcolors(100_000) or ()) > 2  # and a mark with smooth edges
    assert len(response.content) < 30_000


@pytest.mark.parametrize("dye", Dye.values)
def test_the_cloth_of_pictures_is_that_of_pages(dye):
    shown = [min(1.0, max(0.0, channel)) for channel in linear(DYES[dye]["dye-cloth"][0])]
    encoded = (12.92 * c if c <= 0.0031308 else 1.055 * c ** (1 / 2.4) - 0.055 for c in shown)

    assert CLOTH[dye] == "#" + "".join(f"{round(255 * channel):02x}" for channel in encoded)


def test_strokes_are_those_of_the_path():
    assert strokes("M5 5h14v14H5zM9 9l6-1.5") == [
        [(5, 5), (19, 5), (19, 19), (5, 19), (5, 5)],
        [(9, 9), (15, 7.5)],
    ]
    assert strokes("M1 1 2 2") == [[(1, 1), (2, 2)]]


@pytest.mark.parametrize("mark", ["", "zz", "z 1", "L5 5", "M", "M5", "M5 5L", "-", "M5z5", "5 5"])
def test_what_is_no_path_draws_nothing_and_breaks_nothing(mark):
    assert picture_of("woad", mark).startswith(b"\x89PNG")
