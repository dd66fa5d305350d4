from django.db import migrations


class Migration(migrations.Migration):
    """Keep with each user that mail to their address was stopped before this was kept."""

    dependencies = [
        ("accounts", "0004_mail_stopped"),
        ("notifications", "0011_sorts_of_readers"),
    ]

    operations = [
        migrations.RunSQL(
            "UPDATE accounts_user SET mail_stopped = stopped.cause"
            " FROM notifications_suppression stopped"
            " WHERE lower(accounts_user.email) = lower(stopped.address)",
            migrations.RunSQL.noop,
        )
    ]
