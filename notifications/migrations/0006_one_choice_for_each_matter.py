from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("notifications", "0005_choices_of_those_without_mail")]

    operations = [migrations.RemoveField(model_name="preference", name="mails_notices")]
