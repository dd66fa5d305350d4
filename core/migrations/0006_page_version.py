from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("core", "0005_uploads")]

    operations = [
        migrations.CreateModel(
            name="PageVersion",
            fields=[
                (
                    "key",
                    models.CharField(max_length=40, primary_key=True, serialize=False),
                ),
                ("number", models.PositiveBigIntegerField()),
            ],
        ),
    ]
