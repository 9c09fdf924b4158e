"""The program as somebody at a terminal runs it: a process of its own, its two streams and its exit code."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

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


def run_main(*arguments: object, more: Mapping[str, str | None] | None = None) -> Done:
    """Run `python main.py ...` to its end."""
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
