from collections.abc import Sequence

from django.utils.text import get_text_list
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from communities.models import Space
from core.errors import DomainError
from discussions.models import Post


class WrongState(DomainError):
    """Somebody published, returned or retired it a moment before."""

    code = "wrong_state"
    message = _("This article has moved on meanwhile. Reload the page and look again.")


class NothingRecommended(DomainError):
    code = "nothing_recommended"
    message = _("Write down the recommended practice first: it is what an article is for.")


class OwnSuccessor(DomainError):
    code = "own_successor"
    message = _("An article is followed by another one that is published, in the same community.")


class NothingPicked(DomainError):
    code = "nothing_picked"
    message = _("Your tray is empty. Collect posts first.")


class TooMuchPicked(DomainError):
    code = "too_much_picked"
    message = _("Together these posts are longer than a draft can be. Take some out.")


class SomethingBegun(DomainError):
    code = "something_begun"
    message = _("You have begun another topic here. Post it, or throw its draft away, first.")


class NarrowerPosts(DomainError):
    """Whoever picked the posts may read them, and so may know where they are."""

    code = "narrower_posts"

    def __init__(self, posts: Sequence[Post], place: Space) -> None:
        names = sorted({f"“{post.topic.space.name}”" for post in posts})
        message = _now(
            "Not everybody who can read “%(place)s” can read %(names)s. Choose another space, or "
            "take out what is from there."
        )
        super().__init__(message % {"place": place.name, "names": get_text_list(names, _now("or"))})


class AlreadyThere(DomainError):
    code = "already_there"
    message = _("This address is in the collection already.")
