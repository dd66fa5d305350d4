from django.db import migrations


TAKE_OVER = """
    INSERT INTO notifications_reminder (user_id, thing, minutes, zone, due_at, ask_at, state)
    SELECT owner_id, 'article:' || article.id, 0, account.timezone, review_due, review_due,
           CASE WHEN reminded_of = review_due THEN 'told' ELSE 'waiting' END
    FROM knowledge_article article JOIN accounts_user account ON account.id = article.owner_id
    WHERE article.state = 'published'
    ON CONFLICT DO NOTHING
"""


class Migration(migrations.Migration):
    dependencies = [
        ("notifications", "0003_reminders"),
        ("knowledge", "0004_resources"),
    ]

    operations = [
        migrations.RunSQL(TAKE_OVER, migrations.RunSQL.noop),
        migrations.RemoveField(
            model_name="article",
            name="reminded_of",
        ),
    ]
