"""The door for a holiday notice kept in a file: text in any usual encoding, a saved web page, or Word."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from core import import_errors as old
from core.calendar import notices_errors as errors
from core.calendar.notices_words import MOST_SIGNS
from core.errors import UserError
from core.imports.delimited import NotATable, UnknownText, decoded
from core.imports.opening import ENCRYPTED, OLE, opening
from core.imports.workbook import read_in_child
from core.request_form import errors as form_errors

WORDS: Final = frozenset({".docx", ".dotx"})
TEXTS: Final = frozenset({".txt", ".text", ".md", ".htm", ".html"})
ENDINGS: Final = (".txt", ".docx", ".htm", ".html")
MOST_BYTES: Final = 8 * 1024 * 1024
SECONDS: Final = 20
_WORDED: Final[dict[type[UserError], type[UserError]]] = {
    old.WorkbookCutShort: form_errors.FormCutShort,
    old.WorkbookEncrypted: form_errors.FormEncrypted,
    old.WorkbookHostile: form_errors.FormHostile,
}
"""What the reader says of workbooks, said of a Word document."""


def read_notice_file(path: Path | str) -> str:
    """Return the words of a notice; Word is read by a child process within memory and time limits.

    Raises:
        UserError: a `Notice...`, `Form...` or `Workbook...` error, each with its own sentence.
    """
    path = Path(path).absolute()
    data = _bytes_of(path)
    if not data:
        raise old.WorkbookEmpty(file=path.name)
    if data.startswith(OLE):
        raise (form_errors.FormEncrypted if ENCRYPTED in data else form_errors.FormTooOld)(file=path.name)
    ending = path.suffix.lower()
    if ending in WORDS and data.startswith(b"PK"):
        return _words_of(path)
    if ending not in TEXTS or data.startswith(b"PK"):
        raise errors.NoticeFileUnknown(file=path.name)
    try:
        text = decoded(data)
    except UnknownText:
        raise old.WorkbookUnknownText(file=path.name) from None
    except NotATable:
        raise errors.NoticeFileUnknown(file=path.name) from None
    return text


def _bytes_of(path: Path) -> bytes:
    with opening(path):
        if path.stat().st_size > MOST_BYTES:
            raise errors.NoticeTooLong(length=f"{path.stat().st_size:,}")
        return path.read_bytes()


def _words_of(path: Path) -> str:
    """Return the paragraphs of a Word document."""
    try:
        sheets = read_in_child(path, SECONDS)
    except UserError as error:
        worded = _WORDED.get(type(error), errors.NoticeFileUnknown)
        raise worded(file=path.name) from error
    lines, length = [], 0
    for sheet in sheets:
        for cells in sheet.rows.values():
            line = "".join(str(cell) for cell in cells if cell is not None)
            length += len(line)
            if length > MOST_SIGNS:
                raise errors.NoticeTooLong(length=f"{length:,}")
            lines.append(line)
    return "\n".join(lines)
