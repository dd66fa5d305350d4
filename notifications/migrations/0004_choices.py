import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("notifications", "0003_reminders"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
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
    ]
