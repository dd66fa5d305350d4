from datetime import datetime
from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.http import Http404
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from communities.models import Community, Space
from core.markdown import MAX_LENGTH
from core.validators import validate_markdown
from discussions import access, rules
from discussions.models import Bookmark, Kind, Post, Template, Topic
from discussions.models.bookmark import LONGEST_NOTE
from discussions.models.closure import Reason
from discussions.models.reaction import LONGEST_WHY, TRIALS, Word
from discussions.models.template import LONGEST, TEMPLATED
from discussions.moments import When, moment_of
from discussions.story import HEADINGS, PROMPTS, compose, split
from discussions.tagging import MOST_TAGS


class TagsField(forms.Field):
    """Words between commas or spaces become tag names: ``Data quality, DHIS2``."""

    def to_python(self, value: str | None) -> list[str]:
        words = (value or "").replace("#", " ")
        parts = words.split(",") if "," in words else words.split()
        return list(dict.fromkeys(filter(None, (slugify(part)[:50].strip("-") for part in parts))))

    def prepare_value(self, value: Any) -> str:
        return ", ".join(value) if isinstance(value, list) else value or ""

    def validate(self, value: list[str]) -> None:
        super().validate(value)
        if len(value) > MOST_TAGS:
            raise ValidationError(_("Choose five tags at most."), code="too_many")


def _part(label: Any, hint: Any) -> forms.CharField:
    return forms.CharField(
        label=label,
        help_text=hint,
        required=False,
        max_length=MAX_LENGTH,
        validators=[validate_markdown],
        widget=forms.Textarea(attrs={"rows": 4}),
    )


class WritingForm(forms.Form):
    """A text in Markdown; ``nonce`` makes sending it twice the same as once."""

    source = forms.CharField(
        label=_("Text"),
        max_length=MAX_LENGTH,
        validators=[validate_markdown],
        widget=forms.Textarea(attrs={"rows": 10}),
        error_messages={"required": _("Write something first.")},
    )
    nonce = forms.CharField(required=False, max_length=40, widget=forms.HiddenInput)


class StoryForm(WritingForm):
    """With what is asked of a practice story.

    What others write in ``source`` here tells what happened, since one may have begun to write
    before choosing to tell a story. Once it is clean, ``source`` is the whole story.
    """

    context = _part(
        _("Context"),
        _("Where, when, with how many people. Leave out what identifies a person or a site."),
    )
    intended = _part(
        _("What was intended"), _("What should have happened, and how you would have known.")
    )
    why = _part(_("Why"), _("Why it went so, as far as you can tell."))
    change = _part(_("What to keep or change"), _("What you would do again, and what not."))
    evidence = _part(
        _("Evidence"), _("Numbers, documents, links: what lets others judge for themselves.")
    )

    def tells_a_story(self) -> bool:
        return True

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        parts = {name: data.pop(name, "") for name in HEADINGS if name != "happened"}
        if self.tells_a_story():
            self._tell(data, parts | {"happened": data.get("source", "")})
        return data

    def _tell(self, data: dict[str, Any], parts: dict[str, str]) -> None:
        for name in PROMPTS:
            if not parts[name] and name in self.fields and name not in self.errors:
                self.add_error(name, _("A story needs this too."))
        if self.errors:
            return
        data["source"] = compose(parts)
        if len(data["source"]) > MAX_LENGTH:
            self.add_error("source", _("Together this is too long."))
        elif split(data["source"]) != {name: parts[name].strip() for name in HEADINGS}:
            message = _("Close each block of code, and leave a story’s headings to this page.")
            self.add_error("source", message)


UNFILLED = _("This is the template as it was. Say below its lines what is yours.")


class TopicForm(StoryForm):
    title = forms.CharField(
        label=_("Title"),
        min_length=8,
        max_length=Topic._meta.get_field("title").max_length,
        error_messages={
            "required": _("Give it a title."),
            "min_length": _("Say a little more: a title of a few words finds its readers."),
        },
    )
    tags = TagsField(
        label=_("Tags"),
        required=False,
        help_text=_("Up to five, with commas between them."),
    )
    space = forms.ModelChoiceField(
        label=_("Space"), queryset=Space.objects.none(), to_field_name="slug", empty_label=None
    )
    kind = forms.ChoiceField(label=_("Kind"), choices=Kind.choices, widget=forms.RadioSelect)

    field_order = ["kind", "space", "title", "source", "tags"]

    def __init__(self, *args: Any, viewer: Any, community: Community, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.viewer, self.community = viewer, community
        spaces = access.spaces_to_write_in(viewer, community)
        cast(forms.ModelChoiceField, self.fields["space"]).queryset = spaces
        cast(forms.ChoiceField, self.fields["kind"]).choices = [
            (kind.value, kind.label) for kind in Kind if self._may_start(kind)
        ]

    def _may_start(self, kind: str) -> bool:
        """What a partner may, they may in each of the few spaces that they are offered."""
        if self.community.standing_of(self.viewer).is_member:
            return bool(rules.can_start(self.viewer, self.community, kind))
        return kind != Kind.ANNOUNCEMENT

    def tells_a_story(self) -> bool:
        return self.cleaned_data.get("kind") == Kind.STORY

    def clean_source(self) -> str:
        source: str = self.cleaned_data["source"]
        if Template.objects.is_unfilled(self.community, source):
            raise ValidationError(UNFILLED, code="unfilled")
        return source


class ReachForm(forms.Form):
    """As much of a topic that is being written as says who would get a notice of it."""

    kind = TopicForm.base_fields["kind"]
    space = TopicForm.base_fields["space"]
    tags = TagsField(required=False)
    source = forms.CharField(required=False)

    def __init__(self, *args: Any, viewer: Any, community: Community, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        spaces = access.spaces_to_write_in(viewer, community)
        cast(forms.ModelChoiceField, self.fields["space"]).queryset = spaces


class TemplatesForm(forms.Form):
    """The text for each kind of topic, for one space."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for kind in TEMPLATED:
            self.fields[kind.value] = forms.CharField(
                label=kind.label,
                required=False,
                max_length=LONGEST,
                strip=False,
                validators=[validate_markdown],
                widget=forms.Textarea(attrs={"rows": 6}),
            )


class TopicEditForm(WritingForm):
    title = TopicForm.base_fields["title"]
    tags = TopicForm.base_fields["tags"]
    reason = forms.CharField(label=_("What did you change?"), required=False, max_length=200)
    version = forms.IntegerField(widget=forms.HiddenInput)

    field_order = ["title", "source", "tags", "reason"]


class StoryEditForm(StoryForm, TopicEditForm):
    """Of a story that was told in its parts, and is again."""


class PostEditForm(WritingForm):
    reason = forms.CharField(label=_("What did you change?"), required=False, max_length=200)
    version = forms.IntegerField(widget=forms.HiddenInput)


class RestorationForm(forms.Form):
    version = forms.IntegerField(min_value=1, widget=forms.HiddenInput)


class ReplyForm(WritingForm):
    parent = forms.ModelChoiceField(
        queryset=Post.objects.none(), required=False, widget=forms.HiddenInput
    )

    def __init__(self, *args: Any, topic: Topic, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        parents = Post.objects.present().filter(topic=topic)
        cast(forms.ModelChoiceField, self.fields["parent"]).queryset = parents


class ReactionForm(forms.Form):
    """What the viewer says of a post. Of one's own one can only warn."""

    word = forms.ChoiceField(
        label=_("What do you say of it?"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what you say of it.")},
    )
    why = forms.CharField(label=_("What happened, or why"), required=False, max_length=LONGEST_WHY)

    def __init__(self, *args: Any, viewer: Any, post: Post, **kwargs: Any) -> None:
        # It may be open at several posts of one page.
        super().__init__(*args, **{"auto_id": f"reaction-{post.number}-%s", **kwargs})
        own = post.author_id == viewer.pk
        words = [word for word in Word if not (own and word in TRIALS)]
        cast(forms.ChoiceField, self.fields["word"]).choices = [
            (word.value, said_of(post, word)) for word in words
        ]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("word") == Word.UNSAFE and not data.get("why") and "why" not in self.errors:
            self.add_error("why", _("Say why it is unsafe, so that others know what to avoid."))
        return data


APPLIED = {
    Word.WORKED: _("I applied this: it worked"),
    Word.PARTLY: _("I applied this: it worked in part"),
    Word.FAILED: _("I applied this: it didn’t work"),
}
TRIED = {
    Word.WORKED: _("I tried this: it worked"),
    Word.PARTLY: _("I tried this: it worked in part"),
    Word.FAILED: _("I tried this: it didn’t work"),
}


def said_of(post: Post, word: Word) -> Any:
    """A story is applied, an answer is tried."""
    return (APPLIED if post.is_opening else TRIED).get(word, word.label)


class BookmarkForm(forms.Form):
    """A note on a post that one keeps, and when to be reminded of it."""

    KEEP = "keep"

    note = forms.CharField(label=_("Note"), required=False, max_length=LONGEST_NOTE)
    when = forms.ChoiceField(label=_("Remind me"), required=False)
    day = forms.DateField(
        label=_("Date"), required=False, widget=forms.DateInput(attrs={"type": "date"})
    )

    def __init__(
        self, *args: Any, viewer: Any, bookmark: Bookmark | None = None, **kwargs: Any
    ) -> None:
        self.zone, self.bookmark = viewer.zone, bookmark
        stays = bookmark.remind_at if bookmark else None
        if bookmark:
            kwargs["initial"] = {"note": bookmark.note, "when": self.KEEP if stays else ""}
        super().__init__(*args, **kwargs)
        now = timezone.now()
        times = [
            (when.value, when.label)
            for when in When
            if when == When.ON_DATE or moment_of(when, now=now, zone=self.zone) > now
        ]
        chosen = [(self.KEEP, self._said(stays))] if stays else []
        when = cast(forms.ChoiceField, self.fields["when"])
        when.choices = [("", _("Not at all")), *chosen, *times]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        when = data.get("when")
        if when == When.ON_DATE and not data.get("day") and "day" not in self.errors:
            self.add_error("day", _("Choose a date."))
        elif when and not self.errors and self.wish()["remind_at"] is None:
            self.add_error("day", _("Choose a time that is still to come."))
        return data

    def _said(self, moment: datetime) -> str:
        return date_format(moment.astimezone(self.zone), "j F Y, H:i")

    def wish(self) -> dict[str, Any]:
        """What to keep the post with."""
        data, moment = self.cleaned_data, None
        if data["when"] == self.KEEP and self.bookmark:
            return {"note": data["note"], "remind_at": self.bookmark.remind_at}
        if data["when"]:
            day = data["day"] if data["when"] == When.ON_DATE else None
            moment = moment_of(data["when"], now=timezone.now(), zone=self.zone, day=day)
        is_past = moment is not None and moment <= timezone.now()
        return {"note": data["note"], "remind_at": None if is_past else moment}


class KindForm(forms.Form):
    kind = forms.ChoiceField(
        label=_("What it becomes"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what it becomes.")},
    )

    def __init__(self, *args: Any, viewer: Any, topic: Topic, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast(forms.ChoiceField, self.fields["kind"]).choices = [
            (kind.value, kind.label)
            for kind in Kind
            if kind != topic.kind and rules.can_convert(viewer, topic, kind)
        ]


class MoveForm(forms.Form):
    """The spaces that the viewer may move the topic to, each with who may read it."""

    space = forms.ModelChoiceField(
        label=_("Where it belongs"),
        queryset=Space.objects.none(),
        to_field_name="slug",
        empty_label=None,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose where it belongs.")},
    )

    def __init__(self, *args: Any, viewer: Any, topic: Topic, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        spaces = Space.objects.visible_to(viewer).filter(community=topic.community_id)
        others = spaces.exclude(pk=topic.space_id).select_related("community").in_order()
        open_to_them = [space for space in others if rules.can_move(viewer, topic, space)]
        choice = cast(forms.ModelChoiceField, self.fields["space"])
        choice.queryset = others.filter(pk__in=[space.pk for space in open_to_them])
        self.hints = {space.slug: who_reads(space) for space in open_to_them}


def who_reads(space: Space) -> str:
    """In a public community what is as open as the community is open to all."""
    who = _("Everybody") if space.is_open_to_all else space.get_visibility_display()
    if space.is_shared and not space.is_open_to_all:
        who = _("Members only")
    return f"{_('Who can read it:')} {who}"


class ClosureForm(forms.Form):
    """``original`` is one that was offered, by its number; else ``duplicate_of`` is typed."""

    original = forms.IntegerField(required=False, min_value=1, max_value=2**63 - 1)
    reason = forms.ChoiceField(label=_("Why"), choices=Reason.choices)
    note = forms.CharField(label=_("A word to its author"), required=False, max_length=500)
    duplicate_of = forms.CharField(
        label=_("The topic that has it already"),
        required=False,
        help_text=_("Words of it, to choose from what is found; or its number or address."),
    )

    def __init__(self, *args: Any, viewer: Any, topic: Topic, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.viewer, self.topic = viewer, topic

    def clean_duplicate_of(self) -> Topic | None:
        typed = self.cleaned_data["duplicate_of"].strip()
        number = self.cleaned_data.get("original") or number_in(typed)
        if not number and not typed:
            return None
        if not number:
            message = _("Choose one of those below, or give its number or address.")
            raise ValidationError(message, code="unchosen")
        try:
            return access.original_of(self.viewer, self.topic, number)
        except Http404 as unseen:
            message = _("There is no such topic in this community.")
            raise ValidationError(message, code="unknown") from unseen

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        data.pop("original", None)
        duplicate = data.get("reason") == Reason.DUPLICATE
        if duplicate and not data.get("duplicate_of") and "duplicate_of" not in self.errors:
            self.add_error("duplicate_of", _("Say which topic has it already."))
        return data


class ReopeningForm(forms.Form):
    note = forms.CharField(
        label=_("Why"),
        max_length=500,
        help_text=_("What has changed: the topic’s page shows it, and its author is told."),
        error_messages={"required": _("Say why it is open again.")},
    )


def number_in(typed: str) -> str:
    """The topic's number in ``41`` or in ``…/t/41-how-long/``."""
    _before, _slash, rest = typed.rpartition("/t/")
    number = rest.partition("-")[0].strip("/ #")
    return number if number.isdecimal() and len(number) < 18 else ""
