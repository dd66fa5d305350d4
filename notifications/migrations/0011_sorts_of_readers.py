from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("notifications", "0010_mail_that_comes_back")]

    operations = [
        migrations.AddField("digest", "sort", models.CharField(default="regular", max_length=11)),
    ]
