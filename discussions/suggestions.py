from collections.abc import Iterator

from django.db.models import Exists, OuterRef
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from accounts.models import User
from discussions.models import Post, Topic
from members.connections.suggesting import LOOKED_AT, Reason, Said, reasons, shared

SAID = Said(
    _("You both wrote in “%(title)s”."),
    ngettext_lazy("You both wrote in %(n)d topic.", "You both wrote in %(n)d topics.", "n"),
)


@reasons
def who_wrote_in_the_same_topics(viewer: User) -> Iterator[Reason]:
    mine = Post.objects.present().filter(topic=OuterRef("pk"), author=viewer)
    topics = Topic.objects.visible_to(viewer).filter(Exists(mine)).order_by("-active_at", "-pk")
    posts = Post.objects.present().filter(topic__in=topics.values("pk")[:LOOKED_AT])
    return shared(posts.exclude(author=viewer), "author", "topic", SAID, 1)
