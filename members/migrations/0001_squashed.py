import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from members.skills.esco import skills


def bring(apps, schema_editor):
    skill = apps.get_model("members", "Skill")
    skill.objects.bulk_create(skill(**row) for row in skills())


class Migration(migrations.Migration):
    replaces = [
        ("members", "0001_profiles"),
        ("members", "0002_names_are_found"),
        ("members", "0003_skills"),
    ]
    initial = True

    dependencies = [
        ("core", "0001_squashed"),
        ("accounts", "0001_squashed"),
        ("accounts", "__first__"),
        ("communities", "0001_squashed"),
    ]

    operations = [
        migrations.CreateModel(
            name="Profile",
            fields=[
                (
                    "user",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="profile",
                        serialize=False,
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("about", models.TextField(blank=True, verbose_name="about you")),
                ("about_html", models.TextField(blank=True, editable=False)),
                ("role", models.CharField(blank=True, max_length=120, verbose_name="role")),
                (
                    "organisation",
                    models.CharField(blank=True, max_length=120, verbose_name="organisation"),
                ),
                ("location", models.CharField(blank=True, max_length=120, verbose_name="location")),
                ("pronouns", models.CharField(blank=True, max_length=60, verbose_name="pronouns")),
                (
                    "languages",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=20),
                        blank=True,
                        default=list,
                        size=None,
                    ),
                ),
                (
                    "ask_about",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=60),
                        blank=True,
                        default=list,
                        size=None,
                    ),
                ),
                (
                    "wants_to_learn",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=60),
                        blank=True,
                        default=list,
                        size=None,
                    ),
                ),
                (
                    "open_to",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=20),
                        blank=True,
                        default=list,
                        size=None,
                    ),
                ),
                ("links", models.JSONField(blank=True, default=list)),
                ("levels", models.JSONField(blank=True, default=dict)),
                ("changed_at", models.DateTimeField(auto_now=True)),
            ],
        ),
        migrations.CreateModel(
            name="Skill",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("uri", models.CharField(max_length=200, unique=True)),
                ("label", models.CharField(max_length=200)),
                (
                    "sort",
                    models.CharField(
                        choices=[("skill", "Skill"), ("knowledge", "Knowledge")], max_length=10
                    ),
                ),
                ("description", models.TextField(blank=True)),
                ("words", models.TextField(editable=False)),
            ],
            options={
                "indexes": [
                    django.contrib.postgres.indexes.GinIndex(
                        fields=["words"], name="skill_trigrams", opclasses=["gin_trgm_ops"]
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Meaning",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("said_at", models.DateTimeField(auto_now=True)),
                (
                    "said_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "tag",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="meaning",
                        to="communities.tag",
                    ),
                ),
                (
                    "skill",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="meanings",
                        to="members.skill",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Facet",
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
                            ("open_to", "Open to"),
                            ("language", "Language"),
                            ("location", "Location"),
                            ("organisation", "Organisation"),
                            ("local_time", "Local time"),
                        ],
                        max_length=14,
                    ),
                ),
                ("value", models.CharField(blank=True, max_length=120)),
                ("label", models.CharField(blank=True, max_length=120)),
                (
                    "level",
                    models.CharField(
                        choices=[
                            ("everyone", "Everyone"),
                            ("signed_in", "Who is signed in"),
                            ("communities", "My communities"),
                            ("me", "Only me"),
                        ],
                        max_length=12,
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="facets",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["kind", "value", "user"], name="facet_value")],
                "constraints": [
                    models.UniqueConstraint(fields=("user", "kind", "value"), name="one_facet")
                ],
            },
        ),
        migrations.CreateModel(
            name="Passage",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "level",
                    models.CharField(
                        choices=[
                            ("everyone", "Everyone"),
                            ("signed_in", "Who is signed in"),
                            ("communities", "My communities"),
                            ("me", "Only me"),
                        ],
                        max_length=12,
                    ),
                ),
                ("text", models.TextField()),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="passages",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "indexes": [
                    django.contrib.postgres.indexes.GinIndex(
                        fields=["text"], name="passage_trigrams", opclasses=["gin_trgm_ops"]
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("user", "level"), name="one_passage")
                ],
            },
        ),
        migrations.RunPython(bring, migrations.RunPython.noop),
    ]
