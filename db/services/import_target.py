"""The schedule that files are imported into from a command line, opened, made or only tried out."""

from __future__ import annotations

import secrets
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from db.queries.names import is_empty
from db.store import Store, open_store
from db.vault.terminal import key_for


@contextmanager
def import_target(where: str, *, dry_run: bool) -> Iterator[Store]:
    """Open the schedule to import into; one that was made for it goes again if nothing came in."""
    path = None if "://" in where else Path(where)
    if path is None or path.exists():
        with closing(open_store(where, key_for(where), create=not dry_run, read_only=dry_run)) as store:
            yield store
    elif dry_run:
        with (
            tempfile.TemporaryDirectory() as folder,  # what is read there is nobody's business, a kill may leave it
            closing(open_store(str(Path(folder) / "dry-run.db"), secrets.token_hex(32), create=True)) as store,
        ):
            yield store
    else:
        unused = False
        try:
            with closing(open_store(where, create=True)) as store:
                try:
                    yield store
                finally:
                    with store.read() as session:
                        unused = is_empty(session)
        finally:
            for left in (path, path.with_name(path.name + ".lock")) if unused else ():
                left.unlink(missing_ok=True)
