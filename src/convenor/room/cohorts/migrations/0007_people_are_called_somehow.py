from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    dependencies = [("cohorts", "0006_people_as_they_were_written")]

    operations = [
        migrations.AddConstraint(
            "contact",
            models.UniqueConstraint(
                fields=["membership"], condition=Q(until=None, kind="focal_point"), name="one_focal_point_a_membership"
            ),
        ),
        migrations.AddConstraint(
            "contact",
            models.CheckConstraint(
                condition=Q(person=None) | Q(kind="focal_point"), name="other_contacts_sign_in_never"
            ),
        ),
        migrations.AddConstraint(
            "contact",
            models.CheckConstraint(condition=Q(person__isnull=False) | ~Q(name=""), name="a_contact_is_called_somehow"),
        ),
        migrations.AddConstraint(
            "organisationcounsel",
            models.CheckConstraint(condition=Q(person__isnull=False) | ~Q(name=""), name="counsel_is_called_somehow"),
        ),
    ]
