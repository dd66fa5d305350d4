"""The pages about what somebody can do: anybody's skill, and one's own skills."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.models import User
from core.http import PageRequest
from members.profiles.levels import Level
from members.skills import access, knowing
from members.skills.forms import NoteForm, SeenByForm
from members.skills.mine import skills_of_oneself, with_proofs
from members.skills.models import Endorsement, SkillChoice
from members.skills.shown import Shown, proofs_of
from members.skills.views import SOURCE


def skill_of(request: PageRequest, handle: str, skill: str) -> HttpResponse:
    person, shown = access.skill_to_see(request.user, handle, skill)
    if person.handle.lower() != handle.lower():
        return redirect("person_skill", person.handle, skill)
    return _show(request, person, shown)


def _show(
    request: PageRequest, person: User, shown: Shown, tried: tuple[int, NoteForm] | None = None
) -> HttpResponse:
    """``tried``: the number of what somebody wanted to endorse with a note that does not do."""
    context = {"person": person, "shown": shown, "proofs": proofs_of(request.user, shown)}
    status = 422 if tried else 200
    context |= {"tried": tried} | SOURCE
    return render(request, "members/skills/skill.html", context, status=status)


def who_knows(request: PageRequest) -> HttpResponse:
    typed = " ".join(request.GET.get("q", "").replace("\0", "").split())[: knowing.LONGEST]
    context = {"typed": typed, "found": knowing.who_knows(request.user, typed)}
    return render(request, "members/skills/who_knows.html", context)


@login_required
def mine(request: PageRequest) -> HttpResponse:
    skills = with_proofs(request.user, skills_of_oneself(request.user))
    context = {"skills": skills, "levels": Level.choices} | SOURCE
    return render(request, "members/skills/mine.html", context)


@login_required
@require_POST
def choice(request: PageRequest, skill: str) -> HttpResponse:
    shown = access.own_skill(request.user, skill)
    form = SeenByForm(request.POST)
    if form.is_valid():
        level = form.cleaned_data["seen_by"] or None
        SkillChoice.objects.choose(shown.known, level, by=request.user)
        messages.success(request, _("Saved."))
    else:
        messages.error(request, _("Choose one of those in the list."))
    return redirect("settings_skills")


@login_required
@require_POST
def showing(request: PageRequest, pk: int) -> HttpResponse:
    found = access.own_evidence(request.user, pk)
    found.show(shown=request.POST.get("is_shown") == "yes")
    messages.success(request, _("Saved."))
    return redirect("settings_skills")


@login_required
@require_POST
def endorsement(request: PageRequest, pk: int) -> HttpResponse:
    found = access.evidence_to_endorse(request.user, pk)
    form = NoteForm(request.POST)
    if not form.is_valid():
        person, shown = access.skill_to_see(request.user, found.user.handle, found.known.key)
        return _show(request, person, shown, (found.pk, form))
    Endorsement.objects.endorse(found, by=request.user, note=form.cleaned_data["note"])
    messages.success(request, _("Endorsed."))
    return redirect("person_skill", found.user.handle, found.known.key)


@login_required
@require_POST
def endorsement_withdrawal(request: PageRequest, pk: int) -> HttpResponse:
    found = access.own_endorsement(request.user, pk)
    person = found.evidence.user
    found.withdraw()
    messages.success(request, _("Taken back."))
    return redirect(person)


@login_required
@require_POST
def endorsement_showing(request: PageRequest, pk: int) -> HttpResponse:
    found = access.endorsement_of_own(request.user, pk)
    found.show(shown=request.POST.get("is_shown") == "yes")
    messages.success(request, _("Saved."))
    return redirect("settings_skills")
