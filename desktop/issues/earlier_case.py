"""An earlier case of what seems to be the same person, beside what is being typed; it never holds up (P46)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from PySide6.QtCore import QRectF, QTimer, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget
from typing_extensions import override

from core.deadlines import timeliness_text
from core.i18n import _, clauses, day_text, ngettext
from core.issues import ISSUE_STATE_NAMES
from core.masking import STARS
from db.queries.flags import EarlierIssueRow, repeat_visits
from db.queries.issue_detail import issue_detail
from desktop.context import AppContext
from desktop.icons import paint_icon
from desktop.theme import theme
from desktop.widgets import ElidedLabel, IconButton, SmallButton
from desktop.widgets.strokes import hairline

WAIT_MS: Final = 250
HIGH: Final = 62
Asked = tuple[str, str, int | None]
"""Name, phone and village as typed."""


class EarlierCase(QWidget):
    """Two lines: that somebody seems to have come before, and with what; hidden while nobody did.

    It looks a moment after the last key. Put away with its cross, it stays away for that person.

    Args:
        ctx: The open schedule.
        leave_out: The issue under correction, which is not its own forerunner.
        parent: Qt's parent.
    """

    shown_for = Signal(int)

    def __init__(self, ctx: AppContext, *, leave_out: int | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ctx, self._leave_out = ctx, leave_out
        self._asked: Asked = ("", "", None)
        self._away: set[Asked] = set()
        self.rows: Sequence[EarlierIssueRow] = ()
        self._at = 0
        self.peek: QDialog | None = None
        self.setFixedHeight(HIGH)
        self._timer = QTimer(self, singleShot=True, interval=WAIT_MS)
        self._timer.timeout.connect(self.look)
        self._build()
        self.hide()

    def _build(self) -> None:
        self.head, self.case = ElidedLabel(px=13, tone="ink"), ElidedLabel(px=13, tone="ink2")
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(self.head)
        words.addWidget(self.case)
        self.another = SmallButton(_("The one before"))
        self.open_button = SmallButton(_("Show case"), hint="Ctrl J")
        self.cross = IconButton("x", _("Put away"))
        row = QHBoxLayout(self)
        row.setContentsMargins(52, 8, 16, 8)
        row.setSpacing(8)
        row.addLayout(words, 1)
        for button, do in (
            (self.another, self.show_another), (self.open_button, self.open), (self.cross, self.put_away),
        ):  # fmt: skip
            button.clicked.connect(do)
            row.addWidget(button)

    def watch(self, name: str, phone: str, village_id: int | None) -> None:
        """Somebody typed: look whether this person came before, a moment later."""
        asked = (_told(name), _told(phone), village_id)
        if asked != self._asked:
            self._asked = asked
            self._timer.start(WAIT_MS)

    def look(self) -> None:
        """Look at once."""
        self._timer.stop()
        name, phone, village_id = self._asked
        if not (name or phone) or self._asked in self._away or self._ctx.store.is_locked:
            self._show(())
            return
        ctx = self._ctx
        with ctx.store.read() as session:
            found = repeat_visits(
                session, name=name, phone=phone, village_id=village_id, before=ctx.today(),
                months=ctx.settings.repeat_months, leave_out=self._leave_out, calendar=ctx.calendar,
            )  # fmt: skip
        self._show(found)

    def show_another(self, *_checked: object) -> None:
        """Show the case before the one shown."""
        self._at = (self._at + 1) % len(self.rows) if self.rows else 0
        self._say()

    def open(self, *_checked: object) -> None:
        """Open the case beside, to be read; what is being typed stays as it is."""
        if not self.rows:
            return
        ctx = self._ctx
        with ctx.store.read() as session:
            detail = issue_detail(
                session, self.rows[self._at].id, ctx.today(), calendar=ctx.calendar, settings=ctx.settings
            )
        if detail is None:
            ctx.toast(_("This issue is not there any more."))
            return
        from desktop.issues.detail_panel import DetailPanel  # noqa: PLC0415 - most who type need it never

        if self.peek is not None:
            self.peek.done(0)
        self.peek = made = QDialog(self.window())
        made.setWindowTitle(detail.row.number)
        panel = DetailPanel()
        panel.show_issue(detail, read_only=True)
        column = QVBoxLayout(made)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(panel)
        made.setModal(False)
        made.resize(panel.width(), min(720, self.window().height()))
        made.finished.connect(self._on_peek_closed)
        made.show()

    def put_away(self, *_checked: object) -> None:
        """Say no more of this person."""
        self._away.add(self._asked)
        self._show(())

    def _on_peek_closed(self, _result: int) -> None:
        if self.peek is not None:
            self.peek.deleteLater()
            self.peek = None

    def _show(self, rows: Sequence[EarlierIssueRow]) -> None:
        self.rows, self._at = rows, 0
        self.setVisible(bool(rows))
        self._say()

    def _say(self) -> None:
        if not self.rows:
            return
        row, n = self.rows[self._at], len(self.rows)
        said = ngettext(
            "{who} seems to have come before: {day}", "{who} seems to have come before, {n} times: {day}", n
        )
        self.head.set_text(said.format(who=row.person or _("This phone"), n=n, day=day_text(row.raised_on, year=True)))
        stands = timeliness_text(row.timeliness) if row.is_open else row.result or _(ISSUE_STATE_NAMES[row.state])
        self.case.set_text(
            "  ".join((row.number, row.title, clauses((row.township, row.agency)), stands.splitlines()[0]))
        )
        self.setAccessibleName(f"{self.head.text()} {self.case.text()}")
        self.another.setVisible(n > 1)
        self.shown_for.emit(row.id)

    def watch_lines(self, name: QLineEdit, phone: QLineEdit, village: Callable[[], int | None]) -> None:
        """Look whenever somebody types into the lines of a form."""

        def typed(_words: str) -> None:
            self.watch(name.text(), phone.text(), village())

        name.textEdited.connect(typed)
        phone.textEdited.connect(typed)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter, colours, area = QPainter(self), theme(), QRectF(self.rect())
        painter.fillRect(area, colours.acc_t)
        hairline(painter, area.topLeft(), area.topRight(), colours.line2)
        paint_icon(painter, QRectF(24, area.center().y() - 8, 16, 16), "users-three", "acc")
        painter.end()


def _told(words: str) -> str:
    """Return what was typed; a mask that still stands there tells nobody."""
    return "" if STARS in words else words.strip()
