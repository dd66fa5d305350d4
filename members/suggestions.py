"""Who can teach whom, and who answered whom."""

from collections.abc import Iterator
from functools import reduce
from operator import or_

from django.db.models import Count, Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import User
from communities.models import Activity
from members.connections.suggesting import LOOKED_AT, Reason, reasons
from members.profiles.models import Passage, Profile
from members.profiles.shown import shown_to_each
from members.profiles.text import plain


@reasons
def what_one_wants_and_the_other_offers(viewer: User) -> Iterator[Reason]:
    """As far as the viewer reads what others say they want and offer."""
    mine = Profile.objects.of(viewer)
    wants = {plain(word): word for word in mine.wants_to_learn}
    offers = {plain(word): word for word in mine.ask_about}
    if not wants and not offers:
        return
    says_one = reduce(or_, (Q(text__contains=word) for word in {*wants, *offers}))
    passages = Passage.objects.visible_to(viewer).filter(says_one).exclude(user=viewer)
    ids = passages.order_by("user").values("user")[:LOOKED_AT]
    people = list(User.objects.active().filter(pk__in=ids).select_related("profile"))
    for pk, shown in shown_to_each(viewer, people).items():
        for word in sorted(wants.keys() & set(map(plain, shown.ask_about))):
            said = _("You want to learn “%(what)s”, and they can be asked about it.")
            yield Reason(pk, said % {"what": wants[word]}, 5)
        for word in sorted(offers.keys() & set(map(plain, shown.wants_to_learn))):
            said = _("They want to learn “%(what)s”, which you can be asked about.")
            yield Reason(pk, said % {"what": offers[word]}, 4)


@reasons
def who_answered_whom(viewer: User) -> Iterator[Reason]:
    """By the record of what was done, of what the viewer may read."""
    read = Activity.objects.visible_to(viewer).filter(verb__in=("answered", "replied"))
    theirs = read.filter(to_user=viewer).exclude(actor=viewer).values_list("actor")
    for pk, n in theirs.annotate(n=Count("pk")).order_by("-n", "actor")[:LOOKED_AT]:
        said = ngettext("They replied to you once.", "They replied to you %(n)d times.", n)
        yield Reason(pk, said % {"n": n}, min(n, 4) + 1)
    mine = read.filter(actor=viewer, to_user__isnull=False).exclude(to_user=viewer)
    yours = mine.values_list("to_user").annotate(n=Count("pk")).order_by("-n", "to_user")
    for pk, n in yours[:LOOKED_AT]:
        said = ngettext("You replied to them once.", "You replied to them %(n)d times.", n)
        yield Reason(pk, said % {"n": n}, min(n, 4))
