import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("learning", "0022_series_of_workshops"),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="calendarfeed",
            name="own_calendar_feed_once",
        ),
        migrations.AddField(
            model_name="calendarfeed",
            name="series",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="+",
                to="learning.series",
            ),
        ),
        migrations.AddConstraint(
            model_name="calendarfeed",
            constraint=models.UniqueConstraint(
                condition=models.Q(("community", None), ("series", None)),
                fields=("user",),
                name="own_calendar_feed_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="calendarfeed",
            constraint=models.UniqueConstraint(
                fields=("user", "series"), name="series_calendar_feed_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="calendarfeed",
            constraint=models.CheckConstraint(
                condition=models.Q(("community", None), ("series", None), _connector="OR"),
                name="calendar_feed_of_one",
            ),
        ),
    ]
