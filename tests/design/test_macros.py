"""The markup contracts: what a macro gives for what it is handed."""

import re
from functools import lru_cache

import html5lib
import pytest
from django import forms
from django.template import engines
from jinja2 import Template
from markupsafe import Markup

from accounts.models import User
from communities.models import Community
from tests.core.markdown.test_sanitising import attacks

HARMLESS = "Ana Quispe"


@lru_cache
def template(source: str) -> Template:
    return engines["jinja2"].env.from_string(source)


def render(source: str, **context: object) -> str:
    return template(source).render(**context)


def shape(html: str) -> list[tuple[str, list[str]]]:
    """The elements with the names of their attributes, as a browser reads them."""
    tree = html5lib.parseFragment(html, treebuilder="etree", namespaceHTMLElements=False)
    return [(str(element.tag), sorted(element.attrib)) for element in tree.iter()]


SHOWS_A_NAME = """
{{ ui.avatar(person) }}{{ ui.byline(person) }}{{ ui.person(person, text) }}
{{ ui.mark(community) }}{{ ui.spine(community) }}{{ ui.community_cover(community, slim=false) }}
{{ ui.tag(text, 3, href="/x/") }}{{ ui.tags([text], "/x/") }}{{ ui.badge(text, "ok") }}
{{ ui.hallmark("accepted", text, text) }}{{ ui.toast(text) }}{{ ui.toast(text, "bad") }}
{{ ui.qrow(text, "/x/", person, text, 3, "open", tags=[text], gist=text, last=text, kind=text,
           tagbase="/x/", where=text, unread=true) }}
{{ ui.more("/x/", "rows", text, text, text) }}{{ ui.crumbs([(text, "/x/"), (text, none)]) }}
{{ ui.tabs([("a", text, "/x/", 3)], "a", text) }}{{ ui.choice("a", text, text, text) }}
{{ ui.seg([("a", text, "/x/", 3, true)], "a", text) }}
{{ ui.button(text, title=text) }}{{ ui.iconbutton("x", text) }}
{% call ui.notice("bad") %}{{ text }}{% endcall %}{% call ui.empty(text) %}{{ text }}{% endcall %}
{% call ui.dialog("d", text) %}{{ text }}{% endcall %}{{ ui.trouble(text, text) }}
"""


def pieces(text: str) -> str:
    person = User(name=text, handle="ana", dye="woad")
    community = Community(name=text, tagline=text, slug="craft", member_count=1284)
    return render(SHOWS_A_NAME, person=person, community=community, text=text)


def test_no_name_or_title_becomes_markup(shared_data):
    harmless = shape(pieces(HARMLESS))

    for attack in attacks(shared_data / "xss"):
        # A long name is set smaller; whether it is says nothing about escaping.
        assert shape(pieces(attack)) == harmless, attack


def test_a_name_in_quotes_stays_inside_its_attribute():
    page = render('{{ ui.iconbutton("x", text) }}', text='" onclick="alert(1)')

    assert 'onclick="' not in page


class Question(forms.Form):
    title = forms.CharField(label="Title", help_text="One sentence.", min_length=5)
    kind = forms.ChoiceField(
        label="Kind", choices=[("q", "Question"), ("t", "Talk")], widget=forms.RadioSelect
    )
    space = forms.ChoiceField(label="Space", choices=[("g", "General")])
    tell = forms.BooleanField(label="Tell me", required=False, help_text="By email.")
    text = forms.CharField(label="Text", widget=forms.Textarea, required=False)
    nonce = forms.CharField(widget=forms.HiddenInput, required=False)

    def clean(self) -> None:
        raise forms.ValidationError("Not today.")


def control(html: str, name: str) -> str:
    found = re.search(rf'<(?:input|select|textarea)[^>]*name="{name}"[^>]*>', html)
    assert found, name
    return found[0]


def test_a_field_ties_its_hint_to_its_control():
    html = render("{{ ui.field(form.title) }}", form=Question())

    assert '<label for="id_title">Title</label>' in html
    assert '<p class="hint" id="id_title-h">One sentence.</p>' in html
    assert 'aria-describedby="id_title-h"' in control(html, "title")
    assert "aria-invalid" not in html


def test_a_field_says_its_error_above_the_control_and_ties_both():
    html = render("{{ ui.field(form.title) }}", form=Question({"title": "why"}))

    assert html.index('id="id_title-e"') < html.index("<input")
    assert '<span class="sr">Error: </span>' in html
    assert 'aria-describedby="id_title-h id_title-e"' in control(html, "title")
    assert 'aria-invalid="true"' in control(html, "title")
    assert 'value="why"' in control(html, "title")


def test_a_field_without_hint_describes_nothing():
    html = render("{{ ui.field(form.space) }}", form=Question())

    assert "aria-describedby" not in html
    assert 'class="select"' in control(html, "space")


def test_what_need_not_be_filled_says_so():
    assert "Optional" in render("{{ ui.field(form.text) }}", form=Question())
    assert "Optional" not in render("{{ ui.field(form.title) }}", form=Question())


def test_one_of_several_is_a_fieldset_with_its_error():
    html = render("{{ ui.field(form.kind) }}", form=Question({}))

    assert "<legend>Kind</legend>" in html
    assert html.count('type="radio"') == 2
    assert 'aria-describedby="id_kind-e"' in html


def test_a_checkbox_is_inside_its_label():
    html = render("{{ ui.field(form.tell) }}", form=Question())

    assert re.search(
        r'<label class="choice"><input type="checkbox"[^>]*><span>Tell me</span>', html
    )
    assert 'aria-describedby="id_tell-h"' in control(html, "tell")


def test_the_summary_leads_to_each_field_that_is_wrong():
    html = render("{{ ui.errors(form) }}", form=Question({"title": "why", "space": "g"}))

    assert "There are three things to fix" in html
    assert "<li>Not today.</li>" in html
    assert '<a href="#id_title">Title: ' in html
    assert '<a href="#id_kind">Kind: ' in html
    assert 'role="alert" tabindex="-1" autofocus' in html


def test_a_form_without_errors_has_no_summary():
    form = forms.Form({})

    assert render("{{ ui.errors(form) }}", form=form).strip() == ""


def test_each_field_is_there_once_with_hidden_ones_bare():
    html = render("{{ ui.fields(form) }}", form=Question())

    for name in ("title", "space", "tell", "text", "nonce"):
        assert html.count(f'name="{name}"') == 1
    assert 'for="id_nonce"' not in html


def test_the_editor_is_a_textarea_that_names_where_it_may_ask():
    html = render(
        '{% call ui.editor(form.text, preview="/p/", drafts="/d/", draft_key="reply/7") %}'
        "{{ ui.button('Post') }}{% endcall %}",
        form=Question(),
    )

    assert 'data-preview-url="/p/"' in html
    assert 'data-draft-key="reply/7"' in html
    assert "data-upload-url" not in html
    assert 'type="file"' not in html
    assert 'class="composer__text"' in control(html, "text")
    assert '<button class="btn btn--primary" type="submit">Post</button>' in html


@pytest.mark.parametrize(
    ("n", "said"), [(0, "<b>0</b><span>answers"), (1, "<b>1</b><span>answer<"), (1284, "<b>1,284<")]
)
def test_a_tally_counts_in_words(n, said):
    assert said in render('{{ ui.tally(n, "answered") }}', n=n)


def test_an_accepted_answer_is_said_and_not_only_coloured():
    assert ", one accepted" in render('{{ ui.tally(3, "accepted") }}')


def test_a_vote_that_is_not_ones_own_to_give_cannot_be_pressed():
    assert "<button" not in render("{{ ui.useful(4) }}")
    assert 'aria-pressed="true"' in render("{{ ui.useful(4, true) }}")


def test_what_is_called_with_markup_keeps_it():
    html = render('{% call ui.notice("ok") %}{{ text }}{% endcall %}', text=Markup("<b>Saved</b>"))

    assert "<b>Saved</b>" in html


def test_icons_are_told_to_nobody():
    assert 'aria-hidden="true"' in render('{{ icon("bell") }}')
    assert "#i-bell" in render('{{ icon("bell", "sm") }}')
