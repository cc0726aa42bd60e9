"""What can be found of the library, the databases' own indexes over it, and the portal's right to read them."""

from typing import Any

from django.db import migrations, models

from convenor.public.library.indexing import Tables, rebuild

ROLE = "convenor_portal"
TABLES = "library_searchable, library_word"

# All signs beyond ASCII count as letters here, and the words are folded already: no rule of SQLite's has a say in them.
# Triggers hold the index to its table; whoever makes that table anew makes them anew.
IN_SQLITE = (
    "CREATE VIRTUAL TABLE library_text USING fts5(title_words, text_words, content='library_searchable', "
    "content_rowid='id', tokenize='ascii', detail='none')",
    "CREATE TRIGGER library_text_put AFTER INSERT ON library_searchable BEGIN "
    "INSERT INTO library_text(rowid, title_words, text_words) VALUES (new.id, new.title_words, new.text_words); END",
    "CREATE TRIGGER library_text_taken AFTER DELETE ON library_searchable BEGIN "
    "INSERT INTO library_text(library_text, rowid, title_words, text_words) "
    "VALUES ('delete', old.id, old.title_words, old.text_words); END",
    "CREATE TRIGGER library_text_changed AFTER UPDATE ON library_searchable BEGIN "
    "INSERT INTO library_text(library_text, rowid, title_words, text_words) "
    "VALUES ('delete', old.id, old.title_words, old.text_words); "
    "INSERT INTO library_text(rowid, title_words, text_words) VALUES (new.id, new.title_words, new.text_words); END",
)
# The words are the lexemes: no parser and no configuration of the server has a say in them.
IN_POSTGRESQL = (
    "ALTER TABLE library_searchable ADD COLUMN found tsvector GENERATED ALWAYS AS "
    "(array_to_tsvector(string_to_array(trim(title_words || ' ' || text_words), ' '))) STORED",
    "CREATE INDEX searchable_found ON library_searchable USING GIN (found)",
    f"GRANT SELECT ON {TABLES} TO {ROLE}",
)


def make(apps: Any, schema_editor: Any) -> None:
    for statement in IN_POSTGRESQL if schema_editor.connection.vendor == "postgresql" else IN_SQLITE:
        schema_editor.execute(statement)


def drop(apps: Any, schema_editor: Any) -> None:
    # The rest goes with the tables.
    if schema_editor.connection.vendor == "sqlite":
        schema_editor.execute("DROP TABLE library_text")


def fill(apps: Any, schema_editor: Any) -> None:
    names = {"outputs": "Output", "series": "OpenSeries", "searchable": "Searchable", "words": "Word"}
    rebuild(Tables(**{name: apps.get_model("library", model) for name, model in names.items()}))


class Migration(migrations.Migration):

    dependencies = [
        ('library', '0004_series'),
    ]

    operations = [
        migrations.CreateModel(
            name='Searchable',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('shelf', models.CharField(max_length=10)),
                ('slug', models.SlugField(max_length=120)),
                ('number', models.PositiveSmallIntegerField(blank=True, null=True)),
                ('kind', models.CharField(max_length=20)),
                ('day', models.DateField()),
                ('cancelled', models.BooleanField(default=False)),
                ('title', models.TextField()),
                ('text', models.TextField(blank=True)),
                ('title_words', models.TextField(blank=True)),
                ('text_words', models.TextField(blank=True)),
            ],
            options={
                'ordering': ['pk'],
                'indexes': [models.Index(fields=['shelf', 'slug'], name='searchable_by_place')],
            },
        ),
        migrations.CreateModel(
            name='Word',
            fields=[
                ('word', models.CharField(max_length=40, primary_key=True, serialize=False)),
                ('documents', models.PositiveIntegerField()),
            ],
        ),
        migrations.RunPython(make, drop),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
