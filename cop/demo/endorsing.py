"""What the demo's people say of what others did, in which they had a part."""

from cop.demo.quiet import told_to_nobody
from cop.demo.talk import People
from members.models import Endorsement, Evidence

# Who says of whose accepted answer what; said of the first, as they were accepted.
SAID = [
    ("hyejin", "We used it in two districts, and the reviewers had nothing to add."),
    ("ines", "It held when our donor asked, and it was said so that my team understood it."),
    ("hyejin", "Clear enough to act on the same day."),
]


def endorse(people: People) -> None:
    seen: set[tuple[int, int | None]] = set()
    with told_to_nobody():
        for handle, words in SAID:
            answers = Evidence.objects.filter(user=people[handle], kind="answer")
            for one in answers.select_related("witness").order_by("at", "pk"):
                if one.witness and (one.source_id, one.witness_id) not in seen:
                    seen.add((one.source_id, one.witness_id))
                    Endorsement.objects.endorse(one, by=one.witness, note=words)
                    break
