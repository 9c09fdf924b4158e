"""The door for request forms: looks at a file before it is opened, then has it read as rows of cells."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from core import import_errors as old
from core.errors import UserError
from core.imports.cells import Cell, Sheet
from core.imports.delimited import NotATable, UnknownText, decoded, delimiter_of
from core.imports.opening import ENCRYPTED, OLE, opening
from core.imports.workbook import BOOKS, TEXTS, read_in_child, read_workbook
from core.request_form import errors
from core.request_form.layout import labelled
from core.request_form.word import ENDINGS as WORDS

ENDINGS: Final = (".docx", ".xlsx", ".csv", ".txt")
MOST_BYTES: Final = 30 * 1024 * 1024
"""A form with a few photos in it; more is no form."""
MOST_TEXT: Final = 1024 * 1024
SECONDS: Final = 20
_TOO_OLD: Final = frozenset({".doc", ".dot", ".wps", ".wpt"})
_MACROS: Final = frozenset({".docm", ".dotm", ".xlsm", ".xltm"})
_PAGES: Final = (b"<html", b"<!doctype", b"<table", b"<head", b"<body", b"<meta", b"<style", b"mime-version")
_WORDED: Final[dict[type[UserError], type[UserError]]] = {
    old.WorkbookCutShort: errors.FormCutShort,
    old.WorkbookEncrypted: errors.FormEncrypted,
    old.WorkbookHostile: errors.FormHostile,
    old.WorkbookNotATable: errors.FormNotWord,
    old.WorkbookTooMuchText: errors.FormTooLarge,
    old.WorkbookTooManyRows: errors.FormTooLarge,
}
"""What the reader says of workbooks, said of a Word document."""


@dataclass(frozen=True, slots=True)
class FormFile:
    """A form as read: its rows, and a mark of its content by which the same file is known again."""

    name: str
    sheets: tuple[Sheet, ...]
    mark: str


def read_form_file(path: Path | str) -> FormFile:
    """Return the rows of a .docx, .xlsx, .csv or .txt; slow, so never on the window's own thread.

    Raises:
        UserError: a `Form...` or `Workbook...` error, each with its own sentence.
    """
    path = Path(path).absolute()
    head, size = _first_look(path)
    ending = path.suffix.lower()
    refusal = _refusal_of(ending, head)
    if refusal is not None:
        raise refusal(file=path.name)
    if size > MOST_BYTES:
        raise errors.FormTooLarge(file=path.name)
    if ending in WORDS:
        sheets = _read_word(path)
    elif ending in TEXTS:
        sheets = [sheet_of_text(_decoded(path), path.stem)]
    else:
        sheets = read_workbook(path, seconds=SECONDS).sheets
    mark = hashlib.sha256(path.read_bytes()).hexdigest()
    return FormFile(path.name, tuple(sheet for sheet in sheets if not sheet.hidden), mark)


def pasted_form(text: str, name: str) -> FormFile:
    """Return words from the clipboard as rows: cells parted by tabs, or lines of `label: value`.

    Raises:
        FormTooLarge: more than a form can be.
    """
    if len(text) > MOST_TEXT:
        raise errors.FormTooLarge(file=name)
    return FormFile(name, (sheet_of_text(text, name),), hashlib.sha256(text.encode("utf-8", "replace")).hexdigest())


def sheet_of_text(text: str, name: str) -> Sheet:
    """Return text as a sheet: columns where it has any, else one cell for each line."""
    import csv  # noqa: PLC0415 - beside its only use
    import io  # noqa: PLC0415

    try:
        sign = "\t" if "\t" in text else delimiter_of(text)
    except NotATable:
        sign = "\t"
    if sign != "\t" and any(any(labelled(line)) for line in text.splitlines()):
        sign = "\t"  # a comma within `label: value` parts no columns
    sheet = Sheet(name)
    try:
        for number, row in enumerate(csv.reader(io.StringIO(text, newline=""), delimiter=sign), 1):
            cells: list[Cell] = [value.strip() or None for value in row[:256]]
            if any(cells):
                sheet.rows[number] = cells
    except csv.Error:
        sheet.rows = {n: [line.strip()] for n, line in enumerate(text.splitlines(), 1) if line.strip()}
    return sheet


def _read_word(path: Path) -> list[Sheet]:
    try:
        return read_in_child(path, SECONDS)
    except UserError as error:
        worded = _WORDED.get(type(error))
        if worded is None:
            raise
        raise worded(file=path.name) from error


def _first_look(path: Path) -> tuple[bytes, int]:
    with opening(path), path.open("rb") as stream:
        return stream.read(1 << 20), path.stat().st_size


def _refusal_of(ending: str, head: bytes) -> type[UserError] | None:
    found: type[UserError] | None = None
    start = head[:4096].removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    is_word = ending in WORDS | _TOO_OLD
    if ending in _MACROS:
        found = errors.FormHasMacros
    elif ending not in WORDS | _TOO_OLD | BOOKS | TEXTS:
        found = errors.FormUnknownEnding
    elif not head:
        found = old.WorkbookEmpty
    elif is_word and head.startswith(OLE):
        found = errors.FormEncrypted if ENCRYPTED in head else errors.FormTooOld
    elif is_word and start.startswith(_PAGES):
        found = errors.FormIsWebPage
    elif ending in _TOO_OLD:
        found = errors.FormTooOld
    elif is_word and not head.startswith(b"PK"):
        found = errors.FormNotWord
    return found


def _decoded(path: Path) -> str:
    data = path.read_bytes()
    if len(data) > MOST_TEXT:
        raise errors.FormTooLarge(file=path.name)
    try:
        text = decoded(data)
    except UnknownText:
        raise old.WorkbookUnknownText(file=path.name) from None
    except NotATable:
        raise old.WorkbookNotATable(file=path.name) from None
    if "\x00" in text:
        raise old.WorkbookNotATable(file=path.name)
    return text
