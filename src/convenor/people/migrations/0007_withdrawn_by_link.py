from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("people", "0006_address_of_before")]

    operations = [
        migrations.AddField(
            model_name="namingconsent",
            name="withdrawn_by_link",
            field=models.BooleanField(default=False),
        ),
    ]
