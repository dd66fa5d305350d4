"""The word of those who look after a community, at the head of its members' digests."""

from collections.abc import Iterable, Sequence

from django.utils import timezone
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from communities.models import DigestNote
from notifications import digest
from notifications.digest import Item, Reader


@digest.section
class FacilitatorsNote(digest.Section):
    title = _("A word from those who look after it")
    weight = 1
    cap = 3

    def gather(self, readers: list[Reader]) -> dict[int, list[Item]]:
        days = [timezone.localdate(reader.until, reader.user.zone) for reader in readers]
        communities = {pk for reader in readers for pk in reader.communities}
        notes = DigestNote.objects.running(min(days), max(days)).filter(community__in=communities)
        shown = list(notes.for_display().order_by("-begins_on", "-pk"))
        return {
            reader.user.pk: [
                self._item(note)
                for note in shown
                if note.community_id in reader.communities
                and note.runs_on(day)
                and note.author_id not in {reader.user.pk, *reader.parted}
                and not reader.mutes([[note.community.scope]])
            ]
            for reader, day in zip(readers, days, strict=True)
        }

    def recall(self, reader: Reader, keys: Sequence[str]) -> Iterable[Item]:
        pks = [int(key.partition(":")[2]) for key in keys]
        notes = DigestNote.objects.filter(pk__in=pks, withdrawn_at=None)
        return [self._item(note) for note in notes.for_display()]

    def summary(self, count: int) -> str:
        return ngettext("a word from a facilitator", "words from facilitators", count)

    def _item(self, note: DigestNote) -> Item:
        name = {"name": note.author.name, "community": note.community.name}
        return Item(
            key=note.key,
            title=gettext("%(name)s, %(community)s") % name,
            url=note.community.get_absolute_url(),
            place=note.community.name,
            audience=[note.community.scope],
            html=note.html,
        )
