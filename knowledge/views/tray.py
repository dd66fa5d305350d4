from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from communities.frame import frame
from communities.models import Community
from core.errors import DomainError
from core.http import PageRequest
from core.resources import ResourceView
from discussions.models import Pick
from knowledge import access
from knowledge.forms import HarvestForm
from knowledge.harvesting import harvest, harvest_story


class TrayView(ResourceView):
    """The posts that one has picked out in a community, and the draft one makes of them."""

    def get(self, request: PageRequest, slug: str) -> HttpResponse:
        community = access.community_to_write_in(request.user, slug)
        return self.show(community, HarvestForm(viewer=request.user, community=community))

    def post(self, request: PageRequest, slug: str) -> HttpResponse:
        community = access.community_to_write_in(request.user, slug)
        form = HarvestForm(request.POST, viewer=request.user, community=community)
        if not form.is_valid():
            return self.show(community, form, status=422)
        picks = Pick.objects.tray_of(request.user, community).for_display()
        said = form.cleaned_data
        try:
            if "story" in request.POST:
                harvest_story(list(picks), by=request.user, **said)
                return redirect("discussions:new", slug)
            article = harvest(list(picks), by=request.user, **said)
        except DomainError as error:
            form.add_error(None, str(error))
            return self.show(community, form, status=error.status)
        messages.success(request, _("Draft made. The posts stay as they are."))
        return redirect("knowledge:edit_article", slug, article.pk)

    def show(self, community: Community, form: HarvestForm, status: int = 200) -> HttpResponse:
        picks = list(Pick.objects.tray_of(self.request.user, community).for_display())
        context = frame(self.request.user, community) | {"picks": picks, "form": form}
        return render(self.request, "knowledge/tray.html", context, status=status)


class PlaceView(ResourceView):
    def post(self, request: PageRequest, slug: str, pick: int) -> HttpResponse:
        """One place up, or with ``down`` one place down."""
        community = access.community_to_write_in(request.user, slug)
        order = list(Pick.objects.tray_of(request.user, community).values_list("pk", flat=True))
        if pick in order:
            at = order.index(pick)
            to = at + 1 if "down" in request.POST else max(at - 1, 0)
            order.insert(to, order.pop(at))
            Pick.objects.arrange(community, order, by=request.user)
        return redirect("knowledge:tray", slug)
