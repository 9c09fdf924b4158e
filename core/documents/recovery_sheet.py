"""The page for the safe: the recovery code of a protected schedule, and how it is used."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from core.documents.forms import Form
from core.i18n import N_, _, day_text, is_chinese


@dataclass(frozen=True, slots=True)
class RecoverySheet:
    """What stands on it; the passphrase never does."""

    code: str
    file: str
    made_on: date


def sheet_fields(sheet: RecoverySheet) -> dict[str, Any]:
    """Return the texts of the page."""
    return {
        "title": _("Recovery code"),
        "facts": [[_("Schedule"), sheet.file], [_("Made on"), day_text(sheet.made_on, year=True)]],
        "groups": sheet.code.split("-"),
        "advice": [
            _("It opens the schedule and its backups when the passphrase is forgotten."),
            _("Lock this page into the safe, away from the computer. Whoever has it and the file can read everything."),
            _("To use it: where the passphrase is asked for, press “Use the recovery code” and type all groups."),
            _("The letters I, L, O and U are not in it: what looks like them is 1, 1, 0 and V."),
        ],
        "lang": "zh" if is_chinese() else "en",
        "region": "CN" if is_chinese() else "GB",
    }


RECOVERY_SHEET: Final[Form[RecoverySheet]] = Form(
    "recovery_code", N_("Recovery code"), "recovery_code.typ", sheet_fields, frozenset({"title", "body", "label"})
)
