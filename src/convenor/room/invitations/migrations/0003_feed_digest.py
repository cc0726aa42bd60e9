import hashlib

from django.db import migrations, models


def keep_digests(apps, schema_editor):
    """Addresses that people use go on; what is kept of them can no longer be used by whoever reads it."""
    for feed in apps.get_model("invitations", "Feed").objects.all():
        feed.digest = hashlib.sha256(feed.secret.encode()).hexdigest()
        feed.save(update_fields=["digest"])


class Migration(migrations.Migration):

    dependencies = [
        ("invitations", "0002_mailbox"),
    ]

    operations = [
        migrations.AddField("feed", "digest", models.CharField(max_length=64, default="")),
        migrations.RunPython(keep_digests, migrations.RunPython.noop),
        migrations.RemoveField("feed", "secret"),
        migrations.AlterField("feed", "digest", models.CharField(max_length=64, unique=True)),
    ]
