"""Keeps a file of the present format for later ones: `python -m tests.db.keep_old_file`, once a release."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from db import schema
from db.models import Market, Township, Village
from db.opening import create_file
from db.store import open_store


def keep() -> Path:
    """Write tests/db/data/schema_<format>.db anew and return it."""
    path = Path(__file__).parent / "data" / f"schema_{schema.HEAD}.db"
    path.unlink(missing_ok=True)
    create_file(path, None)
    store = open_store(path, actor="secretary", today=lambda: date(2026, 11, 23))
    with store.write("Add townships") as session:
        first = Township(name="张家镇", markets=[Market(rule="daily")])
        session.add_all([first, Township(name="李家乡", note="二")])
        session.flush()
        session.add(Village(name="桥头村", township_id=first.id))
    with store.write("Rename village") as session:
        session.get_one(Village, 1).name = "桥尾村"
    store.undo()
    store.close()
    path.with_name(path.name + ".lock").unlink()
    return path


if __name__ == "__main__":
    keep()
