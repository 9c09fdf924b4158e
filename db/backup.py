"""Copies that can be trusted: made online, proved, named last; and the way back, which can itself be taken back."""

from __future__ import annotations

import hashlib
import itertools
import json
import os
import secrets
import time
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any, Final

from core.errors import UserError
from core.i18n import _
from core.storage_errors import BackupFailed, CannotWrite, DamagedSchedule, NoGoodBackup, NotASchedule
from db import faults
from db.engines import connect
from db.filesystems import require_usable, sidecars
from db.lease import Lease

FOLDER: Final = "backups"
KEEP_DAYS: Final = 12
KEEP_WEEKS: Final = 10
KEEP_MONTHS: Final = 9
_CHUNK: Final = 1 << 20
_LEFT_OVER_AFTER: Final = 3600.0
_STAMP: Final = "[0-9]" * 8 + "-" + "[0-9]" * 6


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a backup holds, written beside it."""

    file: str
    sha256: str
    size: int
    made_at: str
    reason: str
    schema: str
    identity: str
    journal_count: int
    journal_hash: str
    counts: dict[str, int]


@dataclass(frozen=True, slots=True)
class Backup:
    """A backup in the folder; `fault` says why it cannot be trusted."""

    path: Path
    made_at: datetime
    reason: str
    size: int
    manifest: Manifest | None
    fault: str = ""

    @property
    def good(self) -> bool:
        """Whether it is, byte for byte, what was proved when it was made."""
        return not self.fault


def folder_of(path: Path) -> Path:
    """Return where backups of the schedule at *path* are kept."""
    return path.parent / FOLDER


def back_up_file(
    path: Path,
    key: str | None = None,
    *,
    reason: str = "daily",
    folder: Path | None = None,
    now: datetime | None = None,
) -> Backup:
    """Copy the schedule while it may be in use, prove the copy, then give it its name.

    Args:
        path: The schedule.
        key: Its key; the copy has the same.
        reason: `daily`, `upgrade`, `restore` or `asked`.
        folder: Elsewhere than beside the schedule.
        now: The moment that names the backup.

    Raises:
        BackupFailed: nothing was made, and nothing older was touched.
        DamagedSchedule: the schedule itself is damaged; a copy of it would push good ones out.
        FileMissing, NotASchedule: there is nothing to back up.
    """
    require_usable(path, key, None)
    target_folder = folder or folder_of(path)
    moment = (now or datetime.now().astimezone()).replace(microsecond=0)
    part = target_folder / f"{path.stem}.{secrets.token_hex(4)}.part"  # its own: two may be made at one moment
    target: Path | None = None
    try:
        target_folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        _remove_left_over(target_folder, path.stem)
        _copy_online(path, part, key)
        facts = _prove(part, key)
        target = _claimed_name(target_folder, f"{path.stem}-{moment:%Y%m%d-%H%M%S}-{reason}")
        manifest = Manifest(
            file=target.name, sha256=sha256_of(part), size=part.stat().st_size,
            made_at=moment.isoformat(timespec="seconds"), reason=reason, **facts,
        )  # fmt: skip
        _sync(part)
        _write_manifest(target, manifest)
        part.replace(target)
        _sync_folder(target_folder)
    except (BackupFailed, NotASchedule):
        _give_up(part, target)
        raise
    except Exception as error:
        _give_up(part, target)
        told = faults.explain(error, place=str(target_folder)) or faults.of_sqlite(error, str(target_folder))
        if isinstance(told, DamagedSchedule):
            raise told from error
        if told is None and not isinstance(error, OSError):
            raise
        raise BackupFailed(what=str(told or error), place=target_folder) from error
    return Backup(target, moment, reason, manifest.size, manifest)


def _copy_online(path: Path, part: Path, key: str | None) -> None:
    """Copy one state of the schedule; writers go on meanwhile."""
    os.close(os.open(part, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    source = connect(path, key)
    try:
        target = connect(part, key)
        try:
            source.backup(target, pages=-1)  # one snapshot; in WAL mode it blocks nobody
            target.execute("PRAGMA journal_mode = DELETE")  # one file, whatever happens to it later
        finally:
            target.close()
    finally:
        source.close()


def _prove(part: Path, key: str | None) -> dict[str, Any]:
    """Read the whole copy and return what it holds.

    Raises:
        DamagedSchedule: the copy, and so most likely the schedule, is damaged.
    """
    connection = connect(part, key, mode="ro")
    try:
        for pragma in ("integrity_check(1)", "foreign_key_check", *(["cipher_integrity_check"] if key else [])):
            said = [row[0] for row in connection.execute(f"PRAGMA {pragma}")]
            if said and said != ["ok"]:
                raise DamagedSchedule(path=part, what=str(said[0]))
        tables = [row[0] for row in connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")]
        if "alembic_version" not in tables:
            raise NotASchedule(path=part, what=_("it has no tables"))
        counts = {
            name: connection.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0]
            for name in sorted(tables)
            if not name.startswith("sqlite_")
        }
        return {"counts": counts, **_facts(connection, tables)}
    finally:
        connection.close()


def _facts(connection: Any, tables: Sequence[str]) -> dict[str, Any]:
    def one(statement: str, table: str, default: Any) -> Any:
        row = connection.execute(statement).fetchone() if table in tables else None
        return row if row is not None else default

    last = one("SELECT seq, hash FROM journal_entry ORDER BY seq DESC LIMIT 1", "journal_entry", (0, "0" * 64))
    return {
        "schema": one("SELECT version_num FROM alembic_version", "alembic_version", ("",))[0],
        "identity": one("SELECT value FROM store_meta WHERE name = 'identity'", "store_meta", ("",))[0],
        "journal_count": last[0],
        "journal_hash": last[1],
    }


def sha256_of(path: Path) -> str:
    """Return the SHA-256 of a file's content."""
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            digest.update(chunk)
    return digest.hexdigest()


def backups_of(path: Path, *, folder: Path | None = None, proved: bool = False) -> list[Backup]:
    """Return the backups of the schedule at *path*, newest first.

    Args:
        path: The schedule.
        folder: Elsewhere than beside the schedule.
        proved: Compare each file's hash as well, which reads them all.
    """
    place = folder or folder_of(path)
    found: list[Backup] = []
    for file in place.glob(f"{_globbed(path.stem)}-{_STAMP}-*.db"):
        with suppress(FileNotFoundError):  # pruned by another process meanwhile
            found.append(_backup_at(file, proved=proved))
    return sorted(found, key=lambda backup: (backup.made_at, backup.path.name), reverse=True)


def _globbed(text: str) -> str:
    return "".join(f"[{sign}]" if sign in "*?[" else sign for sign in text)


def _backup_at(file: Path, *, proved: bool) -> Backup:
    size = file.stat().st_size
    moment = datetime.fromtimestamp(file.stat().st_mtime).astimezone()
    try:
        manifest = Manifest(**json.loads(_manifest_path(file).read_text("utf-8")))
        moment = datetime.fromisoformat(manifest.made_at)
    except (OSError, ValueError, TypeError):
        return Backup(file, moment, "", size, None, _("its description is missing or unreadable"))
    fault = _("its size is not what was written") if size != manifest.size else ""
    if proved and not fault and sha256_of(file) != manifest.sha256:
        fault = _("its content is not what was written")
    return Backup(file, moment, manifest.reason, size, manifest, fault)


def newest_good(path: Path, *, folder: Path | None = None) -> Backup | None:
    """Return the newest backup whose content is what was written, stepping over damaged ones."""
    candidates = (backup for backup in backups_of(path, folder=folder) if backup.good)
    return next((backup for backup in candidates if _backup_at(backup.path, proved=True).good), None)


def back_up_daily(path: Path, key: str | None = None, *, today: date, folder: Path | None = None) -> Backup | None:
    """Make today's backup unless there is one, then prune; return it if it was made."""
    made = {backup.made_at.date() for backup in backups_of(path, folder=folder) if backup.good}
    if today in made:
        return None
    now = datetime.now().astimezone()
    moment = datetime.combine(today, now.timetz())
    backup = back_up_file(path, key, reason="daily", folder=folder, now=moment)
    prune(path, folder=folder)
    return backup


def prune(path: Path, *, folder: Path | None = None) -> list[Path]:
    """Delete what the rules do not keep, return it.

    Kept are the newest of each of the last 12 days, 10 weeks and 9 months *that have a backup*:
    counted in backups, never by the clock, so a clock set to 2035 deletes nothing good.
    Backups before an upgrade or a restore count like any other. Damaged ones are left for a person to judge.
    """
    good = [backup for backup in backups_of(path, folder=folder) if backup.good]
    keep: set[Path] = {backup.path for backup in good[:3]}
    for spell, limit in (("%Y-%m-%d", KEEP_DAYS), ("%G-%V", KEEP_WEEKS), ("%Y-%m", KEEP_MONTHS)):
        newest: dict[str, Path] = {}
        for backup in good:
            newest.setdefault(f"{backup.made_at:{spell}}", backup.path)
        keep.update(list(newest.values())[:limit])
    gone = [backup.path for backup in good if backup.path not in keep]
    for file in gone:
        _remove(file)
        _manifest_path(file).unlink(missing_ok=True)
    return gone


def restore(
    path: Path, source: Path, key: str | None = None, *, folder: Path | None = None, now: datetime | None = None
) -> Backup | None:
    """Put the backup *source* in the place of the schedule, which must not be open; keep the present state first.

    Old or new, never none: the backup is copied beside the schedule, proved there, and renamed over it.

    Returns:
        The backup of the state that was replaced, None if there was none that could be read.

    Raises:
        NoGoodBackup: the backup is not what was written; the schedule is as it was.
        CannotWrite: somebody has the schedule open.
        BackupFailed: the present state could not be kept; the schedule is as it was.
    """
    found = _backup_at(source, proved=True) if _manifest_path(source).exists() else None
    if found is not None and not found.good:
        raise NoGoodBackup(path=source, what=found.fault)
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    lease = Lease(path)
    if not lease.take():
        raise CannotWrite(what=_("{who} has it open").format(who=lease.holder_text()), place=path)
    try:
        return _restore(path, source, key, folder=folder, now=now, lease=lease)
    finally:
        lease.release()


def _restore(
    path: Path, source: Path, key: str | None, *, folder: Path | None, now: datetime | None, lease: Lease
) -> Backup | None:
    draft = path.with_name(path.name + ".restoring")
    try:
        _remove(draft)
        require_usable(source, key, None)
        _copy_online(source, draft, key)
        _prove(draft, key)
        _sync(draft)
    except Exception as error:
        _remove(draft)
        told = error if isinstance(error, UserError) else faults.of_sqlite(error, str(source))
        raise NoGoodBackup(path=source, what=str(told or error)) from error
    kept = _keep_present(path, key, folder, now)
    for sidecar in sidecars(path):  # a log of the old state would be mixed into the restored one
        sidecar.unlink(missing_ok=True)
    lease.note(None)  # before the rename: a kill in between must not make the restored state look cut off
    draft.replace(path)
    _sync_folder(path.parent)
    return kept


def _keep_present(path: Path, key: str | None, folder: Path | None, now: datetime | None) -> Backup | None:
    """Back up what is about to be replaced; what SQLite cannot read any more is set aside as it is."""
    if not path.exists():
        return None
    try:
        require_usable(path, key, None)
        return back_up_file(path, key, reason="restore", folder=folder, now=now)
    except BackupFailed:
        raise
    except UserError:
        _set_aside(path, folder or folder_of(path), now or datetime.now().astimezone())
        return None


def _set_aside(path: Path, folder: Path, now: datetime) -> None:
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    place = folder / f"damaged-{now:%Y%m%d-%H%M%S}"
    place.mkdir(exist_ok=True)
    for file in (path, *sidecars(path)):
        if file.exists():
            (place / file.name).write_bytes(file.read_bytes())


def _claimed_name(folder: Path, stem: str) -> Path:
    """Return a free name, taken for good by making its description first; two at one second get two names."""
    folder_names = (folder / (f"{stem}-{taken}.db" if taken else f"{stem}.db") for taken in itertools.count())
    for path in folder_names:
        if not path.exists():
            with suppress(FileExistsError):
                os.close(os.open(_manifest_path(path), os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
                return path
    raise AssertionError  # the numbers never end


def _give_up(part: Path, target: Path | None) -> None:
    _remove(part)
    if target is not None and not target.exists():
        with suppress(OSError):
            _manifest_path(target).unlink(missing_ok=True)


def _remove_left_over(folder: Path, stem: str) -> None:
    """Remove what a killed backup left; one that is still being written is younger."""
    for file in folder.glob(f"{_globbed(stem)}*.part*"):
        with suppress(OSError):
            if time.time() - file.stat().st_mtime > _LEFT_OVER_AFTER:
                file.unlink(missing_ok=True)


def _manifest_path(file: Path) -> Path:
    return file.with_name(file.name + ".json")


def _write_manifest(target: Path, manifest: Manifest) -> None:
    place = _manifest_path(target)
    draft = place.with_name(place.name + ".part")
    draft.write_text(json.dumps(asdict(manifest), ensure_ascii=False, indent=1), encoding="utf-8")
    _sync(draft)
    draft.replace(place)


def _remove(file: Path) -> None:
    for each in (file, *sidecars(file)):
        with suppress(OSError):
            each.unlink(missing_ok=True)


def _sync(file: Path) -> None:
    with file.open("rb+") as handle:
        os.fsync(handle.fileno())


def _sync_folder(folder: Path) -> None:
    if os.name != "posix":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
