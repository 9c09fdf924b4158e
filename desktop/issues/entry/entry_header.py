"""The head of the entry page: which visit, when it was last kept, print and finish."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from core.i18n import _, day_text
from core.visits import HALF_NAMES, VisitKind
from db.queries.issue_entry import EntryVisitRow
from desktop.issues.entry.entry_model import Place
from desktop.widgets import Button, FilledButton, IconButton, PlainLabel, Seal


class EntryHeader(QWidget):
    """Signals: print_wanted(), finish_wanted(), back_wanted()."""

    print_wanted = Signal()
    finish_wanted = Signal()
    back_wanted = Signal()

    def __init__(self, place: Place, visit: EntryVisitRow | None, township: str, kind: VisitKind | None = None) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(24, 15, 24, 14)
        row.setSpacing(14)
        if visit is not None:
            row.addWidget(Seal(kind or visit.kind, 40))
        words = QVBoxLayout()
        words.setSpacing(0)
        title = _("{township}: on-site record").format(township=township)
        words.addWidget(PlainLabel(title, px=22, bold=True, serifed=True))
        words.addWidget(PlainLabel(_where(place, visit), tone="ink2"))
        row.addLayout(words)
        row.addStretch(1)
        self.saved = PlainLabel(px=13, tone="ink2")
        printing = Button(_("Print sheet"), "printer")
        if visit is None:
            printing.hide()  # never show(): it has no parent yet, and would flash up as a window of its own
        finish = FilledButton(_("Finish recording"), "check", hint="Ctrl Enter")
        away = IconButton("x", _("Back to the register"), hint="Esc")
        for widget in (self.saved, printing, finish, away):
            row.addWidget(widget)
        printing.clicked.connect(self.print_wanted)
        finish.clicked.connect(self.finish_wanted)
        away.clicked.connect(self.back_wanted)


def _where(place: Place, visit: EntryVisitRow | None) -> str:
    if visit is None:
        return _("{day}, without a visit").format(day=day_text(place.raised_on))
    half = _(HALF_NAMES[visit.half])
    return "　".join(filter(None, (f"{day_text(visit.day)} {half}", visit.leader, visit.place)))
