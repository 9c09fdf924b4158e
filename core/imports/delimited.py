"""Text tables: .csv and .tsv in UTF-8, GB18030 or UTF-16, whatever sign parts the columns."""

from __future__ import annotations

import codecs
import csv
import io
from collections.abc import Iterator

from core.imports.cells import Cell
from core.imports.limits import MAX_COLUMNS, MAX_ROWS, LimitReached

_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_PARTS = ("\t", ",", ";", "|", "，")


class UnknownText(Exception):
    """No character set fits."""


class NotATable(Exception):
    """Binary data, or text without any columns."""


def decoded(data: bytes) -> str:
    """Return the text of *data* in the first character set that fits without a single error.

    Raises:
        UnknownText: none fits.
    """
    for mark, name in _MARKS:
        if data.startswith(mark):
            return _strict(data, name)
    zeros = data[:4000].count(0)
    if zeros:
        if zeros < len(data[:4000]) // 10:
            raise NotATable
        return _strict(data, "utf-16-le" if data[1:4000:2].count(0) >= data[0:4000:2].count(0) else "utf-16-be")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return _strict(data, "gb18030")


def rows_of(data: bytes) -> Iterator[tuple[int, list[tuple[int, Cell]]]]:
    """Yield the rows that have anything in them, cells by column number.

    Raises:
        NotATable: no columns were found.
        LimitReached: too many rows.
    """
    text = decoded(data)
    if any(sign in text[:100_000] for sign in "\x00\x01\x02\x03\x04\x05\x06\x07\x08"):
        raise NotATable
    csv.field_size_limit(10_000_000)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter_of(text))
    taken = 0
    try:
        for number, row in enumerate(reader, 1):
            cells: list[tuple[int, Cell]] = [
                (column, value) for column, value in enumerate(row[:MAX_COLUMNS], 1) if value.strip()
            ]
            if cells:
                taken += 1
                if taken > MAX_ROWS:
                    raise LimitReached("rows")
                yield number, cells
    except csv.Error as error:
        raise NotATable from error


def _strict(data: bytes, name: str) -> str:
    try:
        return data.decode(name)
    except (UnicodeDecodeError, UnicodeError) as error:
        raise UnknownText from error


def delimiter_of(text: str) -> str:
    """Return the sign that parts most lines into the same number of columns."""
    lines = [line for line in text[:200_000].splitlines()[:60] if line.strip()]
    best, found = 0.0, ""
    for sign in _PARTS:
        counts = [line.count(sign) for line in lines]
        most = max(set(counts), key=counts.count, default=0) if counts else 0
        score = counts.count(most) / len(counts) * min(most, 20) if most else 0.0
        if score > best:
            best, found = score, sign
    if not found and len(lines) > 1 and any("," in line or "\t" in line for line in lines):
        found = ","
    if not found:
        raise NotATable
    return found
