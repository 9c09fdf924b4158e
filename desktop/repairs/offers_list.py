"""The offers to mend a plan, one card each; a click, or Alt with its number, takes one whole."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget
from shiboken6 import isValid

from core.errors import UserError
from core.i18n import _, clauses, listed
from core.planner.disruption import Disruption
from core.planner.repair import FAMILY_NAMES
from db.queries.repairs import OfferRow, Repairs, repairs_of
from desktop.context import AppContext
from desktop.tasks import Task
from desktop.widgets import PlainButton, PlainLabel


class OfferCard(QFrame):
    """One offer: how many calls, what changes, whom to phone, what gets worse."""

    def __init__(self, row: OfferRow, number: int, *, may_take: bool) -> None:
        super().__init__()
        self.row = row
        self.setProperty("surface", "card")
        self.setAccessibleName(row.text)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 9, 10, 9)
        column.setSpacing(3)
        head = QHBoxLayout()
        head.setSpacing(10)
        head.addWidget(PlainLabel(row.text, px=14, bold=True, wrap=True), 1)
        self.button = PlainButton(_("Take this"), hint=f"Alt {number}")
        self.button.setShortcut(f"Alt+{number}")
        self.button.setAccessibleName(f"{self.button.text() or _('Take this')} {row.text}")
        head.addWidget(self.button)
        column.addLayout(head)
        self.button.setVisible(may_take and row.offer.changes_anything)  # once it lies in the card
        column.addWidget(PlainLabel(_(FAMILY_NAMES[row.offer.family]), px=12, tone="ink3"))
        if row.people:
            column.addWidget(PlainLabel(people_words(row), px=13, tone="ink2", wrap=True))
        for line in row.worse:
            column.addWidget(PlainLabel(line, px=13, tone="amb", wrap=True))


class OffersList(QWidget):
    """Looks for offers beside what the user does, and shows them.

    Signals: taken(Repairs, OfferRow). changed(): something else is shown, of another height.

    Attributes:
        found: What is shown; None while nothing is.
    """

    taken = Signal(object, object)
    changed = Signal()

    def __init__(self, ctx: AppContext) -> None:
        super().__init__()
        self._ctx, self._asked = ctx, 0
        self.found: Repairs | None = None
        self.cards: list[OfferCard] = []
        self.words = PlainLabel(px=13, tone="ink2", wrap=True)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 6, 0, 0)
        self._column.setSpacing(7)
        self._column.addWidget(self.words)
        self._shown = QVBoxLayout()
        self._shown.setSpacing(7)
        self._column.addLayout(self._shown)

    def look(self, disruption: Disruption) -> None:
        """Look for offers; those of an earlier question are not shown any more."""
        self._asked += 1
        self._clear(_("Looking for repairs…"))
        ctx, asked = self._ctx, self._asked
        today, calendar, settings = ctx.today(), ctx.calendar, ctx.settings

        def work(_task: Task) -> Repairs:
            with ctx.store.read() as session:
                return repairs_of(session, disruption, today=today, calendar=calendar, settings=settings)

        ctx.tasks.start(
            _("Looking for repairs…"), work, done=partial(self._arrived, asked), failed=partial(self._failed, asked)
        )

    def say(self, words: str) -> None:
        """Show a sentence in place of offers."""
        self._asked += 1
        self._clear(words)

    def _arrived(self, asked: int, found: Repairs) -> None:
        if not isValid(self) or asked != self._asked:
            return
        self._clear("" if found.rows else _("No visit is touched."))
        self.found = found
        for number, row in enumerate(found.rows, 1):
            card = OfferCard(row, number, may_take=not self._ctx.read_only)
            card.button.clicked.connect(lambda _on=False, each=row: self.taken.emit(found, each))
            self._shown.addWidget(card)
            self.cards.append(card)
        QTimer.singleShot(0, self, self.changed.emit)  # the cards know their heights only then

    def _failed(self, asked: int, fault: BaseException) -> None:
        if not isValid(self) or asked != self._asked:
            return
        if not isinstance(fault, UserError):
            raise fault
        self._clear(str(fault))
        self.changed.emit()

    def _clear(self, words: str) -> None:
        self.found = None
        for card in self.cards:
            self._shown.removeWidget(card)
            card.hide()
            card.deleteLater()
        self.cards = []
        self.words.setText(words)
        self.words.setVisible(bool(words))


def people_words(row: OfferRow) -> str:
    """Return whom to phone, with numbers."""
    people = listed(clauses((each.name, each.phone)) for each in row.people)
    return _("To phone: {people}").format(people=people)
