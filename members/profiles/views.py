from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from core.http import PageRequest
from members.profiles.clocks import clock_of
from members.profiles.forms import AboutForm
from members.profiles.levels import SEEN_AS
from members.profiles.models import Profile
from members.profiles.shown import lacking, shown_at


@login_required
def about(request: PageRequest) -> HttpResponse:
    """What one says of oneself, and to whom."""
    profile = Profile.objects.of(request.user)
    form = AboutForm(request.POST or None, profile=profile)
    if form.is_valid():
        Profile.objects.write(by=request.user, **form.said)
        messages.success(request, _("Profile saved"))
        return redirect("settings_about")
    context = {"form": form, "lacking": lacking(profile), "photo": profile.photo}
    status = 422 if form.errors else 200
    return render(request, "members/about.html", context, status=status)


@login_required
def seen_as(request: PageRequest) -> HttpResponse:
    """One's own profile as somebody else sees it."""
    whose = request.GET.get("as", "")
    whose = whose if whose in SEEN_AS else "visitor"
    shown = shown_at(Profile.objects.of(request.user), SEEN_AS[whose])
    clock = clock_of(shown, request.user)
    name = {"name": request.user.name, "dye": request.user.dye}
    context = {"person": request.user, "shown": shown, "clock": clock, "whose": whose}
    context["only_name"] = name  # the photo is shown as far as they see it
    return render(request, "members/seen_as.html", context)
