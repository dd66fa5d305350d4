import accounts.validators
import communities.models.titled
import django.contrib.postgres.fields
import django.core.validators
import django.db.models.deletion
import django.utils.timezone
import learning.attending.door
import learning.badges.models.issuer
import learning.courses.models.work
import learning.workshops.models.workshop
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    replaces = [
        ("learning", "0001_workshops"),
        ("learning", "0002_registrations"),
        ("learning", "0003_afterwards"),
        ("learning", "0004_questions"),
        ("learning", "0005_attending"),
        ("learning", "0006_badge_issuers"),
        ("learning", "0007_badges"),
        ("learning", "0008_awards"),
        ("learning", "0009_badge_pictures"),
        ("learning", "0010_calendar_feeds"),
        ("learning", "0011_invitation_answers"),
        ("learning", "0012_courses"),
        ("learning", "0013_course_openings"),
        ("learning", "0014_course_quizzes"),
        ("learning", "0015_certificates_and_messages_by_mode"),
        ("learning", "0016_registration_terms"),
        ("learning", "0017_inquiries"),
        ("learning", "0018_course_assignments"),
        ("learning", "0019_course_deadlines"),
        ("learning", "0020_guests"),
        ("learning", "0021_lesson_videos"),
        ("learning", "0022_series_of_workshops"),
        ("learning", "0023_series_calendar_feeds"),
        ("learning", "0024_ideas"),
        ("learning", "0025_askers_come_first"),
        ("learning", "0026_badge_for_one_course"),
        ("learning", "0027_nudge_to_one"),
    ]
    initial = True

    dependencies = [
        ("accounts", "__first__"),
        ("communities", "0001_squashed"),
        ("core", "0001_squashed"),
        ("discussions", "0001_squashed"),
    ]

    operations = [
        migrations.CreateModel(
            name="Guest",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("email", models.EmailField(max_length=254)),
                ("name", models.CharField(max_length=100)),
                (
                    "mode",
                    models.CharField(
                        choices=[("in_person", "In person"), ("online", "Online")], max_length=9
                    ),
                ),
                ("question", models.TextField(blank=True, max_length=1000)),
                ("takes_at_once", models.BooleanField(default=False)),
                ("answers", models.JSONField(default=dict)),
                ("asked_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("confirmed_at", models.DateTimeField(null=True)),
                ("mails", models.PositiveSmallIntegerField(default=0)),
                ("wants_mail", models.BooleanField(default=True)),
                ("reminded_of", models.DateTimeField(null=True)),
                ("is_thanked", models.BooleanField(default=False)),
            ],
        ),
        migrations.CreateModel(
            name="Inquiry",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("position", models.PositiveSmallIntegerField()),
                ("words", models.CharField(max_length=200)),
                (
                    "sort",
                    models.CharField(
                        choices=[
                            ("short", "A few words"),
                            ("long", "Some sentences"),
                            ("choice", "One of several"),
                            ("yes_no", "Yes or no"),
                        ],
                        default="short",
                        max_length=6,
                    ),
                ),
                ("choices", models.JSONField(blank=True, default=list)),
                ("is_required", models.BooleanField(default=False)),
            ],
        ),
        migrations.CreateModel(
            name="Course",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("draft", "Proposed"),
                            ("published", "Published"),
                            ("retired", "Retired"),
                        ],
                        default="draft",
                        max_length=9,
                    ),
                ),
                ("title", models.CharField(max_length=150, verbose_name="title")),
                ("text", models.TextField(blank=True)),
                ("html", models.JSONField(default=dict, editable=False)),
                ("gist", models.CharField(blank=True, editable=False, max_length=300)),
                ("is_open", models.BooleanField(default=True)),
                (
                    "schedule",
                    models.CharField(
                        choices=[
                            ("self_paced", "Everybody at their own pace"),
                            ("cohort", "All together, by dates"),
                        ],
                        default="self_paced",
                        max_length=10,
                    ),
                ),
                (
                    "zone",
                    models.CharField(
                        default="UTC",
                        max_length=64,
                        validators=[accounts.validators.validate_timezone],
                    ),
                ),
                ("edition", models.PositiveIntegerField(default=0, editable=False)),
                ("lesson_count", models.PositiveIntegerField(default=0, editable=False)),
                ("minutes", models.PositiveIntegerField(default=0, editable=False)),
                ("outline_changed_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("changed_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("published_at", models.DateTimeField(null=True)),
                ("renewed_at", models.DateTimeField(null=True)),
                ("retired_at", models.DateTimeField(null=True)),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("nonce", models.CharField(max_length=40, null=True)),
                (
                    "community",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="courses",
                        to="communities.community",
                    ),
                ),
                (
                    "proposed_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="courses",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "requires",
                    models.ManyToManyField(
                        blank=True, related_name="required_by", to="learning.course"
                    ),
                ),
                (
                    "space",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="courses",
                        to="communities.space",
                    ),
                ),
                (
                    "tags",
                    models.ManyToManyField(
                        blank=True, related_name="courses", to="communities.tag"
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        fields=["community", "state", "-renewed_at", "-id"], name="course_list"
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("proposed_by", "nonce"), name="course_nonce_unique"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "published"), _negated=True),
                            models.Q(("edition__gt", 0), ("published_at__isnull", False)),
                            _connector="OR",
                        ),
                        name="course_out_has_an_edition",
                    ),
                ],
            },
            bases=(communities.models.titled.Titled, models.Model),
        ),
        migrations.CreateModel(
            name="Badge",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("draft", "Draft"),
                            ("published", "Is given"),
                            ("retired", "Not given any more"),
                        ],
                        default="draft",
                        max_length=9,
                    ),
                ),
                ("title", models.CharField(max_length=100, verbose_name="name")),
                ("description", models.CharField(max_length=500)),
                ("criteria", models.TextField()),
                ("criteria_html", models.TextField(editable=False)),
                ("skill", models.CharField(blank=True, max_length=200)),
                ("skill_address", models.URLField(blank=True, max_length=500)),
                ("framework", models.CharField(blank=True, max_length=100)),
                (
                    "shape",
                    models.CharField(
                        choices=[
                            ("octagon", "Octagon"),
                            ("round", "Round"),
                            ("shield", "Shield"),
                            ("lozenge", "Lozenge"),
                            ("arch", "Arch"),
                        ],
                        default="octagon",
                        max_length=8,
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
                        max_length=12,
                    ),
                ),
                ("picture", models.BinaryField(null=True)),
                ("pictured_at", models.DateTimeField(editable=False, null=True)),
                ("rule", models.CharField(blank=True, max_length=30)),
                ("times", models.PositiveSmallIntegerField(null=True)),
                ("months", models.PositiveSmallIntegerField(null=True)),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("published_at", models.DateTimeField(null=True)),
                ("retired_at", models.DateTimeField(null=True)),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("nonce", models.CharField(max_length=40, null=True)),
                (
                    "community",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="badges",
                        to="communities.community",
                    ),
                ),
                (
                    "defined_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="badges",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "course",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.RESTRICT,
                        related_name="badges_for_it",
                        to="learning.course",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["community", "state", "title", "id"], name="badge_list")
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("defined_by", "nonce"), name="badge_nonce_unique"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("rule", ""), ("times", None)),
                            models.Q(models.Q(("rule", ""), _negated=True), ("times__gte", 1)),
                            _connector="OR",
                        ),
                        name="badge_rule_says_how_often",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("course__isnull", False), ("rule", "course_finished"), ("times", 1)
                            ),
                            models.Q(
                                models.Q(("rule", "course_finished"), _negated=True),
                                ("course", None),
                            ),
                            _connector="OR",
                        ),
                        name="badge_rule_names_its_course",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("picture", None), ("pictured_at", None)),
                            models.Q(("picture__isnull", False), ("pictured_at__isnull", False)),
                            _connector="OR",
                        ),
                        name="badge_pictured_says_since_when",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state", "draft"), ("published_at__isnull", False), _connector="OR"
                        ),
                        name="badge_given_was_published",
                    ),
                ],
            },
            bases=(communities.models.titled.Titled, models.Model),
        ),
        migrations.CreateModel(
            name="Edition",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveIntegerField()),
                ("lesson_count", models.PositiveIntegerField()),
                ("minutes", models.PositiveIntegerField()),
                ("published_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "course",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="editions",
                        to="learning.course",
                    ),
                ),
                (
                    "published_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="editions",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("course", "number"), name="edition_number_unique"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Idea",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "side",
                    models.CharField(
                        choices=[("learn", "I’d like to learn"), ("teach", "I could teach")],
                        max_length=5,
                    ),
                ),
                ("title", models.CharField(max_length=150, verbose_name="title")),
                ("text", models.TextField(blank=True, max_length=2000)),
                ("added_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("votes", models.PositiveIntegerField(default=1)),
                ("closed_at", models.DateTimeField(null=True)),
                ("note", models.CharField(blank=True, max_length=500)),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("nonce", models.CharField(max_length=40, null=True)),
                (
                    "author",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "closed_by",
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
                (
                    "space",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="communities.space",
                    ),
                ),
            ],
            bases=(communities.models.titled.Titled, models.Model),
        ),
        migrations.CreateModel(
            name="IdeaVote",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "idea",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="ballots",
                        to="learning.idea",
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
                    models.UniqueConstraint(fields=("idea", "user"), name="idea_voted_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="Issuer",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "host",
                    models.CharField(
                        default=learning.badges.models.issuer.host_of_site,
                        editable=False,
                        max_length=260,
                    ),
                ),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "community",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="issuer",
                        to="communities.community",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Lesson",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("in_turn", models.BooleanField(default=False)),
                (
                    "opens_after",
                    models.PositiveSmallIntegerField(
                        null=True, validators=[django.core.validators.MaxValueValidator(730)]
                    ),
                ),
                ("opens_on", models.DateField(null=True)),
                (
                    "draws",
                    models.PositiveSmallIntegerField(
                        null=True, validators=[django.core.validators.MinValueValidator(1)]
                    ),
                ),
                (
                    "pass_mark",
                    models.PositiveSmallIntegerField(
                        default=70, validators=[django.core.validators.MaxValueValidator(100)]
                    ),
                ),
                (
                    "attempts",
                    models.PositiveSmallIntegerField(
                        null=True,
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(20),
                        ],
                    ),
                ),
                ("title", models.CharField(max_length=120, verbose_name="title")),
                ("text", models.TextField(blank=True)),
                ("video", models.URLField(blank=True, max_length=500)),
                ("transcript", models.TextField(blank=True)),
                ("captions", models.JSONField(default=list, editable=False)),
                ("spoken", models.TextField(blank=True, editable=False)),
                ("minutes", models.PositiveSmallIntegerField(default=0)),
                ("html", models.JSONField(default=dict, editable=False)),
                ("gist", models.CharField(blank=True, editable=False, max_length=300)),
                ("position", models.PositiveIntegerField(default=0)),
                ("removed_at", models.DateTimeField(null=True)),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("nonce", models.CharField(max_length=40, null=True)),
                (
                    "course",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="lessons",
                        to="learning.course",
                    ),
                ),
                (
                    "film",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="core.upload",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Criterion",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("position", models.PositiveIntegerField(default=0)),
                ("removed_at", models.DateTimeField(null=True)),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("title", models.CharField(max_length=80, verbose_name="criterion")),
                ("text", models.TextField(blank=True, max_length=2000)),
                ("typed", models.TextField(max_length=4000)),
                (
                    "lesson",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="criteria",
                        to="learning.lesson",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["lesson", "position"], name="criterion_in_lesson")
                ],
            },
        ),
        migrations.CreateModel(
            name="Assignment",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("text", models.TextField(max_length=20000)),
                ("solution", models.TextField(blank=True, max_length=20000)),
                (
                    "judged",
                    models.CharField(
                        choices=[
                            ("teachers", "Those who teach the course"),
                            ("peers", "Learners review each other"),
                            (
                                "both",
                                "Learners review each other, and those who teach have the last word",
                            ),
                        ],
                        default="peers",
                        max_length=8,
                    ),
                ),
                (
                    "reviews",
                    models.PositiveSmallIntegerField(
                        default=3,
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(10),
                        ],
                    ),
                ),
                (
                    "gives",
                    models.PositiveSmallIntegerField(
                        default=3, validators=[django.core.validators.MaxValueValidator(10)]
                    ),
                ),
                (
                    "pass_mark",
                    models.PositiveSmallIntegerField(
                        default=60, validators=[django.core.validators.MaxValueValidator(100)]
                    ),
                ),
                (
                    "days",
                    models.PositiveSmallIntegerField(
                        null=True,
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(730),
                        ],
                    ),
                ),
                ("due_on", models.DateField(null=True)),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                (
                    "lesson",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="assignment",
                        to="learning.lesson",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Module",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("in_turn", models.BooleanField(default=False)),
                (
                    "opens_after",
                    models.PositiveSmallIntegerField(
                        null=True, validators=[django.core.validators.MaxValueValidator(730)]
                    ),
                ),
                ("opens_on", models.DateField(null=True)),
                ("title", models.CharField(max_length=120, verbose_name="title")),
                ("position", models.PositiveIntegerField(default=0)),
                ("removed_at", models.DateTimeField(null=True)),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                (
                    "course",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="modules",
                        to="learning.course",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["course", "position"], name="module_in_course")],
            },
        ),
        migrations.AddField(
            model_name="lesson",
            name="module",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="lessons",
                to="learning.module",
            ),
        ),
        migrations.CreateModel(
            name="EditionLesson",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("title", models.CharField(max_length=120, verbose_name="title")),
                ("text", models.TextField(blank=True)),
                ("video", models.URLField(blank=True, max_length=500)),
                ("transcript", models.TextField(blank=True)),
                ("captions", models.JSONField(default=list, editable=False)),
                ("spoken", models.TextField(blank=True, editable=False)),
                ("minutes", models.PositiveSmallIntegerField(default=0)),
                ("html", models.JSONField(default=dict, editable=False)),
                ("gist", models.CharField(blank=True, editable=False, max_length=300)),
                ("module_title", models.CharField(max_length=120)),
                ("position", models.PositiveIntegerField()),
                ("is_open", models.BooleanField(default=False)),
                (
                    "needs",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.BigIntegerField(), default=list, size=None
                    ),
                ),
                ("opens_after", models.PositiveSmallIntegerField(null=True)),
                ("opens_at", models.DateTimeField(null=True)),
                ("quiz", models.JSONField(null=True)),
                ("assignment", models.JSONField(null=True)),
                (
                    "edition",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="lessons",
                        to="learning.edition",
                    ),
                ),
                (
                    "film",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="core.upload",
                    ),
                ),
                (
                    "lesson",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="editions",
                        to="learning.lesson",
                    ),
                ),
                (
                    "module",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="learning.module",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["edition", "position"], name="lesson_in_edition")],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("edition", "lesson"), name="lesson_once_in_edition"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Nudge",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("text", models.TextField(max_length=2000)),
                ("sent_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("nonce", models.CharField(max_length=40, null=True)),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "lesson",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="nudges",
                        to="learning.lesson",
                    ),
                ),
                (
                    "to",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="nudges",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("lesson", "nonce"), name="nudge_sent_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="Question",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("position", models.PositiveIntegerField(default=0)),
                ("removed_at", models.DateTimeField(null=True)),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("single", "One of several is right"),
                            ("multiple", "Several can be right"),
                            ("true_false", "True or false"),
                            ("short", "A word or a few"),
                            ("numeric", "A number"),
                        ],
                        max_length=10,
                    ),
                ),
                ("text", models.TextField(max_length=2000, verbose_name="question")),
                ("typed", models.TextField(max_length=4000)),
                ("explanation", models.TextField(blank=True, max_length=2000)),
                (
                    "lesson",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="questions",
                        to="learning.lesson",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["lesson", "position"], name="question_in_lesson")],
            },
        ),
        migrations.CreateModel(
            name="Registration",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "mode",
                    models.CharField(
                        choices=[("in_person", "In person"), ("online", "Online")], max_length=9
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("confirmed", "Has a seat"),
                            ("waitlisted", "Waits"),
                            ("offered", "Is offered a seat"),
                            ("asked", "Asks to come"),
                            ("declined", "Was not let in"),
                            ("cancelled", "Does not come"),
                            ("attended", "Came"),
                        ],
                        max_length=10,
                    ),
                ),
                ("question", models.TextField(blank=True, max_length=1000)),
                ("takes_at_once", models.BooleanField(default=False)),
                ("shows_name", models.BooleanField(default=False)),
                ("note", models.CharField(blank=True, max_length=500)),
                ("queued_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("offer_ends_at", models.DateTimeField(null=True)),
                ("changed_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("changes", models.PositiveIntegerField(default=0)),
                ("told_with_series", models.PositiveIntegerField(null=True)),
                (
                    "guest",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="registration",
                        to="learning.guest",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="registrations",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="InvitationAnswer",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "said",
                    models.CharField(
                        choices=[
                            ("ACCEPTED", "Comes"),
                            ("TENTATIVE", "Comes perhaps"),
                            ("DECLINED", "Does not come"),
                        ],
                        max_length=9,
                    ),
                ),
                ("sequence", models.PositiveIntegerField()),
                ("stamp", models.DateTimeField()),
                ("changes", models.PositiveIntegerField()),
                ("by_calendar", models.BooleanField()),
                ("taken_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "registration",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="invitation_answer",
                        to="learning.registration",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="InquiryAnswer",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("words", models.CharField(max_length=200)),
                ("text", models.TextField(max_length=1000)),
                (
                    "inquiry",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="learning.inquiry",
                    ),
                ),
                (
                    "registration",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="answers",
                        to="learning.registration",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("registration", "inquiry"), name="inquiry_answered_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Run",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("begun_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("went_on_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("finished_at", models.DateTimeField(null=True)),
                ("left_at", models.DateTimeField(null=True)),
                (
                    "course",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="runs",
                        to="learning.course",
                    ),
                ),
                (
                    "edition",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="runs",
                        to="learning.edition",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="runs",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["user", "-went_on_at", "-id"], name="run_of_user")
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("course", "user"), name="runs_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="Opening",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("at", models.DateTimeField()),
                (
                    "run",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="openings",
                        to="learning.run",
                    ),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("run", "at"), name="opens_once")],
            },
        ),
        migrations.CreateModel(
            name="Done",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("done_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "lesson",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="learning.lesson",
                    ),
                ),
                (
                    "run",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="done",
                        to="learning.run",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("run", "lesson"), name="done_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="Deadline",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("at", models.DateTimeField()),
                ("is_put_off", models.BooleanField(default=False)),
                (
                    "lesson",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="learning.lesson",
                    ),
                ),
                (
                    "run",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="deadlines",
                        to="learning.run",
                    ),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("run", "lesson"), name="due_once")],
            },
        ),
        migrations.CreateModel(
            name="Attempt",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveSmallIntegerField()),
                (
                    "question_ids",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.BigIntegerField(), size=None
                    ),
                ),
                ("answers", models.JSONField(default=dict)),
                ("begun_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("sent_at", models.DateTimeField(null=True)),
                (
                    "right_ids",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.BigIntegerField(), default=list, size=None
                    ),
                ),
                ("passed", models.BooleanField(default=False)),
                (
                    "lesson",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="attempts",
                        to="learning.editionlesson",
                    ),
                ),
                (
                    "run",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="attempts",
                        to="learning.run",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("run", "lesson", "number"), name="attempt_numbered"
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("sent_at", None)),
                        fields=("run", "lesson"),
                        name="attempt_under_way_once",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Series",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("title", models.CharField(max_length=150)),
                ("rule", models.CharField(max_length=200)),
                ("first_day", models.DateField()),
                ("begins", models.TimeField()),
                ("ends", models.TimeField()),
                ("nights", models.PositiveSmallIntegerField(default=0)),
                (
                    "zone",
                    models.CharField(
                        max_length=64, validators=[accounts.validators.validate_timezone]
                    ),
                ),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("published_at", models.DateTimeField(null=True)),
                ("cancelled_at", models.DateTimeField(null=True)),
                ("note", models.CharField(blank=True, max_length=500)),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("nonce", models.CharField(max_length=40, null=True)),
                (
                    "community",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="series",
                        to="communities.community",
                    ),
                ),
                (
                    "proposed_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="series_proposed",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "space",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="series",
                        to="communities.space",
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "series",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("proposed_by", "nonce"), name="series_nonce_unique"
                    )
                ],
            },
            bases=(communities.models.titled.Titled, models.Model),
        ),
        migrations.CreateModel(
            name="CalendarFeed",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("digest", models.CharField(max_length=64, unique=True)),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "community",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="communities.community",
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
                (
                    "series",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="learning.series",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("user", "community"), name="calendar_feed_once"
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("community", None), ("series", None)),
                        fields=("user",),
                        name="own_calendar_feed_once",
                    ),
                    models.UniqueConstraint(
                        fields=("user", "series"), name="series_calendar_feed_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("community", None), ("series", None), _connector="OR"),
                        name="calendar_feed_of_one",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="SeriesPlace",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "mode",
                    models.CharField(
                        choices=[("in_person", "In person"), ("online", "Online")], max_length=9
                    ),
                ),
                ("said", models.JSONField(default=dict)),
                ("taken_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "series",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="places",
                        to="learning.series",
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
                    models.UniqueConstraint(fields=("series", "user"), name="comes_to_all_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="SigningKey",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("ed25519", "Ed25519, for signatures in a badge"),
                            ("rs256", "RSA, for signatures around a badge"),
                        ],
                        max_length=7,
                    ),
                ),
                ("name", models.CharField(max_length=20)),
                ("public", models.TextField()),
                ("sealed", models.TextField(blank=True, editable=False)),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("retired_at", models.DateTimeField(null=True)),
                ("revoked_at", models.DateTimeField(null=True)),
                (
                    "issuer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="keys",
                        to="learning.issuer",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("issuer", "name"), name="signing_key_name_unique"
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("retired_at", None)),
                        fields=("issuer", "kind"),
                        name="signing_key_one_of_a_kind",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("retired_at", None), ("sealed", ""), _connector="OR"),
                        name="signing_key_retired_is_no_secret",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("revoked_at", None), ("retired_at__isnull", False), _connector="OR"
                        ),
                        name="signing_key_revoked_is_retired",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="StatusList",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveIntegerField()),
                ("origin", models.CharField(editable=False, max_length=260)),
                ("taken", models.PositiveIntegerField(default=0)),
                (
                    "revoked",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.PositiveIntegerField(), default=list, size=None
                    ),
                ),
                ("credential", models.JSONField(editable=False)),
                (
                    "issuer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="lists",
                        to="learning.issuer",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("issuer", "number"), name="status_list_number_unique"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Award",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("proposed", "Proposed"),
                            ("issued", "Has it"),
                            ("declined", "Did not want it"),
                            ("withdrawn", "Proposal withdrawn"),
                            ("revoked", "Taken back"),
                            ("expired", "Held for its time"),
                        ],
                        default="proposed",
                        max_length=9,
                    ),
                ),
                ("words", models.CharField(blank=True, max_length=1000)),
                ("evidence", models.URLField(blank=True, max_length=500)),
                ("proposed_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("decided_at", models.DateTimeField(null=True)),
                ("issued_at", models.DateTimeField(null=True)),
                ("expires_at", models.DateTimeField(null=True)),
                ("is_shown", models.BooleanField(default=True)),
                ("status_place", models.PositiveIntegerField(null=True)),
                ("credential", models.JSONField(editable=False, null=True)),
                ("token", models.TextField(blank=True, editable=False)),
                ("revoked_at", models.DateTimeField(null=True)),
                ("reason", models.CharField(blank=True, max_length=500)),
                (
                    "proposed_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "revoked_by",
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
                        related_name="awards",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "badge",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="awards",
                        to="learning.badge",
                    ),
                ),
                (
                    "signed_with",
                    models.ManyToManyField(related_name="awards", to="learning.signingkey"),
                ),
                (
                    "status_list",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.RESTRICT,
                        related_name="+",
                        to="learning.statuslist",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        fields=["badge", "state", "-issued_at", "-id"], name="award_of_badge"
                    ),
                    models.Index(fields=["user", "state"], name="award_of_person"),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("state__in", ("proposed", "issued"))),
                        fields=("badge", "user"),
                        name="award_once_at_a_time",
                    ),
                    models.UniqueConstraint(
                        fields=("status_list", "status_place"), name="award_place_of_its_own"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("state__in", ("issued", "revoked", "expired")), _negated=True
                            ),
                            models.Q(
                                ("credential__isnull", False),
                                ("issued_at__isnull", False),
                                ("status_place__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="award_given_is_signed",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Stop",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("second", models.PositiveIntegerField()),
                (
                    "lesson",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="learning.lesson",
                    ),
                ),
                (
                    "run",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="stops",
                        to="learning.run",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("run", "lesson"), name="stops_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="Teacher",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("position", models.PositiveSmallIntegerField(default=0)),
                (
                    "course",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="teachings",
                        to="learning.course",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="teachings",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("course", "user"), name="teaches_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="TeachingOffer",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("words", models.CharField(blank=True, max_length=300)),
                ("made_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "idea",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="offers",
                        to="learning.idea",
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
                "ordering": ["made_at", "pk"],
                "constraints": [
                    models.UniqueConstraint(fields=("idea", "user"), name="idea_offered_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="Work",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "key",
                    models.CharField(
                        default=learning.courses.models.work.new_key, max_length=24, unique=True
                    ),
                ),
                ("number", models.PositiveSmallIntegerField()),
                ("text", models.TextField(blank=True)),
                ("html", models.TextField(blank=True, editable=False)),
                ("unnamed_html", models.TextField(blank=True, editable=False)),
                (
                    "file_keys",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=32), default=list, size=None
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("begun_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("handed_at", models.DateTimeField(null=True)),
                ("shown_at", models.DateTimeField(null=True)),
                ("settled_at", models.DateTimeField(null=True)),
                ("share", models.FloatField(null=True)),
                ("passed", models.BooleanField(default=False)),
                ("earned_at", models.DateTimeField(null=True)),
                ("called_at", models.DateTimeField(null=True)),
                (
                    "lesson",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="works",
                        to="learning.editionlesson",
                    ),
                ),
                (
                    "run",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="works",
                        to="learning.run",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("handed_at__isnull", False), ("settled_at", None)),
                        fields=["lesson", "handed_at"],
                        name="work_waiting",
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("run", "lesson", "number"), name="work_numbered"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("settled_at", None),
                            models.Q(("handed_at__isnull", False), ("share__isnull", False)),
                            _connector="OR",
                        ),
                        name="work_settled_was_handed_in",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="WorkReview",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("judges", models.BooleanField(default=False)),
                (
                    "key",
                    models.CharField(
                        default=learning.courses.models.work.new_key, max_length=24, unique=True
                    ),
                ),
                (
                    "shown_as",
                    models.CharField(
                        default=learning.courses.models.work.new_key, max_length=24, unique=True
                    ),
                ),
                ("asked_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("kept_until", models.DateTimeField()),
                ("begun_at", models.DateTimeField(null=True)),
                ("sent_at", models.DateTimeField(null=True)),
                ("points", models.JSONField(default=dict)),
                ("comments", models.JSONField(default=dict)),
                ("words", models.TextField(blank=True, max_length=10000)),
                ("helped", models.BooleanField(null=True)),
                ("reported_at", models.DateTimeField(null=True)),
                ("reported_for", models.TextField(blank=True, max_length=1000)),
                ("set_aside_at", models.DateTimeField(null=True)),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="given_reviews",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "set_aside_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "work",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="reviews",
                        to="learning.work",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("judges", False), ("sent_at", None)),
                        fields=["kept_until"],
                        name="work_review_open",
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("judges", False)),
                        fields=("work", "by"),
                        name="reviews_a_work_once",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("judges", True)), fields=("work",), name="judged_once"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Workshop",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("draft", "Proposed"),
                            ("published", "Published"),
                            ("cancelled", "Cancelled"),
                        ],
                        default="draft",
                        max_length=9,
                    ),
                ),
                ("title", models.CharField(max_length=150, verbose_name="title")),
                ("text", models.TextField(blank=True)),
                ("programme", models.TextField(blank=True)),
                ("prerequisites", models.TextField(blank=True)),
                ("accessibility", models.TextField(blank=True)),
                ("materials", models.TextField(blank=True)),
                ("html", models.JSONField(default=dict, editable=False)),
                ("gist", models.CharField(blank=True, editable=False, max_length=300)),
                ("starts_at", models.DateTimeField()),
                ("ends_at", models.DateTimeField()),
                (
                    "zone",
                    models.CharField(
                        max_length=64, validators=[accounts.validators.validate_timezone]
                    ),
                ),
                (
                    "format",
                    models.CharField(
                        choices=[
                            ("in_person", "In person"),
                            ("online", "Online"),
                            ("hybrid", "In person and online"),
                        ],
                        default="online",
                        max_length=9,
                    ),
                ),
                ("venue", models.CharField(blank=True, max_length=300)),
                ("join_link", models.URLField(blank=True, max_length=500)),
                ("room_seats", models.PositiveIntegerField(null=True)),
                ("online_seats", models.PositiveIntegerField(null=True)),
                (
                    "door_code",
                    models.CharField(
                        default=learning.attending.door.new_code, editable=False, max_length=6
                    ),
                ),
                ("needs_approval", models.BooleanField(default=False)),
                ("takes_guests", models.BooleanField(default=False)),
                (
                    "names_for",
                    models.CharField(
                        choices=[
                            ("nobody", "Nobody but hosts"),
                            ("coming", "Those who come"),
                            ("readers", "Everybody who reads of it"),
                        ],
                        default="coming",
                        max_length=7,
                    ),
                ),
                ("gives_certificates", models.BooleanField(default=True)),
                ("note", models.CharField(blank=True, max_length=500)),
                (
                    "uid",
                    models.CharField(
                        default=learning.workshops.models.workshop.new_uid,
                        editable=False,
                        max_length=300,
                        unique=True,
                    ),
                ),
                ("sequence", models.PositiveIntegerField(default=0, editable=False)),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("changed_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("published_at", models.DateTimeField(null=True)),
                ("cancelled_at", models.DateTimeField(null=True)),
                ("open_to_all_at", models.DateTimeField(editable=False, null=True)),
                ("original_start", models.DateTimeField(editable=False, null=True)),
                ("is_own", models.BooleanField(default=False, editable=False)),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("nonce", models.CharField(max_length=40, null=True)),
                (
                    "community",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="workshops",
                        to="communities.community",
                    ),
                ),
                (
                    "proposed_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="workshops",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "series",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="workshops",
                        to="learning.series",
                    ),
                ),
                (
                    "space",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="workshops",
                        to="communities.space",
                    ),
                ),
                (
                    "tags",
                    models.ManyToManyField(
                        blank=True, related_name="workshops", to="communities.tag"
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        fields=["community", "state", "starts_at", "id"], name="workshop_list"
                    ),
                    models.Index(fields=["state", "starts_at", "id"], name="workshop_calendar"),
                    models.Index(
                        condition=models.Q(("open_to_all_at__isnull", False)),
                        fields=["open_to_all_at"],
                        name="workshop_opens",
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("proposed_by", "nonce"), name="workshop_nonce_unique"
                    ),
                    models.UniqueConstraint(
                        fields=("series", "original_start"), name="workshop_once_in_series"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("original_start", None), ("series", None)),
                            models.Q(("original_start__isnull", False), ("series__isnull", False)),
                            _connector="OR",
                        ),
                        name="workshop_named_in_series",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("ends_at__gt", models.F("starts_at"))),
                        name="workshop_ends_after_it_begins",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "published"), _negated=True),
                            ("published_at__isnull", False),
                            _connector="OR",
                        ),
                        name="workshop_out_was_published",
                    ),
                ],
            },
            bases=(communities.models.titled.Titled, models.Model),
        ),
        migrations.AddField(
            model_name="registration",
            name="workshop",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="registrations",
                to="learning.workshop",
            ),
        ),
        migrations.CreateModel(
            name="Recording",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("link", models.URLField(max_length=500)),
                ("chapters", models.TextField(blank=True)),
                ("shared_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "shared_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "workshop",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="recording",
                        to="learning.workshop",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Message",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("text", models.TextField(max_length=2000)),
                (
                    "reach",
                    models.CharField(
                        choices=[
                            ("seated", "Who has a seat"),
                            ("waiting", "Who waits for one"),
                            ("all", "Both"),
                        ],
                        default="seated",
                        max_length=7,
                    ),
                ),
                (
                    "mode",
                    models.CharField(
                        blank=True,
                        choices=[("in_person", "In person"), ("online", "Online")],
                        max_length=9,
                    ),
                ),
                ("sent_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("nonce", models.CharField(max_length=40, null=True)),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "workshop",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="messages",
                        to="learning.workshop",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("workshop", "nonce"), name="message_sent_once")
                ],
            },
        ),
        migrations.AddField(
            model_name="inquiry",
            name="workshop",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="inquiries",
                to="learning.workshop",
            ),
        ),
        migrations.AddField(
            model_name="idea",
            name="workshop",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="ideas",
                to="learning.workshop",
            ),
        ),
        migrations.CreateModel(
            name="Host",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("position", models.PositiveSmallIntegerField(default=0)),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="hostings",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "workshop",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="hostings",
                        to="learning.workshop",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("workshop", "user"), name="hosts_once")
                ],
            },
        ),
        migrations.AddField(
            model_name="guest",
            name="workshop",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="guests",
                to="learning.workshop",
            ),
        ),
        migrations.CreateModel(
            name="Feedback",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "worth",
                    models.CharField(
                        choices=[("yes", "Yes"), ("partly", "In part"), ("no", "No")], max_length=6
                    ),
                ),
                ("takes", models.TextField(blank=True, max_length=2000)),
                ("wishes", models.TextField(blank=True, max_length=2000)),
                ("given_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "workshop",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="feedback",
                        to="learning.workshop",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("workshop", "user"), name="feedback_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="WorkshopQuestion",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("text", models.TextField(blank=True, max_length=1000)),
                ("added_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("votes", models.PositiveIntegerField(default=0)),
                (
                    "outcome",
                    models.CharField(
                        choices=[
                            ("open", "To be taken up"),
                            ("answered", "Answered"),
                            ("left", "Not answered"),
                        ],
                        default="open",
                        max_length=8,
                    ),
                ),
                ("moment", models.PositiveIntegerField(null=True)),
                ("note", models.TextField(blank=True)),
                (
                    "added_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "answer",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="discussions.post",
                    ),
                ),
                (
                    "registration",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="questions",
                        to="learning.registration",
                    ),
                ),
                (
                    "settled_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "topic",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="discussions.topic",
                    ),
                ),
                (
                    "workshop",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="questions",
                        to="learning.workshop",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["workshop", "-votes", "id"], name="question_by_votes")
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("workshop", "topic"), name="question_taken_up_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("topic__isnull", False),
                            models.Q(("text", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="question_says_something",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="QuestionVote",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
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
                (
                    "question",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="ballots",
                        to="learning.workshopquestion",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("question", "user"), name="question_voted_once")
                ],
            },
        ),
        migrations.AddIndex(
            model_name="lesson",
            index=models.Index(fields=["module", "position"], name="lesson_in_module"),
        ),
        migrations.AddConstraint(
            model_name="lesson",
            constraint=models.UniqueConstraint(
                fields=("course", "nonce"), name="lesson_nonce_unique"
            ),
        ),
        migrations.AddIndex(
            model_name="registration",
            index=models.Index(
                fields=["workshop", "mode", "state", "queued_at", "id"], name="registration_line"
            ),
        ),
        migrations.AddIndex(
            model_name="registration",
            index=models.Index(
                condition=models.Q(("state", "offered")),
                fields=["offer_ends_at"],
                name="registration_offer_ends",
            ),
        ),
        migrations.AddIndex(
            model_name="registration",
            index=models.Index(fields=["user", "state"], name="registration_of_user"),
        ),
        migrations.AddConstraint(
            model_name="registration",
            constraint=models.UniqueConstraint(fields=("workshop", "user"), name="registered_once"),
        ),
        migrations.AddConstraint(
            model_name="registration",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("guest__isnull", False), ("user__isnull", True)),
                    models.Q(("guest__isnull", True), ("user__isnull", False)),
                    _connector="OR",
                ),
                name="registered_by_one",
            ),
        ),
        migrations.AddConstraint(
            model_name="registration",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "offered"), _negated=True),
                    ("offer_ends_at__isnull", False),
                    _connector="OR",
                ),
                name="offer_has_an_end",
            ),
        ),
        migrations.AddIndex(
            model_name="inquiry",
            index=models.Index(fields=["workshop", "position"], name="inquiry_order"),
        ),
        migrations.AddIndex(
            model_name="idea",
            index=models.Index(fields=["community", "-votes", "-id"], name="idea_by_votes"),
        ),
        migrations.AddConstraint(
            model_name="idea",
            constraint=models.UniqueConstraint(
                fields=("author", "nonce"), name="idea_nonce_unique"
            ),
        ),
        migrations.AddConstraint(
            model_name="idea",
            constraint=models.CheckConstraint(
                condition=models.Q(("workshop", None), ("closed_at", None), _connector="OR"),
                name="idea_closed_or_taken_up",
            ),
        ),
        migrations.AddIndex(
            model_name="guest",
            index=models.Index(
                condition=models.Q(("confirmed_at", None)),
                fields=["asked_at"],
                name="guest_unconfirmed",
            ),
        ),
        migrations.AddIndex(
            model_name="guest",
            index=models.Index(fields=["email"], name="guest_email"),
        ),
        migrations.AddConstraint(
            model_name="guest",
            constraint=models.UniqueConstraint(fields=("workshop", "email"), name="guest_once"),
        ),
    ]
