from django.db import migrations


class Migration(migrations.Migration):
    """`named` is what bodies of the API call those who are named for a space."""

    dependencies = [("projects", "0006_closing")]

    operations = [
        migrations.RenameField("task", "named", "mentioned"),
        migrations.RenameField("taskcomment", "named", "mentioned"),
    ]
