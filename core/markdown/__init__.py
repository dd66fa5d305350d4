"""What people write, made into HTML that is safe to store and to show.

    rendered = render(source, mentions=addresses_of)   # once, when the text is written
    excerpt(rendered.html, 200)                        # for list rows and notices

The package knows no domain: the caller says which mentioned handles exist and where they live.
"""

from core.markdown.document import Document, Mentions, Rendered, Sizes, parse, render
from core.markdown.escaping import escaped
from core.markdown.mail import absolute, for_mail, mail_text
from core.markdown.pictures import first_picture
from core.markdown.text import excerpt, plain_text
from core.markdown.todo import ToDo, linked, to_do

MAX_LENGTH = 64_000
"""The longest text a person may submit, in characters; `core.validators` refuses more."""

__all__ = [
    "MAX_LENGTH",
    "Document",
    "Mentions",
    "Rendered",
    "Sizes",
    "ToDo",
    "absolute",
    "escaped",
    "excerpt",
    "first_picture",
    "for_mail",
    "linked",
    "mail_text",
    "parse",
    "plain_text",
    "render",
    "to_do",
]
