"""A code of conduct to begin with; a community makes it its own."""

from django.utils.translation import gettext_lazy as _

TEMPLATE = _(
    "We are here to get better at our craft, together.\n\n"
    "- Assume that whoever asks has a reason to. There are no questions below you.\n"
    "- Disagree with what was said, with reasons, and never with who said it.\n"
    "- Leave out what identifies a person, a patient, a client or a site.\n"
    "- Say where your knowledge comes from: done it, seen it, read it.\n"
    "- Do not sell here. Say so when you have an interest.\n\n"
    "If something is not right, tell a facilitator. They answer within a day."
)
