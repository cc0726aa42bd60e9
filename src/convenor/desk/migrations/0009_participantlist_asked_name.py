"""Under which name of the cohort a public list was asked for; what waits without one is asked anew."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("desk", "0008_translations")]

    operations = [
        migrations.AddField(
            model_name="participantlist",
            name="asked_name",
            field=models.CharField(blank=True, default="", max_length=120),
            preserve_default=False,
        )
    ]
