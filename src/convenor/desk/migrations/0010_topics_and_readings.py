"""What was agreed to before says that there are no topics and no readings, so that nobody has to agree to it again."""

from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor


def say_that_there_are_none(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    """Complete the words that are public already; who asked for words that wait asks once more."""
    for row in apps.get_model("desk", "Announcement").objects.exclude(agreed=None):
        row.agreed.setdefault("topics", [])
        for webinar in row.agreed["webinars"].values():
            webinar.setdefault("readings", [])
        row.save()


class Migration(migrations.Migration):

    dependencies = [
        ("desk", "0009_participantlist_asked_name"),
    ]

    operations = [
        migrations.AlterField(
            model_name="draft",
            name="section",
            field=models.CharField(
                blank=True,
                choices=[
                    (section, section)
                    for section in ("start", "project", "taking_part", "focus_area", "theme", "workstream", "example")
                ],
                max_length=20,
            ),
        ),
        migrations.RunPython(say_that_there_are_none, migrations.RunPython.noop),
    ]
