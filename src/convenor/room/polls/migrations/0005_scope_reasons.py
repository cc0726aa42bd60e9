"""Loaded answers and statements that may be out of scope keep the reason why they belong here."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("polls", "0004_unread")]

    operations = [
        migrations.AddField(
            model_name=name,
            name="scope_reason",
            field=models.CharField(blank=True, default="", max_length=300),
            preserve_default=False,
        )
        for name in ("prompt", "opinion")
    ]
