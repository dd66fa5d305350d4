import pytest
from django.test import Client

from discussions.models import Draft, Mention
from discussions.quoting import MOST, quotation
from tests.accounts.factories import UserFactory
from tests.communities.factories import join
from tests.discussions.factories import add_post, start_topic

pytestmark = pytest.mark.django_db


@pytest.fixture
def post():
    topic = start_topic()
    author = join(topic.community, UserFactory(name="Ana [the] *Great*"))
    source = "> Somebody said.\n\nFirst line.\n\nSecond line."
    return add_post(topic, by=author, source=source)


def form_for(client: Client, post, **asked) -> str:
    address = f"{post.get_absolute_url()}reply/"
    return client.get(address, asked, headers={"HX-Request": "true"}).content.decode()


def test_a_quotation_names_whose_words_it_is_and_leads_to_them(post):
    assert quotation(post, "Second line.") == (
        rf"> [Ana \[the\] \*Great\*]({post.get_absolute_url()}):"
        "\n>\n> Second line.\n\n"
    )


def test_without_a_choice_the_post_is_quoted_without_what_it_quotes(post):
    assert quotation(post).endswith("> First line.\n>\n> Second line.\n\n")
    assert "Somebody" not in quotation(post)


def test_a_quotation_ends_somewhere(post):
    assert len(quotation(post, "x" * 10 * MOST)) < MOST + 200


def test_the_form_begins_with_the_quotation_after_what_was_begun(post):
    user = join(post.topic.community)
    client = Client()
    client.force_login(user)
    Draft.objects.keep(f"reply/{post.topic_id}/{post.number}", {"source": "I think"}, by=user)

    with_quote, plain = form_for(client, post, quote="Second line."), form_for(client, post)

    assert with_quote.index("I think") < with_quote.index("&gt; Second line.")
    assert "Second line." not in plain


def test_a_quotation_is_shown_as_one_with_its_source(post):
    reply = add_post(post.topic, parent=post, source=quotation(post, "Second line.") + "So do I.")

    quoted, _end, said = reply.html.partition("</blockquote>")

    assert f'href="{post.get_absolute_url()}"' in quoted
    assert "Ana [the] *Great*" in quoted
    assert "Second line." in quoted
    assert "So do I." in said


def test_who_is_named_in_a_quotation_is_not_called_again(post):
    named, called = join(post.topic.community), join(post.topic.community)

    add_post(post.topic, source=f"> Ask @{named.handle}.\n\nOr @{called.handle}.")

    assert [mention.user for mention in Mention.objects.all()] == [called]
