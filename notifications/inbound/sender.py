"""Who says that a mail is from whom it says.

Anybody can write any From. It is believed where the sender's domain vouches for it, by what our own
MTA found (DMARC, in the topmost Authentication-Results), or where it knows a secret that only that
address was sent.
"""

from enum import Enum

import authres
import authres.dmarc
from django.conf import settings

from notifications.inbound.incoming import Incoming

_features = authres.FeatureContext(authres.dmarc)


class Vouched(Enum):
    YES = "the domain vouches for it"
    NO = "the domain says that it is forged"
    UNSAID = "nobody says anything that can be believed"


def vouched(mail: Incoming) -> Vouched:
    """What our own MTA found out about From.

    Only the topmost header counts, as the MTA adds its own above whatever came with the mail; and
    only in our MTA's name, in case it added none.
    """
    headers = mail.headers("Authentication-Results")
    if not settings.MAIL_AUTHSERV_ID or not headers or not mail.sender:
        return Vouched.UNSAID
    try:
        found = _features.parse_value(headers[0])
    except authres.core.SyntaxError:
        return Vouched.UNSAID
    if str(found.authserv_id).lower() != settings.MAIL_AUTHSERV_ID.lower():
        return Vouched.UNSAID
    results = [result for result in found.results if result.method == "dmarc"]
    if len(results) != 1:
        return Vouched.UNSAID
    [dmarc] = results
    if dmarc.result == "fail":
        return Vouched.NO
    named = str(getattr(dmarc, "header_from", None) or "").lower()
    domain = mail.sender.rpartition("@")[2]
    # It names the domain that it looked at: that of From, or else it looked at another mail.
    return Vouched.YES if dmarc.result == "pass" and named == domain else Vouched.UNSAID
