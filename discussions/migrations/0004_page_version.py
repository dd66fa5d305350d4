from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("discussions", "0003_newest_by_date")]

    operations = [
        migrations.AddField(
            model_name="topic",
            name="page_version",
            field=models.PositiveBigIntegerField(db_default=1, default=1, editable=False),
        ),
    ]
