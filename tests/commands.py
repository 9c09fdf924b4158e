"""The program as somebody at a terminal runs it: its words, its two streams and its exit code.

`run_main` runs a command in this process, `run_process` as a process of its own. Every command has at least one test
of the second kind (tests/test_redacted_outputs.py demands it): only a fresh process shows an import that is missing.
"""

from __future__ import annotations

import io
import json
import os
import signal
import subprocess
import sys
from collections.abc import Mapping
from contextlib import chdir, redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from unittest.mock import patch

from core import i18n
from core.command_line import leave_out
from core.redaction import Redactor
from main import main

ROOT = Path(__file__).resolve().parent.parent
SAMPLE = tuple(sorted((ROOT / "resources" / "sample").glob("*.xlsx")))
LEDGER = ROOT / "resources" / "sample" / "yunling-ledger-2026.xlsx"
TODAY = "2026-11-23"
PATIENCE = 120  # seconds; only a hang takes that long


@dataclass(frozen=True, slots=True)
class Done:
    """What a command left: exit code and both streams."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """Return what was printed with --json."""
        return json.loads(self.out)


def environment(more: Mapping[str, str | None] | None = None) -> dict[str, str]:
    """Return a terminal's environment in English, without a display; None in *more* takes a variable out."""
    kept = {key: value for key, value in os.environ.items() if not key.startswith("QT_") and key != "DISPLAY"}
    wanted: dict[str, str | None] = {**kept, "ONSITE_LANGUAGE": "en", "PYTHONUTF8": "1", **(more or {})}
    return {key: value for key, value in wanted.items() if value is not None}


def command(*arguments: object) -> list[str]:
    """Return the words of a command line."""
    return [sys.executable, str(ROOT / "main.py"), *map(str, arguments)]


def run_process(*arguments: object, more: Mapping[str, str | None] | None = None) -> Done:
    """Run `python main.py ...` to its end, as a process of its own."""
    ran = subprocess.run(
        command(*arguments),
        capture_output=True,
        check=False,
        cwd=ROOT,
        encoding="utf-8",
        env=environment(more),
        stdin=subprocess.DEVNULL,
        timeout=PATIENCE,
    )
    return Done(ran.returncode, ran.stdout, ran.stderr)


def run_main(*arguments: object, more: Mapping[str, str | None] | None = None) -> Done:
    """Run what `python main.py ...` runs, in this process, and leave the process as it was."""
    out, err = (io.TextIOWrapper(io.BytesIO(), encoding="utf-8", write_through=True) for _stream in range(2))
    spoken, handler = i18n.language(), signal.getsignal(signal.SIGTERM)
    leave_out(Redactor())
    try:
        with (
            patch.dict(os.environ, environment(more), clear=True),
            patch.dict("db.vault.terminal._said", clear=True),
            patch.object(sys, "stdin", io.StringIO()),
            chdir(ROOT),
            redirect_stdout(out),
            redirect_stderr(err),
        ):
            code = main([str(each) for each in arguments])
    finally:
        signal.signal(signal.SIGTERM, handler)
        i18n.set_language(spoken)
    return Done(code, _text(out), _text(err))


def _text(stream: io.TextIOWrapper) -> str:
    return stream.buffer.getvalue().decode("utf-8").replace(os.linesep, "\n")  # type: ignore[attr-defined]
