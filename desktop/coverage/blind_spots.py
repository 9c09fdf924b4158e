"""The blind-spot strip: one line, always in sight, of the townships to which nobody goes in time (P10, L11)."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import ClassVar, Final

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QMenu, QSizePolicy, QWidget
from typing_extensions import override

from core.coverage import Standing
from core.i18n import _, listed
from db.queries.blind_spots import blind_spots
from desktop.context import AppContext
from desktop.coverage.need_words import need_lines
from desktop.widgets.buttons import QuietButton, SmallButton
from desktop.widgets.text import PlainLabel, plain_tooltip

HIGH: Final = 34
GAP: Final = 6
SHOWN: Final = 12
"""Entries that are made; further ones are counted, and listed in the overview."""


class BlindSpot(SmallButton):
    """One township of the strip; a press plans a visit there. Signal: open_wanted(): its own page is wanted."""

    open_wanted = Signal()

    def __init__(self, row: Standing, parent: QWidget) -> None:
        super().__init__(f"{row.township} {row.brief}", parent=parent)
        self.row = row
        name = _("Plan a visit to {township}").format(township=row.township)
        self.setAccessibleName(name)
        self.setAccessibleDescription(listed(row.sentences))
        plain_tooltip(self, "\n".join([name, *row.sentences, "", *need_lines(row.addends)]))
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.customContextMenuRequested.connect(lambda at: self.menu_of_it().popup(self.mapToGlobal(at)))

    def menu_of_it(self) -> QMenu:
        """Return the menu of the right mouse button and Shift+F10."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction(_("Plan a visit there"), self.click)
        menu.addAction(_("Show the township"), self.open_wanted.emit)
        return menu


class BlindSpotStrip(QWidget):
    """Title, entries, and how many more; each entry plans a visit. Left and right arrow keys go along them.

    A page puts it into its layout, adds `TABLES` to its own, and calls `reload` in its own `reload`.
    """

    TABLES: ClassVar[frozenset[str]] = frozenset(
        {"visit", "issue", "promise", "township", "township_interval", "visit_kind", "setting", "leader"}
        | {"calendar_day", "announced_year"}
    )

    def __init__(self, ctx: AppContext) -> None:
        super().__init__()
        self._ctx = ctx
        self._rows: Sequence[Standing] = ()
        self.entries: list[BlindSpot] = []
        self.setAccessibleName(_("Blind spots"))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.title = QuietButton(_("Blind spots"), "eye-slash", parent=self)
        self.title.clicked.connect(lambda _on=False: self.open_overview())
        plain_tooltip(
            self.title, _("Townships to which nobody goes in time: past their interval, or with overdue issues.")
        )
        self.setFocusProxy(self.title)
        self.calm = PlainLabel(_("No township is left out."), px=13, tone="ink3")
        self.calm.setParent(self)
        self.more = SmallButton("", parent=self)
        self.more.clicked.connect(lambda _on=False: self.open_overview())

    def rows(self) -> Sequence[Standing]:
        """Return the blind spots as last read, the greatest need first."""
        return self._rows

    def reload(self) -> None:
        """Read again."""
        ctx = self._ctx
        with ctx.store.read() as session:
            rows = blind_spots(session, today=ctx.today(), calendar=ctx.calendar, settings=ctx.settings)
        self.show_rows(rows)

    def show_rows(self, rows: Sequence[Standing]) -> None:
        """Show these; the focus stays at its place."""
        held = next((n for n, entry in enumerate(self.entries) if entry.hasFocus()), None)
        self._rows = rows
        for entry in self.entries:
            entry.hide()
            entry.deleteLater()
        self.entries = [self._entry(row) for row in rows[:SHOWN]]
        self.more.setParent(None)  # after the entries again, for Tab
        self.more.setParent(self)
        self.title.set_caption(f"{_('Blind spots')} {len(rows)}" if rows else _("Blind spots"))
        self._place()
        if held is not None:
            near = self.entries[min(held, len(self.entries) - 1)] if self.entries else self.title
            near.setFocus(Qt.FocusReason.OtherFocusReason)

    def plan(self, township_id: int) -> None:
        """Begin a visit to a township; a schedule that is only read shows the township instead."""
        if self._ctx.read_only:
            self.show_township(township_id)
        else:
            self._ctx.navigate("calendar", new_visit_to=township_id)

    def show_township(self, township_id: int) -> None:
        """Show a township on its page."""
        self._ctx.navigate("townships", township_id=township_id)

    def open_overview(self) -> None:
        """List how every township stands."""
        from desktop.coverage.overview import open_coverage  # noqa: PLC0415 - rarely opened

        open_coverage(self._ctx, self)

    def _entry(self, row: Standing) -> BlindSpot:
        entry = BlindSpot(row, self)
        entry.clicked.connect(lambda _on=False: self.plan(row.township_id))
        entry.open_wanted.connect(partial(self.show_township, row.township_id))
        return entry

    def _place(self) -> None:
        """Put as many entries side by side as there is room for, and say how many more there are."""
        x = self._put(self.title, self.contentsRect().left(), gap=4)
        self.calm.setVisible(not self._rows)
        self._put(self.calm, x, gap=0)
        widths = [entry.sizeHint().width() for entry in self.entries]
        room, fits = self.contentsRect().right() - x, len(self.entries)
        while fits > 1 and sum(widths[:fits]) + GAP * fits + self._more_width(fits) > room:
            fits -= 1
        before: QWidget = self.title
        for n, entry in enumerate(self.entries):
            x = self._put(entry, x, gap=GAP) if n < fits else x
            entry.setVisible(n < fits)
            self.setTabOrder(before, entry)
            before = entry
        self.setTabOrder(before, self.more)
        hidden = len(self._rows) - fits
        self.more.setVisible(hidden > 0)
        self.more.set_caption(f"+{hidden}")
        self.more.setAccessibleName(_("{n} more blind spots").format(n=hidden))
        self._put(self.more, x, gap=0)

    def _more_width(self, fits: int) -> int:
        return 56 if len(self._rows) > fits else 0

    def _put(self, widget: QWidget, x: int, *, gap: int) -> int:
        size = widget.sizeHint()
        widget.setGeometry(QRect(x, (self.height() - size.height()) // 2, size.width(), size.height()))
        return x + size.width() + gap

    @override
    def sizeHint(self) -> QSize:
        return QSize(400, HIGH)

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(200, HIGH)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()
