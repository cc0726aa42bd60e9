"""Outputs in other languages, with the portal's right to read them; the index says which language a document is in."""

import uuid
from typing import Any

import django.db.models.deletion
from django.db import migrations, models

ROLE = "convenor_portal"


def grant(apps: Any, schema_editor: Any) -> None:
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(f"GRANT SELECT ON library_translation TO {ROLE}")


def take(apps: Any, schema_editor: Any) -> None:
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(f"REVOKE ALL ON library_translation FROM {ROLE}")


class Migration(migrations.Migration):

    dependencies = [
        ('library', '0008_participant'),
    ]

    operations = [
        migrations.AddField(
            model_name='searchable',
            name='language',
            field=models.CharField(blank=True, max_length=10, null=True),
        ),
        migrations.CreateModel(
            name='Translation',
            fields=[
                ('key', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('language', models.CharField(max_length=10)),
                ('title', models.CharField(max_length=200)),
                ('body', models.TextField()),
                ('applies_to', models.CharField(blank=True, max_length=200)),
                ('provenance', models.CharField(blank=True, max_length=300)),
                ('changes', models.JSONField(default=list)),
                ('of', models.DateTimeField()),
                ('published_on', models.DateField()),
                ('updated_at', models.DateTimeField()),
                ('output', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='translations', to='library.output')),
            ],
            options={
                'ordering': ['language'],
                'constraints': [models.UniqueConstraint(fields=('output', 'language'), name='a_text_once_a_language')],
            },
        ),
        migrations.RunPython(grant, take),
    ]
