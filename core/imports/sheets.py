"""SHEETS: every kind of sheet that can be imported. A further kind is one more entry."""

from __future__ import annotations

from collections.abc import Mapping

from core.imports.sheet_kinds import SheetKind
from core.imports.sheets_issues import ISSUES_SHEET
from core.imports.sheets_people import (
    ABSENCES_SHEET,
    BACKUP_PAIRS_SHEET,
    LEADERS_SHEET,
    MEETINGS_SHEET,
    PAIRINGS_SHEET,
)
from core.imports.sheets_places import AGENCIES_SHEET, TOWNSHIPS_SHEET, VILLAGES_SHEET
from core.imports.sheets_visits import VISITS_SHEET

SHEETS: Mapping[str, SheetKind] = {
    kind.key: kind
    for kind in sorted(
        (
            LEADERS_SHEET,
            TOWNSHIPS_SHEET,
            VILLAGES_SHEET,
            AGENCIES_SHEET,
            PAIRINGS_SHEET,
            BACKUP_PAIRS_SHEET,
            ABSENCES_SHEET,
            MEETINGS_SHEET,
            VISITS_SHEET,
            ISSUES_SHEET,
        ),
        key=lambda kind: kind.order,
    )
}
