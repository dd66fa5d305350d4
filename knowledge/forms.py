from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.http import Http404
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from communities.models import Community, Membership, Space
from core.markdown import MAX_LENGTH
from core.validators import validate_markdown
from discussions.forms import TopicForm
from knowledge import access
from knowledge.freshness import MONTHS, REVIEW_MONTHS
from knowledge.models import Article
from knowledge.parts import NAMES, PARTS, Part
from knowledge.sources import LONGEST_TITLE, MOST_SOURCES, Typed, is_address, typed_in


class SourcesField(forms.Field):
    """An address to a line, and behind it what is there."""

    widget = forms.Textarea(attrs={"rows": 4})

    def to_python(self, value: str | None) -> list[Typed]:
        return typed_in(value or "")

    def validate(self, value: list[Typed]) -> None:
        super().validate(value)
        if len(value) > MOST_SOURCES:
            raise ValidationError(_("Name forty sources at most."), code="too_many")
        for number, source in enumerate(value, start=1):
            if not is_address(source.url) or len(source.title) > LONGEST_TITLE:
                message = _("Source %(number)s does not begin with an address: “%(line)s”.")
                shown = {"number": number, "line": source.line[:60]}
                raise ValidationError(message, code="invalid", params=shown)


def _text(part: Part) -> forms.CharField:
    return forms.CharField(
        label=part.title,
        help_text=part.hint,
        required=False,
        max_length=MAX_LENGTH,
        validators=[validate_markdown],
        widget=forms.Textarea,
    )


class TextsForm(forms.Form):
    """An article's texts; ``nonce`` makes sending it twice the same as once."""

    title = forms.CharField(
        label=_("Title"),
        min_length=8,
        max_length=Article._meta.get_field("title").max_length,
        help_text=_("What somebody with this problem would search for."),
        error_messages=TopicForm.base_fields["title"].error_messages,
    )
    question, applies, practice, exceptions = (_text(part) for part in PARTS)
    sources = SourcesField(
        label=_("Sources"),
        required=False,
        help_text=_("One to a line: an address, then what is there. Topics of this community too."),
    )
    tags = TopicForm.base_fields["tags"]
    nonce = forms.CharField(required=False, max_length=40, widget=forms.HiddenInput)

    @property
    def texts(self) -> list[forms.BoundField]:
        return [self[name] for name in NAMES]

    @property
    def said(self) -> dict[str, Any]:
        """What a verb is given."""
        data = {name: value for name, value in self.cleaned_data.items() if name not in NAMES}
        return data | {"parts": {name: self.cleaned_data[name] for name in NAMES}}


class ArticleForm(TextsForm):
    space = forms.ModelChoiceField(
        label=_("Space"), queryset=Space.objects.none(), to_field_name="slug", empty_label=None
    )

    def __init__(self, *args: Any, viewer: Any, community: Community, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        spaces = Space.objects.visible_to(viewer).filter(community=community)
        cast(forms.ModelChoiceField, self.fields["space"]).queryset = spaces.in_order()


class HarvestForm(forms.Form):
    title = TextsForm.base_fields["title"]
    space = ArticleForm.base_fields["space"]

    def __init__(self, *args: Any, viewer: Any, community: Community, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        spaces = Space.objects.visible_to(viewer).filter(community=community)
        space = cast(forms.ModelChoiceField, self.fields["space"])
        space.queryset = spaces.in_order().select_related("community")


class ArticleEditForm(TextsForm):
    nonce = None  # type: ignore[assignment]  # its version keeps it from being saved twice
    reason = forms.CharField(label=_("What did you change?"), required=False, max_length=200)
    version = forms.IntegerField(widget=forms.HiddenInput)


class GiveBackForm(forms.Form):
    note = forms.CharField(
        label=_("What is missing?"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("The author reads this above the draft."),
    )

    def __init__(self, *args: Any, is_own: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if is_own:  # whoever takes their own back owes nobody a reason
            del self.fields["note"]


class RetirementForm(forms.Form):
    successor = forms.CharField(
        label=_("The article that takes its place"),
        required=False,
        help_text=_("Its number or its address."),
    )
    note = forms.CharField(label=_("Why it no longer holds"), required=False, max_length=500)

    def __init__(self, *args: Any, viewer: Any, article: Article, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.viewer, self.article = viewer, article

    def clean_successor(self) -> Article | None:
        typed = self.cleaned_data["successor"].strip()
        if not typed:
            return None
        try:
            return access.successor_of(self.viewer, self.article, int(_number_in(typed) or 0))
        except Http404 as unseen:
            message = _("There is no such published article in this community.")
            raise ValidationError(message, code="unknown") from unseen


class VerificationForm(forms.Form):
    months = forms.TypedChoiceField(
        label=_("Look at it again in"),
        coerce=int,
        choices=[(months, _("%(n)s months") % {"n": months}) for months in MONTHS],
        initial=REVIEW_MONTHS,
    )


class OwnerForm(forms.Form):
    owner = forms.ModelChoiceField(
        label=_("Owner"),
        queryset=User.objects.none(),
        to_field_name="handle",
        help_text=_("Answers for the article, and is reminded when it is due."),
    )

    def __init__(self, *args: Any, article: Article, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast(forms.ModelChoiceField, self.fields["owner"]).queryset = possible_owners(article)


def possible_owners(article: Article) -> Any:
    members = Membership.objects.active().filter(community=article.community_id)
    return User.objects.active().filter(pk__in=members.values("user")).order_by("name")


def _number_in(typed: str) -> str:
    """The article's number in ``41`` or in ``…/knowledge/41-how-long/``."""
    _before, _slash, rest = typed.rpartition("/knowledge/")
    number = rest.partition("-")[0].strip("/ #")
    return number if number.isdecimal() and len(number) < 18 else ""
