"""The door: looks at a file before opening it, then has a child process read it."""

from __future__ import annotations

import json
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

from core import import_errors as errors
from core.errors import UserError
from core.imports.cells import Sheet, Workbook, fill_down
from core.imports.limits import MAX_ROWS, MAX_UNPACKED, SECONDS
from core.imports.opening import ENCRYPTED, OLE, opening
from core.imports.reader import into_sheet
from core.paths import ROOT
from core.request_form import errors as form_errors

BOOKS = frozenset({".xlsx", ".xlsm", ".xltx", ".xltm"})
TEXTS = frozenset({".csv", ".tsv", ".txt"})
OLD = frozenset({".xls", ".et", ".xlt", ".ett"})
ENDINGS = (*sorted(BOOKS), *sorted(TEXTS))
_PAGE_STARTS = (b"<html", b"<!doctype", b"<table", b"<?xml", b"<head", b"<body", b"<meta", b"<style", b"mime-version")


def read_workbook(path: Path | str, *, seconds: float = SECONDS) -> Workbook:
    """Return the sheets of a file, read in a child process within memory and time limits.

    Args:
        path: The file; its ending must be one of ENDINGS.
        seconds: How long reading may take.

    Raises:
        UserError: one of the `Workbook...` errors, each with its own sentence.
    """
    path = Path(path).absolute()
    require_readable(path)
    return Workbook(str(path), path.name, read_in_child(path, seconds))


def require_readable(path: Path) -> None:
    """Look at name and first bytes, and refuse what cannot be a table.

    Raises:
        UserError: one of the `Workbook...` errors.
    """
    name = path.name
    with opening(path):
        with path.open("rb") as stream:
            head = stream.read(4096)
            rest = stream.read(1 << 20) if head.startswith(OLE) else b""
        size = path.stat().st_size
    kind = _refusal_of(path.suffix.lower(), head, encrypted=ENCRYPTED in head + rest)
    if kind is not None:
        raise kind(file=name)
    if size > MAX_UNPACKED:
        raise errors.WorkbookTooMuchText(file=name)


def _refusal_of(ending: str, head: bytes, *, encrypted: bool) -> type[UserError] | None:
    start = head.removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    found: type[UserError] | None = None
    if ending not in BOOKS | TEXTS | OLD:
        found = errors.WorkbookUnknownEnding
    elif not head:
        found = errors.WorkbookEmpty
    elif head.startswith(OLE):
        found = errors.WorkbookEncrypted if encrypted else errors.WorkbookTooOld
    elif start.startswith(_PAGE_STARTS):
        found = errors.WorkbookIsWebPage
    elif ending in BOOKS and not head.startswith(b"PK"):
        found = errors.WorkbookNotATable
    elif ending in OLD:
        found = errors.WorkbookTooOld
    return found


def reader_command(path: Path) -> list[str]:
    """Return the command of the child; a packaged program calls itself with `--read-workbook`."""
    if getattr(sys, "frozen", False):
        return [sys.executable, "--read-workbook", str(path)]
    return [sys.executable, "-X", "utf8", "-m", "core.imports.reader", str(path)]


def read_in_child(path: Path, seconds: float) -> list[Sheet]:
    """Return the sheets of a file, read in a child process within memory and time limits.

    Raises:
        UserError: one of the `Workbook...` errors.
    """
    flags = getattr(subprocess, "CREATE_NO_WINDOW", 0)
    with subprocess.Popen(
        reader_command(path),
        cwd=ROOT,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        creationflags=flags,
    ) as child:
        late = threading.Event()

        def stop() -> None:
            late.set()
            child.kill()

        clock = threading.Timer(seconds, stop)
        clock.start()
        try:
            sheets = _collected(path, child.stdout)
        except UserError:
            child.kill()
            raise
        except (ValueError, KeyError, IndexError, TypeError):
            sheets = None
        finally:
            clock.cancel()
    if late.is_set():
        raise errors.WorkbookTooSlow(file=path.name, seconds=round(seconds))
    if sheets is None:  # the child died without a word: out of memory, most likely
        raise errors.WorkbookTooMuchText(file=path.name)
    for sheet in sheets:
        fill_down(sheet)
    return sheets


def _collected(path: Path, lines: Any) -> list[Sheet] | None:
    sheets: list[Sheet] = []
    known: dict[str, str] = {}
    for text in lines:
        line: dict[str, Any] = json.loads(text)
        if "refused" in line:
            raise _REFUSALS[line["refused"]](path.name, line)
        if "end" in line:
            return sheets
        if "sheet" in line:
            sheets.append(Sheet(line["sheet"], hidden=line["hidden"]))
        else:
            into_sheet(sheets[-1], line, known)
    return None


_REFUSALS: dict[str, Callable[[str, dict[str, Any]], UserError]] = {
    "bomb": lambda file, line: errors.WorkbookBomb(file=file, size=line["size"]),
    "hostile": lambda file, _line: errors.WorkbookHostile(file=file),
    "rows": lambda file, _line: errors.WorkbookTooManyRows(file=file, limit=f"{MAX_ROWS:,}"),
    "cells": lambda file, _line: errors.WorkbookTooMuchText(file=file),
    "not_a_table": lambda file, _line: errors.WorkbookNotATable(file=file),
    "macros": lambda file, _line: form_errors.FormHasMacros(file=file),
    "unknown_text": lambda file, _line: errors.WorkbookUnknownText(file=file),
    "cut_short": lambda file, _line: errors.WorkbookCutShort(file=file),
    "encrypted": lambda file, _line: errors.WorkbookEncrypted(file=file),
    "no_permission": lambda file, _line: errors.WorkbookNoPermission(file=file),
}
