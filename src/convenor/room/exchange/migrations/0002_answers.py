"""What became of an answer in one column, so that one that was taken back stays so."""

from typing import Any

from django.db import migrations, models
from django.db.models import Q

_ANSWERS = ("open", "declined", "taken_back", "void", "made")
_BY_SOMEBODY = "an_introduction_is_made_by_somebody_on_a_day"


def _into_one_column(apps: Any, _schema: Any) -> None:
    rows = apps.get_model("exchange", "Introduction").objects
    rows.filter(declined=True).update(answer="declined")
    rows.filter(made_on__isnull=False).update(answer="made")


class Migration(migrations.Migration):
    dependencies = [("exchange", "0001_initial")]

    operations = [
        migrations.AddField(
            model_name="introduction",
            name="answer",
            field=models.CharField(choices=[(one, one) for one in _ANSWERS], default="open", max_length=10),
        ),
        migrations.RemoveConstraint(model_name="introduction", name=_BY_SOMEBODY),
        migrations.RunPython(_into_one_column, migrations.RunPython.noop),
        migrations.RemoveField(model_name="introduction", name="declined"),
        migrations.AddConstraint(
            model_name="introduction",
            constraint=models.CheckConstraint(
                condition=(Q(agreed_by=None, made_on=None) & ~Q(answer="made"))
                | Q(agreed_by__isnull=False, made_on__isnull=False, answer="made"),
                name=_BY_SOMEBODY,
            ),
        ),
    ]
