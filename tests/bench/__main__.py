"""Measure: `python -m tests.bench [WORD...]` runs each bench_*.py here (whose name has a WORD) and prints one table.

A further measurement is one module with `run() -> list[tuple[str, float, str]]`: name, value, unit.
"""

from __future__ import annotations

import importlib
import os
import sys
import traceback
from pathlib import Path

HERE = Path(__file__).resolve().parent
Measured = list[tuple[str, float, str]]


def chosen(words: list[str]) -> list[str]:
    """Return the measuring modules whose name has one of *words*, or all."""
    names = sorted(path.stem for path in HERE.glob("bench_*.py"))
    return [name for name in names if not words or any(word in name for word in words)]


def figure(value: float) -> str:
    """Return *value* with three figures, whole from a hundred on."""
    return f"{value:,.0f}" if abs(value) >= 100 or value == int(value) else f"{value:.3g}"


def show(title: str, rows: Measured) -> None:
    """Print one module's figures, at once: the next one may take minutes."""
    print(f"\n{title.removeprefix('bench_').replace('_', ' ')}")
    width = max((len(name) for name, _, _ in rows), default=0)
    for name, value, unit in rows:
        print(f"  {name:<{width}}  {figure(value):>10} {unit}", flush=True)


def main(words: list[str]) -> int:
    """Run the chosen modules; one that fails is reported, and the others still run."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    names, failed = chosen(words), []
    for name in names:
        try:
            show(name, importlib.import_module(f"tests.bench.{name}").run())
        except Exception:  # noqa: BLE001 - the other measurements are still worth having
            traceback.print_exc()
            failed.append(name)
    print(
        f"\n{len(names) - len(failed)} of {len(names)} measured" + (f"; failed: {', '.join(failed)}" if failed else "")
    )
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
