from typing import Any

from django.utils.http import urlencode
from django.utils.translation import gettext as _

from discussions.models import Topic
from discussions.offers import Offer, offering
from projects import rules


@offering
def link_it_to_a_project(viewer: Any, topic: Topic) -> Offer | None:
    if not rules.can_begin(viewer, topic.community):
        return None
    url = f"{topic.community.address}projects/link/?{urlencode({'to': topic.address})}"
    return Offer(_("Link to a project"), "hammer", url)
