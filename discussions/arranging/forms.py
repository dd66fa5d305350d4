from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.http import Http404
from django.utils.translation import gettext_lazy as _

from communities.models import Space
from discussions import access, rules
from discussions.forms import TopicForm, number_in, who_reads
from discussions.models import Post, Topic


class SplitForm(forms.Form):
    """What the new topic is called, and where it goes: of the spaces, those the viewer may use."""

    title = TopicForm.base_fields["title"]
    tags = TopicForm.base_fields["tags"]
    space = forms.ModelChoiceField(
        label=_("Space"),
        queryset=Space.objects.none(),
        to_field_name="slug",
        empty_label=None,
        widget=forms.RadioSelect,
    )

    def __init__(self, *args: Any, viewer: Any, post: Post, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        spaces = Space.objects.visible_to(viewer).filter(community=post.community_id)
        listed = spaces.select_related("community").in_order()
        open_to_them = [space for space in listed if rules.can_split(viewer, post, space)]
        choice = cast(forms.ModelChoiceField, self.fields["space"])
        choice.queryset = listed.filter(pk__in=[space.pk for space in open_to_them])
        self.hints = {space.slug: who_reads(space) for space in open_to_them}


class MergeForm(forms.Form):
    """``target`` is one that was offered, by its number; else ``into`` is typed."""

    target = forms.IntegerField(required=False, min_value=1, max_value=2**63 - 1)
    into = forms.CharField(
        label=_("The topic that it goes into"),
        required=False,
        help_text=_("Words of it, to choose from what is found; or its number or address."),
    )

    knowing = forms.BooleanField(
        label=_("Yes, other people may read it from then on"), required=False
    )

    def __init__(self, *args: Any, viewer: Any, topic: Topic, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.viewer, self.topic = viewer, topic
        self.asks_whether_known = False

    def clean_into(self) -> Topic:
        typed = self.cleaned_data["into"].strip()
        number = self.cleaned_data.get("target") or number_in(typed)
        if not number:
            raise ValidationError(
                _("Choose one of those below, or give its number or address."), code="unchosen"
            )
        try:
            return access.topic_to_merge_into(self.viewer, self.topic, number)
        except Http404 as unseen:
            raise ValidationError(_("There is no such topic."), code="unknown") from unseen

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        data.pop("target", None)
        into, knows = data.get("into"), data.pop("knowing", False)
        if into and into.space.audience != self.topic.space.audience and not knows:
            self.asks_whether_known = True
            said = _("“%(space)s” is not read by the same people: %(who)s.")
            self.add_error(
                "knowing", said % {"space": into.space.name, "who": who_reads(into.space)}
            )
        return data
