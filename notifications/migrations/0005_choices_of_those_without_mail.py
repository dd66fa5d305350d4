from itertools import islice

from django.db import migrations

# What there was to be mailed of when this was written.
MATTERS = [
    "answers",
    "mentions",
    "asks",
    "reminders",
    "belonging",
    "outcomes",
    "reactions",
    "own_articles",
    "announcements",
    "replies",
    "topics",
    "articles",
    "requests",
    "unanswered",
    "safety",
    "proposals",
]
CHUNK = 500


def keep_what_was_chosen(apps, schema_editor):
    """Who wanted no mail of notices is told in the app, of each matter."""
    preferences = apps.get_model("notifications", "Preference")
    choices = apps.get_model("notifications", "Choice")
    without = preferences.objects.filter(mails_notices=False).values_list("user_id", flat=True)
    users_left = without.iterator(CHUNK)
    while users := list(islice(users_left, CHUNK)):
        rows = [
            choices(user_id=user, matter=matter, way="app") for user in users for matter in MATTERS
        ]
        choices.objects.bulk_create(rows, ignore_conflicts=True)


def forget(apps, schema_editor):
    """Who has no mail of answers had none of anything, as far as a single switch can say."""
    preferences = apps.get_model("notifications", "Preference")
    choices = apps.get_model("notifications", "Choice")
    without = choices.objects.filter(scope="", matter="answers").exclude(way="email")
    preferences.objects.filter(user__in=without.values("user")).update(mails_notices=False)


class Migration(migrations.Migration):
    dependencies = [("notifications", "0004_choices")]

    operations = [migrations.RunPython(keep_what_was_chosen, forget)]
