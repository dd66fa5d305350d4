from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.http import QueryDict
from django.utils.text import slugify
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from communities import rules
from communities.hearing import OFFERED
from communities.models import Community, DigestNote, Membership, Role, Space, Tag
from communities.models.community import Joining
from communities.models.space import SpaceVisibility
from communities.validators import plain_domain
from notifications.choosing import presets
from notifications.inbound.addresses import spaces_are_open
from notifications.models import Level
from notifications.models.rhythm import Weekday
from notifications.schedule import Every

CHARTER = [
    "name",
    "tagline",
    "domain",
    "who",
    "practice",
    "visibility",
    "joining",
    "email_domains",
    "code_of_conduct",
    "dye",
]
MOST_INVITED = 50
NOTE_ENDS_EARLY = _("The last day is before the first, or is over.")


class HearingForm(forms.Form):
    """How a new member wants to hear from a community; the digest is asked of once for all."""

    hear = forms.ChoiceField(
        label=_("How you want to hear"), choices=[(name, presets[name].title) for name in OFFERED]
    )
    level = forms.ChoiceField(label=_("Tell me of"), choices=Level.choices, required=False)
    every = forms.ChoiceField(
        label=_("The digest comes"),
        choices=[(one.value, one.label) for one in Every if one != Every.OFF],
        required=False,
    )
    weekday = forms.TypedChoiceField(
        label=_("Day"), choices=Weekday, coerce=int, empty_value=None, required=False
    )


class CharterForm(forms.ModelForm):
    """What a community says of itself, and who may read and join."""

    class Meta:
        model = Community
        fields = CHARTER
        widgets = {
            "domain": forms.Textarea(attrs={"rows": 3}),
            "who": forms.Textarea(attrs={"rows": 3}),
            "practice": forms.Textarea(attrs={"rows": 3}),
            "code_of_conduct": forms.Textarea(attrs={"rows": 8}),
            "visibility": forms.RadioSelect,
            "joining": forms.RadioSelect,
            "dye": forms.RadioSelect,
        }
        help_texts = {
            "name": _("What people call it: “Monitoring & Evaluation Practitioners”."),
            "tagline": _("“We help each other measure change honestly.”"),
            "domain": _("The craft you share, and where it ends."),
            "who": _("Who should feel at home here."),
            "practice": _("What you do together: answer, review, tell how it went, teach."),
            "email_domains": _("For communities open to some domains, with commas between them."),
            "code_of_conduct": _("What you expect of each other. Members see it before they join."),
            "dye": _("The colour of its cloth."),
        }

    def clean_email_domains(self) -> list[str]:
        return [plain_domain(domain) for domain in self.cleaned_data["email_domains"]]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("joining") == Joining.DOMAIN and not data.get("email_domains"):
            self.add_error("email_domains", _("Name at least one domain."))
        return data


class FoundingForm(CharterForm):
    slug = Community._meta.get_field("slug").formfield(
        required=False,
        help_text=_("The end of its address. Leave it empty to take it from the name."),
    )
    field_order = ["name", "slug", *CHARTER[1:]]

    class Meta(CharterForm.Meta):
        fields = [*CHARTER, "slug"]

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if data.get("name") and "slug" not in self.errors:
            data["slug"] = data.get("slug") or slugify(data["name"])[:50].strip("-")
            self._refuse_taken(data["slug"])
        return data

    def _refuse_taken(self, slug: str) -> None:
        field = Community._meta.get_field("slug")
        try:
            field.run_validators(slug)
        except ValidationError as invalid:
            self.add_error("slug", invalid)
        if not slug or Community.objects.filter(slug__iexact=slug).exists():
            self.add_error("slug", _("This address is taken. Choose another."))


class SettingsForm(CharterForm):
    version = forms.IntegerField(widget=forms.HiddenInput)

    def differences_to(self, current: Community) -> list[tuple[Any, str]]:
        """Where others changed it meanwhile: label and words. The next save knows their version."""
        data = cast(QueryDict, self.data).copy()
        data["version"] = str(current.version)
        self.data = data
        there = forms.model_to_dict(current, CHARTER)
        return [
            (self.fields[name].label, _said_of(current, name))
            for name in CHARTER
            if there[name] != self.cleaned_data[name]
        ]


def _said_of(community: Community, name: str) -> str:
    value = getattr(community, name)
    if isinstance(value, list):
        return ", ".join(value)
    shown = getattr(community, f"get_{name}_display", None)
    return str(shown() if shown else value)


class NoteForm(forms.ModelForm):
    class Meta:
        model = DigestNote
        fields = ("source", "begins_on", "ends_on")
        widgets = {
            "source": forms.Textarea(attrs={"rows": 5}),
            "begins_on": forms.DateInput(attrs={"type": "date"}),
            "ends_on": forms.DateInput(attrs={"type": "date"}),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["begins_on"].required = False

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        begins, ends = data.get("begins_on") or localdate(), data.get("ends_on")
        if ends and ends < begins:
            self.add_error("ends_on", NOTE_ENDS_EARLY)
        return data


class JoinRequestForm(forms.Form):
    note = forms.CharField(
        label=_("A word to the facilitators"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Who you are and what brings you here."),
    )


class InvitationForm(forms.Form):
    emails = forms.CharField(
        label=_("Email addresses"),
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("One on each line, or with commas between them."),
    )
    role = forms.ChoiceField(label=_("They join as"), choices=[])

    def __init__(self, *args: Any, viewer: Any, community: Community, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast(forms.ChoiceField, self.fields["role"]).choices = [
            (value, label)
            for value, label in reversed(Role.choices)
            if rules.can_invite_as(viewer, community, value)
        ]

    def clean_emails(self) -> list[str]:
        words = self.cleaned_data["emails"].replace(",", " ").replace(";", " ").split()
        emails = list(dict.fromkeys(word.strip("<>").lower() for word in words))
        wrong = [email for email in emails if not _is_email(email)]
        if wrong:
            message = ngettext(
                "This is not an email address: %(list)s",
                "These are not email addresses: %(list)s",
                len(wrong),
            )
            raise ValidationError(message % {"list": ", ".join(wrong[:10])}, code="invalid")
        if len(emails) > MOST_INVITED:
            raise ValidationError(_("Invite fifty people at a time."), code="too_many")
        return emails


def _is_email(text: str) -> bool:
    try:
        validate_email(text)
    except ValidationError:
        return False
    return True


class RoleForm(forms.Form):
    role = forms.ChoiceField(label=_("Role"), choices=Role.choices)


class SpaceForm(forms.ModelForm):
    named = forms.CharField(
        label=_("The people named"),
        required=False,
        help_text=_("Handles, with commas between them, where only named people may read."),
    )

    class Meta:
        model = Space
        fields = ["name", "description", "visibility", "takes_mail", "mail_kind"]
        widgets = {"visibility": forms.RadioSelect, "mail_kind": forms.RadioSelect}
        help_texts = {
            "takes_mail": _(
                "The space gets an address, which its page shows to members. What they send there "
                "becomes a topic, with the subject as its title."
            ),
            "mail_kind": _(
                "Whoever begins the subject with [question] or [discussion] says so themselves."
            ),
        }

    def __init__(self, *args: Any, community: Community, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.community = community
        if not spaces_are_open():
            del self.fields["takes_mail"], self.fields["mail_kind"]
        if self.instance.pk:
            handles = self.instance.named.values_list("user__handle", flat=True)
            self.initial["named"] = ", ".join(handles)

    def clean_name(self) -> str:
        name = self.cleaned_data["name"]
        others = Space.objects.with_name(self.community, name).exclude(pk=self.instance.pk)
        if not self.instance.pk and others.exists():
            raise ValidationError(_("There is a space of this name already."), code="taken")
        return name

    def clean_named(self) -> list[Any]:
        handles = self.cleaned_data["named"].replace(",", " ").replace("@", " ").split()
        known = {
            membership.user.handle.lower(): membership.user
            for membership in Membership.objects.active()
            .filter(community=self.community)
            .select_related("user")
        }
        unknown = [handle for handle in handles if handle.lower() not in known]
        if unknown:
            message = _("Not a member here: %(handles)s") % {"handles": ", ".join(unknown)}
            raise ValidationError(message, code="unknown")
        return [known[handle.lower()] for handle in handles]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        group = data.get("visibility") == SpaceVisibility.GROUP
        if group and not data.get("named") and "named" not in self.errors:
            self.add_error("named", _("Name at least one person."))
        return data


class TagForm(forms.ModelForm):
    synonyms = forms.CharField(
        label=_("Other words for it"),
        required=False,
        help_text=_("With commas between them. Typing one of them gives this tag."),
    )

    class Meta:
        model = Tag
        fields = ["description"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            names = self.instance.synonyms.values_list("name", flat=True)
            self.initial["synonyms"] = ", ".join(names)

    def clean_synonyms(self) -> list[str]:
        words = self.cleaned_data["synonyms"].split(",")
        names = list(dict.fromkeys(filter(None, (slugify(w)[:50].strip("-") for w in words))))
        taken = Tag.objects.filter(community=self.instance.community_id, name__in=names)
        if first := taken.first():
            message = _("“%(name)s” is a tag of its own.") % {"name": first.name}
            raise ValidationError(message, code="taken")
        return names
