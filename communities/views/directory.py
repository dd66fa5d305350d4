"""Communities from outside: the list of them, founding one, what one is about."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from communities import access, rules
from communities.conduct import TEMPLATE as CONDUCT
from communities.following import control_of
from communities.forms import FoundingForm, JoinRequestForm
from communities.frame import frame
from communities.models import Community, JoinRequest, Membership, Tag
from communities.picture import picture_of
from core.http import PageRequest
from core.paging import paginate
from core.visitors import VISITOR

PAGE = 24


def communities(request: PageRequest) -> HttpResponse:
    query = request.GET.get("q", "").strip()[:100]
    found = Community.objects.visible_to(request.user).named_like(query)
    page = paginate(found, ("-member_count", "-id"), after=request.GET.get("after"), size=PAGE)
    context = {"page": page, "query": query}
    if request.htmx.target == "communities-more":
        return render(request, "communities/list.html#rows", context)
    return render(request, "communities/list.html", context)


@login_required
def found(request: PageRequest) -> HttpResponse:
    form = FoundingForm(request.POST or None, initial={"code_of_conduct": CONDUCT})
    if not form.is_valid():
        status = 422 if form.is_bound else 200
        return render(request, "communities/found.html", {"form": form}, status=status)
    community = Community.objects.found(by=request.user, **form.cleaned_data)
    messages.success(request, _("Your community is open. Ask the first question in it."))
    return redirect(community)


def about(request: PageRequest, slug: str) -> HttpResponse:
    """The charter, which whoever may know of the community may read, and the way in."""
    community = access.community_to_see(request.user, slug)
    viewer = request.user
    may_read = rules.can_read(viewer, community)
    waiting = JoinRequest.objects.waiting().filter(community=community, user_id=viewer.pk or 0)
    people = Membership.objects.active().filter(community=community).in_charge().for_display()
    context = {
        "may_read": may_read,
        "may_join": rules.can_join(viewer, community),
        "may_request": rules.can_request_to_join(viewer, community),
        "is_waiting": waiting.exists(),
        "people": people[:12],
        "form": JoinRequestForm(),
        "follow": control_of(viewer, community),
    }
    return render(request, "communities/about.html", frame(viewer, community) | context)


def tags(request: PageRequest, slug: str) -> HttpResponse:
    community = access.community_to_read(request.user, slug)
    known = Tag.objects.known_to(request.user, community).busiest()
    context = frame(request.user, community) | {"tags": known[:500]}
    return render(request, "communities/tags.html", context)


@require_safe
@cache_control(public=True, max_age=3600)
def picture(request: HttpRequest, slug: str) -> HttpResponse:
    """What previews of links show, to whoever asks: only of what anybody may read."""
    community = access.community_to_see(VISITOR, slug)
    if not community.is_public:
        raise Http404
    return HttpResponse(picture_of(community.dye, community.mark), content_type="image/png")
