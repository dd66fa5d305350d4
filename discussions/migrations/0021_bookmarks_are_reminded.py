from django.db import migrations


# What was told already is kept as told, or a new note on an old bookmark would tell it again.
TAKE_OVER = """
    INSERT INTO notifications_reminder (user_id, thing, minutes, zone, due_at, ask_at, state)
    SELECT bookmark.user_id, 'bookmark:' || bookmark.id, 0, account.timezone, remind_at, remind_at,
           CASE WHEN reminded THEN 'told' ELSE 'waiting' END
    FROM discussions_bookmark bookmark JOIN accounts_user account ON account.id = bookmark.user_id
    WHERE remind_at IS NOT NULL
    ON CONFLICT DO NOTHING
"""


class Migration(migrations.Migration):
    dependencies = [
        ("notifications", "0003_reminders"),
        ("discussions", "0020_topic_pinned"),
    ]

    operations = [
        migrations.RunSQL(TAKE_OVER, migrations.RunSQL.noop),
        migrations.RemoveIndex(
            model_name="bookmark",
            name="bookmark_unreminded",
        ),
        migrations.RemoveField(
            model_name="bookmark",
            name="reminded",
        ),
    ]
