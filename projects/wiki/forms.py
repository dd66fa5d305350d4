from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from core.markdown import MAX_LENGTH
from core.validators import validate_markdown
from projects.models import Page
from projects.models.page import LEVELS
from projects.wiki.tree import Node, Tree


class PageForm(forms.Form):
    """A page's words; ``nonce`` makes sending it twice the same as once."""

    title = forms.CharField(label=_("Title"), max_length=Page._meta.get_field("title").max_length)
    source = forms.CharField(
        label=_("Text"),
        required=False,
        max_length=MAX_LENGTH,
        validators=[validate_markdown],
        widget=forms.Textarea,
        help_text=_("[[Title of a page]] makes a link to that page of this project."),
    )
    parent = forms.TypedChoiceField(label=_("Below"), required=False, coerce=int, empty_value=None)
    nonce = forms.CharField(required=False, max_length=40, widget=forms.HiddenInput)

    def __init__(self, *args: Any, tree: Tree, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _offer(self.fields["parent"], [node for node in tree.walk() if node.depth < LEVELS - 1])


class PageEditForm(forms.Form):
    title = PageForm.base_fields["title"]
    source = PageForm.base_fields["source"]
    reason = forms.CharField(
        label=_("What did you change?"),
        required=False,
        max_length=200,
        help_text=_("A few words for whoever reads the history."),
    )
    version = forms.IntegerField(widget=forms.HiddenInput)


class PlaceForm(forms.Form):
    parent = PageForm.base_fields["parent"]

    def __init__(self, *args: Any, outside: list[Node], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _offer(self.fields["parent"], outside)


def _offer(field: forms.Field, nodes: list[Node]) -> None:
    """In the order and with the indents of the tree."""
    places = [(node.page.pk, f"{'    ' * node.depth}{node.page.title}") for node in nodes]
    cast(forms.ChoiceField, field).choices = [("", _("Nothing: at the top")), *places]
