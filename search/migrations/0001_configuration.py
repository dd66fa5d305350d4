from django.db import migrations


class Migration(migrations.Migration):
    """The words of the site: English stems, with accents or without."""

    initial = True
    dependencies = [("core", "0001_extensions")]
    operations = [
        migrations.RunSQL(
            sql="CREATE TEXT SEARCH CONFIGURATION guildhall (COPY = english)",
            reverse_sql="DROP TEXT SEARCH CONFIGURATION guildhall",
        ),
        migrations.RunSQL(
            sql="""
                ALTER TEXT SEARCH CONFIGURATION guildhall
                ALTER MAPPING FOR hword, hword_part, word WITH unaccent, english_stem
            """,
            reverse_sql=migrations.RunSQL.noop,
        ),
    ]
