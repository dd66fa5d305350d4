from django.contrib.postgres.operations import (
    BtreeGinExtension,
    CITextExtension,
    TrigramExtension,
    UnaccentExtension,
)
from django.db import migrations


class Migration(migrations.Migration):
    initial = True
    operations = [
        BtreeGinExtension(),
        CITextExtension(),
        TrigramExtension(),
        UnaccentExtension(),
    ]
