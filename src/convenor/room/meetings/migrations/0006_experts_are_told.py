"""Experts who were asked can be told that a session moves or is off: their request stays, empty, until it begins."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("meetings", "0005_urgent_sessions")]

    operations = [
        migrations.AddField(
            model_name="expertrequest", name="about", field=models.CharField(blank=True, default="", max_length=64),
            preserve_default=False,
        ),
        migrations.AlterField(
            model_name="expertrequest", name="subject", field=models.CharField(blank=True, max_length=200)
        ),
        migrations.AlterField(model_name="expertrequest", name="text", field=models.TextField(blank=True)),
    ]
