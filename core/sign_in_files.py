"""Sign-in lists from files: a workbook, a CSV or a text file with one name per line."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Final

from core import import_errors as errors
from core.imports.cells import Sheet, text_of
from core.imports.delimited import NotATable, UnknownText, decoded
from core.imports.workbook import TEXTS, read_workbook, require_readable
from core.sign_in_list import SignInList, list_from_cells, list_from_text

ENDINGS: Final = ("xlsx", "csv", "tsv", "txt")
_MOST_TEXT: Final = 5_000_000


@dataclass(frozen=True, slots=True)
class ListFile:
    """What a file says.

    Attributes:
        sheet: The sheet it was read from, where the file has several with people in them; else "".
    """

    listed: SignInList
    sheet: str = ""


def read_list(path: Path) -> ListFile:
    """Read a sign-in list; slow for a workbook, which a child process reads.

    Raises:
        UserError: one of the `Workbook...` errors, each saying what to do.
    """
    require_readable(path)
    if path.suffix.lower() in TEXTS:
        if path.stat().st_size > _MOST_TEXT:
            raise errors.WorkbookTooMuchText(file=path.name)
        return ListFile(list_from_text(_text_of(path)))
    found = [
        (sheet.name, listed)
        for sheet in read_workbook(path).sheets
        if not sheet.hidden and (listed := list_from_cells(_rows_of(sheet))).people
    ]
    if not found:
        return ListFile(SignInList())
    name, listed = found[0]
    return ListFile(listed, name if len(found) > 1 else "")


def _text_of(path: Path) -> str:
    try:
        text = decoded(path.read_bytes())
    except UnknownText as error:
        raise errors.WorkbookUnknownText(file=path.name) from error
    except NotATable as error:
        raise errors.WorkbookNotATable(file=path.name) from error
    if any(sign in text[:100_000] for sign in "\x00\x01\x02\x03\x04\x05\x06\x07\x08"):
        raise errors.WorkbookNotATable(file=path.name)
    return text


def _rows_of(sheet: Sheet) -> list[list[str]]:
    return [[text_of(cell) for cell in row] for _number, row in sheet.numbered()]
