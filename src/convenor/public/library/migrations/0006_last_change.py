"""When the library last changed, kept so that a reader hears of what was taken away, too."""

from typing import Any

from django.db import migrations, models


ROLE = "convenor_portal"


def fill(apps: Any, schema_editor: Any) -> None:
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(f"GRANT SELECT ON library_lastchange TO {ROLE}")
    rows = [apps.get_model("library", name).objects.all() for name in ("Output", "OpenSeries")]
    changes = [at for found in rows for at in found.values_list("updated_at", flat=True)]
    if changes:
        apps.get_model("library", "LastChange").objects.create(pk=1, at=max(changes))


def take(apps: Any, schema_editor: Any) -> None:
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(f"REVOKE ALL ON library_lastchange FROM {ROLE}")


class Migration(migrations.Migration):

    dependencies = [
        ('library', '0005_search'),
    ]

    operations = [
        migrations.CreateModel(
            name='LastChange',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField()),
            ],
        ),
        migrations.AlterField(
            model_name='openwebinar',
            name='sequence',
            field=models.PositiveIntegerField(default=0),
        ),
        migrations.RunPython(fill, take),
    ]
