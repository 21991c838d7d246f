"""A training copy: the real data in a folder of their own, marked so that nobody can mistake it (U22)."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import click
from django.conf import settings
from django.utils.translation import gettext as _

MARK = settings.TRAINING_MARK.name
DATABASE = "tongket.sqlite3"
#: What belongs to the real installation's people at work, not to its data: nobody is signed in to the copy.
LEFT_BEHIND = ("django_session", "usersessions_usersession")


def make_training_copy(folder: Path, *, anew: bool = False) -> int:
    """Copy database, files and secret; returns the exit code (2: refused, with the reason on standard error)."""
    if reason := _refusal(folder, anew):
        click.echo(reason, err=True)
        return 2
    if folder.exists():
        shutil.rmtree(folder)
    folder.mkdir(parents=True)
    # The mark comes first: a copy that was broken off is marked too.
    (folder / MARK).write_text(_("Bản sao tập huấn. Mọi bản in có chữ TẬP HUẤN.") + "\n", encoding="utf-8")
    _copy_database(Path(settings.DATABASES["default"]["NAME"]), folder / DATABASE)
    secret = folder / "secret-key"
    secret.touch(mode=0o600)
    secret.write_text(settings.SECRET_KEY, encoding="ascii")
    files = Path(settings.MEDIA_ROOT)
    if files.is_dir():
        shutil.copytree(files, folder / files.name)
    click.echo(_("Đã chép dữ liệu tập huấn vào %(folder)s. Mở bằng lệnh:") % {"folder": folder})
    click.echo(f"  TONGKET_DATA={folder} tongket serve --port 8001")
    return 0


def _refusal(folder: Path, anew: bool) -> str:
    if settings.DATABASES["default"]["ENGINE"] != "django.db.backends.sqlite3":
        return _(
            "Dữ liệu nằm trên máy chủ PostgreSQL. Chép cơ sở dữ liệu sang tên khác bằng pg_dump, rồi mở bản chép "
            "với DATABASE_URL của nó và TONGKET_TRAINING=1."
        )
    if settings.TONGKET_TRAINING:
        return _("Đây đã là dữ liệu tập huấn. Chạy lệnh với dữ liệu thật để chép lại.")
    if folder.exists() and any(folder.iterdir()) and not (folder / MARK).exists():
        return _("Thư mục %(folder)s có thứ khác. Chọn một thư mục trống.") % {"folder": folder}
    if (folder / MARK).exists() and not anew:
        return _("Đã có bản tập huấn ở %(folder)s. Thêm --anew để bỏ bản cũ và chép lại.") % {
            "folder": folder
        }
    return ""


def _copy_database(real: Path, copy: Path) -> None:
    """The database as it stands at one moment, while it is in use; without anybody's session."""
    with (
        closing(sqlite3.connect(f"file:{real}?mode=ro", uri=True)) as source,
        closing(sqlite3.connect(copy)) as target,
    ):
        source.backup(target)
        for table in LEFT_BEHIND:
            target.execute(f"DELETE FROM {table}")
        target.commit()
