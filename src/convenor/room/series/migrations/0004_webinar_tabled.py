"""Of a session whether a table of who registered was ever made; of those before, the table itself tells."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("series", "0003_registrations")]

    operations = [
        migrations.AddField(model_name="webinar", name="tabled", field=models.BooleanField(default=False)),
    ]
