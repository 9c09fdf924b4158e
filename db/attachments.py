"""Photos and documents inside the schedule: content kept once under its hash, the name kept beside it, cleaned."""

from __future__ import annotations

import errno
import hashlib
import mimetypes
import os
import re
import unicodedata
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.errors import Vanished
from core.storage_errors import AttachmentDamaged, AttachmentEmpty, AttachmentIsFolder, AttachmentTooBig
from db.models import Attachment, Blob

LIMIT_MB: Final = 50
_NAME_BYTES: Final = 180  # leaves room for a folder and a counter below every file system's 255
_DEVICES: Final = re.compile(r"^(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])$", re.I)
_FORBIDDEN: Final = re.compile(r'[<>:"|?*]')


@dataclass(frozen=True, slots=True)
class AttachmentRow:
    """A photo or document under its name; its content is read only when somebody looks at it or saves it."""

    id: int
    name: str
    media_type: str
    size: int
    added_on: date
    sha256: str


def clean_name(name: str) -> str:
    r"""Return *name* as any system can show and save it: no folders, devices, streams or hidden directions.

    What only looks like an ending (`报告\u202egpj.exe`) is shown as it really is.
    """
    last = re.split(r"[/\\]", name)[-1]
    visible = "".join(sign for sign in last if unicodedata.category(sign) not in {"Cc", "Cf", "Cs", "Zl", "Zp"})
    plain = _FORBIDDEN.sub("_", unicodedata.normalize("NFC", visible)).strip().rstrip(". ")
    stem, dot, ending = plain.rpartition(".")
    if not dot:
        stem, ending = plain, ""
    if _DEVICES.match(plain.split(".", 1)[0].strip()):
        stem = "_" + stem
    ending = _cut(ending, 20)
    stem = _cut(stem, _NAME_BYTES - len(ending.encode()) - 1) or "_"
    return f"{stem}.{ending}" if ending else stem


def _cut(text: str, limit: int) -> str:
    """Return as much of *text* as fits into *limit* bytes of UTF-8, never half a character."""
    return text.encode()[:limit].decode("utf-8", "ignore")


def file_to_attach(path: Path) -> tuple[str, bytes]:
    """Return a file's name and content; one that is too big is refused before any of it is read.

    Raises:
        AttachmentTooBig: it is over the limit.
        AttachmentIsFolder: it is a folder.
        AttachmentEmpty: it is no file, such as a device.
        OSError: the system refuses to read it.
    """
    if path.is_dir():
        raise AttachmentIsFolder(name=clean_name(path.name))
    if not path.is_file():
        if not path.exists():
            raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), str(path))
        raise AttachmentEmpty(name=clean_name(path.name))
    _require_small(clean_name(path.name), path.stat().st_size)
    return path.name, path.read_bytes()


def _require_small(shown: str, size: int) -> None:
    if size > LIMIT_MB * 1024 * 1024:
        raise AttachmentTooBig(name=shown, size=-(-size // (1024 * 1024)), limit=LIMIT_MB)


def attach(
    session: Session,
    data: bytes,
    name: str,
    *,
    added_on: date,
    issue_id: int | None = None,
    visit_id: int | None = None,
) -> int:
    """Attach *data* to an issue or a visit and return the attachment's id; equal content is kept once.

    Raises:
        AttachmentEmpty: there is nothing in it.
        AttachmentTooBig: it is over the limit.
    """
    shown = clean_name(name)
    attachment = Attachment(
        sha256=keep_content(session, data, shown),
        name=shown,
        media_type=media_type_of(shown),
        size=len(data),
        issue_id=issue_id,
        visit_id=visit_id,
        added_on=added_on,
    )
    session.add(attachment)
    session.flush()
    return attachment.id


def keep_content(session: Session, data: bytes, name: str) -> str:
    """Keep *data* under its hash and return that; it belongs to nothing yet, so nothing is journalled.

    Files that go with a form still being written are kept this way: they survive a kill, a pulled
    stick and a lost phone, and `attach` finds them there when the form is finished.

    Raises:
        AttachmentEmpty: there is nothing in it.
        AttachmentTooBig: it is over the limit.
    """
    if not data:
        raise AttachmentEmpty(name=clean_name(name))
    _require_small(clean_name(name), len(data))
    digest = hashlib.sha256(data).hexdigest()
    if session.scalar(select(Blob.sha256).where(Blob.sha256 == digest)) is None:
        session.add(Blob(sha256=digest, size=len(data), data=data))
        session.flush()
    return digest


def is_kept(session: Session, sha256: str) -> bool:
    """Return whether there is content under that hash."""
    return session.scalar(select(Blob.sha256).where(Blob.sha256 == sha256)) is not None


def media_type_of(name: str) -> str:
    """Return what a name says its file is."""
    return mimetypes.guess_type(name)[0] or "application/octet-stream"


def attachments_of(
    session: Session, *, issue_id: int | None = None, visit_id: int | None = None
) -> list[AttachmentRow]:
    """Return what is attached to an issue or a visit, oldest first."""
    owner = Attachment.visit_id == visit_id if issue_id is None else Attachment.issue_id == issue_id
    query = (
        select(
            Attachment.id,
            Attachment.name,
            Attachment.media_type,
            Attachment.size,
            Attachment.added_on,
            Attachment.sha256,
        )
        .where(owner)
        .order_by(Attachment.id)
    )
    return [AttachmentRow(*row) for row in session.execute(query)]


def bytes_of(session: Session, row: AttachmentRow) -> bytes:
    """Return the content of a file that was listed, kept for a form or attached.

    Raises:
        AttachmentDamaged: the bytes are not those that were stored.
    """
    data = session.scalar(select(Blob.data).where(Blob.sha256 == row.sha256))
    if data is None or hashlib.sha256(data).hexdigest() != row.sha256:
        raise AttachmentDamaged(name=row.name, day=row.added_on.isoformat())
    return bytes(data)


def detach(session: Session, attachment_id: int) -> None:
    """Remove an attachment; its content stays, so that this can be undone.

    Raises:
        Vanished: it was removed already.
    """
    attachment = session.get(Attachment, attachment_id)
    if attachment is None:
        raise Vanished
    session.delete(attachment)
