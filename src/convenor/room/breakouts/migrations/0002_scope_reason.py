"""A round whose themes may be out of scope keeps the reason why they belong here."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("breakouts", "0001_initial")]

    operations = [
        migrations.AddField(
            model_name="round",
            name="scope_reason",
            field=models.CharField(blank=True, default="", max_length=300),
            preserve_default=False,
        )
    ]
