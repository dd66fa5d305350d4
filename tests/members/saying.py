"""A profile whose every field says a word that stands nowhere else."""

from typing import Any

from accounts.models import User
from members.profiles.fields import FIELDS
from members.profiles.levels import Level
from members.profiles.models import Profile

SAID: dict[str, Any] = {
    "photo": "a" * 32,
    "about": "I am of the zqabout.",
    "role": "zqrole",
    "organisation": "zqorganisation",
    "location": "zqlocation",
    "pronouns": "zqpronouns",
    "languages": ["tlh"],
    "ask_about": ["zqask"],
    "wants_to_learn": ["zqwant"],
    "open_to": ["speaking"],
    "links": [{"label": "zqlink", "url": "https://zq.example.org/"}],
}

# What is read on a page of each.
WORDS = {
    "photo": "a" * 32,
    "about": "zqabout",
    "role": "zqrole",
    "organisation": "zqorganisation",
    "location": "zqlocation",
    "pronouns": "zqpronouns",
    "languages": "Klingon",
    "ask_about": "zqask",
    "wants_to_learn": "zqwant",
    "open_to": "Speaking",
    "links": "zqlink",
    "local_time": "#i-clock",
}

# What is looked for: no words of links, pronouns or clocks.
FINDING = {
    "about": "zqabout",
    "role": "zqrole",
    "organisation": "zqorganisation",
    "location": "zqlocation",
    "languages": "klingon",
    "ask_about": "zqask",
    "wants_to_learn": "zqwant",
    "open_to": "speaking",
}


def tell(user: User, level: Level, **said: Any) -> Profile:
    """All of it, to whom the level says."""
    return Profile.objects.write(by=user, levels=dict.fromkeys(FIELDS, level), **(said or SAID))
