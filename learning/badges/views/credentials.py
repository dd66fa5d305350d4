"""What was given: its page, which checks it in front of the reader, and the files of it."""

from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.http import content_disposition_header
from django.utils.translation import gettext_lazy as _

from communities.frame import frame
from core.client import requester
from core.http import PageRequest
from learning.badges import access, rules
from learning.badges.carrying import CARRIERS, name_of
from learning.badges.checking import CHECKING, check, check_what_was_brought
from learning.badges.models import Award
from learning.credentials.reading import LARGEST

NAME = "learning/badges/credential.html"


def credential(request: PageRequest, key: str) -> HttpResponse:
    award = access.award_to_read(request.user, key)
    return render(request, NAME, _context(request.user, award))


def verification(request: PageRequest, key: str) -> HttpResponse:
    """The page with its checks made; alone, for the page that asks for them."""
    award = access.award_to_carry(request.user, key)
    CHECKING.spend(requester(request))
    context = _context(request.user, award) | {"checked": check(award)}
    return render(request, f"{NAME}#checks" if request.htmx else NAME, context)


def carried(request: PageRequest, key: str, ending: str) -> HttpResponse:
    award = access.award_to_carry(request.user, key)
    carrier = CARRIERS[ending]
    named = content_disposition_header(True, name_of(award, ending)) or ""
    return HttpResponse(
        carrier.write(award),
        content_type=carrier.kind,
        headers={"Content-Disposition": named},
    )


def certificate(request: PageRequest, key: str) -> HttpResponse:
    award = access.award_to_carry(request.user, key)
    context = {"award": award, "badge": award.badge, "community": award.community}
    return render(request, "learning/badges/certificate.html", context)


class BroughtForm(forms.Form):
    text = forms.CharField(
        label=_("The badge as text"),
        required=False,
        max_length=1_000_000,
        widget=forms.Textarea(attrs={"rows": 6, "spellcheck": "false"}),
        help_text=_("What stands in the file: JSON that begins with {, or a token."),
    )
    file = forms.FileField(
        label=_("Or the file itself"),
        required=False,
        help_text=_("A PNG or SVG picture with a badge in it, or a text file."),
    )

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or {}
        if not self.errors and not said.get("text") and not said.get("file"):
            self.add_error("text", _("Paste a badge, or choose a file."))
        return said

    def brought(self) -> bytes | str:
        file = self.cleaned_data["file"]
        if file is None:
            text: str = self.cleaned_data["text"]
            return text
        data: bytes = file.read(LARGEST + 1)
        return data


def verify(request: PageRequest) -> HttpResponse:
    """Anybody's badge. It is looked at, and not kept."""
    sent = request.method == "POST"
    form = BroughtForm(request.POST, request.FILES) if sent else BroughtForm()
    context: dict[str, Any] = {"form": form}
    if sent and form.is_valid():
        context["verdict"] = check_what_was_brought(form.brought(), who=requester(request))
    status = 422 if sent and not form.is_valid() else 200
    return render(request, "learning/badges/verify.html", context, status=status)


def _context(viewer: Any, award: Award) -> dict[str, Any]:
    return frame(viewer, award.community) | {
        "award": award,
        "badge": award.badge,
        "is_own": award.user_id == viewer.pk,
        "may_answer": rules.can_answer(viewer, award),
        "may_withdraw": rules.can_withdraw(viewer, award),
        "may_revoke": rules.can_revoke(viewer, award),
        "may_show": rules.can_show(viewer, award),
        "may_read_reason": rules.can_read_reason(viewer, award),
    }
