"""Organisations that agreed to be named among those who take part."""

from typing import Any

from django.db import migrations, models


ROLE = "convenor_portal"


def let_read(apps: Any, schema_editor: Any) -> None:
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(f"GRANT SELECT ON library_participant TO {ROLE}")


def let_go(apps: Any, schema_editor: Any) -> None:
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(f"REVOKE ALL ON library_participant FROM {ROLE}")


class Migration(migrations.Migration):

    dependencies = [
        ('library', '0007_pages'),
    ]

    operations = [
        migrations.CreateModel(
            name='Participant',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('community', models.CharField(max_length=120)),
                ('name', models.CharField(max_length=200)),
            ],
            options={
                'ordering': ['community', 'name'],
                'constraints': [models.UniqueConstraint(fields=('community', 'name'), name='a_participant_once_a_community')],
            },
        ),
        migrations.RunPython(let_read, let_go),
    ]
