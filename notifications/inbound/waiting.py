"""What is held, as its holder sees it before they decide."""

from dataclasses import dataclass

from notifications.follows import Name
from notifications.inbound.addresses import space_of, token_of
from notifications.inbound.declaring import destinations
from notifications.inbound.incoming import Incoming
from notifications.inbound.outcomes import Refused
from notifications.inbound.writing import names_of_files, read_text
from notifications.models import Arrival, ReplyAddress


@dataclass(frozen=True)
class Waiting:
    arrival: Arrival
    text: str
    files: list[str]
    place: Name | None  # where it would go, while they may see it

    @classmethod
    def of(cls, arrival: Arrival) -> "Waiting":
        mail = Incoming.of(arrival)
        try:
            text = read_text(mail).markdown
        except Refused:
            text = ""
        return cls(arrival, text, names_of_files(mail), _place_of(mail, arrival))


def _place_of(mail: Incoming, arrival: Arrival) -> Name | None:
    target = _target_of(mail.tag or "")
    kind, _colon, name = target.partition(":")
    if kind not in destinations or arrival.user is None:
        return None
    return destinations[kind].named(name, by=arrival.user)


def _target_of(tag: str) -> str:
    if token := token_of(tag, "r"):
        address = ReplyAddress.objects.find(token)
        return address.target if address else ""
    slugs = space_of(tag)
    return f"space:{'/'.join(slugs)}" if slugs else ""
