from django.db import migrations
from django.db.models import F


def settle(apps, schema_editor):
    """Whoever is a member already has chosen how they want to hear, or found where to."""
    memberships = apps.get_model("communities", "Membership")
    memberships.objects.filter(settled_at=None).update(settled_at=F("joined_at"))


class Migration(migrations.Migration):
    dependencies = [("communities", "0005_hearing")]

    operations = [migrations.RunPython(settle, migrations.RunPython.noop)]
