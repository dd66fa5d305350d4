"""What the text of a new topic begins with, as facilitators write it for each space."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from communities.frame import frame
from core.http import PageRequest
from discussions import access
from discussions.forms import TemplatesForm
from discussions.models import Template


@login_required
def templates(request: PageRequest, slug: str, pk: int) -> HttpResponse:
    space = access.space_to_write_templates_for(request.user, slug, pk)
    form = TemplatesForm(request.POST or None, initial=Template.objects.of_space(space))
    if form.is_valid():
        Template.objects.write(space, form.cleaned_data)
        messages.success(request, _("Templates saved."))
        return redirect("communities:spaces", slug)
    context = {"form": form, "space": space, "part": "spaces"}
    context |= frame(request.user, space.community)
    status = 422 if form.errors else 200
    return render(request, "discussions/templates.html", context, status=status)


@login_required
@require_GET
def template(request: PageRequest, slug: str) -> HttpResponse:
    """What the form begins with, once another kind or space is chosen."""
    community = access.community_to_post_in(request.user, slug)
    space, kind = request.GET.get("space", ""), request.GET.get("kind", "")
    text = Template.objects.text_for(request.user, community, space=space, kind=kind)
    return HttpResponse(text, content_type="text/plain; charset=utf-8")
