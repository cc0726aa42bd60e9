from typing import Any

import django.db.models.deletion
from django.db import migrations, models
from django.db.models import Q


def written_down(apps: Any, _schema_editor: Any) -> None:
    """Alternates and whoever knows a topic become what was written of them; a person who is nothing else goes."""
    contact, person = apps.get_model("cohorts", "Contact"), apps.get_model("people", "Person")
    for row in contact.objects.exclude(kind="focal_point").select_related("person__account"):
        known = row.person
        row.name = known.name
        row.email = (known.email or (known.account.email if known.account else "")).lower()
        row.person = None
        row.save()
        leads_here = [each for each in person._meta.related_objects if each.related_model is not None]
        kept = any(each.related_model.objects.filter(**{each.field.name: known.pk}).exists() for each in leads_here)
        if known.account is None and known.erased_on is None and not kept:
            known.delete()


class Migration(migrations.Migration):
    dependencies = [
        ("cohorts", "0005_advisors"),
        ("people", "0006_address_of_before"),
        ("meetings", "0007_experts_read_a_brief"),
        ("invitations", "0004_breaks"),
        ("exchange", "0001_initial"),
    ]

    operations = [
        migrations.AddField("contact", "name", models.CharField(blank=True, max_length=200, default=""), False),
        migrations.AddField("contact", "email", models.EmailField(blank=True, max_length=254, default=""), False),
        migrations.AddField("contact", "function", models.CharField(blank=True, max_length=120, default=""), False),
        migrations.AlterField(
            "contact",
            "person",
            models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="contact_for",
                to="people.person",
            ),
        ),
        migrations.RemoveConstraint("contact", "a_contact_once_a_kind"),
        migrations.AddField(
            "organisationcounsel", "name", models.CharField(blank=True, max_length=200, default=""), False
        ),
        migrations.AddField(
            "organisationcounsel", "email", models.EmailField(blank=True, max_length=254, default=""), False
        ),
        migrations.AlterField(
            "organisationcounsel",
            "person",
            models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="counsel_for",
                to="people.person",
            ),
        ),
        migrations.RunPython(written_down, migrations.RunPython.noop),
    ]
