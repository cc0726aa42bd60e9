"""The series that were announced, and the portal's right to read them."""

from typing import Any

import django.db.models.deletion
from django.db import migrations, models

ROLE = "convenor_portal"
TABLES = "library_openseries, library_openwebinar"


def give(apps: Any, schema_editor: Any) -> None:
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(f"GRANT SELECT ON {TABLES} TO {ROLE}")


def take(apps: Any, schema_editor: Any) -> None:
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(f"REVOKE ALL ON {TABLES} FROM {ROLE}")


class Migration(migrations.Migration):

    dependencies = [
        ('library', '0003_tables'),
    ]

    operations = [
        migrations.CreateModel(
            name='OpenSeries',
            fields=[
                ('slug', models.SlugField(primary_key=True, serialize=False)),
                ('name', models.CharField(max_length=120)),
                ('year', models.PositiveSmallIntegerField()),
                ('announced_on', models.DateField()),
                ('updated_at', models.DateTimeField()),
            ],
            options={
                'verbose_name_plural': 'open series',
                'ordering': ['-year', 'name'],
            },
        ),
        migrations.CreateModel(
            name='OpenWebinar',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveSmallIntegerField()),
                ('title', models.CharField(max_length=200)),
                ('themes', models.JSONField(default=list)),
                ('parts', models.JSONField(default=list)),
                ('starts_at', models.DateTimeField()),
                ('time_known', models.BooleanField(default=True)),
                ('minutes', models.PositiveSmallIntegerField()),
                ('subject_to_change', models.BooleanField(default=True)),
                ('cancelled', models.BooleanField(default=False)),
                ('sequence', models.PositiveSmallIntegerField(default=0)),
                ('series', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='webinars', to='library.openseries')),
            ],
            options={
                'ordering': ['number'],
                'constraints': [models.UniqueConstraint(fields=('series', 'number'), name='a_number_once_an_open_series')],
            },
        ),
        migrations.RunPython(give, take),
    ]
