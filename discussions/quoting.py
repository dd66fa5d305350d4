"""A quotation in Markdown that names whose words it is and where they stand."""

import re

from discussions.models import Post

MOST = 3000  # characters: whoever quotes more means the post
QUOTED = re.compile(r"^\s{0,3}>.*\n?", re.MULTILINE)
SPECIAL = re.compile(r"([\\`*_\[\]<>])")


def quotation(post: Post, chosen: str = "") -> str:
    """The words chosen of the post, or else all that is its author's own in it."""
    text = (chosen.strip() or QUOTED.sub("", post.source).strip())[:MOST]
    name = SPECIAL.sub(r"\\\1", post.author.name)
    source = f"[{name}]({post.get_absolute_url()}):"
    lines = [source, "", *text.splitlines()]
    return "\n".join(f"> {line}".rstrip() for line in lines) + "\n\n"
