"""An agenda item whose title may be out of scope keeps the reason why it belongs here."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("meetings", "0003_records")]

    operations = [
        migrations.AddField(
            model_name="agendaitem",
            name="scope_reason",
            field=models.CharField(blank=True, max_length=400, default=""),
            preserve_default=False,
        ),
    ]
