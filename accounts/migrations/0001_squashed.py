import accounts.models.user
import accounts.validators
import django.db.models.deletion
import django.db.models.functions.text
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    replaces = [
        ("accounts", "0001_initial"),
        ("accounts", "0002_stand_in"),
        ("accounts", "0003_shortcuts"),
        ("accounts", "0004_mail_stopped"),
        ("accounts", "0005_user_list"),
    ]
    initial = True

    dependencies = [
        ("auth", "0012_alter_user_first_name_max_length"),
    ]

    operations = [
        migrations.CreateModel(
            name="User",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("password", models.CharField(max_length=128, verbose_name="password")),
                (
                    "last_login",
                    models.DateTimeField(blank=True, null=True, verbose_name="last login"),
                ),
                (
                    "is_superuser",
                    models.BooleanField(
                        default=False,
                        help_text="Designates that this user has all permissions without explicitly assigning them.",
                        verbose_name="superuser status",
                    ),
                ),
                ("email", models.EmailField(max_length=254, verbose_name="email address")),
                (
                    "handle",
                    models.CharField(
                        max_length=30,
                        validators=[accounts.validators.validate_handle],
                        verbose_name="handle",
                    ),
                ),
                (
                    "name",
                    models.CharField(
                        max_length=120,
                        validators=[accounts.validators.validate_name],
                        verbose_name="name",
                    ),
                ),
                (
                    "headline",
                    models.CharField(
                        blank=True, max_length=160, verbose_name="what you do, in a line"
                    ),
                ),
                (
                    "timezone",
                    models.CharField(
                        default="UTC",
                        max_length=64,
                        validators=[accounts.validators.validate_timezone],
                        verbose_name="time zone",
                    ),
                ),
                (
                    "language",
                    models.CharField(default="en", max_length=10, verbose_name="language"),
                ),
                (
                    "theme",
                    models.CharField(
                        choices=[("system", "As my device"), ("light", "Light"), ("dark", "Dark")],
                        default="system",
                        max_length=10,
                        verbose_name="theme",
                    ),
                ),
                (
                    "shortcuts",
                    models.BooleanField(
                        db_default=True, default=True, verbose_name="keyboard shortcuts"
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
                        default=accounts.models.user.Dye.any,
                        max_length=12,
                    ),
                ),
                (
                    "mail_stopped",
                    models.CharField(blank=True, db_default="", editable=False, max_length=10),
                ),
                ("is_staff", models.BooleanField(default=False, verbose_name="operates this site")),
                ("is_active", models.BooleanField(default=True, verbose_name="may sign in")),
                (
                    "date_joined",
                    models.DateTimeField(default=django.utils.timezone.now, editable=False),
                ),
                (
                    "groups",
                    models.ManyToManyField(
                        blank=True,
                        help_text="The groups this user belongs to. A user will get all permissions granted to each of their groups.",
                        related_name="user_set",
                        related_query_name="user",
                        to="auth.group",
                        verbose_name="groups",
                    ),
                ),
                (
                    "user_permissions",
                    models.ManyToManyField(
                        blank=True,
                        help_text="Specific permissions for this user.",
                        related_name="user_set",
                        related_query_name="user",
                        to="auth.permission",
                        verbose_name="user permissions",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["name", "id"], name="user_list")],
                "constraints": [
                    models.UniqueConstraint(
                        django.db.models.functions.text.Lower("email"),
                        name="email_unique_ignoring_case",
                    ),
                    models.UniqueConstraint(
                        django.db.models.functions.text.Lower("handle"),
                        name="handle_unique_ignoring_case",
                        violation_error_code="handle_taken",
                        violation_error_message="Somebody else has this handle. Choose another.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="StandIn",
            fields=[
                (
                    "user",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="stand_in",
                        serialize=False,
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("key", models.CharField(max_length=200, unique=True)),
                ("site", models.CharField(max_length=100)),
                ("url", models.URLField(blank=True, max_length=300)),
            ],
        ),
        migrations.CreateModel(
            name="Block",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                (
                    "blocked",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "blocker",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="blocks",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("blocker", "blocked"), name="one_block"),
                    models.CheckConstraint(
                        condition=models.Q(("blocker", models.F("blocked")), _negated=True),
                        name="not_oneself",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="FormerHandle",
            fields=[
                ("handle", models.CharField(max_length=30, primary_key=True, serialize=False)),
                ("left_at", models.DateTimeField(auto_now=True)),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="former_handles",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["-left_at"],
            },
        ),
    ]
