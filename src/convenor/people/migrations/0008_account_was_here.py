from django.db import migrations, models


def nobody_knows(apps, schema_editor):  # noqa: ANN001, ANN201
    # Of the accounts that are there already it was not noted, and an officer must not move one that was used.
    apps.get_model("people", "Account").objects.update(was_here=True)


class Migration(migrations.Migration):
    dependencies = [("people", "0007_withdrawn_by_link")]

    operations = [
        migrations.AddField(
            model_name="account",
            name="was_here",
            field=models.BooleanField(default=False),
        ),
        migrations.RunPython(nobody_knows, migrations.RunPython.noop),
    ]
