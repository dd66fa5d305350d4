from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.models import Dye, User
from communities.models import Community
from core.validators import validate_markdown
from learning.badges import earning
from learning.badges.medal import Shape, corners
from learning.badges.models import Badge
from learning.badges.models.award import LONGEST_REASON, LONGEST_WORDS
from learning.badges.models.badge import LONGEST_CRITERIA, MOST_MONTHS, MOST_TIMES
from learning.courses.models import Course
from learning.readers import member_named

SAID = (
    "title",
    "description",
    "criteria",
    "skill",
    "skill_address",
    "framework",
    "shape",
    "dye",
    "rule",
    "times",
    "course",
    "months",
)


class CourseField(forms.ModelChoiceField):
    def label_from_instance(self, obj: Any) -> str:
        return str(obj.title) if obj.is_seen else gettext("A course that you cannot read")


class BadgeForm(forms.Form):
    """``nonce`` makes sending it twice the same as once."""

    title = forms.CharField(
        label=_("Name"),
        min_length=3,
        max_length=Badge._meta.get_field("title").max_length,
        help_text=_("What somebody is or can do who has it: “Workshop host”."),
    )
    description = forms.CharField(
        label=_("What it stands for"),
        max_length=Badge._meta.get_field("description").max_length,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("A sentence or two, for somebody who does not know this community."),
    )
    criteria = forms.CharField(
        label=_("What one does to get it"),
        max_length=LONGEST_CRITERIA,
        validators=[validate_markdown],
        widget=forms.Textarea,
        help_text=_("So exact that two facilitators would decide alike."),
    )
    rule = forms.ChoiceField(
        label=_("How it is proposed"),
        required=False,
        widget=forms.RadioSelect,
        help_text=_(
            "By a rule it is proposed to every member who meets it. Facilitators can"
            " propose it in any case."
        ),
    )
    times = forms.IntegerField(
        label=_("How often"),
        required=False,
        min_value=1,
        max_value=MOST_TIMES,
        help_text=_("With a rule: from how many on."),
    )
    course = CourseField(
        Course.objects.none(),
        label=_("Which course"),
        required=False,
        empty_label=_("None"),
        help_text=_("For the rule “A particular course finished”. Who finishes it is asked."),
    )
    months = forms.IntegerField(
        label=_("Months that it holds"),
        required=False,
        min_value=1,
        max_value=MOST_MONTHS,
        help_text=_("Leave it empty if it holds for good."),
    )
    shape = forms.ChoiceField(
        label=_("Shape"), choices=Shape.choices, initial=Shape.OCTAGON, widget=forms.RadioSelect
    )
    dye = forms.ChoiceField(
        label=_("Colour"),
        choices=Dye.choices,
        widget=forms.RadioSelect,
        help_text=_("The community’s mark is drawn on it."),
    )
    skill = forms.CharField(
        label=_("Skill that it shows"),
        required=False,
        max_length=Badge._meta.get_field("skill").max_length,
        help_text=_("As a published framework calls it."),
    )
    skill_address = forms.URLField(
        label=_("Address of the skill there"),
        required=False,
        assume_scheme="https",
        max_length=Badge._meta.get_field("skill_address").max_length,
    )
    framework = forms.CharField(
        label=_("Framework"),
        required=False,
        max_length=Badge._meta.get_field("framework").max_length,
        help_text=_("Such as ESCO."),
    )
    nonce = forms.CharField(required=False, max_length=40, widget=forms.HiddenInput)

    def __init__(
        self,
        *args: Any,
        community: Community,
        viewer: Any,
        course: int | None = None,
        **kwargs: Any,
    ) -> None:
        """``course`` is the one that it names already."""
        super().__init__(*args, **kwargs)
        courses = courses_for(viewer, community, course)
        offers = earning.choices()
        if not courses.exists():
            del self.fields["course"]
            offers = [(key, label) for key, label in offers if key != earning.COURSE]
        else:
            cast(CourseField, self.fields["course"]).queryset = courses
        cast(forms.ChoiceField, self.fields["rule"]).choices = offers

    @property
    def outlines(self) -> dict[str, str]:
        """How each shape looks, beside its name."""
        return {shape: corners(shape) for shape in Shape.values}

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or {}
        said.setdefault("course", None)
        if said.get("rule") == earning.COURSE:
            said["times"] = 1
            if said["course"] is None and "course" not in self.errors:
                self.add_error("course", ValidationError(_("Choose a course."), code="required"))
        else:
            said["course"] = None
        if said.get("rule") and not said.get("times") and "times" not in self.errors:
            self.add_error("times", ValidationError(_("Say from how many on."), code="required"))
        if not said.get("rule"):
            said["times"] = None
        if bool(said.get("skill")) != bool(said.get("skill_address")):
            missing = "skill_address" if said.get("skill") else "skill"
            if missing not in self.errors:
                needed = _("A skill has a name and an address, or is left out.")
                self.add_error(missing, ValidationError(needed, code="required"))
        return said


class BadgeEditForm(BadgeForm):
    version = forms.IntegerField(widget=forms.HiddenInput)


def courses_for(viewer: Any, community: Community, named: int | None = None) -> Any:
    """Those that a badge can be given for: published, and read by whoever chooses; and the one that
    it names already, of which it says whether they may (``is_seen``)."""
    seen = Course.objects.visible_to(viewer).filter(community=community)
    published = seen.published().values("pk")
    offered = Course.objects.filter(Q(pk__in=published) | Q(pk=named or 0))
    return offered.annotate(is_seen=Exists(seen.filter(pk=OuterRef("pk")))).order_by("title", "pk")


def said_in(data: dict[str, Any]) -> dict[str, Any]:
    """What a verb is given of it."""
    return {name: data[name] for name in SAID}


class ProposalForm(forms.Form):
    """Whom a badge is proposed to, and for what."""

    member = forms.CharField(
        label=_("Member"), max_length=31, help_text=_("Their handle, such as “@ines”.")
    )
    words = forms.CharField(
        label=_("For what"),
        max_length=LONGEST_WORDS,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("It becomes part of the badge, for everybody who is shown it."),
    )
    evidence = forms.URLField(
        label=_("Where one can see it"),
        required=False,
        assume_scheme="https",
        max_length=500,
        help_text=_("An address. Of what only some may read, say it in words."),
    )

    def __init__(self, *args: Any, community: Community, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.community = community

    def clean_member(self) -> User:
        return member_named(self.cleaned_data["member"], self.community)


class RevocationForm(forms.Form):
    reason = forms.CharField(
        label=_("Why"),
        max_length=LONGEST_REASON,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Whose badge it is reads it, and facilitators. Nobody else does."),
        error_messages={"required": _("Say in a sentence why.")},
    )
