from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render

from core.http import PageRequest
from core.resources import ResourceView
from notifications import access
from notifications.grouping import read_groups
from notifications.models import Notice, Preference


@login_required
def notices(request: PageRequest) -> HttpResponse:
    unread_only = request.GET.get("state") == "unread"
    page = read_groups(request.user, unread_only=unread_only, after=request.GET.get("after"))
    context = {"page": page, "unread_only": unread_only, "section": "notices"}
    if request.htmx.target == "notices-more":
        return render(request, "notifications/notices.html#rows", context)
    context["preference"] = Preference.objects.peek(request.user)
    return render(request, "notifications/notices.html", context)


@login_required
def bell(request: PageRequest) -> HttpResponse:
    """The bell alone, asked for again and again while a page is looked at."""
    return render(request, "notifications/bell.html")


class ReadingView(ResourceView):
    def post(self, request: PageRequest) -> HttpResponse:
        """Mark a group as read, or everything up to the newest that the page showed."""
        mine = Notice.objects.of(request.user)
        if group := request.POST.get("group"):
            mine.filter(group=group).mark_read()
        elif (newest := request.POST.get("newest", "")).isdecimal():
            mine.filter(pk__lte=int(newest)).mark_read()
        return redirect("notifications:notices")


class NoticeReadingView(ResourceView):
    def post(self, request: PageRequest, pk: int) -> HttpResponse:
        access.notice_to_read(request.user, pk).read()
        if request.htmx and request.htmx.target != "notices":
            return HttpResponse(status=204)
        return redirect("notifications:notices")
