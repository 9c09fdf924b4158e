"""Refusals of the storage: what is wrong with the file, the disk, the server, and what to do about it."""

from __future__ import annotations

from core.errors import UserError
from core.i18n import N_


class FileMissing(UserError):
    """The named file is not there; it is never created silently."""

    message = N_("There is no schedule at {path}. Choose another file, or create a new schedule there.")


class NotASchedule(UserError):
    """The file is something else."""

    message = N_("{path} is not a schedule: {what}. Nothing was changed. Choose another file or restore a backup.")


class WrongKey(UserError):
    """The key does not open the file, or the file is damaged at its first page."""

    message = N_("The key does not open {path}. Check the key; if it is right, the file is damaged: restore a backup.")


class KeyNeeded(UserError):
    """The file is encrypted and no key was given."""

    message = N_("{path} is encrypted, or it is not a schedule. Give its key, or choose another file.")


class DamagedSchedule(UserError):
    """A check found damage."""

    message = N_("The schedule {path} is damaged ({what}). Restore the newest good backup; this file is kept as it is.")


class SavesMissing(UserError):
    """The file ends before what was last saved on this computer."""

    message = N_(
        "{path} ends at save {found}, but save {expected} was made here. "
        "A part of the file was deleted or an older copy was put in its place. Restore the newest backup, "
        "or open this copy for reading."
    )


class ForeignLog(UserError):
    """A write-ahead log lies beside the file that does not belong to it."""

    message = N_(
        "A left-over log ({log}) of another schedule lies beside {path}. Opening it would mix the two. "
        "Move that log to another folder, then try again."
    )


class NewerSchema(UserError):
    """A later version of the program has upgraded the file."""

    message = N_(
        "{path} was saved by a newer version of this program (format {found}; this version knows {known}). "
        "Install the newer version. Nothing was changed."
    )


class OldSchemaReadOnly(UserError):
    """An older file cannot be upgraded because it may not be written."""

    message = N_("{path} comes from an older version and must be upgraded first, but it cannot be written ({why}).")


class NetworkFolder(UserError):
    """SQLite on a network share loses data."""

    message = N_(
        "{path} lies on a network drive ({kind}). Two computers would damage the schedule there. "
        "Move it to a local folder, or use a PostgreSQL server for several computers."
    )


class ReplacedMeanwhile(UserError):
    """Somebody put another file in the place of the open one."""

    message = N_("{path} was replaced or moved while it was open. Nothing was saved into it. Close and open it again.")


class DiskFull(UserError):
    """No room for the change."""

    message = N_(
        "The disk is full; nothing was saved, and your text is still here. "
        "Move backups or other files away from {place}, then save again."
    )


class ScheduleBusy(UserError):
    """Somebody else is writing for longer than we wait."""

    message = N_("The schedule is busy with another change. Your text is still here; save again in a moment.")


class CannotWrite(UserError):
    """The folder, file or disk refuses to be written."""

    message = N_("The schedule cannot be written ({what}). Your text is still here; check {place}, then save again.")


class RuleBroken(UserError):
    """The database itself refused a row."""

    message = N_("The schedule refused this entry, because it breaks the rule “{rule}”. Nothing was changed.")


class ValueRefused(UserError):
    """The database cannot hold a value."""

    message = N_(
        "The schedule cannot hold one of these values ({what}). Nothing was changed; correct it and save again."
    )


class OldLibrary(UserError):
    """The SQLite library is too old or lacks a part."""

    message = N_("The SQLite library {found} is not fit for use: {needed} is needed. Install the program again.")


class ServerUnreachable(UserError):
    """No connection to the server."""

    message = N_("The server {server} cannot be reached ({what}). Your text is still here; try again when it is back.")


class ServerRefuses(UserError):
    """The server is there but does not let us in."""

    message = N_("The server {server} refused: {what}. Ask its administrator.")


class UndoRefused(UserError):
    """Undoing would overwrite what was done since."""

    message = N_("“{label}” cannot be taken back: {what} was changed since. Nothing was changed.")


class BackupFailed(UserError):
    """A backup was not made; the older ones are still there."""

    message = N_("No backup was made ({what}). The older backups in {place} are untouched.")


class NoGoodBackup(UserError):
    """The chosen backup is not what was written."""

    message = N_("The backup {path} is damaged ({what}). Choose an older one.")


class AttachmentTooBig(UserError):
    """An attachment over the limit."""

    message = N_("{name} has {size} MB; at most {limit} MB can be attached. Make the picture or document smaller.")


class AttachmentEmpty(UserError):
    """A file without content, or unreadable."""

    message = N_("{name} is empty or cannot be read. Choose another file.")


class AttachmentIsFolder(AttachmentEmpty):
    """A folder was dropped."""

    message = N_("{name} is a folder. Open it and choose the files inside it.")


class TooManyAttachments(UserError):
    """More files at once than anybody means to attach."""

    message = N_("{n} files with {size} MB are too many at once; at most {most} files and {limit} MB. Choose fewer.")


class AttachmentDamaged(UserError):
    """The stored content is not what was stored."""

    message = N_("{name} is damaged in the schedule. Restore a backup from before {day}, or attach the file again.")
