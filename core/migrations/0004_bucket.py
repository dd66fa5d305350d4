from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("core", "0003_cache_entry")]

    operations = [
        migrations.CreateModel(
            name="Bucket",
            fields=[
                ("key", models.CharField(max_length=64, primary_key=True, serialize=False)),
                ("drained_at", models.DateTimeField()),
            ],
        ),
        # A limit may forget in a crash; in return, counting waits for no disk.
        migrations.RunSQL(
            "ALTER TABLE core_bucket SET UNLOGGED", "ALTER TABLE core_bucket SET LOGGED"
        ),
    ]
