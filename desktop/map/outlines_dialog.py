"""What a file of outlines holds, name by name with the township it belongs to, before anything is taken over."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QShowEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from core.geo.matching import OutlineMatch
from core.geo.outlines import OutlineFile
from core.geo.projection import projection_of
from core.i18n import N_, _, listed, ngettext
from desktop.map.map_data import outline_path
from desktop.map.map_frame import MapFrame
from desktop.theme import theme
from desktop.widgets.buttons import FilledButton, PlainButton
from desktop.widgets.dialogs import resize_within
from desktop.widgets.pinyin import PinyinCombo, choice
from desktop.widgets.table import Column, RowTable
from desktop.widgets.text import PlainLabel

WIDE, HIGH = 940, 620


@dataclass(frozen=True, slots=True)
class _Line:
    """A name of the file and whose outline it becomes; `id` is its place in the file."""

    id: int
    match: OutlineMatch
    township_id: int | None
    township: str


COLUMNS: Final = (
    Column(N_("In the file"), lambda r: r.match.name or _("without a name"), lambda r: r.match.name, 0, 0, bold=True),
    Column(
        N_("Township"),
        lambda r: r.township or _("left out"),
        lambda r: r.township,
        0,
        0,
        tone=lambda r: "ink" if r.township else "ink3",
    ),
)


class OutlineSketch(QWidget):
    """All shapes of the file: those that fit filled, the line that is current framed."""

    def __init__(self, matches: Sequence[OutlineMatch]) -> None:
        super().__init__()
        projection = projection_of(match.polygons for match in matches)
        self._paths = [] if projection is None else [outline_path(match.polygons, projection) for match in matches]
        self._frame = MapFrame()
        self._plane = QRectF(0, 0, 1, 1) if projection is None else QRectF(0, 0, projection.width, projection.height)
        self._taken: frozenset[int] = frozenset()
        self._current = -1
        self.setAccessibleName(_("Picture of the outlines"))
        self.setMinimumWidth(320)

    def show_lines(self, taken: frozenset[int], current: int) -> None:
        """Fill the lines that are *taken* over."""
        self._taken, self._current = taken, current
        self.update()

    @override
    def sizeHint(self) -> QSize:
        return QSize(400, 400)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter, colours = QPainter(self), theme()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(self.rect(), colours.sunken)
        self._frame.lay(self._plane, QRectF(self.rect()))
        way = self._frame.transform()
        for number, path in enumerate(self._paths):
            shape = way.map(path)
            painter.fillPath(shape, colours.acc_t if number in self._taken else colours.page)
            painter.strokePath(shape, QPen(colours.line3, 1))
        if 0 <= self._current < len(self._paths):
            painter.strokePath(way.map(self._paths[self._current]), QPen(colours.acc, 2.5))
        painter.end()


class OutlinesDialog(QDialog):
    """Signal: wanted(): take over what is chosen."""

    wanted = Signal()

    def __init__(
        self, file: OutlineFile, matches: Sequence[OutlineMatch], townships: Mapping[int, str], parent: QWidget
    ) -> None:
        super().__init__(parent.window())
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("Import outlines"))
        self._townships = dict(townships)
        self._lines = [_Line(n, match, None, "") for n, match in enumerate(matches)]
        self.sketch, self.table = OutlineSketch(matches), RowTable(COLUMNS, _("Outlines of the file"))
        self.summary = PlainLabel("", px=13, tone="ink2", wrap=True)
        self.warning = PlainLabel(_warning(file), px=13, tone="amb", wrap=True)
        self.warning.setVisible(bool(self.warning.text()))
        self._field_name = PlainLabel("", px=13)
        self.field = PinyinCombo([choice(name, key) for key, name in townships.items()], placeholder=_("left out"))
        self.field.setAccessibleName(_("Township"))
        self.keep_button = FilledButton("")
        self._build(file.name)
        for line in list(self._lines):
            if line.match.township_id is not None:
                self._give(line.id, line.match.township_id)
        self._show()
        if first := next((line.id for line in self._lines if line.township_id is None), None):
            self.table.go_to(first)
        self.table.current_changed.connect(self._on_line)
        self.field.chosen.connect(self._on_township)
        self._on_line(self.table.current_row())
        resize_within(self, WIDE, HIGH)

    def _build(self, file: str) -> None:
        close = PlainButton(_("Cancel"), hint="Esc")
        close.clicked.connect(lambda _on=False: self.reject())
        self.keep_button.clicked.connect(lambda _on=False: self.wanted.emit())
        self.keep_button.setDefault(True)
        for button in (close, self.keep_button):
            button.setAutoDefault(button is self.keep_button)
        body, chosen, foot = QHBoxLayout(), QHBoxLayout(), QHBoxLayout()
        right = QVBoxLayout()
        right.setSpacing(10)
        right.addWidget(self.table, 1)
        chosen.addWidget(self._field_name, 1)
        chosen.addWidget(self.field, 1)
        right.addLayout(chosen)
        body.setSpacing(16)
        body.addWidget(self.sketch, 1)
        body.addLayout(right, 1)
        foot.setSpacing(10)
        foot.addStretch(1)
        foot.addWidget(close)
        foot.addWidget(self.keep_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(12)
        title = _("Outlines in {file}").format(file=file)
        column.addWidget(PlainLabel(title, px=17, bold=True, serifed=True, wrap=True))
        column.addWidget(self.summary)
        column.addWidget(self.warning)
        column.addLayout(body, 1)
        column.addLayout(foot)

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if (line := self.table.current_row()) is not None:
            self.table.go_to(line.id)

    def chosen(self) -> dict[int, OutlineMatch]:
        """Return the outline that each township is to get."""
        return {line.township_id: line.match for line in self._lines if line.township_id is not None}

    def _give(self, number: int, township_id: int | None) -> None:
        """Let a line belong to a township; whoever had it before is left out."""
        for line in self._lines:
            if line.id == number or (township_id is not None and line.township_id == township_id):
                given = township_id if line.id == number else None
                name = self._townships.get(given, "") if given is not None else ""
                self._lines[line.id] = replace(line, township_id=given, township=name)

    def _show(self) -> None:
        taken = self.chosen()
        self.table.show_rows(self._lines)
        free = [name for key, name in self._townships.items() if key not in taken]
        said = ngettext("{n} of {all} outlines has its township.", "{n} of {all} outlines have their township.",
                        len(taken)).format(n=len(taken), all=len(self._lines))  # fmt: skip
        if free:
            said += " " + _("Still without an outline: {names}.").format(names=listed(free))
        if not taken:
            said += " " + _("Choose the township of a line below, or cancel; nothing has been changed.")
        self.summary.setText(said)
        words = ngettext("Take over {n} outline", "Take over {n} outlines", len(taken)).format(n=len(taken))
        self.keep_button.set_caption(words)
        self.keep_button.setAccessibleName(words)
        self.keep_button.setEnabled(bool(taken))
        self._draw()

    def _draw(self) -> None:
        current = self.table.current_row()
        taken = frozenset(line.id for line in self._lines if line.township_id is not None)
        self.sketch.show_lines(taken, -1 if current is None else current.id)

    def _on_line(self, line: _Line | None) -> None:
        self.field.setEnabled(line is not None)
        if line is not None:
            named = line.match.name or _("without a name")
            self._field_name.setText(_("Township of “{name}”").format(name=named))
            likely = [each for each in line.match.likely if each in self._townships]
            order = [*likely, *(each for each in self._townships if each not in likely)]
            self.field.set_choices([choice(self._townships[each], each) for each in order])
            self.field.set_value(line.township_id)
        self._draw()

    def _on_township(self, township_id: object) -> None:
        line = self.table.current_row()
        if line is not None and (township_id is None or isinstance(township_id, int)):
            self._give(line.id, township_id)
            self._show()


def _warning(file: OutlineFile) -> str:
    """Return what was odd about a file."""
    said = []
    if file.turned:
        said.append(_("The file gives latitude before longitude; it is shown the right way round."))
    if file.left_out:
        words = ngettext("{n} point or line in it is left out.", "{n} points or lines in it are left out.",
                         file.left_out)  # fmt: skip
        said.append(words.format(n=file.left_out))
    return " ".join(said)
