from django.db import migrations


class Migration(migrations.Migration):
    """Rank without a detour: the vector stays in its row, and a long body goes out of line."""

    dependencies = [("search", "0002_initial")]
    operations = [
        migrations.RunSQL(
            sql="ALTER TABLE search_document ALTER COLUMN vector SET STORAGE MAIN",
            reverse_sql="ALTER TABLE search_document ALTER COLUMN vector SET STORAGE EXTENDED",
        ),
    ]
