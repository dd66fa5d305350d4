"""What stands at an address, as far as it can be known here: our own issuers, from our database.

Other sites' issuers are asked where a badge of theirs is checked: `foreign.py`.
"""

import re
from typing import Any

from learning.badges.documents import document_of
from learning.badges.models import Issuer, StatusList

_ISSUER = re.compile(r"did:web:[^:]+:issuers:([0-9]{1,18})")
_LIST = re.compile(r"https?://[^/]+/issuers/([0-9]{1,18})/status/([0-9]{1,9})\.json")


def resolve(address: str) -> Any:
    if found := _ISSUER.fullmatch(address):
        issuer = Issuer.objects.filter(pk=int(found[1])).first()
        return document_of(issuer) if issuer and issuer.did == address else None
    if found := _LIST.fullmatch(address):
        lists = StatusList.objects.select_related("issuer")
        entries = lists.filter(issuer=int(found[1]), number=int(found[2])).first()
        return entries.credential if entries and entries.address == address else None
    return None
