from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from communities.frame import frame
from core.http import PageRequest
from core.paging import paginate
from core.resources import ResourceView
from discussions import access
from discussions.forms import BookmarkForm
from discussions.models import Bookmark, Post
from discussions.models.bookmark import NEWEST, STATES

PAGE = 20
PART = "discussions/bookmark.html"


@login_required
def bookmarks(request: PageRequest) -> HttpResponse:
    """One's own list, which nobody else sees."""
    state = request.GET.get("state", "all")
    state = state if state in STATES else "all"
    kept = Bookmark.objects.of(request.user).in_state(state).for_display()
    page = paginate(kept, NEWEST, after=request.GET.get("after"), size=PAGE)
    context = {"page": page, "state": state, "section": "bookmarks"}
    if request.htmx.target == "bookmarks-more":
        return render(request, "discussions/bookmarks.html#rows", context)
    return render(request, "discussions/bookmarks.html", context)


class BookmarkView(ResourceView):
    """A post that one keeps: with POST at once, and with a note and a reminder if one likes."""

    def get(self, request: PageRequest, slug: str, pk: int, number: int) -> HttpResponse:
        post = access.post_to_read(request.user, pk, number)
        kept = Bookmark.objects.of(request.user).filter(post=post).first()
        return self.show(post, self.form(post, kept), kept)

    def post(self, request: PageRequest, slug: str, pk: int, number: int) -> HttpResponse:
        post = access.post_to_read(request.user, pk, number)
        if "note" not in request.POST:
            pressed = Bookmark.objects.keep_as_it_is(post, by=request.user)
            if not request.htmx:
                return redirect("discussions:bookmark", slug, pk, number)
            return self.show(post, self.form(post, pressed), pressed, part="#kept")
        kept = Bookmark.objects.of(request.user).filter(post=post).first()
        form = self.form(post, kept, request.POST)
        if not form.is_valid():
            return self.show(post, form, kept, status=422)
        Bookmark.objects.keep(post, by=request.user, **form.wish())
        return self.respond(post, _("Bookmark saved."), is_kept=True)

    def delete(self, request: PageRequest, slug: str, pk: int, number: int) -> HttpResponse:
        post = access.post_to_read(request.user, pk, number)
        Bookmark.objects.drop(post, by=request.user)
        return self.respond(post, _("Bookmark removed."), is_kept=False)

    def form(self, post: Post, kept: Bookmark | None, sent: Any = None) -> BookmarkForm:
        """Several may be open on one page."""
        ids = f"bookmark-{post.number}-%s"
        return BookmarkForm(sent, viewer=self.request.user, bookmark=kept, auto_id=ids)

    def respond(self, post: Post, said: str, *, is_kept: bool) -> HttpResponse:
        """To where one came from: the list of bookmarks, or the post."""
        if not self.request.htmx:
            messages.success(self.request, said)
            is_from_list = self.request.POST.get("from") == "list"
            return redirect("discussions:bookmarks") if is_from_list else redirect(post)
        context = {"post": post, "topic": post.topic, "is_kept": is_kept, "said": said}
        return render(self.request, f"{PART}#done", context)

    def show(
        self,
        post: Post,
        form: BookmarkForm,
        kept: Bookmark | None,
        *,
        part: str = "#form",
        status: int = 200,
    ) -> HttpResponse:
        context = frame(self.request.user, post.topic.community)
        context |= {"post": post, "topic": post.topic, "form": form, "kept": kept}
        page = f"{PART}{part}" if self.request.htmx else PART
        return render(self.request, page, context, status=status)
