from functools import cache, partial
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest
from django.template.backends.utils import csrf_input
from django.utils.functional import SimpleLazyObject

from communities.models.membership import State, memberships_of
from notifications.models import Notice


def page(request: HttpRequest) -> dict[str, Any]:
    """What the page's frame shows: the reader, their communities, how much they have not read."""
    # A request that is refused early, as for its Host, has no user yet, and gets a page too.
    viewer = getattr(request, "user", None) or AnonymousUser()
    mine = [m.community for m in memberships_of(viewer).values() if m.state == State.ACTIVE]
    return {
        "viewer": viewer,
        "my_communities": sorted(mine, key=lambda c: c.name.lower()),
        # Asked only where the frame is shown, not for each piece of a page.
        "unread_notices": cache(lambda: Notice.objects.count_unread(viewer)),
        # Django's own masks the token anew for each form, of which a topic has two for each post.
        "csrf_input": SimpleLazyObject(partial(csrf_input, request)),
    }
