"""Protected schedules for tests: cheap to open, and what a person would type."""

from __future__ import annotations

import atexit
import shutil
import tempfile
from pathlib import Path

import pytest

from db.models import Township
from db.store import Store, open_store
from db.vault import keyfile
from db.vault.sealing import Sealed, create_protected

PHRASE = "青石镇 有 三座桥"
OTHER = "Two rivers meet at noon"
CHEAP = keyfile.Cost(memory_kib=64, passes=1, lanes=1)
MARKER = "欧阳暗记"
_template: list[tuple[Path, Sealed]] = []


def make_cheap(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a try cost a millisecond; what is measured is elsewhere."""
    monkeypatch.setattr(keyfile, "COST", CHEAP)


def add(store: Store, name: str) -> None:
    with store.write("Add township") as session:
        session.add(Township(name=name))


def protected(path: Path, *towns: str) -> Sealed:
    """Make a protected schedule with some townships, and close it; all of one test run have the same key."""
    if not _template:
        place = Path(tempfile.mkdtemp(prefix="onsite-vault-")) / "empty.db"
        atexit.register(shutil.rmtree, place.parent, ignore_errors=True)
        _template.append((place, create_protected(place, PHRASE)))
    template, sealed = _template[0]
    path.parent.mkdir(parents=True, exist_ok=True)
    for end in ("", ".key", ".tries"):
        shutil.copy(template.with_name(template.name + end), path.with_name(path.name + end))
    store = open_store(path, sealed.key) if towns else None
    for town in towns if store else ():
        add(store, town)
    if store:
        store.close()
    return sealed


def names(path: Path, key: str | None) -> list[str]:
    """Return the townships in it, opened and closed."""
    store = open_store(path, key)
    with store.read() as session:
        found = [town.name for town in session.query(Township).order_by(Township.id)]
    store.close()
    return found


def files_with(folder: Path, *words: str) -> list[str]:
    """Return the files below *folder* in whose bytes one of *words* stands, in any of the usual encodings."""
    wanted = [word.encode(code) for word in words for code in ("utf-8", "gb18030", "utf-16-le", "utf-16-be")]
    return sorted(
        str(file.relative_to(folder))
        for file in folder.rglob("*")
        if file.is_file() and any(each in file.read_bytes() for each in wanted)
    )
