from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='Batch',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('route', models.CharField(max_length=40)),
                ('unit_id', models.BigIntegerField()),
                ('year', models.PositiveSmallIntegerField()),
                ('file_name', models.CharField(max_length=200, verbose_name='Tên tệp')),
                ('content', models.BinaryField()),
                ('sha256', models.CharField(max_length=64)),
                ('state', models.CharField(choices=[('draft', 'Đang xem trước'), ('confirmed', 'Đã ghi'), ('discarded', 'Đã bỏ'), ('writing', 'Đang ghi'), ('undone', 'Đã hoàn tác')], default='draft', max_length=10)),
                ('happened_on', models.DateField(verbose_name='Danh sách tính đến ngày')),
                ('accepted', models.JSONField(default=list)),
                ('answers', models.JSONField(default=dict)),
                ('mapping', models.JSONField(default=dict)),
                ('convert', models.JSONField(default=list)),
                ('seen', models.BinaryField(default=bytes)),
                ('entries', models.JSONField(default=list)),
                ('rows_written', models.PositiveIntegerField(null=True)),
                ('uploaded_by', models.BigIntegerField()),
                ('uploaded_at', models.DateTimeField(auto_now_add=True)),
            ],
            options={
                'indexes': [models.Index(fields=['unit_id', 'uploaded_at'], name='imports_bat_unit_id_3b2a8b_idx')],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('state', 'confirmed'), _negated=True), ('rows_written__isnull', False), _connector='OR'), name='confirmed_batch_says_how_many')],
            },
        ),
        migrations.CreateModel(
            name='KnownHeading',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('unit_id', models.BigIntegerField()),
                ('route', models.CharField(max_length=40)),
                ('heading', models.CharField(max_length=300)),
                ('column', models.CharField(blank=True, max_length=60)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('unit_id', 'route', 'heading'), name='heading_once_per_office')],
            },
        ),
    ]
