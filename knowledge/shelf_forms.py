"""Forms of the library: resources and their collections."""

from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from communities.models import Community, Space
from core.errors import DomainError
from core.markdown import MAX_LENGTH
from core.models import Upload
from core.uploads.accepting import accept
from core.validators import validate_markdown
from discussions.forms import TopicForm
from knowledge.models import Collection, Resource, Standing
from knowledge.models.resource import LONGEST_URL


def twin_of(
    viewer: Any, community: Community, url: str, *, besides: int | None = None
) -> Resource | None:
    """What leads there already, of what the viewer may see."""
    seen = Resource.objects.visible_to(viewer).filter(community=community).exclude(pk=besides or 0)
    return seen.leading_to(url).select_related("community").first()


class ResourceForm(forms.Form):
    """A link or a file. A file that has come stays with the form, whatever else is wrong."""

    data: Any
    url = forms.URLField(
        label=_("Link"),
        required=False,
        max_length=LONGEST_URL,
        assume_scheme="https",
        help_text=_("Where it is, if it is on the web."),
    )
    file = forms.FileField(
        label=_("File"), required=False, help_text=_("Instead of a link: what you have yourself.")
    )
    upload = forms.CharField(required=False, max_length=32, widget=forms.HiddenInput)
    title = forms.CharField(label=_("Title"), min_length=3, max_length=250)
    description = forms.CharField(
        label=_("What it is good for"),
        required=False,
        max_length=MAX_LENGTH,
        validators=[validate_markdown],
        widget=forms.Textarea,
        help_text=_("For whom, and which part of it. Two sentences are enough."),
    )
    collection = forms.ModelChoiceField(
        label=_("Collection"), queryset=Collection.objects.none(), empty_label=None
    )
    tags = TopicForm.base_fields["tags"]

    def __init__(self, *args: Any, viewer: Any, community: Community, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.viewer, self.community = viewer, community
        self.kept: Upload | None = None  # the file it has
        self.own: int | None = None  # the resource that is edited
        self.twin: Resource | None = None  # what leads to the same
        seen = Collection.objects.visible_to(viewer).filter(community=community)
        field = cast(forms.ModelChoiceField, self.fields["collection"])
        field.queryset = seen.select_related("community", "space__community").in_order()

    def clean_url(self) -> str:
        url = self.cleaned_data["url"]
        if url and not url.startswith(("https://", "http://")):
            raise ValidationError(_("Only addresses of the web are links here."), code="invalid")
        self.twin = twin_of(self.viewer, self.community, url, besides=self.own) if url else None
        if self.twin:
            message = _("This is in the library already, as “%(title)s”.")
            raise ValidationError(message, code="there", params={"title": self.twin.title})
        return url

    def clean_file(self) -> UploadedFile | None:
        sent = self.cleaned_data["file"]
        if sent:
            try:
                self.kept = accept(sent, by=self.viewer)
            except DomainError as error:
                raise ValidationError(str(error), code=error.code) from error
        return sent

    def clean_upload(self) -> str:
        key = self.cleaned_data["upload"]
        if key and not self.kept:
            self.kept = self.usable(key)
        return key

    def usable(self, key: str) -> Upload | None:
        return Upload.objects.visible_to(self.viewer).filter(key=key).first()

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if self.kept and "upload" not in self.errors:
            self.data = self.data.copy()
            self.data["upload"] = self.kept.key
        if "url" in self.errors or "file" in self.errors:
            return data
        if data.get("url") and data.get("file"):
            raise ValidationError(_("Give a link or a file, not both."), code="both")
        if not data.get("url") and not self.kept:
            raise ValidationError(_("Give a link, or choose a file."), code="required")
        return data

    @property
    def said(self) -> dict[str, Any]:
        """What a verb is given: a link that was typed counts for more than an earlier file."""
        data = dict(self.cleaned_data)
        del data["file"]
        return data | {"upload": None if data["url"] else self.kept}


class ResourceEditForm(ResourceForm):
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, viewer: Any, resource: Resource, **kwargs: Any) -> None:
        now = {
            "url": resource.url,
            "upload": resource.file.key if resource.file else "",
            "title": resource.title,
            "description": resource.description,
            "collection": resource.collection_id,
            "tags": resource.tag_names,
            "version": resource.version,
        }
        given = {"viewer": viewer, "community": resource.community, "initial": now}
        super().__init__(*args, **given, **kwargs)
        self.own, self.resource = resource.pk, resource
        if not self.is_bound:
            self.kept = resource.file


class MarkForm(forms.Form):
    standing = forms.ChoiceField(label=_("How it is"), widget=forms.RadioSelect)
    note = forms.CharField(
        label=_("What you found"),
        required=False,
        max_length=300,
        help_text=_("What happens when one opens it, or what to read instead."),
    )

    def __init__(self, *args: Any, may_retire: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [
            (Standing.CURRENT, _("In order")),
            (Standing.BROKEN, _("It does not open")),
        ]
        if may_retire:
            choices.append((Standing.RETIRED, _("Retired: no longer recommended")))
        cast(forms.ChoiceField, self.fields["standing"]).choices = choices


class CollectionForm(forms.Form):
    name = forms.CharField(label=_("Name"), min_length=2, max_length=100)
    description = forms.CharField(
        label=_("What belongs here"), required=False, max_length=300, widget=forms.TextInput
    )


class NewCollectionForm(CollectionForm):
    space = forms.ModelChoiceField(
        label=_("Space"),
        queryset=Space.objects.none(),
        to_field_name="slug",
        empty_label=None,
        help_text=_("Who may read the space may read the collection. This does not change later."),
    )

    def __init__(self, *args: Any, viewer: Any, community: Community, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        spaces = Space.objects.visible_to(viewer).filter(community=community)
        field = cast(forms.ModelChoiceField, self.fields["space"])
        field.queryset = spaces.select_related("community").in_order()
