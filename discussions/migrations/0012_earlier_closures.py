from django.db import migrations

NOTE = """
    INSERT INTO discussions_turn (topic_id, what, reason, note, by_id, at)
    SELECT topic_id, 'closed', reason, note, closed_by_id, closed_at FROM discussions_closure
"""


class Migration(migrations.Migration):
    """What is closed already says on its page who closed it, and when."""

    dependencies = [("discussions", "0011_turn")]

    operations = [migrations.RunSQL(NOTE, migrations.RunSQL.noop)]
