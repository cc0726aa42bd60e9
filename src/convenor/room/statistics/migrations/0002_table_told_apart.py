from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("statistics", "0001_initial"),
    ]

    operations = [
        migrations.AddField(
            model_name="table",
            name="told_apart",
            field=models.JSONField(default=list),
        ),
    ]
