from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.validators import validate_timezone
from accounts.zones import zone_choices
from communities.access import rooms_of
from communities.models import Community, Space
from core.markdown import MAX_LENGTH
from core.validators import validate_markdown
from discussions.forms import TopicForm
from learning.courses.captions import LARGEST, MOST_LETTERS, Cue, Track, languages, name_of, read
from learning.courses.errors import BadCaptions
from learning.courses.models import Course, Lesson, Module, Schedule
from learning.courses.models.gated import GATES, LONGEST
from learning.courses.models.lesson import MOST_MINUTES
from learning.courses.models.nudge import LONGEST as LONGEST_NUDGE
from learning.courses.models.run import LONGEST_VIDEO
from learning.readers import member_named
from learning.workshops.hosts import hosts_named


class WordsForm(forms.Form):
    """What a course says on its page, and who teaches it."""

    title = forms.CharField(
        label=_("Title"),
        min_length=4,
        max_length=Course._meta.get_field("title").max_length,
        help_text=_("What one can do afterwards: “Read a forest plot without fear”."),
    )
    text = forms.CharField(
        label=_("What it is about"),
        help_text=_("Who it is for, what they need to know before, and what they learn."),
        max_length=MAX_LENGTH,
        validators=[validate_markdown],
        widget=forms.Textarea,
    )
    teachers = forms.CharField(
        label=_("Who teaches it"),
        max_length=700,
        help_text=_("Handles with commas between them, such as “@ines, @tane”. They write it."),
    )
    tags = TopicForm.base_fields["tags"]

    space_of_it: Space | None = None

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or {}
        space = said.get("space", self.space_of_it)
        if space and "teachers" in said:
            try:
                said["teachers"] = hosts_named(said["teachers"], space)
            except ValidationError as error:
                self.add_error("teachers", error)
        return said


MOST = 2**63 - 1  # that a number can be


class CourseForm(WordsForm):
    """All of one that is proposed; ``nonce`` makes sending it twice the same as once."""

    space = forms.ModelChoiceField(
        label=_("Space"), queryset=Space.objects.none(), to_field_name="slug", empty_label=None
    )
    nonce = forms.CharField(required=False, max_length=40, widget=forms.HiddenInput)

    def __init__(self, *args: Any, viewer: Any, community: Community, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        space = cast(forms.ModelChoiceField, self.fields["space"])
        space.queryset = rooms_of(viewer, community)


class CourseEditForm(WordsForm):
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, space: Space, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.space_of_it = space


class GateForm(forms.Form):
    """When something opens, as far as that is said in a course of this kind."""

    opens_after = forms.IntegerField(
        label=_("Opens so many days after one has begun"),
        required=False,
        min_value=0,
        max_value=LONGEST,
        help_text=_("Leave it empty if it is open from the beginning."),
    )
    opens_on = forms.DateField(
        label=_("Opens on"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=_("When this day begins by the clocks of the course."),
    )

    def __init__(self, *args: Any, course: Course, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["opens_after" if course.is_for_a_cohort else "opens_on"]

    @property
    def gate_fields(self) -> list[forms.BoundField]:
        return [self[name] for name in GATES if name in self.fields]

    @property
    def is_gated(self) -> bool:
        return any(field.value() or field.errors for field in self.gate_fields)

    def clean_opens_after(self) -> int | None:
        return self.cleaned_data["opens_after"] or None


class ModuleForm(GateForm):
    title = forms.CharField(
        label=_("Title of the module"),
        max_length=Module._meta.get_field("title").max_length,
        help_text=_("A step on the way: “What the square means”."),
    )
    in_turn = forms.BooleanField(
        label=_("Opens once the modules before it are done"), required=False
    )


class ModuleEditForm(ModuleForm):
    version = forms.IntegerField(widget=forms.HiddenInput)


class LessonForm(GateForm):
    title = forms.CharField(label=_("Title"), max_length=Lesson._meta.get_field("title").max_length)
    text = forms.CharField(
        label=_("Lesson"),
        max_length=MAX_LENGTH,
        validators=[validate_markdown],
        widget=forms.Textarea,
        help_text=_("One thing, and something to try. Pictures and files go into the text."),
    )
    minutes = forms.IntegerField(
        label=_("About how many minutes it takes"),
        required=False,
        min_value=0,
        max_value=MOST_MINUTES,
    )
    video = forms.URLField(
        label=_("Link to a video"),
        required=False,
        assume_scheme="https",
        max_length=Lesson._meta.get_field("video").max_length,
        help_text=_(
            "From PeerTube, Vimeo or YouTube it plays on the page, once somebody presses play; "
            "any other is linked."
        ),
    )
    transcript = forms.CharField(
        label=_("What is said in the video"),
        required=False,
        max_length=MAX_LENGTH,
        validators=[validate_markdown],
        widget=forms.Textarea,
        help_text=_("For whoever cannot hear it, would rather read, or searches for it."),
    )
    in_turn = forms.BooleanField(
        label=_("Opens once the lessons before it in this module are done"), required=False
    )
    nonce = forms.CharField(required=False, max_length=40, widget=forms.HiddenInput)

    def clean_minutes(self) -> int:
        return self.cleaned_data["minutes"] or 0


class LessonEditForm(LessonForm):
    nonce = None  # type: ignore[assignment] # it is there already
    version = forms.IntegerField(widget=forms.HiddenInput)


class CaptionsForm(forms.Form):
    language = forms.ChoiceField(label=_("Language"), choices=languages)
    label = forms.CharField(
        label=_("What they are called"),
        required=False,
        max_length=MOST_LETTERS,
        help_text=_("If it is more than the language: “English, with sounds described”."),
    )
    file = forms.FileField(
        label=_("File with captions"),
        help_text=_("A WebVTT or SRT file, as most programs for captions save them."),
        widget=forms.FileInput(attrs={"accept": ".vtt,.srt,text/vtt"}),
    )
    is_default = forms.BooleanField(
        label=_("Show these unless somebody chooses others"), required=False
    )

    def clean_file(self) -> list[Cue]:
        sent = self.cleaned_data["file"]
        try:
            return read(sent.read(LARGEST + 1))
        except BadCaptions as error:
            raise ValidationError(str(error), code=error.code) from error

    def clean_label(self) -> str:
        return self.cleaned_data["label"].strip() or name_of(self.cleaned_data.get("language", ""))

    @property
    def track(self) -> Track:
        said = self.cleaned_data
        return Track(said["language"], said["label"], said["file"])


class ModulePlaceForm(forms.Form):
    """Before which other it is to stand; without one it is the last."""

    before = forms.IntegerField(required=False, min_value=1, max_value=MOST)


class LessonPlaceForm(ModulePlaceForm):
    module = forms.IntegerField(min_value=1, max_value=MOST)


class StopForm(forms.Form):
    second = forms.IntegerField(min_value=0, max_value=LONGEST_VIDEO)


class TermsForm(forms.Form):
    """How one takes a course."""

    is_open = forms.BooleanField(
        label=_("Whoever can read this course may read its lessons without beginning it"),
        required=False,
        help_text=_("Those that open later, or after others, are for those who have begun."),
    )
    schedule = forms.ChoiceField(
        label=_("When lessons open"), choices=Schedule.choices, widget=forms.RadioSelect
    )
    zone = forms.ChoiceField(
        label=_("Time zone"),
        help_text=_("The clocks by which a day begins on which something opens."),
        validators=[validate_timezone],
    )
    requires = forms.ModelMultipleChoiceField(
        label=_("Courses to finish first"),
        queryset=Course.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, viewer: Any, course: Course, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        zone = cast(forms.ChoiceField, self.fields["zone"])
        zone.choices = zone_choices(course.zone)
        requires = cast(forms.ModelMultipleChoiceField, self.fields["requires"])
        requires.queryset = to_require(viewer, course)
        if not requires.queryset.exists():
            del self.fields["requires"]

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or {}
        return {"requires": []} | said


def to_require(viewer: Any, course: Course) -> Any:
    """The courses that it can ask for: those of its community that can be taken."""
    others = Course.objects.visible_to(viewer).filter(community=course.community)
    return others.published().exclude(pk=course.pk).order_by("title", "pk")


class NudgeForm(forms.Form):
    to = forms.CharField(
        label=_("To one learner alone"),
        required=False,
        max_length=31,
        help_text=_(
            "Their handle, such as “@ines”; empty for all who stopped here. They get it if they "
            "have this lesson before them. Whether they do is not said to you, and they are told "
            "of nobody else."
        ),
    )
    text = forms.CharField(
        label=_("What you have to say"),
        max_length=LONGEST_NUDGE,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("Where one often stops here, and what helps. It goes out in your name."),
    )
    nonce = forms.CharField(required=False, max_length=40, widget=forms.HiddenInput)

    def __init__(self, *args: Any, course: Course, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.course = course

    def clean_to(self) -> User | None:
        named = self.cleaned_data["to"].strip()
        return member_named(named, self.course.community) if named else None
