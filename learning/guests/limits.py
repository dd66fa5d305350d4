from datetime import timedelta

from core.limits import Limit

ASKING = Limit("guest_asks", 10, per=timedelta(hours=1))  # from one network
LETTERS = Limit("guest_letters", 4, per=timedelta(days=1))  # to one address
CONFIRMING = Limit("guest_confirms", 30, per=timedelta(hours=1))
