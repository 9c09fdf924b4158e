"""Copies that can be trusted: made online, proved, named last; and the way back, which can itself be taken back."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any, Final

from core.errors import UserError
from core.i18n import _
from core.storage_errors import BackupFailed, CannotWrite, DamagedSchedule, DiskFull, NoGoodBackup, NotASchedule
from db import faults
from db.backup_files import (
    claimed_name,
    give_up,
    globbed,
    key_path,
    manifest_path,
    remove_left_over,
    remove_with_sidecars,
    stem_of,
    sync_file,
    sync_folder,
)
from db.engines import connect
from db.filesystems import require_usable, sidecars
from db.lease import Lease
from db.vault.copying import copy_online
from db.vault.keeping import has_its_key, key_file_for_backup, key_file_of_restored
from db.vault.keyfile import write_small
from db.vault.swapping import is_encrypted, swap_in

FOLDER: Final = "backups"
KEEP_DAYS: Final = 12
KEEP_WEEKS: Final = 10
KEEP_MONTHS: Final = 9
_CHUNK: Final = 1 << 20
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
    key_id: str = ""  # names the key file beside an encrypted backup


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
    part = target_folder / f"{stem_of(path)}.{os.urandom(4).hex()}.part"  # its own: two may be made at one moment
    target: Path | None = None
    try:
        target_folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        remove_left_over(target_folder, stem_of(path))
        key_file = key_file_for_backup(path, key)
        copy_online(path, part, key, key)
        facts = prove(part, key)
        target = claimed_name(target_folder, f"{stem_of(path)}-{moment:%Y%m%d-%H%M%S}-{reason}")
        manifest = Manifest(
            file=target.name, sha256=sha256_of(part), size=part.stat().st_size,
            made_at=moment.isoformat(timespec="seconds"), reason=reason,
            key_id=key_file.id if key_file else "", **facts,
        )  # fmt: skip
        sync_file(part)
        if key_file is not None:  # before the backup has its name: without it, it would open nowhere
            write_small(key_path(target), key_file.to_json())
        write_manifest(target, manifest)
        part.replace(target)
        sync_folder(target_folder)
    except Exception as error:
        give_up(part, target)
        refusal = _refusal_of(error, target_folder)
        if refusal is None:
            raise
        raise refusal from error
    return Backup(target, moment, reason, manifest.size, manifest)


def _refusal_of(error: Exception, place: Path) -> UserError | None:
    """Return how a backup that was not made is told, None where *error* says it itself."""
    if isinstance(error, (BackupFailed, NotASchedule)):
        return None
    told = faults.explain(error, place=str(place)) or faults.of_sqlite(error, str(place))
    if isinstance(told, DamagedSchedule):
        return None if told is error else told
    if told is None and not isinstance(error, OSError):
        return None
    return BackupFailed(what=_in_short(told or error), place=place)


def _in_short(error: BaseException) -> str:
    """Return what is wrong in a few words, for the brackets of another sentence."""
    if isinstance(error, DiskFull):
        return _("the disk is full")
    what = error.facts.get("what") if isinstance(error, UserError) else None
    return str(what or error)


def prove(part: Path, key: str | None) -> dict[str, Any]:
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
    for file in place.glob(f"{globbed(stem_of(path))}-{_STAMP}-*.db"):
        with suppress(FileNotFoundError):  # pruned by another process meanwhile
            found.append(_backup_at(file, proved=proved))
    return sorted(found, key=lambda backup: (backup.made_at, backup.path.name), reverse=True)


def _backup_at(file: Path, *, proved: bool) -> Backup:
    size = file.stat().st_size
    moment = datetime.fromtimestamp(file.stat().st_mtime).astimezone()
    try:
        manifest = Manifest(**json.loads(manifest_path(file).read_text("utf-8")))
        moment = datetime.fromisoformat(manifest.made_at)
    except (OSError, ValueError, TypeError):
        return Backup(file, moment, "", size, None, _("its description is missing or unreadable"))
    fault = _("its size is not what was written") if size != manifest.size else ""
    if proved and not fault and sha256_of(file) != manifest.sha256:
        fault = _("its content is not what was written")
    if not fault and manifest.key_id and not has_its_key(file, manifest.key_id):
        fault = _("its key file is missing or damaged")
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
        remove_with_sidecars(file)
        for beside in (manifest_path(file), key_path(file)):
            beside.unlink(missing_ok=True)
    return gone


def restore(
    path: Path,
    source: Path,
    key: str | None = None,
    *,
    source_key: str | None = None,
    folder: Path | None = None,
    now: datetime | None = None,
) -> Backup | None:
    """Put the backup *source* in the place of the schedule, which must not be open; keep the present state first.

    Old or new, never none: the backup is copied beside the schedule, proved there, and renamed over it.
    What either of the two protects stays protected: under the key of the schedule, else under that of the backup.

    Args:
        path: The schedule.
        source: The backup.
        key: The key of the schedule, None where it is plain, gone, or nobody knows it.
        source_key: The key of the backup where it is another.
        folder: Where the present state is kept, elsewhere than beside the schedule.
        now: The moment that names what is kept.

    Returns:
        The backup of the state that was replaced, None if there was none that could be read.

    Raises:
        NoGoodBackup: the backup is not what was written; the schedule is as it was.
        CannotWrite: somebody has the schedule open.
        BackupFailed: the present state could not be kept; the schedule is as it was.
    """
    found = _backup_at(source, proved=True) if manifest_path(source).exists() else None
    if found is not None and not found.good:
        raise NoGoodBackup(path=source, what=found.fault)
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    lease = Lease(path)
    if not lease.take():
        raise CannotWrite(what=_("{who} has it open").format(who=lease.holder_text()), place=path)
    keys = (key, (source_key or key) if is_encrypted(source) else None)
    try:
        return _restore(path, source, keys, folder=folder, now=now, lease=lease)
    finally:
        lease.release()


def _restore(
    path: Path,
    source: Path,
    keys: tuple[str | None, str | None],
    *,
    folder: Path | None,
    now: datetime | None,
    lease: Lease,
) -> Backup | None:
    draft, (key, source_key) = path.with_name(f"{stem_of(path)}.restoring"), keys
    new_key = key or source_key
    try:
        remove_with_sidecars(draft)
        require_usable(source, source_key, None)
        key_file = key_file_of_restored(path, source, new_key)
        copy_online(source, draft, source_key, new_key)
        prove(draft, new_key)
    except Exception as error:
        remove_with_sidecars(draft)
        told = error if isinstance(error, UserError) else faults.of_sqlite(error, str(source))
        raise NoGoodBackup(path=source, what=_in_short(told or error)) from error
    kept = _keep_present(path, key, folder, now)
    lease.note(None)  # before the rename: a kill in between must not make the restored state look cut off
    swap_in(draft, path, key_file)
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
    for file in (path, *sidecars(path), key_path(path)):
        if file.exists():
            (place / file.name).write_bytes(file.read_bytes())


def write_manifest(target: Path, manifest: Manifest) -> None:
    """Write the description of the backup *target*."""
    place = manifest_path(target)
    draft = place.with_name(place.name + ".part")
    draft.write_text(json.dumps(asdict(manifest), ensure_ascii=False, indent=1), encoding="utf-8")
    sync_file(draft)
    draft.replace(place)
