from django.db import migrations, models
from django.db.models import F

GOOD = F("useful_count") + 2 * F("worked_count") + F("partly_count")
BAD = F("partly_count") + 2 * F("failed_count") + 2 * F("outdated_count") + 4 * F("unsafe_count")


class Migration(migrations.Migration):
    """PostgreSQL writes the table of posts anew for this: some seconds for each million."""

    dependencies = [("discussions", "0007_reactions")]

    operations = [
        migrations.AddField(
            model_name="post",
            name="merit",
            field=models.GeneratedField(
                db_persist=True,
                expression=(GOOD + 2.0) / (GOOD + BAD + 4.0),
                output_field=models.FloatField(),
            ),
        ),
    ]
