"""What falls due in discussions: posts that somebody asked to be reminded of."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from communities.notices import letterhead_of
from core.markdown import excerpt
from discussions.models import Bookmark
from discussions.notices import BEGINNING
from notifications import notices, reminders
from notifications.letterhead import Letterhead


@reminders.on("bookmark")
class YouAskedToBeReminded(reminders.Due):
    """Told to whoever keeps the post, however they follow its topic: they asked for it."""

    name_of_kind = _("Posts that you keep")
    label = _("You asked to be reminded")
    action = _("Read it again")
    template = "discussions/emails/reminder"
    why = _("You get this because you asked to be reminded of a post.")
    subject = _("Your reminder in {name}")

    def find(self, pks: Iterable[int]) -> Mapping[int, Bookmark]:
        return Bookmark.objects.for_display().in_bulk(pks)

    def moment(self, bookmark: Bookmark) -> datetime | None:
        return bookmark.remind_at

    def who(self, bookmark: Bookmark) -> QuerySet[User]:
        return User.objects.filter(pk=bookmark.user_id)

    def things_of(self, user: User) -> Iterable[int]:
        coming = Bookmark.objects.filter(user=user, remind_at__gt=timezone.now())
        return coming.values_list("pk", flat=True)

    def is_there(self, bookmark: Bookmark) -> bool:
        return bookmark.post.deleted_at is None and bookmark.post.topic.deleted_at is None

    def title(self, bookmark: Bookmark) -> str:
        return bookmark.post.topic.title

    def url(self, bookmark: Bookmark) -> str:
        return bookmark.post.get_absolute_url()

    def group(self, bookmark: Bookmark) -> str:
        return bookmark.target

    def excerpt(self, bookmark: Bookmark) -> str:
        return bookmark.note or excerpt(bookmark.post.html, 200)

    def letterhead(self, bookmark: Bookmark) -> Letterhead:
        return letterhead_of(bookmark.post.topic.community)

    def place(self, bookmark: Bookmark) -> notices.Place | None:
        return bookmark.post.topic.space

    def mail(self, bookmark: Bookmark) -> dict[str, Any]:
        return {"text": excerpt(bookmark.post.html, BEGINNING)}
