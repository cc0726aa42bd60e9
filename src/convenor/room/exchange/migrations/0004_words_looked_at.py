import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('exchange', '0003_refused_tries'),
    ]

    operations = [
        migrations.RenameModel(old_name='RefusedTries', new_name='WordsLookedAt'),
        migrations.AlterField(
            model_name='wordslookedat',
            name='organisation',
            field=models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='words_looked_at', serialize=False, to='people.organisation'),
        ),
    ]
