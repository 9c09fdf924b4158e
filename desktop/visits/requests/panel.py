"""The panel beside the calendar that lists what waits to be placed, and says why."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPoint, QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QVBoxLayout, QWidget
from typing_extensions import override

from core.i18n import _, clauses, listed, ngettext
from db.queries.requests import UnplacedRow
from desktop.theme import theme
from desktop.visits.requests.request_list import RequestList, wish_of
from desktop.visits.requests.wording import about_words, place_words
from desktop.widgets import IconButton, PlainButton, PlainLabel, Rule

_REASONS_SHOWN = 5


class RequestPanel(QWidget):
    """The list, the reasons of the request chosen, and what can be done with it.

    Signals: wished(str): plan, new, bring_in, paste, blank, edit, decline, withdraw, delete,
    decided, close.
    """

    wished = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("surface", "raised")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName(_("To place"))
        self._can_change = True
        self.list = RequestList()
        self.list.wished.connect(self.wished)
        self.list.chosen.connect(self._show_chosen)
        self.list.menu_wanted.connect(self._open_menu)
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 1, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._build_head())
        column.addWidget(Rule("line"))
        column.addWidget(self.list, 1)
        self._empty = PlainLabel(_("Nothing waits. Type a request in with N, or take over a form with I."), tone="ink2",
                                 wrap=True)  # fmt: skip
        self._empty.setContentsMargins(18, 16, 18, 16)
        self._empty.setAlignment(Qt.AlignmentFlag.AlignTop)
        column.addWidget(self._empty, 1)
        column.addWidget(self._build_why())
        column.addWidget(Rule("line2"))
        column.addWidget(self._build_foot())
        self.show_rows((), can_change=True)

    def _build_head(self) -> QWidget:
        head = QWidget()
        self._sum = PlainLabel(px=13, tone="ink2")
        away = IconButton("x", _("Close"), hint="Esc")
        away.clicked.connect(lambda: self.wished.emit("close"))
        row = QHBoxLayout(head)
        row.setContentsMargins(18, 9, 9, 9)
        row.setSpacing(10)
        row.addWidget(PlainLabel(_("To place"), px=17, bold=True, serifed=True))
        self._sum.setContentsMargins(0, 3, 0, 0)  # on the title's baseline
        row.addWidget(self._sum, 1)
        row.addWidget(away)
        return head

    def _build_why(self) -> QWidget:
        self._why = QWidget()
        self._why.setProperty("surface", "sunken")
        self._why.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._what = PlainLabel(px=13, bold=True, wrap=True)
        self._reasons = PlainLabel(px=13, tone="ink2", wrap=True)
        self._facts = PlainLabel(px=13, tone="ink2", wrap=True)
        column = QVBoxLayout(self._why)
        column.setContentsMargins(18, 10, 16, 12)
        column.setSpacing(4)
        for label in (self._what, self._facts, self._reasons):
            column.addWidget(label)
        return self._why

    def _build_foot(self) -> QWidget:
        foot = QWidget()
        self.plan_button = PlainButton(_("Plan"), hint="Enter")
        self.new_button = PlainButton(_("New request"), hint="N")
        self.more_button = IconButton("dots-three", _("More"))
        self.plan_button.clicked.connect(lambda: self.wished.emit("plan"))
        self.new_button.clicked.connect(lambda: self.wished.emit("new"))
        self.more_button.clicked.connect(self._open_more)
        row = QHBoxLayout(foot)
        row.setContentsMargins(18, 11, 10, 12)
        row.setSpacing(8)
        row.addWidget(self.plan_button)
        row.addWidget(self.new_button)
        row.addStretch(1)
        row.addWidget(self.more_button)
        return foot

    def show_rows(self, rows: Sequence[UnplacedRow], *, can_change: bool) -> None:
        """Show what waits."""
        self._can_change = can_change
        had_none = not self.list.rows.rows()
        self.list.show_rows(rows)
        self.list.setVisible(bool(rows))
        if rows and had_none and self.window().focusWidget() is self.new_button:
            self.list.setFocus()  # the first request was typed: Enter plans it
        self._empty.setVisible(not rows)
        self._sum.setText(ngettext("{n} visit", "{n} visits", len(rows)).format(n=len(rows)) if rows else "")
        self.new_button.setEnabled(can_change)
        self._show_chosen(self.list.current())

    def take_focus(self) -> None:
        """Give the keys to the list, or to the button that begins one."""
        (self.list if self.list.rows.rows() else self.new_button).setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _show_chosen(self, row: UnplacedRow | None) -> None:
        self._why.setVisible(row is not None)
        self.plan_button.setEnabled(row is not None and self._can_change)
        if row is None:
            return
        self._what.setText(f"{place_words(row)} {about_words(row)}".strip())
        leader = _("wishes for {leader}").format(leader=row.leader) if row.leader else ""
        people = ngettext("{n} person expected", "{n} people expected", row.people or 0).format(n=row.people)
        facts = clauses((leader, people if row.people else "", listed(row.agencies)))
        self._facts.setText(facts)
        self._facts.setVisible(bool(facts))
        self._reasons.setText("\n".join(row.reasons[:_REASONS_SHOWN]))
        self._reasons.setVisible(bool(row.reasons))

    def menu(self) -> QMenu:
        """Return everything that can be done here, with its keys."""
        made = QMenu(self)
        made.aboutToHide.connect(made.deleteLater)
        row = self.list.current() if self._can_change else None
        for wish, words, keys in (
            ("plan", _("Plan this visit"), "Enter"), ("edit", _("Edit request"), "E"),
            ("decline", _("Decline request"), "X"), ("withdraw", _("Withdraw request"), "Del"),
            ("delete", _("Delete request"), "Shift+Del"),
        ):  # fmt: skip
            self._entry(made, wish, words, keys, on=row is not None)
        made.addSeparator()
        for wish, words, keys in (
            ("new", _("New request"), "N"), ("bring_in", _("Take over request forms"), "I"),
            ("paste", _("Paste a request"), "Ctrl+V"),
        ):  # fmt: skip
            self._entry(made, wish, words, keys, on=self._can_change)
        self._entry(made, "decided", _("Decided requests"), "D", on=True)
        self._entry(made, "blank", _("Save a blank form"), "", on=True)
        return made

    def _entry(self, menu: QMenu, wish: str, words: str, keys: str, *, on: bool) -> None:
        made = menu.addAction(f"{words}\t{keys}" if keys else words)
        made.setEnabled(on)
        made.triggered.connect(lambda: self.wished.emit(wish))

    def _open_menu(self, at: QPoint) -> None:
        self.menu().popup(at)

    def _open_more(self) -> None:
        menu = self.menu()
        above = self.more_button.mapToGlobal(QPoint(self.more_button.width(), 0))
        menu.popup(above - QPoint(menu.sizeHint().width(), menu.sizeHint().height() + 4))

    @override
    def event(self, event: QEvent) -> bool:
        """Keep the panel's keys from the calendar's shortcuts while a button of the panel has the focus."""
        if event.type() is QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and self._wish(event):
            event.accept()
            return True
        return super().event(event)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if wish := self._wish(event):
            self.wished.emit(wish)
        else:
            super().keyPressEvent(event)

    @staticmethod
    def _wish(event: QKeyEvent) -> str:
        """Return what a key wishes beside the list: all but what Enter and Delete do to the request chosen."""
        wish = wish_of(event)
        return wish if wish in {"new", "bring_in", "paste", "decided", "close"} else ""

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter, colours, area = QPainter(self), theme(), QRectF(self.rect())
        painter.fillRect(area, colours.raised)
        painter.fillRect(QRectF(0, 0, 1, area.height()), colours.line2)
        painter.fillRect(QRectF(0, 0, area.width(), 1), colours.line2)
        painter.end()
