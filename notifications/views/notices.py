from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse, HttpResponseBadRequest
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django_htmx.http import trigger_client_event

from core.audience import keys_for
from core.http import PageRequest
from core.resources import ResourceView
from notifications import access
from notifications.filtering import Filter, choices_for
from notifications.grouping import count_newer, group_of, read_groups
from notifications.models import Notice, Preference


@login_required
def notices(request: PageRequest) -> HttpResponse:
    chosen = Filter.of(request.GET)
    page = read_groups(request.user, chosen, after=request.GET.get("after"))
    context = _for_rows(request, chosen) | {"page": page}
    if request.htmx.target == "notices-more":
        return render(request, "notifications/notices.html#rows", context)
    context |= {
        "choices": choices_for(request.user, chosen),
        "preference": Preference.objects.peek(request.user),
        "read": _moment(request.GET),
        "section": "notices",
    }
    return render(request, "notifications/notices.html", context)


@login_required
def news(request: PageRequest) -> HttpResponse:
    """How much has come since the page was made, asked for while somebody looks at it."""
    chosen = Filter.of(request.GET)
    after = request.GET.get("after", "")
    newest = int(after) if after.isdecimal() and len(after) < 19 else 0
    context = {"chosen": chosen, "newest": newest}
    context["fresh"] = count_newer(request.user, chosen, newest)
    return render(request, "notifications/notices.html#fresh", context)


@login_required
def bell(request: PageRequest) -> HttpResponse:
    """The bell alone, asked for again and again while a page is looked at."""
    return render(request, "notifications/bell.html")


class ReadingView(ResourceView):
    def post(self, request: PageRequest) -> HttpResponse:
        """Mark as read: some, a group, or everything up to the newest that the page showed."""
        chosen, at = Filter.of(request.POST), timezone.now()
        marked = self._named(request, chosen)
        some = marked.first()
        marked.mark_read(at)
        if request.htmx and some:
            return _marked(request, some, chosen, at)
        return redirect(_list(chosen, read=f"{at.timestamp():.6f}" if some else ""))

    def delete(self, request: PageRequest) -> HttpResponse:
        """Mark as unread: all that was read at one moment, or the latest of a group."""
        mine = Notice.objects.of(request.user)
        if group := request.POST.get("group"):
            latest = mine.filter(group=group).order_by("-pk")[:1]
            mine.filter(pk__in=latest.values("pk")).mark_unread()
        elif at := _moment(request.POST):
            mine.filter(read_at=at).mark_unread()
        else:
            return HttpResponseBadRequest(_("There is nothing to mark."))
        return redirect(_list(Filter.of(request.POST)))

    def _named(self, request: PageRequest, chosen: Filter) -> Any:
        mine = chosen.among(Notice.objects.of(request.user)).unread().order_by("-pk")
        if group := request.POST.get("group"):
            return mine.filter(group=group)
        pks = [pk for pk in request.POST.getlist("notice") if pk.isdecimal() and len(pk) < 19]
        if pks:
            return mine.filter(pk__in=pks)
        newest = request.POST.get("newest", "")
        return mine.filter(pk__lte=int(newest)) if newest.isdecimal() else mine.none()


class NoticeReadingView(ResourceView):
    def post(self, request: PageRequest, pk: int) -> HttpResponse:
        access.notice_to_read(request.user, pk).read()
        if request.htmx and request.htmx.target != "notices":
            return HttpResponse(status=204)
        return redirect("notifications:notices")


def _for_rows(request: PageRequest, chosen: Filter) -> dict[str, Any]:
    return {"chosen": chosen, "inside": set(keys_for(request.user))}


def _marked(request: PageRequest, some: Notice, chosen: Filter, at: datetime) -> HttpResponse:
    """The group as it is now, with the way back; the bell is asked to look again."""
    group = group_of(request.user, some)
    context = _for_rows(request, chosen) | {"group": group, "at": at}
    response = render(request, "notifications/marked.html", context)
    return trigger_client_event(response, "notices-read")


def _list(chosen: Filter, **more: str) -> str:
    return reverse("notifications:notices") + chosen.address(**more)


def _moment(sent: Mapping[str, str]) -> datetime | None:
    """When something was marked as read, as the page said it."""
    try:
        return datetime.fromtimestamp(float(sent.get("read", "")), timezone.get_current_timezone())
    except (ValueError, OverflowError, OSError):
        return None
