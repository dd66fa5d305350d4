"""Who of the demo knows whom, and who asks whom, by the verbs."""

from datetime import timedelta

from django.utils import timezone

from cop.demo.quiet import told_to_nobody
from cop.demo.talk import People
from members.models import Connection
from notifications.models import Follow, Level

KNOW = [
    ("amina", "marta"),
    ("amina", "hyejin"),
    ("marta", "hyejin"),
    ("marta", "ines"),
    ("amina", "tane"),
    ("sunita", "amina"),
]
ASK = [
    ("ines", "amina", "You answered me on registers last spring. I would like to stay in touch."),
    ("tane", "marta", "Could we talk about rubrics for adult education some time?"),
    ("sunita", "hyejin", "We both keep a small server running for a network."),
    ("hyejin", "tane", "I read your story about the clinic that would not count."),
]
FOLLOWS = [("ines", "amina"), ("tane", "amina"), ("amina", "marta")]


def meet(people: People) -> None:
    with told_to_nobody():
        for asker, asked in KNOW:
            Connection.objects.ask(people[asked], by=people[asker]).accept(by=people[asked])
        for asker, asked, note in ASK:
            made = Connection.objects.ask(people[asked], by=people[asker], note=note)
            ago = timezone.now() - timedelta(days=3, hours=made.pk)
            Connection.objects.filter(pk=made.pk).update(asked_at=ago)
        for follower, followed in FOLLOWS:
            target = f"person:{people[followed].pk}"
            Follow.objects.choose(target, Level.WATCHING, by=people[follower])
