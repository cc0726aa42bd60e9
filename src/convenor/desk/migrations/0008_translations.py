"""Drafts that translate a released one, and what they follow."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('cohorts', '0009_moved_unseen'),
        ('desk', '0007_participantlist'),
        ('meetings', '0009_moved_unseen'),
        ('series', '0003_registrations'),
        ('statistics', '0003_noise'),
    ]

    operations = [
        migrations.AddField(
            model_name='draft',
            name='follows',
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='draft',
            name='language',
            field=models.CharField(blank=True, choices=[('ar', 'ar'), ('zh-hans', 'zh-hans'), ('fr', 'fr'), ('ru', 'ru'), ('es', 'es')], max_length=10),
        ),
        migrations.AddField(
            model_name='draft',
            name='translates',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='translations', to='desk.draft'),
        ),
        migrations.AddConstraint(
            model_name='draft',
            constraint=models.UniqueConstraint(condition=models.Q(('corrects', None), models.Q(('state', 'withdrawn'), _negated=True)), fields=('translates', 'language'), name='one_translation_a_language'),
        ),
        migrations.AddConstraint(
            model_name='draft',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('follows', None), ('language', ''), ('translates', None)), models.Q(('follows__isnull', False), ('translates__isnull', False), models.Q(('language', ''), _negated=True)), _connector='OR'), name='a_translation_says_of_what_and_into_what'),
        ),
    ]
