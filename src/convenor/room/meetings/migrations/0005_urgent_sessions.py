"""An urgent session says what it is for, and asks experts by mails that are forgotten once they have left."""

import uuid

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("meetings", "0004_scope_reason")]

    operations = [
        migrations.AddField(
            model_name="session",
            name="purpose",
            field=models.CharField(blank=True, max_length=600, default=""),
            preserve_default=False,
        ),
        migrations.CreateModel(
            name="ExpertRequest",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("address", models.EmailField(max_length=254)),
                ("subject", models.CharField(max_length=200)),
                ("text", models.TextField()),
                ("asked_on", models.DateField()),
            ],
        ),
    ]
