from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('polls', '0003_shown_one_by_one'),
    ]

    operations = [
        migrations.AddField(
            model_name='poll',
            name='unread',
            field=models.BooleanField(default=False),
        ),
    ]
