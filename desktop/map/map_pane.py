"""The map with layers and zoom above, legend and ways to the lists below, and words where it is empty."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QMenu, QStackedWidget, QVBoxLayout, QWidget
from typing_extensions import override

from core.geo.levels import LAYER_NAMES, Level, MapLayer
from core.i18n import N_, _, listed
from db.queries.directory import TownshipRow
from db.queries.map_shapes import township_shapes
from db.services.map_shapes import delete_shapes
from desktop.context import AppContext
from desktop.icons import icon
from desktop.map.map_data import MapPlane, map_data, plane_of
from desktop.map.map_frame import STEP
from desktop.map.map_legend import MapLegend
from desktop.map.map_view import MapView
from desktop.map.outlines_import import OutlinesImport
from desktop.widgets.buttons import Button, PlainButton, Role, SmallButton
from desktop.widgets.choices import Segmented
from desktop.widgets.text import ElidedLabel, PlainLabel, Rule

_VIEW = "map_layer"
_WORDS = 440


class MapPane(QWidget):
    """Shows the rows that the page has read.

    Signals: chosen(int): a township was chosen. edit(int), new_visit(int): wishes from its menu.
    """

    chosen = Signal(int)
    edit = Signal(int)
    new_visit = Signal(int)

    def __init__(self, ctx: AppContext) -> None:
        super().__init__()
        self._ctx = ctx
        self._rows: Sequence[TownshipRow] = ()
        self._found: frozenset[int] | None = None
        self._only: Level | None = None
        self._plane = MapPlane()
        self.view, self.legend = MapView(), MapLegend()
        self.bringing = OutlinesImport(ctx, self)
        self.layers = Segmented([(layer.value, _(name)) for layer, name in LAYER_NAMES.items()])
        self.layers.setAccessibleName(_("Colour by"))
        self.layers.choose(_remembered(ctx).value)
        self.outlines_button = Button(_("Outlines"), role=Role.SMALL, caret=True)
        self.zoom_buttons = [
            SmallButton(words, hint=keys) for words, keys in ((_("Larger"), "+"), (_("Smaller"), "−"), (_("All"), "0"))
        ]
        self.calendar_button = SmallButton(_("Visits there"), "calendar-blank")
        self.issues_button = SmallButton(_("Issues there"), "clipboard-text")
        self._missing = ElidedLabel("", px=13, tone="ink3")
        self._empty = self._build_empty()
        self._stack = QStackedWidget()
        self._build()
        self._connect()

    def _build(self) -> None:
        head, foot = QHBoxLayout(), QHBoxLayout()
        for row, edge in ((head, 24), (foot, 18)):
            row.setContentsMargins(edge, 6, 16, 6)
            row.setSpacing(8)
        head.addWidget(self.layers)
        head.addStretch(1)
        for button in (self.calendar_button, self.issues_button, *self.zoom_buttons, self.outlines_button):
            head.addWidget(button)
        foot.addWidget(self.legend)
        foot.addWidget(self._missing, 1)
        shown = QWidget()
        column = QVBoxLayout(shown)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(Rule())
        column.addWidget(self.view, 1)
        column.addWidget(Rule())
        column.addLayout(foot)
        self._stack.addWidget(shown)
        self._stack.addWidget(self._empty)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._stack)

    def _build_empty(self) -> QWidget:
        made = QWidget()
        self.first_button = PlainButton(_("Import outlines…"), "folder-open")
        self.first_button.clicked.connect(lambda _on=False: self.bringing.ask())
        words = _(
            "The map needs the townships' outlines: a GeoJSON file with one area per township. Most offices for "
            "natural resources or civil affairs can export one."
        )
        text = PlainLabel(words, tone="ink2", wrap=True)
        text.setFixedWidth(_WORDS)
        text.setMinimumHeight(text.heightForWidth(_WORDS))  # centred in a column, a label forgets that it wraps
        text.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        column = QVBoxLayout(made)
        column.setSpacing(14)
        column.addStretch(2)
        for widget in (PlainLabel(_("No outlines yet"), px=19, bold=True, serifed=True), text, self.first_button):
            column.addWidget(widget, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(3)
        return made

    def _connect(self) -> None:
        larger, smaller, whole = self.zoom_buttons
        larger.clicked.connect(lambda _on=False: self.view.zoom(STEP))
        smaller.clicked.connect(lambda _on=False: self.view.zoom(1 / STEP))
        whole.clicked.connect(lambda _on=False: self.view.fit())
        self.layers.chosen.connect(self._on_layer)
        self.legend.filtered.connect(self._on_level)
        self.view.chosen.connect(self._on_chosen)
        self.view.opened.connect(self._open)
        self.view.menu_wanted.connect(lambda township_id, at: self.menu(township_id).popup(at))
        self.outlines_button.clicked.connect(lambda _on=False: self._open_outlines_menu())
        self.calendar_button.clicked.connect(lambda _on=False: self.open_calendar())
        self.issues_button.clicked.connect(lambda _on=False: self.open_issues())
        for button in (self.outlines_button, self.first_button):
            button.setDisabled(self._ctx.read_only)

    def layer(self) -> MapLayer:
        """Return what the map is tinted by."""
        return MapLayer(self.layers.current())

    def read_shapes(self) -> None:
        """Read the outlines again."""
        with self._ctx.store.read() as session:
            self._plane = plane_of(township_shapes(session))

    def show_rows(self, rows: Sequence[TownshipRow], found: frozenset[int] | None) -> None:
        """Show all townships; those not *found* stay grey."""
        self._rows, self._found = rows, found
        self._show()

    def choose(self, township_id: int | None) -> None:
        """Make a township current without speaking of it."""
        if township_id != self.view.show_state.current:
            self.view.choose(township_id)
        self._show_ways()

    def is_empty(self) -> bool:
        """Return whether there is nothing to paint."""
        return not self.view.data.places

    def open_calendar(self) -> None:
        """Show the visits to the township that is current, those alone."""
        if (place := self.view.current()) is not None:
            self._ctx.navigate("calendar", township_id=place.row.id)

    def open_issues(self) -> None:
        """Show the issues of the township that is current, those alone."""
        if (place := self.view.current()) is not None:
            self._ctx.navigate("issues", township_id=place.row.id)

    def clear(self) -> None:
        """Take all outlines off the map; undo brings them back."""
        self._ctx.run(N_("Remove outlines"), delete_shapes, widget=self, said=_("The outlines are removed."))

    def menu(self, township_id: int) -> QMenu:
        """Return what can be done with a township."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        can_write = not self._ctx.read_only
        for words, glyph, act, can in (
            (_("Visits there"), "calendar-blank", self.open_calendar, True),
            (_("Issues there"), "clipboard-text", self.open_issues, True),
            (_("New visit"), "plus", lambda: self.new_visit.emit(township_id), can_write),
            (_("Edit"), "note-pencil", lambda: self.edit.emit(township_id), can_write),
        ):
            action = menu.addAction(icon(glyph, "ink2"), words)
            action.setEnabled(can)
            action.triggered.connect(lambda _on=False, act=act: act())
        return menu

    def outlines_menu(self) -> QMenu:
        """Return what can be done with the outlines."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for words, glyph, act in (
            (_("Import outlines…"), "folder-open", self.bringing.ask),
            (_("Remove outlines"), "trash", self.clear),
        ):
            menu.addAction(icon(glyph, "ink2"), words).triggered.connect(lambda _on=False, act=act: act())
        return menu

    def _open_outlines_menu(self) -> None:
        button = self.outlines_button
        self.outlines_menu().popup(button.mapToGlobal(button.rect().bottomLeft()))

    def _open(self, township_id: int) -> None:
        self.view.choose(township_id)
        if self.layer() is MapLayer.ISSUES:
            self.open_issues()
        else:
            self.open_calendar()

    def _show(self) -> None:
        data = map_data(self._rows, self._plane, self.layer(), found=self._found, only=self._only)
        self.view.show_map(data)
        self.legend.show_levels(data.layer, data.counts, self._only)
        said = _("Without an outline: {names}").format(names=listed(data.missing)) if data.missing else ""
        self._missing.set_text(said)
        had = self._stack.currentWidget() is self._empty and self._empty.isAncestorOf(self.focusWidget() or self)
        self._stack.setCurrentIndex(0 if data.places else 1)
        self.setFocusProxy(self.view if data.places else self.first_button)
        if had and data.places:
            self.view.setFocus()
        self._show_ways()

    def _show_ways(self) -> None:
        is_chosen = self.view.current() is not None
        self.calendar_button.setEnabled(is_chosen)
        self.issues_button.setEnabled(is_chosen)

    def _on_layer(self, key: str) -> None:
        self._only = None
        self._ctx.machine.views[_VIEW] = key
        self._ctx.machine.save()
        self._show()

    def _on_level(self, level: Level | None) -> None:
        self._only = level
        self._show()

    def _on_chosen(self, township_id: int) -> None:
        self._show_ways()
        self.chosen.emit(township_id)

    @override
    def setFocus(self, reason: Qt.FocusReason = Qt.FocusReason.OtherFocusReason) -> None:
        (self.first_button if self.is_empty() else self.view).setFocus(reason)


def _remembered(ctx: AppContext) -> MapLayer:
    try:
        return MapLayer(str(ctx.machine.views.get(_VIEW, "")))
    except ValueError:
        return MapLayer.DAYS
