import django.db.models.deletion
from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    dependencies = [("meetings", "0007_experts_read_a_brief"), ("people", "0006_address_of_before")]

    operations = [
        migrations.AddField("delegation", "name", models.CharField(blank=True, max_length=200, default=""), False),
        migrations.AddField("delegation", "email", models.EmailField(blank=True, max_length=254, default=""), False),
        migrations.AlterField(
            "delegation",
            "person",
            models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="delegations",
                to="people.person",
            ),
        ),
        migrations.AddConstraint(
            "delegation",
            models.CheckConstraint(
                condition=Q(person__isnull=False) | ~Q(name=""), name="a_stand_in_is_called_somehow"
            ),
        ),
    ]
