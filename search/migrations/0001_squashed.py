import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.contrib.postgres.search
import django.db.models.deletion
import django.db.models.expressions
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    replaces = [
        ("search", "0001_configuration"),
        ("search", "0002_initial"),
        ("search", "0003_storage"),
        ("search", "0004_document_of_author"),
        ("search", "0005_missed"),
    ]
    initial = True

    dependencies = [
        ("core", "0001_squashed"),
        ("accounts", "__first__"),
    ]

    operations = [
        # The words of the site: English stems, with accents or without.
        migrations.RunSQL(
            sql="CREATE TEXT SEARCH CONFIGURATION guildhall (COPY = english)",
            reverse_sql="DROP TEXT SEARCH CONFIGURATION guildhall",
        ),
        migrations.RunSQL(
            sql="""
                ALTER TEXT SEARCH CONFIGURATION guildhall
                ALTER MAPPING FOR hword, hword_part, word WITH unaccent, english_stem
            """,
            reverse_sql=migrations.RunSQL.noop,
        ),
        migrations.CreateModel(
            name="Missed",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("community_id", models.BigIntegerField()),
                ("week", models.DateField()),
                ("digest", models.CharField(max_length=40)),
                ("words", models.CharField(blank=True, max_length=100)),
                ("people", models.PositiveIntegerField(default=0)),
            ],
            options={
                "indexes": [
                    models.Index(fields=["community_id", "-id"], name="missed_list"),
                    models.Index(fields=["week"], name="missed_old"),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("community_id", "week", "digest"), name="missed_unique"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Word",
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
                ("word", models.CharField(max_length=40)),
                ("count", models.IntegerField()),
            ],
            options={
                "indexes": [
                    django.contrib.postgres.indexes.GinIndex(
                        fields=["word"], name="word_trigrams", opclasses=["gin_trgm_ops"]
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("scope", "word"), name="word_unique")
                ],
            },
        ),
        migrations.CreateModel(
            name="Document",
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
                ("kind", models.CharField(max_length=20)),
                ("object_id", models.BigIntegerField()),
                ("thread", models.CharField(max_length=40)),
                ("community_id", models.BigIntegerField(null=True)),
                ("space_id", models.BigIntegerField(null=True)),
                ("title", models.TextField(blank=True)),
                ("within", models.TextField(blank=True)),
                ("keywords", models.TextField(blank=True)),
                ("body", models.TextField(blank=True)),
                (
                    "tags",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=50), default=list, size=None
                    ),
                ),
                (
                    "traits",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=20), default=list, size=None
                    ),
                ),
                ("url", models.CharField(max_length=500)),
                ("created_at", models.DateTimeField()),
                ("active_at", models.DateTimeField()),
                ("weight", models.FloatField(default=0)),
                (
                    "vector",
                    models.GeneratedField(
                        db_persist=True,
                        expression=django.contrib.postgres.search.CombinedSearchVector(
                            django.contrib.postgres.search.CombinedSearchVector(
                                django.contrib.postgres.search.CombinedSearchVector(
                                    django.contrib.postgres.search.SearchVector(
                                        "title", config="guildhall", weight="A"
                                    ),
                                    "||",
                                    django.contrib.postgres.search.SearchVector(
                                        "keywords", config="guildhall", weight="B"
                                    ),
                                    django.contrib.postgres.search.SearchConfig("guildhall"),
                                ),
                                "||",
                                django.contrib.postgres.search.SearchVector(
                                    "body", config="guildhall", weight="C"
                                ),
                                django.contrib.postgres.search.SearchConfig("guildhall"),
                            ),
                            "||",
                            django.contrib.postgres.search.SearchVector(
                                "within", config="guildhall", weight="D"
                            ),
                            django.contrib.postgres.search.SearchConfig("guildhall"),
                        ),
                        output_field=django.contrib.postgres.search.SearchVectorField(),
                    ),
                ),
                (
                    "shelf",
                    models.GeneratedField(
                        db_persist=True,
                        expression=django.db.models.expressions.CombinedExpression(
                            models.F("id"), "/", models.Value(4096)
                        ),
                        output_field=models.IntegerField(),
                    ),
                ),
                (
                    "author",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "indexes": [
                    django.contrib.postgres.indexes.GinIndex(
                        fastupdate=False,
                        fields=[
                            "shelf",
                            "audience",
                            "vector",
                            "kind",
                            "community_id",
                            "space_id",
                            "author",
                            "tags",
                            "traits",
                        ],
                        name="document_found",
                    ),
                    models.Index(fields=["thread"], name="document_thread"),
                    models.Index(
                        fields=["author", "-created_at", "-id"], name="document_of_author"
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("kind", "object_id"), name="document_unique")
                ],
            },
        ),
        # Rank without a detour: the vector stays in its row, and a long body goes out of line.
        migrations.RunSQL(
            sql="ALTER TABLE search_document ALTER COLUMN vector SET STORAGE MAIN",
            reverse_sql="ALTER TABLE search_document ALTER COLUMN vector SET STORAGE EXTENDED",
        ),
    ]
