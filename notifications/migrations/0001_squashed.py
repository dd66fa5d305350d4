import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.core.validators
import django.db.models.deletion
import django.db.models.functions.text
import django.utils.timezone
import notifications.models.preference
import notifications.models.reply_address
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    replaces = [
        ("notifications", "0001_initial"),
        ("notifications", "0002_tracking"),
        ("notifications", "0003_reminders"),
        ("notifications", "0004_choices"),
        ("notifications", "0005_choices_of_those_without_mail"),
        ("notifications", "0006_one_choice_for_each_matter"),
        ("notifications", "0007_quiet"),
        ("notifications", "0008_mail_in"),
        ("notifications", "0009_rhythms"),
        ("notifications", "0010_mail_that_comes_back"),
        ("notifications", "0011_sorts_of_readers"),
        ("notifications", "0012_show_stopped_mail"),
        ("notifications", "0013_mail_by_way_of_lists"),
        ("notifications", "0014_answers_to_invitations"),
        ("notifications", "0015_at_most_so_many_a_day"),
        ("notifications", "0016_mail_in_one_mailbox"),
    ]
    initial = True

    dependencies = [
        ("accounts", "__first__"),
    ]

    operations = [
        migrations.CreateModel(
            name="Bouncing",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("address", models.EmailField(max_length=254, unique=True)),
                ("score", models.FloatField()),
                ("at", models.DateTimeField(default=django.utils.timezone.now)),
                ("said", models.CharField(blank=True, max_length=500)),
            ],
            options={
                "verbose_name_plural": "bouncing",
            },
        ),
        migrations.CreateModel(
            name="Email",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("address", models.EmailField(max_length=254)),
                ("kind", models.CharField(max_length=100)),
                ("group", models.CharField(blank=True, max_length=60)),
                ("payload", models.JSONField(blank=True, null=True)),
                ("subject", models.CharField(blank=True, max_length=300)),
                ("message_id", models.CharField(blank=True, max_length=200)),
                ("token", models.CharField(blank=True, db_default="", max_length=24)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("queued", "Queued"),
                            ("claimed", "In a worker's hands"),
                            ("sending", "Being sent"),
                            ("sent", "Sent"),
                            ("skipped", "Skipped"),
                            ("failed", "Failed"),
                            ("returned", "Came back"),
                        ],
                        default="queued",
                        max_length=8,
                    ),
                ),
                (
                    "reason",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("read", "It was read in the app before it was mailed"),
                            ("told", "Another mail had told it already"),
                            ("gone", "What it told of is gone, or no longer concerns the person"),
                            ("unseen", "The person may not see it any more"),
                            ("paused", "The person has paused all mail"),
                            ("unwanted", "The person has stopped this mail"),
                            ("suppressed", "The address gets no mail"),
                            ("inactive", "The account is closed"),
                            ("nothing", "There was nothing to say"),
                            ("many", "The person had had as many mails that day as one gets"),
                        ],
                        max_length=10,
                    ),
                ),
                ("error", models.TextField(blank=True)),
                ("attempts", models.PositiveSmallIntegerField(default=0)),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("due_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("leased_until", models.DateTimeField(blank=True, null=True)),
                ("taken_at", models.DateTimeField(blank=True, null=True)),
                ("sent_at", models.DateTimeField(blank=True, null=True)),
                (
                    "user",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="emails",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("state__in", ["queued", "claimed"])),
                        fields=["due_at"],
                        name="email_waiting",
                    ),
                    models.Index(
                        condition=models.Q(("state", "sending")),
                        fields=["taken_at"],
                        name="email_sending",
                    ),
                    models.Index(fields=["group", "id"], name="email_of_group"),
                    models.Index(fields=["user", "-id"], name="email_of_user"),
                    models.Index(
                        condition=models.Q(("kind", "notices")),
                        fields=["user", "taken_at"],
                        name="email_of_day",
                    ),
                    models.Index(
                        django.db.models.functions.text.Lower("address"),
                        models.F("sent_at"),
                        name="email_to_address",
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("kind", "notices"), ("state", "queued")),
                        fields=("user", "group"),
                        name="one_mail_gathering",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("message_id", ""), _negated=True),
                        fields=("message_id",),
                        name="message_id_unique",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("token", ""), _negated=True),
                        fields=("token",),
                        name="mail_token_unique",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Digest",
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
                        choices=[
                            ("daily", "Every day"),
                            ("weekly", "Every week"),
                            ("fortnightly", "Every two weeks"),
                            ("monthly", "Every month"),
                            ("off", "Never"),
                        ],
                        default="weekly",
                        max_length=11,
                    ),
                ),
                ("period_end", models.DateField()),
                ("since", models.DateTimeField()),
                ("due_at", models.DateTimeField()),
                ("sort", models.CharField(default="regular", max_length=11)),
                ("number", models.PositiveIntegerField(blank=True, null=True)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("planned", "Planned"),
                            ("sending", "Being sent"),
                            ("sent", "Sent"),
                            ("skipped", "Skipped"),
                            ("failed", "Failed"),
                        ],
                        default="planned",
                        max_length=8,
                    ),
                ),
                (
                    "reason",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("read", "It was read in the app before it was mailed"),
                            ("told", "Another mail had told it already"),
                            ("gone", "What it told of is gone, or no longer concerns the person"),
                            ("unseen", "The person may not see it any more"),
                            ("paused", "The person has paused all mail"),
                            ("unwanted", "The person has stopped this mail"),
                            ("suppressed", "The address gets no mail"),
                            ("inactive", "The account is closed"),
                            ("nothing", "There was nothing to say"),
                            ("many", "The person had had as many mails that day as one gets"),
                        ],
                        max_length=10,
                    ),
                ),
                ("sections", models.JSONField(blank=True, default=list)),
                ("attempts", models.PositiveSmallIntegerField(default=0)),
                ("leased_until", models.DateTimeField(blank=True, null=True)),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="digests",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "email",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="digest",
                        to="notifications.email",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("state", "planned")),
                        fields=["due_at"],
                        name="digest_waiting",
                    ),
                    models.Index(
                        condition=models.Q(("state", "sending")),
                        fields=["due_at"],
                        name="digest_sending",
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("user", "scope", "period_end"), name="one_digest_a_period"
                    ),
                    models.UniqueConstraint(
                        fields=("user", "scope", "number"), name="digest_number_unique"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Follow",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("target", models.CharField(max_length=40)),
                (
                    "level",
                    models.CharField(
                        choices=[
                            ("watching", "Watching"),
                            ("tracking", "Tracking"),
                            ("first_post", "New topics only"),
                            ("normal", "Normal"),
                            ("muted", "Muted"),
                        ],
                        max_length=10,
                    ),
                ),
                ("is_chosen", models.BooleanField(default=False)),
                ("since", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="follows",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["target", "level"], name="follow_of_target")],
                "constraints": [
                    models.UniqueConstraint(fields=("user", "target"), name="one_follow")
                ],
            },
        ),
        migrations.CreateModel(
            name="LeadTimes",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("about", models.CharField(max_length=40)),
                (
                    "minutes",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.PositiveIntegerField(), default=list, size=None
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "lead times",
                "constraints": [
                    models.UniqueConstraint(fields=("user", "about"), name="one_lead_times")
                ],
            },
        ),
        migrations.CreateModel(
            name="Notice",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("scope", models.CharField(db_index=True, max_length=40)),
                (
                    "audience",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=40), size=None
                    ),
                ),
                ("key", models.CharField(max_length=60)),
                ("kind", models.CharField(max_length=100)),
                ("payload", models.JSONField()),
                ("title", models.CharField(max_length=300)),
                ("excerpt", models.CharField(blank=True, max_length=300)),
                ("url", models.CharField(max_length=500)),
                ("group", models.CharField(max_length=60)),
                ("source", models.CharField(max_length=60)),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("read_at", models.DateTimeField(null=True)),
                (
                    "actor",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "email",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="notices",
                        to="notifications.email",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="notices",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "abstract": False,
                "indexes": [
                    django.contrib.postgres.indexes.GinIndex(
                        fields=["audience"], name="notice_audience"
                    ),
                    models.Index(
                        condition=models.Q(("read_at", None)), fields=["user"], name="notice_unread"
                    ),
                    models.Index(fields=["user", "group", "-id"], name="notice_groups"),
                    models.Index(fields=["key"], name="notice_of_thing"),
                    models.Index(fields=["group"], name="notice_of_group"),
                ],
                "constraints": [models.UniqueConstraint(fields=("user", "key"), name="one_notice")],
            },
        ),
        migrations.CreateModel(
            name="Preference",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "quiet_minutes",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        null=True,
                        validators=[django.core.validators.MaxValueValidator(1440)],
                    ),
                ),
                ("quiet_from", models.TimeField(blank=True, null=True)),
                ("quiet_to", models.TimeField(blank=True, null=True)),
                ("paused_until", models.DateField(blank=True, null=True)),
                (
                    "mail_key",
                    models.CharField(
                        default=notifications.models.preference.new_mail_key,
                        editable=False,
                        max_length=32,
                    ),
                ),
                (
                    "user",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE, to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("quiet_from", None), ("quiet_to", None)),
                            models.Q(
                                ("quiet_from__isnull", False),
                                ("quiet_to__isnull", False),
                                models.Q(("quiet_from", models.F("quiet_to")), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="quiet_hours_whole",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Rejection",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("sender", models.CharField(max_length=320)),
                ("reason", models.CharField(max_length=16)),
                ("day", models.DateField()),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("sender", "reason", "day"), name="one_rejection_a_day"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Reminder",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("thing", models.CharField(max_length=40)),
                ("minutes", models.PositiveIntegerField()),
                ("zone", models.CharField(max_length=64)),
                ("due_at", models.DateTimeField()),
                ("ask_at", models.DateTimeField()),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "Waiting"),
                            ("told", "Told"),
                            ("dismissed", "Dismissed"),
                        ],
                        default="waiting",
                        max_length=9,
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("state", "waiting")),
                        fields=["ask_at"],
                        name="reminder_waiting",
                    ),
                    models.Index(
                        condition=models.Q(("state", "waiting")),
                        fields=["user", "due_at", "id"],
                        name="reminder_coming",
                    ),
                    models.Index(fields=["thing"], name="reminder_of_thing"),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("user", "thing", "minutes"), name="one_reminder"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="ReplyAddress",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "token",
                    models.CharField(
                        default=notifications.models.reply_address.new_token,
                        editable=False,
                        max_length=32,
                        unique=True,
                    ),
                ),
                ("target", models.CharField(max_length=60)),
                ("source", models.CharField(max_length=60)),
                ("mailed_to", models.CharField(max_length=320)),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "expires_at",
                    models.DateTimeField(default=notifications.models.reply_address.new_end),
                ),
                ("revoked_at", models.DateTimeField(null=True)),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "reply addresses",
                "indexes": [models.Index(fields=["expires_at"], name="reply_address_expiry")],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("revoked_at", None)),
                        fields=("user", "target"),
                        name="one_live_reply_address",
                    )
                ],
            },
        ),
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
                        choices=[
                            ("daily", "Every day"),
                            ("weekly", "Every week"),
                            ("fortnightly", "Every two weeks"),
                            ("monthly", "Every month"),
                            ("off", "Never"),
                        ],
                        default="weekly",
                        max_length=11,
                        verbose_name="how often",
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
                        condition=models.Q(
                            ("every__in", ["daily", "weekly", "fortnightly", "monthly", "off"])
                        ),
                        name="rhythm_known",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Suppression",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("address", models.EmailField(max_length=254, verbose_name="address")),
                (
                    "cause",
                    models.CharField(
                        choices=[
                            ("bounce", "Mail to it bounces"),
                            ("complaint", "Mail to it was called spam"),
                            ("operator", "An operator stopped it"),
                        ],
                        max_length=10,
                        verbose_name="cause",
                    ),
                ),
                ("note", models.CharField(blank=True, max_length=200, verbose_name="note")),
                (
                    "since",
                    models.DateTimeField(
                        default=django.utils.timezone.now, editable=False, verbose_name="since"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        django.db.models.functions.text.Lower("address"),
                        name="suppression_unique_ignoring_case",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Unsubscription",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("stream", models.CharField(max_length=60)),
                ("at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("user", "stream"), name="one_unsubscription")
                ],
            },
        ),
        migrations.CreateModel(
            name="Arrival",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.CharField(editable=False, max_length=64, unique=True)),
                ("message_id", models.CharField(blank=True, max_length=250)),
                ("envelope_from", models.CharField(blank=True, max_length=320)),
                ("envelope_to", models.CharField(max_length=320)),
                ("raw", models.BinaryField(null=True)),
                ("size", models.PositiveIntegerField()),
                ("is_theirs", models.BooleanField(default=False)),
                ("sender", models.CharField(blank=True, max_length=320)),
                ("subject", models.CharField(blank=True, max_length=300)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "Waiting"),
                            ("posted", "Posted"),
                            ("obeyed", "Done"),
                            ("held", "Held"),
                            ("refused", "Refused"),
                            ("dropped", "Dropped"),
                            ("failed", "Failed"),
                        ],
                        default="waiting",
                        max_length=8,
                    ),
                ),
                (
                    "reason",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("unknown_address", "There is no such address"),
                            ("expired", "The address to reply to is too old"),
                            ("revoked", "The address to reply to works no more"),
                            ("unknown_sender", "Nobody here has the sender’s address"),
                            ("several_senders", "It names several senders, or none"),
                            ("account_closed", "The account is closed"),
                            ("recipients", "It went to too many people"),
                            ("unreadable", "It could not be read"),
                            ("empty", "There was no text in it"),
                            ("only_quoted", "There was only quoted text in it"),
                            ("too_long", "The text is too long"),
                            ("unstorable", "The text has characters that cannot be kept"),
                            ("no_title", "It has no subject"),
                            ("short_title", "Its subject is too short"),
                            ("long_title", "Its subject is too long"),
                            ("gone", "What it answers is gone"),
                            ("closed", "The topic is closed"),
                            ("not_member", "The sender is no member of the community"),
                            ("not_allowed", "The sender may not do that"),
                            ("no_answers", "This is not answered by mail"),
                            ("no_reference", "It answers no mail of ours"),
                            ("digest", "It answers a digest, and no one thing in it"),
                            ("no_space", "There is no such space, or it takes no mail"),
                            ("not_understood", "It says nothing that this is answered with"),
                            ("not_invited", "It answers an invitation of somebody else"),
                            ("too_often", "Too many mails in a short time"),
                            ("unfilled", "It is a template that was not filled in"),
                            ("files", "Files were left out"),
                            ("other_sender", "From an address that is not known to be theirs"),
                            (
                                "relayed",
                                "A mailing list put its own address in place of the sender’s",
                            ),
                            ("unproven", "Nobody vouches for its sender"),
                            ("bounce", "It says that a mail could not be delivered"),
                            ("automatic", "A machine answered by itself"),
                            ("from_list", "It came through a mailing list"),
                            ("ours", "It is a mail of ours"),
                            ("forged", "Its sender is forged"),
                            ("flood", "Too much is held already"),
                            ("thrown_away", "Whom it claimed to be from threw it away"),
                            ("broken", "Its worker died each time"),
                        ],
                        max_length=16,
                    ),
                ),
                ("said", models.CharField(blank=True, max_length=1000)),
                ("url", models.CharField(blank=True, max_length=500)),
                ("came_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("settled_at", models.DateTimeField(blank=True, null=True)),
                ("attempts", models.PositiveSmallIntegerField(default=0)),
                ("leased_until", models.DateTimeField(blank=True, null=True)),
                (
                    "user",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="arrivals",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("state", "waiting")),
                        fields=["came_at"],
                        name="arrival_waiting",
                    ),
                    models.Index(fields=["user", "-id"], name="arrival_of_user"),
                    models.Index(
                        condition=models.Q(("raw__isnull", False)),
                        fields=["came_at"],
                        name="arrival_with_raw",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Choice",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("scope", models.CharField(blank=True, default="", max_length=40)),
                ("matter", models.CharField(max_length=40)),
                (
                    "way",
                    models.CharField(
                        choices=[
                            ("email", "Email"),
                            ("digest", "Digest"),
                            ("app", "App only"),
                            ("none", "Nothing"),
                        ],
                        max_length=6,
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("user", "scope", "matter"), name="one_choice"),
                    models.CheckConstraint(
                        condition=models.Q(("way__in", ["email", "digest", "app", "none"])),
                        name="way_known",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Delivery",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.CharField(max_length=60)),
                (
                    "channel",
                    models.CharField(
                        choices=[("email", "Email"), ("digest", "Digest")], max_length=6
                    ),
                ),
                ("at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "deliveries",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("user", "key", "channel"), name="delivered_once"
                    )
                ],
            },
        ),
    ]
