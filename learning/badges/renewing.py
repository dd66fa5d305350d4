"""What follows when a key was lost: what it signed, and is still true, is signed by another."""

from django.db import transaction
from django.utils import timezone

from learning.badges.issuing import unsigned
from learning.badges.models import Award, Issuer, StatusList


def revoke_key(issuer: Issuer, name: str) -> int:
    """Revoke it, and sign anew what it signed; how many badges those were.

    Members who carried theirs away need the new one. Begun again after an interruption it goes on.
    """
    issuer.revoke(name)
    for pk in StatusList.objects.filter(issuer=issuer).values_list("pk", flat=True):
        with transaction.atomic():
            held = Issuer.objects.lock(issuer.pk)
            entries = StatusList.objects.get(pk=pk)
            entries.issuer = held
            entries.sign()
    lost = Award.objects.filter(signed_with__issuer=issuer, signed_with__name=name)
    pks = list(lost.values_list("pk", flat=True))
    for pk in pks:
        with transaction.atomic():
            award = Award.objects.lock(pk)
            held = Issuer.objects.lock(issuer.pk)
            award.sign(held, unsigned(award.credential or {}), timezone.now())
    return len(pks)
