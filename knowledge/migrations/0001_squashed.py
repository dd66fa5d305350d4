import communities.models.titled
import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    replaces = [
        ("knowledge", "0001_article"),
        ("knowledge", "0002_revisions_of_drafts"),
        ("knowledge", "0003_sources_that_are_posts"),
        ("knowledge", "0004_resources"),
        ("knowledge", "0005_reviews_are_reminded"),
        ("knowledge", "0006_how_much_an_edit_changed"),
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
            name="Article",
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
                            ("review", "In review"),
                            ("published", "Published"),
                            ("retired", "Retired"),
                        ],
                        default="draft",
                        max_length=10,
                    ),
                ),
                ("title", models.CharField(max_length=250, verbose_name="title")),
                ("question", models.TextField(blank=True)),
                ("applies", models.TextField(blank=True)),
                ("practice", models.TextField(blank=True)),
                ("exceptions", models.TextField(blank=True)),
                ("html", models.JSONField(default=dict, editable=False)),
                ("contents", models.JSONField(default=list, editable=False)),
                ("gist", models.CharField(blank=True, editable=False, max_length=300)),
                ("note", models.CharField(blank=True, max_length=500)),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("changed_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("published_at", models.DateTimeField(null=True)),
                ("verified_at", models.DateTimeField(null=True)),
                ("review_due", models.DateTimeField(null=True)),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("nonce", models.CharField(max_length=40, null=True)),
                (
                    "author",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="articles",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "community",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="articles",
                        to="communities.community",
                    ),
                ),
                (
                    "owner",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="owned_articles",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "space",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="articles",
                        to="communities.space",
                    ),
                ),
                (
                    "successor",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="predecessors",
                        to="knowledge.article",
                    ),
                ),
                (
                    "tags",
                    models.ManyToManyField(
                        blank=True, related_name="articles", to="communities.tag"
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        fields=["community", "state", "-changed_at", "-id"], name="article_list"
                    ),
                    models.Index(
                        condition=models.Q(("state", "published")),
                        fields=["review_due"],
                        name="article_review_due",
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("author", "nonce"), name="article_nonce_unique"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state__in", ["draft", "review"]),
                            models.Q(
                                ("owner__isnull", False),
                                ("published_at__isnull", False),
                                ("review_due__gt", models.F("verified_at")),
                                ("verified_at__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="article_out_is_owned",
                    ),
                ],
            },
            bases=(communities.models.titled.Titled, models.Model),
        ),
        migrations.CreateModel(
            name="Collection",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=100, verbose_name="name")),
                (
                    "description",
                    models.CharField(blank=True, max_length=300, verbose_name="what belongs here"),
                ),
                ("position", models.PositiveIntegerField(default=0)),
                (
                    "community",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="collections",
                        to="communities.community",
                    ),
                ),
                (
                    "space",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="collections",
                        to="communities.space",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["community", "position", "id"], name="collection_order")
                ],
            },
        ),
        migrations.CreateModel(
            name="Contribution",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "part",
                    models.CharField(
                        choices=[
                            ("wrote", "wrote it"),
                            ("answered", "gave the answer"),
                            ("asked", "asked the question"),
                            ("quoted", "wrote what it is made of"),
                        ],
                        max_length=8,
                    ),
                ),
                (
                    "article",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="contributions",
                        to="knowledge.article",
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
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="contributions",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("article", "user", "part", "topic"),
                        name="contributed_once",
                        nulls_distinct=False,
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Doubt",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("note", models.CharField(blank=True, max_length=500)),
                ("at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "article",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="doubts",
                        to="knowledge.article",
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
                    models.UniqueConstraint(fields=("article", "user"), name="one_doubt")
                ],
            },
        ),
        migrations.CreateModel(
            name="Reading",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("at", models.DateTimeField()),
                (
                    "article",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="readings",
                        to="knowledge.article",
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
                    models.UniqueConstraint(fields=("article", "user"), name="one_reading")
                ],
            },
        ),
        migrations.CreateModel(
            name="Resource",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("title", models.CharField(max_length=250, verbose_name="title")),
                ("url", models.CharField(blank=True, max_length=500)),
                ("plain", models.CharField(blank=True, editable=False, max_length=500)),
                ("description", models.TextField(blank=True)),
                ("html", models.TextField(blank=True, editable=False)),
                ("gist", models.CharField(blank=True, editable=False, max_length=300)),
                (
                    "standing",
                    models.CharField(
                        choices=[
                            ("current", "Holds"),
                            ("broken", "Does not open"),
                            ("retired", "Retired"),
                        ],
                        default="current",
                        max_length=8,
                    ),
                ),
                ("note", models.CharField(blank=True, max_length=300)),
                ("added_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("changed_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("deleted_at", models.DateTimeField(null=True)),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                (
                    "added_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="resources",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "collection",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="resources",
                        to="knowledge.collection",
                    ),
                ),
                (
                    "community",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="resources",
                        to="communities.community",
                    ),
                ),
                (
                    "deleted_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "tags",
                    models.ManyToManyField(
                        blank=True, related_name="resources", to="communities.tag"
                    ),
                ),
                (
                    "upload",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="core.upload",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["community", "-added_at", "-id"], name="resource_newest"),
                    models.Index(
                        fields=["collection", "-added_at", "-id"], name="resource_in_collection"
                    ),
                    models.Index(fields=["community", "plain"], name="resource_by_address"),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(
                            ("deleted_at", None), models.Q(("plain", ""), _negated=True)
                        ),
                        fields=("collection", "plain"),
                        name="resource_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("url", ""), ("upload", None), _connector="OR"),
                        name="resource_is_one_thing",
                    ),
                ],
            },
            bases=(communities.models.titled.Titled, models.Model),
        ),
        migrations.CreateModel(
            name="Revision",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveIntegerField()),
                ("title", models.CharField(max_length=250)),
                ("tags", models.JSONField(default=list)),
                ("question", models.TextField(blank=True)),
                ("applies", models.TextField(blank=True)),
                ("practice", models.TextField(blank=True)),
                ("exceptions", models.TextField(blank=True)),
                ("sources", models.TextField(blank=True)),
                ("created_at", models.DateTimeField()),
                ("replaced_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("reason", models.CharField(blank=True, max_length=200)),
                ("was_draft", models.BooleanField(default=False)),
                ("percent_changed", models.PositiveSmallIntegerField(db_default=0, default=0)),
                (
                    "article",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="revisions",
                        to="knowledge.article",
                    ),
                ),
                (
                    "author",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "replaced_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["replaced_at"], name="article_revision_when")],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("article", "number"), name="article_revision_unique"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Source",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("position", models.PositiveSmallIntegerField()),
                ("number", models.PositiveIntegerField(null=True)),
                ("url", models.CharField(blank=True, max_length=500)),
                ("title", models.CharField(blank=True, max_length=250)),
                (
                    "article",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="sources",
                        to="knowledge.article",
                    ),
                ),
                (
                    "topic",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="sources",
                        to="discussions.topic",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("article", "position"), name="source_in_place"),
                    models.UniqueConstraint(
                        condition=models.Q(("topic__isnull", False)),
                        fields=("article", "topic", "number"),
                        name="source_named_once",
                        nulls_distinct=False,
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("topic", None), models.Q(("title", ""), ("url", "")), _connector="OR"
                        ),
                        name="source_is_one_thing",
                    ),
                ],
            },
        ),
    ]
