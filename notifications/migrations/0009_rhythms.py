import django.core.validators
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

EVERY = [
    ("daily", "Every day"),
    ("weekly", "Every week"),
    ("fortnightly", "Every two weeks"),
    ("monthly", "Every month"),
    ("off", "Never"),
]

COPY = """
INSERT INTO notifications_rhythm (user_id, scope, every, weekday, hour, zone, due_at, last_at)
SELECT user_id, '', CASE WHEN mails_digest THEN 'weekly' ELSE 'off' END,
       digest_weekday, digest_hour, zone, digest_due_at, digest_last_at
FROM notifications_preference
"""
# The period was named by its first day, and is now by its last: that also has a name where a
# member changes from weeks to days.
RENAME = "UPDATE notifications_digest SET period_end = period_end + 7"


class Migration(migrations.Migration):
    dependencies = [
        ("notifications", "0008_mail_in"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Rhythm",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("scope", models.CharField(blank=True, default="", max_length=40)),
                (
                    "every",
                    models.CharField(
                        choices=EVERY, default="weekly", max_length=11, verbose_name="how often"
                    ),
                ),
                (
                    "weekday",
                    models.PositiveSmallIntegerField(
                        choices=[
                            (0, "Monday"),
                            (1, "Tuesday"),
                            (2, "Wednesday"),
                            (3, "Thursday"),
                            (4, "Friday"),
                            (5, "Saturday"),
                            (6, "Sunday"),
                        ],
                        default=0,
                        verbose_name="day",
                    ),
                ),
                (
                    "hour",
                    models.PositiveSmallIntegerField(
                        default=8,
                        validators=[django.core.validators.MaxValueValidator(23)],
                        verbose_name="hour",
                    ),
                ),
                ("zone", models.CharField(default="UTC", max_length=64)),
                ("due_at", models.DateTimeField(null=True)),
                ("last_at", models.DateTimeField(null=True)),
                ("not_before", models.DateTimeField(null=True)),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="rhythms",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["due_at"], name="rhythm_due")],
                "constraints": [
                    models.UniqueConstraint(fields=("user", "scope"), name="one_rhythm"),
                    models.CheckConstraint(
                        condition=models.Q(("weekday__lte", 6)), name="rhythm_weekday_known"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("hour__lte", 23)), name="rhythm_hour_known"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("every__in", [every for every, _words in EVERY])),
                        name="rhythm_known",
                    ),
                ],
            },
        ),
        migrations.RunSQL(COPY, migrations.RunSQL.noop),
        migrations.RemoveConstraint("preference", "digest_weekday_known"),
        migrations.RemoveConstraint("preference", "digest_hour_known"),
        migrations.RemoveIndex("preference", "digest_due"),
        migrations.RemoveField("preference", "mails_digest"),
        migrations.RemoveField("preference", "digest_weekday"),
        migrations.RemoveField("preference", "digest_hour"),
        migrations.RemoveField("preference", "zone"),
        migrations.RemoveField("preference", "digest_due_at"),
        migrations.RemoveField("preference", "digest_last_at"),
        migrations.RemoveConstraint("digest", "one_digest_a_period"),
        migrations.RemoveConstraint("digest", "digest_number_unique"),
        migrations.RenameField("digest", "period_start", "period_end"),
        migrations.AddField(
            "digest", "scope", models.CharField(blank=True, default="", max_length=40)
        ),
        migrations.AddField(
            "digest", "every", models.CharField(choices=EVERY, default="weekly", max_length=11)
        ),
        migrations.RunSQL(RENAME, migrations.RunSQL.noop),
        migrations.AddConstraint(
            "digest",
            models.UniqueConstraint(
                fields=("user", "scope", "period_end"), name="one_digest_a_period"
            ),
        ),
        migrations.AddConstraint(
            "digest",
            models.UniqueConstraint(
                fields=("user", "scope", "number"), name="digest_number_unique"
            ),
        ),
    ]
