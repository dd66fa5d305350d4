from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("accounts", "0002_stand_in")]

    operations = [
        migrations.AddField(
            model_name="user",
            name="shortcuts",
            field=models.BooleanField(
                db_default=True, default=True, verbose_name="keyboard shortcuts"
            ),
        )
    ]
