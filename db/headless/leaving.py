"""What sub-commands share that make files which leave the office: the variant asked for, and the word on the log."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Annotated

import typer

from core.chain import Variant
from core.i18n import _

if TYPE_CHECKING:
    from db.store import Store

Internal = Annotated[bool, typer.Option("--internal", help="With names, phones and addresses; noted in the log.")]


def variant_of(*, internal: bool) -> Variant:
    """Return the variant asked for: redacted unless somebody wants names."""
    return Variant.INTERNAL if internal else Variant.REDACTED


def say_noted(store: Store) -> None:
    """Say on standard error that a copy was not noted, where the schedule could not be written."""
    if store.read_only:
        said = _("This copy is not in the log: the schedule is open for reading only ({why}).")
        sys.stderr.write(said.format(why=store.why_read_only) + "\n")
