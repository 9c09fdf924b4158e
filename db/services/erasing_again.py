"""Erasing again whom an older backup brought back, right after it was restored."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from core.errors import UserError
from core.i18n import _, ngettext
from core.privacy_errors import AlreadyErased
from db.services.erased_since import ComingBack, Erasure
from db.services.erasure import erase_petitioner
from db.store import Store


@dataclass(frozen=True, slots=True)
class ErasedAgain:
    """What came of it.

    Attributes:
        people: How many were erased again.
        left: Records of others that hold a name still, since somebody else bears it too.
        refused: Why somebody was not erased, such as an issue that is open again.
    """

    people: int
    left: int
    refused: tuple[UserError, ...]


def erase_again(store: Store, erasures: Sequence[Erasure], *, today: date) -> ErasedAgain:
    """Erase the people of *erasures* from the restored schedule; one that is refused stops none of the others."""
    people = left = 0
    refused: list[UserError] = []
    for erasure in erasures:
        first, *also = erasure.people
        try:
            report = erase_petitioner(
                store, first, also=also, attachments=erasure.attachments, today=today,
                reason=_("Erased again after a backup was restored"),
            )  # fmt: skip
        except AlreadyErased:
            continue
        except UserError as error:
            refused.append(error)
        else:
            people, left = people + report.people, left + report.left
    return ErasedAgain(people, left, tuple(refused))


def said_of(done: ErasedAgain, back: ComingBack) -> list[str]:
    """Return what to say of it, and what is left for a person to do."""
    said = ngettext("{n} person was erased again.", "{n} people were erased again.", done.people)
    lines = [said.format(n=done.people)] if done.people else []
    if done.left:
        words = ngettext(
            "{n} record of others holds the same name and was left.",
            "{n} records of others hold the same name and were left.", done.left,
        )  # fmt: skip
        lines.append(words.format(n=done.left))
    if back.unknown:
        words = ngettext(
            "{n} erased person cannot be matched with this backup, whose history is another: open the person's "
            "issue and choose “Erase the person…”.",
            "{n} erased people cannot be matched with this backup, whose history is another: open their "
            "issues and choose “Erase the person…”.", back.unknown,
        )  # fmt: skip
        lines.append(words.format(n=back.unknown))
    return [*lines, *map(str, done.refused)]
