from copy import copy

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from accounts.errors import HandleTaken
from accounts.forms.settings import ProfileForm
from core.http import PageRequest


@login_required
def profile(request: PageRequest) -> HttpResponse:
    # The form writes what is typed into its instance, and the page's frame shows the viewer.
    form = ProfileForm(request.POST or None, instance=copy(request.user))
    if form.is_valid():
        try:
            request.user.introduce(**form.cleaned_data)
        except HandleTaken as taken:
            form.add_error("handle", str(taken.message))
        else:
            messages.success(request, _("Profile saved"))
            return redirect("settings_profile")
    status = 422 if form.errors else 200
    return render(request, "settings/profile.html", {"form": form}, status=status)
