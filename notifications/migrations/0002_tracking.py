from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("notifications", "0001_initial")]

    operations = [
        migrations.AlterField(
            model_name="follow",
            name="level",
            field=models.CharField(
                choices=[
                    ("watching", "Watching"),
                    ("tracking", "Tracking"),
                    ("first_post", "New topics only"),
                    ("normal", "Normal"),
                    ("muted", "Muted"),
                ],
                max_length=10,
            ),
        )
    ]
