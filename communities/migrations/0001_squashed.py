import communities.models.invitation
import communities.validators
import core.validators
import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.db.models.deletion
import django.db.models.functions.text
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    replaces = [
        ("communities", "0001_initial"),
        ("communities", "0002_activities"),
        ("communities", "0003_digest_notes"),
        ("communities", "0004_mail_to_spaces"),
        ("communities", "0005_hearing"),
        ("communities", "0006_members_of_before_are_settled"),
        ("communities", "0007_partners"),
        ("communities", "0008_what_mail_to_a_space_begins"),
    ]
    initial = True

    dependencies = [
        ("accounts", "__first__"),
    ]

    operations = [
        migrations.CreateModel(
            name="Community",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=100, verbose_name="name")),
                (
                    "slug",
                    models.CharField(
                        max_length=50,
                        validators=[communities.validators.validate_slug],
                        verbose_name="address",
                    ),
                ),
                (
                    "tagline",
                    models.CharField(
                        blank=True, max_length=200, verbose_name="purpose, in a sentence"
                    ),
                ),
                (
                    "domain",
                    models.TextField(
                        blank=True, max_length=4000, verbose_name="domain: what it is about"
                    ),
                ),
                (
                    "who",
                    models.TextField(
                        blank=True, max_length=4000, verbose_name="community: who it is for"
                    ),
                ),
                (
                    "practice",
                    models.TextField(
                        blank=True,
                        max_length=4000,
                        verbose_name="practice: what members do together",
                    ),
                ),
                (
                    "code_of_conduct",
                    models.TextField(blank=True, max_length=20000, verbose_name="code of conduct"),
                ),
                (
                    "visibility",
                    models.CharField(
                        choices=[
                            ("public", "Public: anyone can read"),
                            ("private", "Private: anyone can find it, members read"),
                            ("secret", "Secret: only members know it exists"),
                        ],
                        default="public",
                        max_length=8,
                        verbose_name="who can read",
                    ),
                ),
                (
                    "joining",
                    models.CharField(
                        choices=[
                            ("open", "Open: anyone signed in can join"),
                            ("request", "On request: a facilitator says yes"),
                            ("invitation", "By invitation only"),
                            ("domain", "Open to certain email domains"),
                        ],
                        default="open",
                        max_length=10,
                        verbose_name="who can join",
                    ),
                ),
                (
                    "email_domains",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=100),
                        blank=True,
                        default=list,
                        size=None,
                        verbose_name="email domains",
                    ),
                ),
                (
                    "dye",
                    models.CharField(
                        choices=[
                            ("woad", "Woad"),
                            ("indigo", "Indigo"),
                            ("orchil", "Orchil"),
                            ("cochineal", "Cochineal"),
                            ("madder", "Madder"),
                            ("walnut", "Walnut"),
                            ("weld", "Weld"),
                            ("lincoln", "Lincoln"),
                            ("verdigris", "Verdigris"),
                            ("slate", "Slate"),
                        ],
                        default="verdigris",
                        max_length=12,
                        verbose_name="accent",
                    ),
                ),
                (
                    "mark",
                    models.CharField(
                        default="M5 5h14v14H5zM9 9h6v6H9z",
                        max_length=300,
                        validators=[communities.validators.validate_mark],
                        verbose_name="mark",
                    ),
                ),
                ("member_count", models.PositiveIntegerField(default=0, editable=False)),
                ("topic_count", models.PositiveIntegerField(default=0, editable=False)),
                (
                    "created_at",
                    models.DateTimeField(default=django.utils.timezone.now, editable=False),
                ),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                (
                    "created_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "communities",
                "indexes": [models.Index(fields=["-member_count", "-id"], name="community_list")],
                "constraints": [
                    models.UniqueConstraint(
                        django.db.models.functions.text.Lower("slug"), name="community_slug_unique"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Activity",
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
                ("verb", models.CharField(max_length=40)),
                ("subject_kind", models.CharField(max_length=60)),
                ("subject_id", models.BigIntegerField()),
                ("at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "actor",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="activity",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "to_user",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "community",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="communities.community",
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "activities",
                "abstract": False,
                "indexes": [
                    django.contrib.postgres.indexes.GinIndex(
                        fields=["audience"], name="activity_audience"
                    ),
                    models.Index(fields=["actor", "-at"], name="activity_of_person"),
                    models.Index(fields=["community", "-at"], name="activity_of_community"),
                    models.Index(fields=["subject_kind", "subject_id"], name="activity_of_thing"),
                ],
            },
        ),
        migrations.CreateModel(
            name="DigestNote",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "source",
                    models.TextField(
                        max_length=2000,
                        validators=[core.validators.validate_markdown],
                        verbose_name="note",
                    ),
                ),
                ("html", models.TextField(editable=False)),
                (
                    "begins_on",
                    models.DateField(default=django.utils.timezone.localdate, verbose_name="from"),
                ),
                ("ends_on", models.DateField(blank=True, null=True, verbose_name="until")),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("withdrawn_at", models.DateTimeField(editable=False, null=True)),
                (
                    "author",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "community",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="notes",
                        to="communities.community",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["community", "-created_at"], name="note_of_community")
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("ends_on", None),
                            ("ends_on__gte", models.F("begins_on")),
                            _connector="OR",
                        ),
                        name="note_days_in_order",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Invitation",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("email", models.EmailField(max_length=254)),
                (
                    "role",
                    models.CharField(
                        choices=[
                            ("owner", "Owner"),
                            ("facilitator", "Facilitator"),
                            ("moderator", "Moderator"),
                            ("member", "Member"),
                        ],
                        default="member",
                        max_length=12,
                    ),
                ),
                ("nonce", models.CharField(max_length=32)),
                ("token_hash", models.CharField(max_length=64, unique=True)),
                ("uses_left", models.PositiveIntegerField(default=1)),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "expires_at",
                    models.DateTimeField(default=communities.models.invitation.in_two_weeks),
                ),
                ("revoked_at", models.DateTimeField(null=True)),
                (
                    "accepted_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "community",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="invitations",
                        to="communities.community",
                    ),
                ),
                (
                    "invited_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["community", "-created_at"], name="invitation_list")
                ],
            },
        ),
        migrations.CreateModel(
            name="JoinRequest",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("note", models.TextField(blank=True, max_length=2000)),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("decided_at", models.DateTimeField(null=True)),
                ("accepted", models.BooleanField(null=True)),
                (
                    "community",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="join_requests",
                        to="communities.community",
                    ),
                ),
                (
                    "decided_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
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
                    models.UniqueConstraint(
                        condition=models.Q(("decided_at", None)),
                        fields=("community", "user"),
                        name="one_waiting_join_request",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Membership",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "role",
                    models.CharField(
                        choices=[
                            ("owner", "Owner"),
                            ("facilitator", "Facilitator"),
                            ("moderator", "Moderator"),
                            ("member", "Member"),
                        ],
                        default="member",
                        max_length=12,
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("active", "Active"),
                            ("suspended", "Suspended"),
                            ("left", "Left"),
                            ("partner", "In projects only"),
                        ],
                        default="active",
                        max_length=10,
                    ),
                ),
                ("joined_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("left_at", models.DateTimeField(blank=True, null=True)),
                ("settled_at", models.DateTimeField(blank=True, null=True)),
                (
                    "community",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="memberships",
                        to="communities.community",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="memberships",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["community", "state", "role"], name="membership_roles"),
                    models.Index(
                        fields=["community", "state", "joined_at", "id"], name="membership_list"
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("community", "user"), name="one_membership")
                ],
            },
        ),
        migrations.CreateModel(
            name="Space",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=80, verbose_name="name")),
                (
                    "slug",
                    models.CharField(
                        max_length=50,
                        validators=[communities.validators.validate_slug],
                        verbose_name="address",
                    ),
                ),
                (
                    "description",
                    models.CharField(blank=True, max_length=300, verbose_name="what belongs here"),
                ),
                (
                    "visibility",
                    models.CharField(
                        choices=[
                            ("community", "As the community"),
                            ("members", "Members only"),
                            ("group", "Only the people named here"),
                        ],
                        default="community",
                        max_length=10,
                        verbose_name="who can read",
                    ),
                ),
                (
                    "takes_mail",
                    models.BooleanField(
                        db_default=False,
                        default=False,
                        verbose_name="members may begin topics by email",
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[("room", "Room"), ("project", "Project")],
                        default="room",
                        editable=False,
                        max_length=7,
                    ),
                ),
                (
                    "mail_kind",
                    models.CharField(
                        blank=True,
                        choices=[
                            (
                                "",
                                "A question if the subject ends in a question mark, else a discussion",
                            ),
                            ("question", "A question"),
                            ("discussion", "A discussion"),
                        ],
                        db_default="",
                        default="",
                        max_length=10,
                        verbose_name="what an email begins",
                    ),
                ),
                ("position", models.PositiveSmallIntegerField(default=0)),
                (
                    "community",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="spaces",
                        to="communities.community",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("community", "slug"), name="space_slug_unique")
                ],
            },
        ),
        migrations.CreateModel(
            name="SpaceMember",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "space",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="named",
                        to="communities.space",
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
                    models.UniqueConstraint(fields=("space", "user"), name="named_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="Tag",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "name",
                    models.CharField(
                        max_length=50,
                        validators=[communities.validators.validate_slug],
                        verbose_name="name",
                    ),
                ),
                (
                    "description",
                    models.CharField(blank=True, max_length=300, verbose_name="description"),
                ),
                ("topic_count", models.PositiveIntegerField(default=0, editable=False)),
                (
                    "community",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="tags",
                        to="communities.community",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["community", "-topic_count", "name"], name="tag_busiest")
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("community", "name"), name="tag_unique")
                ],
            },
        ),
        migrations.CreateModel(
            name="TagSynonym",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "name",
                    models.CharField(
                        max_length=50, validators=[communities.validators.validate_slug]
                    ),
                ),
                (
                    "community",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="communities.community",
                    ),
                ),
                (
                    "tag",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="synonyms",
                        to="communities.tag",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("community", "name"), name="synonym_unique")
                ],
            },
        ),
    ]
