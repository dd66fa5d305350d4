from accounts.events import UserChanged
from accounts.models import User
from core.events import subscribe
from members.profiles.finding import note
from members.profiles.models import Profile


@subscribe(UserChanged)
def note_what_finds_them(event: UserChanged) -> None:
    """Their name, handle or headline may be another."""
    # Held as whoever writes a profile holds it, who would otherwise be written over.
    person = User.objects.select_for_update(no_key=True).get(pk=event.user_id)
    note(person, Profile.objects.of(person))
