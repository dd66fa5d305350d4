from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from communities.frame import frame
from core.http import PageRequest
from core.paging import paginate
from members.skills import access
from members.skills.esco import ADDRESS, ATTRIBUTION
from members.skills.forms import MeaningForm
from members.skills.models import Meaning

SOURCE = {"attribution": ATTRIBUTION, "source": ADDRESS}


@login_required
def meanings(request: PageRequest, slug: str) -> HttpResponse:
    community, tags = access.tags_to_explain(request.user, slug)
    page = paginate(tags, ("-topic_count", "name"), after=request.GET.get("after"), size=50)
    context = frame(request.user, community) | {"page": page, "part": "skills"} | SOURCE
    return render(request, "members/skills/meanings.html", context)


@login_required
def meaning(request: PageRequest, slug: str, name: str) -> HttpResponse:
    """Also what is found while one types, which asks for it by GET."""
    tag = access.tag_to_explain(request.user, slug, name)
    words = request.GET.get("words", tag.name.replace("-", " "))
    typed = request.POST if request.method == "POST" else None
    form = MeaningForm(typed, initial={"words": words})
    if form.is_valid():
        Meaning.objects.set(tag, form.cleaned_data["skill"], by=request.user)
        messages.success(request, _("Saved."))
        return redirect("meanings", slug)
    context = {"tag": tag, "form": form, "found": form.found(), "part": "skills"} | SOURCE
    context |= frame(request.user, tag.community)
    status = 422 if form.errors else 200
    return render(request, "members/skills/meaning.html", context, status=status)


@login_required
@require_POST
def unsay(request: PageRequest, slug: str, name: str) -> HttpResponse:
    Meaning.objects.set(access.tag_to_explain(request.user, slug, name), None, by=request.user)
    messages.success(request, _("It is your community’s own word again."))
    return redirect("meanings", slug)
