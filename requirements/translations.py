"""Compile each `.po` that is newer than its `.mo`. Run by the Python of `.venv`, which has Babel."""

from __future__ import annotations

import os
import sys
from pathlib import Path

CATALOGUES = Path(__file__).resolve().parent.parent / "resources" / "i18n"


def stale(catalogues: Path = CATALOGUES) -> list[Path]:
    """Return the `.po` files whose `.mo` is missing or older."""
    found = sorted(catalogues.glob("*/LC_MESSAGES/*.po"))
    return [po for po in found if not _is_fresh(po.with_suffix(".mo"), po)]


def _is_fresh(mo: Path, po: Path) -> bool:
    return mo.exists() and mo.stat().st_mtime_ns >= po.stat().st_mtime_ns


def compile_one(po: Path) -> None:
    """Write the `.mo` beside *po* in one step, so that a running window never reads half of it."""
    from babel.messages.mofile import write_mo  # noqa: PLC0415 - set-up asks for stale() without Babel
    from babel.messages.pofile import read_po  # noqa: PLC0415

    # Taken before reading: a .po that is saved meanwhile stays newer, and is compiled next time.
    stamp = po.stat().st_mtime_ns
    with po.open("rb") as source:
        catalogue = read_po(source, locale=po.parent.parent.name)
    part = po.with_suffix(f".{os.getpid()}.part")
    with part.open("wb") as target:
        write_mo(target, catalogue)
    os.utime(part, ns=(stamp, stamp))
    part.replace(po.with_suffix(".mo"))


def main() -> int:
    """Compile what is stale."""
    for po in stale():
        compile_one(po)
    return 0


if __name__ == "__main__":
    sys.exit(main())
