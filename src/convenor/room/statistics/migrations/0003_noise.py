from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("statistics", "0002_table_told_apart"),
    ]

    operations = [
        migrations.AddField(
            model_name="ledger",
            name="budget",
            field=models.FloatField(default=2.0),
        ),
        migrations.AddField(
            model_name="ledger",
            name="most_of_one",
            field=models.PositiveSmallIntegerField(default=1),
        ),
        migrations.AddField(
            model_name="ledger",
            name="spent",
            field=models.FloatField(default=0.0),
        ),
        migrations.AddField(
            model_name="table",
            name="drawn_of",
            field=models.CharField(blank=True, max_length=64),
        ),
        migrations.AddConstraint(
            model_name="ledger",
            constraint=models.CheckConstraint(
                condition=models.Q(("most_of_one__gte", 1), ("spent__gte", 0), ("spent__lte", models.F("budget"))),
                name="no_more_than_the_budget",
            ),
        ),
        migrations.AddConstraint(
            model_name="table",
            constraint=models.UniqueConstraint(
                condition=models.Q(("drawn_of", ""), _negated=True),
                fields=("ledger", "drawn_of"),
                name="noise_drawn_once",
            ),
        ),
    ]
