"""What an app declares about mail that comes in, in its own ``inbound.py``.

@inbound.on("post")
class PostByMail(inbound.Destination):
    def find(self, name, *, by): …

@inbound.command("post", "mute")
def mute(post, *, by): …
"""

from notifications.inbound.declaring import Destination, Written, command, on
from notifications.inbound.outcomes import Refused
from notifications.inbound.reasons import Reason

__all__ = ["Destination", "Reason", "Refused", "Written", "command", "on"]
