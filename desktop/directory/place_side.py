"""The right side of the townships' page: a township, or in its place one of its villages."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from core.coverage import Standing
from db.queries.blind_spots import standings
from db.queries.directory import TownshipRow
from db.queries.township_detail import TownshipDetail, township_detail
from db.queries.village_detail import VillageDetail, village_detail
from desktop.context import AppContext
from desktop.directory.story_pane import StoryOf
from desktop.directory.township_panel import TownshipPanel
from desktop.directory.village_panel import VillagePanel


class PlaceSide(QWidget):
    """Two panels of which one is in sight.

    Signals: turned(): another place is shown. story(): its story is wanted. edit_village(int): a village's dialog.
    """

    turned = Signal()
    story = Signal()
    edit_village = Signal(int)

    def __init__(self, ctx: AppContext) -> None:
        super().__init__()
        self._ctx = ctx
        self._row: TownshipRow | None = None
        self._village: VillageDetail | None = None
        self.panel = TownshipPanel(read_only=ctx.read_only)
        self.village_panel = VillagePanel(read_only=ctx.read_only)
        self.village_panel.hide()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.panel)
        row.addWidget(self.village_panel)
        self._connect()

    def _connect(self) -> None:
        ctx, panel, village = self._ctx, self.panel, self.village_panel
        panel.village.connect(self.show_village)
        panel.leader.connect(lambda leader_id: ctx.navigate("leaders", leader_id=leader_id))
        village.left.connect(self.leave_village)
        village.edit.connect(self._edit_village)
        for each in (panel, village):
            each.story.connect(self.story)
            each.visit.connect(lambda visit_id: ctx.navigate("calendar", visit_id=visit_id))
            each.issue.connect(lambda issue_id: ctx.navigate("issues", issue_id=issue_id))

    def fit(self) -> None:
        """Be as wide as the window leaves room for."""
        self.panel.fit()
        self.village_panel.fit()

    def village_id(self) -> int | None:
        """Return the village in sight, None while it is the township."""
        return None if self._village is None else self._village.row.id

    def front(self) -> QWidget:
        """Return the panel in sight."""
        return self.panel if self._village is None else self.village_panel

    def told_of(self) -> StoryOf | None:
        """Return whose story belongs to what is in sight."""
        if self._row is None:
            return None
        if self._village is None:
            return StoryOf(self._row.name, township_id=self._row.id)
        return StoryOf(f"{self._row.name} {self._village.row.name}", village_id=self._village.row.id)

    def show_township(self, row: TownshipRow | None) -> None:
        """Show a township; one of its villages stays in sight."""
        self._row = row
        least = self._ctx.settings.households_per_village
        self.panel.show_detail(self._township(row), least=least, standing=self._standing(row))
        self._turn_to(self.village_id())

    def show_village(self, village_id: int) -> None:
        """Show a village of the township in its place."""
        self._turn_to(village_id)
        if self._village is not None:
            self.village_panel.take_focus()

    def leave_village(self) -> None:
        """Show the township again."""
        if self._village is not None:
            left = self._village.row.id
            self._turn_to(None)
            self.panel.focus_village(left)

    def _turn_to(self, village_id: int | None) -> None:
        """Show a village, or the township where there is none, or it is gone or not one of this township's."""
        found = None if village_id is None else self._read(village_id)
        here = None if self._row is None else self._row.id
        self._village = found if found is not None and found.township_id == here else None
        if self._village is not None:
            self.village_panel.show_detail(self._village, least=self._ctx.settings.households_per_village)
        self.village_panel.setVisible(self._village is not None)
        self.panel.setVisible(self._village is None)
        self.turned.emit()

    def _edit_village(self) -> None:
        if self._village is not None:
            self.edit_village.emit(self._village.row.id)

    def _township(self, row: TownshipRow | None) -> TownshipDetail | None:
        if row is None:
            return None
        settings = self._ctx.settings
        with self._ctx.store.read() as session:
            return township_detail(
                session, row.id, today=self._ctx.today(), calendar=self._ctx.calendar,
                default_interval=settings.visit_interval_days, soon=settings.due_soon_days,
            )  # fmt: skip

    def _standing(self, row: TownshipRow | None) -> Standing | None:
        if row is None:
            return None
        ctx = self._ctx
        with ctx.store.read() as session:
            rows = standings(session, today=ctx.today(), calendar=ctx.calendar, settings=ctx.settings)
        return next((each for each in rows if each.township_id == row.id), None)

    def _read(self, village_id: int) -> VillageDetail | None:
        ctx = self._ctx
        with ctx.store.read() as session:
            return village_detail(
                session, village_id, today=ctx.today(), calendar=ctx.calendar, soon=ctx.settings.due_soon_days
            )
