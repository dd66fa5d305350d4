"""What a person wrote in a mail, without what they quoted.

    reply = read_reply(message)   # reply.markdown was written, reply.quoted was taken away

Pure functions over one mail; they know no user, topic or setting. `docs/mail-in.md` tells what is
recognised, and how to teach another language.
"""

from core.replies.choosing import content_id, pictures_in
from core.replies.lines import Split, strip_text
from core.replies.reply import Reply, read_reply, strip_html

__all__ = ["Reply", "Split", "content_id", "pictures_in", "read_reply", "strip_html", "strip_text"]
