"""The parts of an .xlsx read straight from its XML: bounded, one bad cell never loses the sheet.

openpyxl is not used for reading: read-only it knows no merged cells and gives up a whole sheet
for one bad date; otherwise it takes gigabytes for a single far cell. Formulas are never
evaluated: the value that Excel stored is taken. Document types and entities are refused.
"""

from __future__ import annotations

import posixpath
import re
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from typing import IO, Any
from xml.parsers import expat

from core.i18n import N_
from core.imports.cells import BadCell, Cell, Merge
from core.imports.limits import MAX_COLUMNS, MAX_MERGES, MAX_ROWS, MAX_STRAY_ROWS, LimitReached
from core.imports.notes import note

_DATE_FORMATS = frozenset({*range(14, 18), 22, *range(27, 32), 36, *range(50, 55), 57, 58})
_TIME_FORMATS = frozenset({*range(18, 22), *range(32, 36), 45, 47, 55, 56})
_QUIET = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]|_.|\*.')
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_REFERENCE = re.compile(r"([A-Z]{1,3})([0-9]{1,7})$")


class Hostile(Exception):
    """The XML declares a document type or entities."""


@dataclass(slots=True)
class Part:
    """A sheet of the workbook and where it lies in the zip."""

    name: str
    path: str
    hidden: bool


@dataclass(slots=True)
class Layout:
    """What all sheets share."""

    sheets: list[Part]
    strings: list[str]
    formats: list[str]
    """For each cell style: `date`, `time` or nothing."""
    since_1904: bool = False


@dataclass(slots=True)
class SheetEnd:
    """What is known once a sheet has been walked through."""

    merges: list[Merge] = field(default_factory=list)
    beyond: int = 0


def layout_of(archive: zipfile.ZipFile) -> Layout:
    """Read the workbook's list of sheets, shared texts and date styles."""
    book = _book_path(archive)
    targets = _relations(archive, book)
    layout = Layout([], [], [])
    for name, attributes in _elements(archive, book):
        if name == "sheet":
            relation = next((value for key, value in attributes.items() if key.endswith(":id")), "")
            hidden = attributes.get("state", "visible") != "visible"
            layout.sheets.append(Part(attributes.get("name", ""), targets.get(relation, ("", ""))[1], hidden))
        elif name == "workbookPr":
            layout.since_1904 = attributes.get("date1904", "0") in {"1", "true"}
    for kind, path in targets.values():
        if path in archive.namelist():
            if kind.endswith("/sharedStrings"):
                layout.strings = _shared_strings(archive, path)
            elif kind.endswith("/styles"):
                layout.formats = _formats(archive, path)
    return layout


def _relations(archive: zipfile.ZipFile, book: str) -> dict[str, tuple[str, str]]:
    """Return type and path of every part that the workbook refers to."""
    folder = posixpath.dirname(book)
    path = f"{folder}/_rels/{posixpath.basename(book)}.rels"
    if path not in archive.namelist():
        return {}
    return {
        attributes.get("Id", ""): (attributes.get("Type", ""), _inside(folder, attributes["Target"]))
        for name, attributes in _elements(archive, path)
        if name == "Relationship"
    }


def read_rows(
    archive: zipfile.ZipFile, path: str, layout: Layout, take: Callable[[int, list[tuple[int, Cell]]], None]
) -> SheetEnd:
    """Hand every row that has anything in it to *take*, then return merges and what lay beyond the limits."""
    walker = _SheetWalker(layout, take)
    parser = _parser()
    parser.StartElementHandler = walker.start
    parser.EndElementHandler = walker.end
    parser.CharacterDataHandler = walker.text
    with archive.open(path) as stream:
        _feed(parser, stream)
    return walker.result


class _SheetWalker:
    """Collects the cells of one row at a time."""

    def __init__(self, layout: Layout, take: Callable[[int, list[tuple[int, Cell]]], None]) -> None:
        self.result = SheetEnd()
        self._layout, self._take = layout, take
        self._row = self._column = self._taken = 0
        self._cells: list[tuple[int, Cell]] = []
        self._kind = self._style = ""
        self._text: list[str] = []
        self._value: str | None = None
        self._formula = False
        self._listening = self._phonetic = self._strays_here = False
        self._stray_rows = 0

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        match tag.rpartition(":")[2]:
            case "c":
                self._open_cell(attributes)
            case "v" | "t":
                self._listening, self._text = not self._phonetic, []
            case "f":
                self._formula = True
            case "row":
                self._row = int(attributes.get("r", self._row + 1))
                self._column, self._cells = 0, []
            case "rPh":
                self._phonetic = True
            case "mergeCell":
                self._merge(attributes.get("ref", ""))

    def end(self, tag: str) -> None:
        match tag.rpartition(":")[2]:
            case "v" | "t":
                if self._listening:
                    self._value = (self._value or "") + "".join(self._text)
                self._listening = False
            case "c":
                self._close_cell()
            case "row" if self._cells or self._strays_here:
                self._close_row()
            case "rPh":
                self._phonetic = False

    def text(self, data: str) -> None:
        if self._listening:
            self._text.append(data)

    def _close_row(self) -> None:
        self._taken += bool(self._cells)
        self._stray_rows += self._strays_here and self._row > MAX_ROWS
        if self._taken > MAX_ROWS or self._stray_rows > MAX_STRAY_ROWS:
            raise LimitReached("rows")
        if self._cells:
            self._take(self._row, self._cells)
        self._strays_here = False

    def _open_cell(self, attributes: dict[str, str]) -> None:
        found = _REFERENCE.match(attributes.get("r", ""))
        self._column = column_number(found[1]) if found else self._column + 1
        self._kind, self._style = attributes.get("t", "n"), attributes.get("s", "")
        self._value, self._formula = None, False

    def _close_cell(self) -> None:
        if self._value is None and not self._formula:
            return
        if self._row > MAX_ROWS or self._column > MAX_COLUMNS:
            self.result.beyond += 1
            self._strays_here = True
            return
        value = self._cell()
        if value is not None:
            self._cells.append((self._column, value))

    def _cell(self) -> Cell:
        text = self._value
        if text is None or (self._formula and self._kind == "n" and not text.strip()):
            return BadCell("=", note(N_("holds a formula without a stored result; open the file in Excel and save it")))
        match self._kind:
            case "s":
                index = int(text) if text.isdecimal() else -1
                known = 0 <= index < len(self._layout.strings)
                return (self._layout.strings[index] or None) if known else _broken(text)
            case "inlineStr" | "str":
                return _unescaped(text) if text.strip() else None
            case "b":
                return text.strip() in {"1", "true"}
            case "e":
                return BadCell(text, note(N_("shows the error {error}"), error=text))
            case "d":
                return _iso(text)
            case _:
                return self._number(text.strip())

    def _number(self, text: str) -> Cell:
        if not text:
            return None
        style = int(self._style) if self._style.isdecimal() else -1
        form = self._layout.formats[style] if 0 <= style < len(self._layout.formats) else ""
        try:
            number = float(text)
        except ValueError:
            return _broken(text)
        if not abs(number) < 1e300:
            return BadCell(text, note(N_("holds a number that is too large: {text}"), text=text))
        if form:
            return _moment(number, form, since_1904=self._layout.since_1904)
        return int(text) if text.lstrip("-").isdecimal() else number

    def _merge(self, reference: str) -> None:
        first, _, last = reference.partition(":")
        start, end = _REFERENCE.match(first), _REFERENCE.match(last)
        if start and end and len(self.result.merges) < MAX_MERGES:
            top, bottom = int(start[2]), int(end[2])
            self.result.merges.append(Merge(top, column_number(start[1]), bottom, column_number(end[1])))


def column_number(letters: str) -> int:
    """Return 1 for A, 27 for AA."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number


def is_date_format(code: str) -> str:
    """Return `date`, `time` or nothing for a number format such as yyyy"年"m"月"d"日"."""
    bare = _QUIET.sub("", code.partition(";")[0]).lower()
    if "y" in bare or "d" in bare or ("m" in bare and "h" not in bare and "s" not in bare and "0" not in bare):
        return "date"
    return "time" if "h" in bare or "s" in bare else ""


def _moment(number: float, form: str, *, since_1904: bool) -> Cell:
    if form == "time" and 0 <= number < 1:
        return (datetime(2000, 1, 1) + timedelta(seconds=round(number * 86400))).time()  # noqa: DTZ001 - wall clock
    if not 1 <= number < 2_958_466:
        shown = f"{number:g}"
        return BadCell(shown, note(N_("is formatted as a date, but {text} is no date"), text=shown))
    start = datetime(1904, 1, 1) if since_1904 else datetime(1899, 12, 30)  # noqa: DTZ001 - wall clock
    found = start + timedelta(days=int(number), seconds=round(number % 1 * 86400))
    return found if found.time() != time() else found.date()


def _iso(text: str) -> Cell:
    try:
        found = datetime.fromisoformat(text.strip().removesuffix("Z"))
    except ValueError:
        return _broken(text)
    return found if found.time() != time() else found.date()


def _broken(text: str) -> BadCell:
    return BadCell(text, note(N_("cannot be read: {text}"), text=text[:40]))


def _unescaped(text: str) -> str:
    return _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text) if "_x" in text else text


def _book_path(archive: zipfile.ZipFile) -> str:
    for name, attributes in _elements(archive, "_rels/.rels") if "_rels/.rels" in archive.namelist() else ():
        if name == "Relationship" and attributes.get("Type", "").endswith("/officeDocument"):
            return _inside("", attributes["Target"])
    return "xl/workbook.xml"


def _inside(folder: str, target: str) -> str:
    path = target if target.startswith("/") else posixpath.join(folder, target)
    return posixpath.normpath(path).lstrip("/")


def _shared_strings(archive: zipfile.ZipFile, path: str) -> list[str]:
    found: list[str] = []
    parts: list[str] = []
    open_text = phonetic = False

    def start(tag: str, _attributes: dict[str, str]) -> None:
        nonlocal open_text, phonetic
        match tag.rpartition(":")[2]:
            case "si":
                parts.clear()
            case "rPh":
                phonetic = True
            case "t":
                open_text = not phonetic

    def end(tag: str) -> None:
        nonlocal open_text, phonetic
        match tag.rpartition(":")[2]:
            case "si":
                text = "".join(parts)
                found.append(_unescaped(text) if text.strip() else "")
            case "rPh":
                phonetic = False
            case "t":
                open_text = False

    parser = _parser()
    parser.StartElementHandler, parser.EndElementHandler = start, end
    parser.CharacterDataHandler = lambda data: parts.append(data) if open_text else None
    with archive.open(path) as stream:
        _feed(parser, stream)
    return found


def _formats(archive: zipfile.ZipFile, path: str) -> list[str]:
    custom: dict[str, str] = {}
    formats: list[str] = []
    inside = False
    for name, attributes in _elements(archive, path):
        if name == "numFmt":
            custom[attributes.get("numFmtId", "")] = is_date_format(attributes.get("formatCode", ""))
        elif name in {"cellXfs", "cellStyles", "dxfs", "cellStyleXfs"}:
            inside = name == "cellXfs"
        elif name == "xf" and inside:
            key = attributes.get("numFmtId", "0")
            number = int(key) if key.isdecimal() else 0
            builtin = "date" if number in _DATE_FORMATS else "time" if number in _TIME_FORMATS else ""
            formats.append(custom.get(key, builtin))
    return formats


def _elements(archive: zipfile.ZipFile, path: str) -> Iterator[tuple[str, dict[str, str]]]:
    """Return the elements of a small part, without prefixes."""
    found: list[tuple[str, dict[str, str]]] = []
    parser = _parser()
    parser.StartElementHandler = lambda tag, attributes: found.append((tag.rpartition(":")[2], attributes))
    with archive.open(path) as stream:
        _feed(parser, stream)
    return iter(found)


def require_plain_xml(archive: zipfile.ZipFile, path: str) -> None:
    """Walk through a part and refuse what declares document types or entities.

    Raises:
        Hostile: it does.
        ExpatError: it is no whole XML.
    """
    with archive.open(path) as stream:
        _feed(_parser(), stream)


def _parser() -> Any:
    def refuse(*_args: object) -> int:
        raise Hostile

    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = refuse
    parser.EntityDeclHandler = refuse
    parser.ExternalEntityRefHandler = refuse
    return parser


def _feed(parser: Any, stream: IO[bytes]) -> None:
    isfinal = True  # expat takes no keywords
    while block := stream.read(1 << 18):
        parser.Parse(block)
    parser.Parse(b"", isfinal)
