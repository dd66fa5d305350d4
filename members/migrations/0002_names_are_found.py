from django.db import migrations

from members.profiles.text import plain

CHUNK = 1000


def note_names(apps, schema_editor):
    """Whoever has an account already is found by name, as who signs up from now on is."""
    passage = apps.get_model("members", "Passage")
    people = apps.get_model("accounts", "User").objects.order_by("pk")
    named = people.values_list("pk", "name", "handle", "headline").iterator(CHUNK)
    passages = (
        passage(user_id=pk, level="everyone", text=plain("\n".join(words))) for pk, *words in named
    )
    passage.objects.bulk_create(passages, batch_size=CHUNK)


class Migration(migrations.Migration):
    dependencies = [("members", "0001_profiles")]

    operations = [migrations.RunPython(note_names, migrations.RunPython.noop)]
