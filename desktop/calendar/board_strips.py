"""The strips under the board: what waits to be placed at the left, conflicts with their ways out at the right."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QPoint, QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget
from typing_extensions import override

from core.conflicts import Fix
from core.i18n import N_, _, clauses, ngettext
from core.search import has_initials
from db.queries.requests import UnplacedRow
from desktop.calendar.board_cards import CardList
from desktop.calendar.board_conflicts import ConflictLine, Conflicts
from desktop.theme import theme
from desktop.visits.requests.wording import spoken
from desktop.widgets import ConflictMark, ElidedLabel, IconButton, PlainLabel, SearchField, SmallButton
from desktop.widgets.strokes import hairline

HIGH: Final = 108
LOW: Final = 40
MOST_LINES: Final = 40
_FIX_WORDS: Final = {
    Fix.OTHER_LEADER: N_("Other leader"),
    Fix.OTHER_DAY: N_("Other day"),
    Fix.GO_TOGETHER: N_("Go together"),
}
_SEARCHED_FROM: Final = 8
_LINE: Final = 32


class UnplacedStrip(QWidget):
    """What waits, the most urgent first; the search comes with more than a handful."""

    def __init__(self) -> None:
        super().__init__()
        self._rows: Sequence[UnplacedRow] = ()
        self.title = PlainLabel(_("To place"), px=14, bold=True)
        self.note = ElidedLabel(px=13, tone="ink2")
        self.search = SearchField(_("Find a request"), width=150)
        self.cards = CardList()
        self.empty = PlainLabel(_("Nothing waits to be placed."), px=13, tone="ink3")
        self.search.searched.connect(self._search)
        self.search.left.connect(self.cards.setFocus)
        head = QHBoxLayout()
        head.setSpacing(10)
        head.addWidget(self.title)
        head.addWidget(self.note, 1)
        head.addWidget(self.search)
        self.cards.setViewportMargins(-5, 0, 0, 0)
        inner = QVBoxLayout()
        inner.setContentsMargins(24, 0, 16, 0)
        inner.setSpacing(2)
        inner.addLayout(head)
        inner.addWidget(self.empty)
        inner.addWidget(self.cards, 1)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 9, 0, 0)
        self.column.setSpacing(0)
        self.column.addLayout(inner, 1)

    def show_rows(self, rows: Sequence[UnplacedRow], *, can_change: bool) -> None:
        """Show what waits."""
        self._rows = rows
        words = _("Drag it into a cell above, or press A to find a slot") if can_change else ""
        self.note.set_text(words if rows else "")
        self.search.setVisible(len(rows) >= _SEARCHED_FROM)
        self._search(self.search.text().strip())

    def _search(self, wanted: str) -> None:
        found = [row for row in self._rows if fits(row, wanted)]
        self.cards.show_rows(found)
        self.cards.setVisible(bool(found))
        self.empty.setText(_("Nothing found.") if self._rows else _("Nothing waits to be placed."))
        self.empty.setVisible(not found)


def fits(row: UnplacedRow, wanted: str) -> bool:
    """Return whether a request is meant: by any of its words, or by the initials of its township."""
    if not wanted:
        return True
    return wanted.casefold() in spoken(row).casefold() or has_initials(row.township, wanted)


class ConflictRow(QWidget):
    """One conflict: words that lead to the visit, and a button for each way out."""

    def __init__(self, line: ConflictLine, strip: ConflictStrip) -> None:
        super().__init__()
        self.line = line
        self.words = ElidedLabel(px=13, tone="ink2" if line.is_hint else "")
        self.words.set_text(f"{line.where}\u3000{line.why}")
        self.words.setCursor(Qt.CursorShape.PointingHandCursor)
        self.buttons: dict[Fix, SmallButton] = {}
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        self.setFixedHeight(_LINE)
        row.addWidget(self.words, 1)
        for fix in line.fixes:
            button = SmallButton(_(_FIX_WORDS[fix]))
            button.setAccessibleDescription(f"{line.where} {line.why}")
            button.clicked.connect(
                lambda _on, fix=fix, at=button: strip.fix_wanted.emit(line, fix, at.mapToGlobal(QPoint(0, at.height())))
            )
            button.setEnabled(strip.can_change)
            self.buttons[fix] = button
            row.addWidget(button)
        self._strip = strip

    @override
    def mousePressEvent(self, event: object) -> None:
        self._strip.visit_wanted.emit(self.line.visit.id)


class ConflictStrip(QWidget):
    """The conflicts, then what is only to be thought of.

    Signals: fix_wanted(ConflictLine, Fix, QPoint), visit_wanted(int).
    """

    fix_wanted = Signal(object, object, object)
    visit_wanted = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self.can_change = True
        self.rows: list[ConflictRow] = []
        self.mark = ConflictMark()
        self.title = PlainLabel("", px=14, bold=True, tone="red")
        self.note = PlainLabel("", px=13, tone="ink2")
        self.head = head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self.mark)
        head.addWidget(self.title)
        head.addWidget(self.note)
        head.addStretch(1)
        self._scroll = QScrollArea()
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setWidgetResizable(True)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 9, 16, 4)
        column.setSpacing(4)
        column.addLayout(head)
        column.addWidget(self._scroll, 1)

    def show_conflicts(self, found: Conflicts) -> None:
        """Show what stands against the plan."""
        count, hints = found.count, len(found.lines) - found.count
        self.mark.setVisible(count > 0)
        words = ngettext("{n} conflict", "{n} conflicts", count).format(n=count) if count else _("No conflicts")
        self.title.setText(words)
        self.title.set_tone("red" if count else "ink2")
        more = [ngettext("{n} thing to think of", "{n} things to think of", hints).format(n=hints)] if hints else []
        if left := found.left_out:
            more.append(ngettext("{n} more hidden by the filter", "{n} more hidden by the filter", left).format(n=left))
        self.note.setText(clauses(more))
        holder = QWidget()
        holder.setProperty("surface", "page")
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 6, 0)
        column.setSpacing(0)
        self.rows = [ConflictRow(line, self) for line in found.lines[:MOST_LINES]]
        for row in self.rows:
            column.addWidget(row)
        column.addStretch(1)
        self._scroll.setWidget(holder)


class FoldedStrip(QWidget):
    """Both strips in one line: the blind spots, a township without a visit, and how much there is to unfold.

    Signals: slot_wanted(int): a township that nobody visits. unfolded().
    """

    slot_wanted = Signal(int)
    unfolded = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.slot, self.more = SmallButton(""), SmallButton(_("Unfold"))
        self._township: int | None = None
        self.slot.clicked.connect(lambda: self._township is not None and self.slot_wanted.emit(self._township))
        self.more.clicked.connect(self.unfolded)
        self.row = QHBoxLayout(self)
        self.row.setContentsMargins(0, 0, 20, 0)
        self.row.setSpacing(10)
        self.row.addWidget(self.slot)
        self.row.addWidget(self.more)

    def show_words(self, lonely: Sequence[tuple[int, str]], waiting: int, conflicts: int, *, can_change: bool) -> None:
        """Show who is not visited in these weeks, and what is folded up."""
        self._township = lonely[0][0] if lonely else None
        if lonely:
            self.slot.set_caption(_("Find a slot for {township}").format(township=lonely[0][1]))
        self.slot.setVisible(bool(lonely) and can_change)
        counts = [f"{_('To place')} {waiting}"] if waiting else []
        if conflicts:
            counts.append(ngettext("{n} conflict", "{n} conflicts", conflicts).format(n=conflicts))
        self.more.set_caption(" · ".join(counts) or _("Unfold"))


class BoardStrips(QWidget):
    """Both strips with a line above and one between, or folded up; the blind spots are in sight either way.

    Signal: folded(bool): the person chose.
    """

    folded = Signal(bool)

    def __init__(self, blind: QWidget) -> None:
        super().__init__()
        self._blind = blind
        self.unplaced, self.conflicts, self.line = UnplacedStrip(), ConflictStrip(), FoldedStrip()
        self.fold_button = IconButton("caret-down", _("Fold up"), high=26)
        self.fold_button.clicked.connect(lambda: self.folded.emit(True))  # noqa: FBT003 - a signal's argument
        self.line.unfolded.connect(lambda: self.folded.emit(False))  # noqa: FBT003 - a signal's argument
        self.conflicts.head.addWidget(self.fold_button)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 1, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.unplaced, 1)
        row.addWidget(self.conflicts, 1)
        row.addWidget(self.line, 1)
        self.fold(on=False)

    def fold(self, *, on: bool) -> None:
        """Show one line, or both strips."""
        self.setFixedHeight(LOW if on else HIGH)
        self.unplaced.setVisible(not on)
        self.conflicts.setVisible(not on)
        self.line.setVisible(on)
        if on:
            self.line.row.insertWidget(0, self._blind, 1)
        else:
            self.unplaced.column.addWidget(self._blind)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter, colours, area = QPainter(self), theme(), QRectF(self.rect())
        painter.fillRect(area, colours.page)
        hairline(painter, area.topLeft(), area.topRight(), colours.line2)
        if self.conflicts.isVisible():
            middle = QRectF(self.conflicts.geometry())
            hairline(painter, middle.topLeft(), middle.bottomLeft(), colours.line)
        painter.end()
