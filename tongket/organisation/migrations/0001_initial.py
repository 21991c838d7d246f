import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Unit',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('valid_from', models.DateField(verbose_name='Từ ngày')),
                ('valid_to', models.DateField(blank=True, null=True, verbose_name='Đến ngày')),
                ('code', models.CharField(max_length=40, unique=True, verbose_name='Mã')),
                ('code_key', models.CharField(db_index=True, editable=False, max_length=320)),
                ('kind', models.CharField(choices=[('cell', 'Chi bộ'), ('grassroots_cell', 'Chi bộ cơ sở'), ('grassroots_organisation', 'Đảng bộ cơ sở'), ('sectional_organisation', 'Đảng bộ bộ phận'), ('party_group', 'Tổ đảng'), ('superior_organisation', 'Đảng bộ cấp trên trực tiếp'), ('agency', 'Cơ quan, đơn vị'), ('mass_organisation', 'Đoàn thể')], max_length=30, verbose_name='Loại')),
                ('name', models.CharField(max_length=250, verbose_name='Tên')),
                ('search_key', models.CharField(db_index=True, editable=False, max_length=250)),
                ('established_by', models.CharField(blank=True, max_length=200, verbose_name='Quyết định thành lập')),
                ('note', models.CharField(blank=True, max_length=300, verbose_name='Ghi chú')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Person',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('name', models.CharField(max_length=200, verbose_name='Họ và tên')),
                ('birth', models.DateField(blank=True, null=True, verbose_name='Ngày sinh')),
                ('gender', models.CharField(blank=True, choices=[('female', 'Nữ'), ('male', 'Nam')], max_length=10, verbose_name='Giới tính')),
                ('ethnicity', models.CharField(blank=True, max_length=60, verbose_name='Dân tộc')),
                ('sort_key', models.CharField(db_index=True, editable=False, max_length=400)),
                ('search_key', models.CharField(db_index=True, editable=False, max_length=200)),
                ('matching_key', models.CharField(db_index=True, editable=False, max_length=200)),
                ('account', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='person', to=settings.AUTH_USER_MODEL)),
                ('merged_into', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='absorbed', to='organisation.person')),
            ],
            options={
                'ordering': ['sort_key', 'birth'],
            },
        ),
        migrations.CreateModel(
            name='Contact',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('work_phone', models.CharField(blank=True, max_length=40, verbose_name='Điện thoại cơ quan')),
                ('private_phone', models.CharField(blank=True, max_length=40, verbose_name='Điện thoại riêng')),
                ('email', models.EmailField(blank=True, max_length=254, verbose_name='Thư điện tử')),
                ('address', models.CharField(blank=True, max_length=250, verbose_name='Nơi ở hiện nay')),
                ('person', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='contact', to='organisation.person')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='PersonMerge',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('reason', models.CharField(max_length=200, verbose_name='Căn cứ')),
                ('merged_at', models.DateTimeField(auto_now_add=True)),
                ('absorbed', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='merge', to='organisation.person')),
                ('kept', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='merges', to='organisation.person')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='RoleAssignment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('valid_from', models.DateField(verbose_name='Từ ngày')),
                ('valid_to', models.DateField(blank=True, null=True, verbose_name='Đến ngày')),
                ('role', models.CharField(choices=[('clerk', 'Cán bộ văn phòng Đảng ủy'), ('cell_secretary', 'Bí thư chi bộ'), ('committee_secretary', 'Bí thư, Phó Bí thư Đảng ủy'), ('committee_member', 'Đảng ủy viên'), ('member', 'Đảng viên'), ('superior_officer', 'Chuyên viên cấp ủy cấp trên'), ('inspection', 'Ủy ban Kiểm tra'), ('editor', 'Biên tập viên cổng thông tin'), ('auditor', 'Kiểm toán viên'), ('administrator', 'Quản trị viên')], max_length=30, verbose_name='Vai trò')),
                ('decision', models.CharField(blank=True, max_length=200, verbose_name='Văn bản giao')),
                ('end_decision', models.CharField(blank=True, max_length=200, verbose_name='Văn bản thôi giữ')),
                ('account', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='roles', to=settings.AUTH_USER_MODEL)),
                ('deputises_for', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='deputies', to='organisation.roleassignment')),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='role_assignments', to='organisation.unit', verbose_name='Đơn vị')),
            ],
        ),
        migrations.CreateModel(
            name='HandOver',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('happened_on', models.DateField(verbose_name='Ngày bàn giao')),
                ('decision', models.CharField(max_length=200, verbose_name='Văn bản')),
                ('note', models.TextField(blank=True, verbose_name='Ghi chú')),
                ('open_work', models.JSONField(default=list, verbose_name='Việc đang dở')),
                ('handed_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('begun', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='handed_from', to='organisation.roleassignment')),
                ('ended', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='handed_to', to='organisation.roleassignment')),
            ],
            options={
                'ordering': ['-happened_on', '-pk'],
            },
        ),
        migrations.CreateModel(
            name='StatusPeriod',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('valid_from', models.DateField(verbose_name='Từ ngày')),
                ('valid_to', models.DateField(blank=True, null=True, verbose_name='Đến ngày')),
                ('status', models.CharField(choices=[('exempt', 'Được miễn công tác và sinh hoạt đảng'), ('suspended', 'Đình chỉ sinh hoạt đảng'), ('suspended_committee', 'Đình chỉ sinh hoạt cấp ủy'), ('temporary_elsewhere', 'Sinh hoạt tạm thời nơi khác')], max_length=30)),
                ('decision', models.CharField(blank=True, max_length=200, verbose_name='Số quyết định')),
                ('end_decision', models.CharField(blank=True, max_length=200, verbose_name='Quyết định kết thúc')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='statuses', to='organisation.person')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='ProtocolRank',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('position', models.PositiveSmallIntegerField()),
                ('words', models.CharField(max_length=200, verbose_name='Chức danh')),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='protocol', to='organisation.unit')),
            ],
            options={
                'ordering': ['position'],
            },
        ),
        migrations.CreateModel(
            name='Post',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('valid_from', models.DateField(verbose_name='Từ ngày')),
                ('valid_to', models.DateField(blank=True, null=True, verbose_name='Đến ngày')),
                ('title', models.CharField(max_length=200, verbose_name='Chức vụ')),
                ('system', models.CharField(choices=[('party', 'Đảng'), ('government', 'Chính quyền'), ('mass', 'Đoàn thể')], max_length=12, verbose_name='Hệ')),
                ('is_head', models.BooleanField(default=False, verbose_name='Người đứng đầu')),
                ('on_committee', models.BooleanField(default=False, verbose_name='Thuộc ban chấp hành')),
                ('number', models.PositiveIntegerField(default=0, verbose_name='STT')),
                ('decision', models.CharField(blank=True, max_length=200, verbose_name='Số quyết định')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='posts', to='organisation.person')),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='posts', to='organisation.unit')),
            ],
        ),
        migrations.CreateModel(
            name='ParameterConfirmation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('name', models.CharField(max_length=60)),
                ('value', models.JSONField(null=True)),
                ('citation', models.CharField(max_length=300, verbose_name='Căn cứ')),
                ('confirmed_on', models.DateField(verbose_name='Ngày xác nhận')),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='confirmed_parameters', to='organisation.unit')),
            ],
        ),
        migrations.CreateModel(
            name='Membership',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('valid_from', models.DateField(verbose_name='Từ ngày')),
                ('valid_to', models.DateField(blank=True, null=True, verbose_name='Đến ngày')),
                ('number', models.PositiveIntegerField(default=0, verbose_name='STT')),
                ('paper', models.CharField(blank=True, max_length=200, verbose_name='Giấy giới thiệu, quyết định')),
                ('came_from', models.CharField(blank=True, max_length=250, verbose_name='Chuyển đến từ')),
                ('left_to', models.CharField(blank=True, max_length=250, verbose_name='Chuyển đi đến')),
                ('leave_paper', models.CharField(blank=True, max_length=200, verbose_name='Giấy giới thiệu chuyển đi')),
                ('received_on', models.DateField(blank=True, null=True, verbose_name='Ngày nơi đến xác nhận tiếp nhận')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='memberships', to='organisation.person')),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='memberships', to='organisation.unit')),
            ],
        ),
        migrations.CreateModel(
            name='UnitClosure',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code_key', models.CharField(max_length=320)),
                ('depth', models.PositiveSmallIntegerField()),
                ('valid_from', models.DateField()),
                ('valid_to', models.DateField(null=True)),
                ('ancestor', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='organisation.unit')),
                ('descendant', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='above', to='organisation.unit')),
            ],
        ),
        migrations.CreateModel(
            name='UnitCoverage',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('valid_from', models.DateField(verbose_name='Từ ngày')),
                ('valid_to', models.DateField(blank=True, null=True, verbose_name='Đến ngày')),
                ('decision', models.CharField(blank=True, max_length=200, verbose_name='Số quyết định')),
                ('agency_unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='covered_by', to='organisation.unit')),
                ('party_unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='covers', to='organisation.unit')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='UnitName',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('valid_from', models.DateField(verbose_name='Từ ngày')),
                ('valid_to', models.DateField(blank=True, null=True, verbose_name='Đến ngày')),
                ('name', models.CharField(max_length=250)),
                ('decision', models.CharField(blank=True, max_length=200)),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='names', to='organisation.unit')),
            ],
        ),
        migrations.CreateModel(
            name='UnitParent',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('valid_from', models.DateField(verbose_name='Từ ngày')),
                ('valid_to', models.DateField(blank=True, null=True, verbose_name='Đến ngày')),
                ('decision', models.CharField(blank=True, max_length=200)),
                ('parent', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='child_links', to='organisation.unit')),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='parents', to='organisation.unit')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='PartyRecord',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('admitted_on', models.DateField(verbose_name='Ngày vào Đảng')),
                ('official_on', models.DateField(blank=True, null=True, verbose_name='Ngày chính thức')),
                ('card', models.CharField(blank=True, db_index=True, max_length=20, null=True, verbose_name='Số thẻ Đảng')),
                ('admission_decision', models.CharField(blank=True, max_length=200, verbose_name='Quyết định kết nạp')),
                ('official_decision', models.CharField(blank=True, max_length=200, verbose_name='Quyết định công nhận chính thức')),
                ('fee', models.PositiveIntegerField(blank=True, null=True, verbose_name='Đảng phí (đồng/tháng)')),
                ('person', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='party', to='organisation.person')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('official_on__isnull', True), ('official_on__gte', models.F('admitted_on')), _connector='OR'), name='official_not_before_admission')],
            },
        ),
        migrations.CreateModel(
            name='DistinctPeople',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('first', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisation.person')),
                ('second', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisation.person')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('first', 'second'), name='told_apart_once'), models.CheckConstraint(condition=models.Q(('first__lt', models.F('second'))), name='told_apart_in_order')],
            },
        ),
        migrations.CreateModel(
            name='Consent',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('purpose', models.CharField(choices=[('name', 'Công bố họ tên khi được khen thưởng'), ('photo', 'Công bố ảnh'), ('story', 'Giới thiệu gương điển hình'), ('private_contact', 'Liên hệ qua điện thoại, thư riêng')], max_length=20, verbose_name='Mục đích')),
                ('way', models.CharField(choices=[('own', 'Tự ghi trên hệ thống'), ('paper', 'Giấy có chữ ký, văn phòng ghi')], max_length=10, verbose_name='Cách ghi')),
                ('wording', models.CharField(max_length=20, verbose_name='Bản lời đồng ý')),
                ('given_on', models.DateField(verbose_name='Ngày đồng ý')),
                ('document', models.CharField(blank=True, max_length=200, verbose_name='Giấy đồng ý')),
                ('withdrawn_on', models.DateField(blank=True, null=True, verbose_name='Ngày rút')),
                ('withdrawal_way', models.CharField(blank=True, choices=[('own', 'Tự ghi trên hệ thống'), ('paper', 'Giấy có chữ ký, văn phòng ghi')], max_length=10, verbose_name='Cách rút')),
                ('withdrawal_document', models.CharField(blank=True, max_length=200, verbose_name='Giấy rút đồng ý')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='consents', to='organisation.person')),
            ],
            options={
                'ordering': ['purpose', '-given_on', '-pk'],
                'constraints': [models.UniqueConstraint(condition=models.Q(('withdrawn_on__isnull', True)), fields=('person', 'purpose'), name='one_standing_consent_a_purpose'), models.CheckConstraint(condition=models.Q(('withdrawn_on__isnull', True), ('withdrawn_on__gte', models.F('given_on')), _connector='OR'), name='consent_withdrawn_after_given'), models.CheckConstraint(condition=models.Q(models.Q(('way', 'paper'), _negated=True), models.Q(('document', ''), _negated=True), _connector='OR'), name='consent_on_paper_names_it')],
            },
        ),
        migrations.CreateModel(
            name='PersonPaper',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('paper', models.CharField(max_length=40)),
                ('reference', models.CharField(blank=True, max_length=200, verbose_name='Số, ngày')),
                ('received_on', models.DateField(verbose_name='Ngày nhận')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='papers', to='organisation.person')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('person', 'paper'), name='paper_once_per_person')],
            },
        ),
        migrations.AddConstraint(
            model_name='roleassignment',
            constraint=models.UniqueConstraint(fields=('account', 'role', 'unit', 'valid_from'), name='role_once_per_start'),
        ),
        migrations.AddConstraint(
            model_name='roleassignment',
            constraint=models.CheckConstraint(condition=models.Q(('deputises_for__isnull', True), ('valid_to__isnull', False), _connector='OR'), name='deputy_for_a_period'),
        ),
        migrations.AddConstraint(
            model_name='protocolrank',
            constraint=models.UniqueConstraint(fields=('unit', 'words'), name='protocol_words_once'),
        ),
        migrations.AddIndex(
            model_name='post',
            index=models.Index(fields=['unit', 'valid_from'], name='organisatio_unit_id_6958bf_idx'),
        ),
        migrations.AddConstraint(
            model_name='parameterconfirmation',
            constraint=models.UniqueConstraint(fields=('unit', 'name'), name='deadline_parameter_confirmed_once'),
        ),
        migrations.AddIndex(
            model_name='membership',
            index=models.Index(fields=['unit', 'number'], name='organisatio_unit_id_bd8554_idx'),
        ),
        migrations.AddConstraint(
            model_name='membership',
            constraint=models.UniqueConstraint(condition=models.Q(('valid_to__isnull', True)), fields=('person',), name='one_open_membership'),
        ),
        migrations.AddIndex(
            model_name='unitclosure',
            index=models.Index(fields=['ancestor', 'code_key', 'descendant', 'valid_from', 'valid_to'], name='organisatio_ancesto_62e3c1_idx'),
        ),
        migrations.AddIndex(
            model_name='unitclosure',
            index=models.Index(fields=['descendant', 'valid_from'], name='organisatio_descend_7d86cd_idx'),
        ),
        migrations.AddIndex(
            model_name='unitname',
            index=models.Index(fields=['valid_to'], name='organisatio_valid_t_adabe8_idx'),
        ),
    ]
