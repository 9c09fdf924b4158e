"""Farm seasons: when people are in the fields by day, for all townships or one by one, and what is advised then."""

from __future__ import annotations

import re
from typing import ClassVar, Final

from PySide6.QtWidgets import QWidget
from typing_extensions import override

from core.calendar.seasons import Season, month_day_text, require_month_day
from core.errors import MissingField, UserError
from core.i18n import N_, _
from db.queries.farm_seasons import SeasonLine, season_lines
from db.queries.names import named_townships
from db.services.farm_seasons import delete_season, save_season, set_season_active
from desktop.context import AppContext
from desktop.errors import shown_to
from desktop.settings.section import Section, SectionList
from desktop.widgets.buttons import PlainButton
from desktop.widgets.form import FormDialog, NotReadable, TextField, such_as
from desktop.widgets.pinyin import PinyinCombo, choice
from desktop.widgets.table import Column

SEASONS: Final = (
    Column(N_("Season"), lambda r: r.season.name, None, 120, 140, bold=True,
           tone=lambda r: "ink" if r.active else "ink3"),
    Column(N_("Township"), lambda r: r.township or _("all townships"), None, 120, 140,
           tone=lambda r: "ink" if r.township else "ink3"),
    Column(N_("From"), lambda r: month_day_text(r.season.starts), None, 100, 90, phrase=True),
    Column(N_("Until"), lambda r: month_day_text(r.season.ends), None, 100, 90, phrase=True),
    Column(N_("Advice"), lambda r: r.season.advice, None, 0, 0, tone=lambda _r: "ink2"),
    Column("", lambda r: "" if r.active else _("set aside"), None, 80, 90, tone=lambda _r: "ink3"),
)  # fmt: skip


class SeasonsSection(Section):
    """The list; a township's own window of a name stands in place of the common one."""

    TABLES: ClassVar[frozenset[str]] = frozenset({"farm_season", "township"})

    def build(self) -> None:
        """Make the list and its buttons."""
        below = _(
            "Shown quietly in the calendar, and when a visit is planned into it. A township's own window of the same "
            "name stands in place of the one for all."
        )
        self.title(_("Farm seasons"), below=below, wide=True)
        self.seasons = SectionList(SEASONS, _("Farm seasons"))
        self.seasons.opened.connect(self.edit)
        self.seasons.current_changed.connect(lambda _row: self._show_buttons())
        self.add(self.seasons, wide=True)
        self.add_button = PlainButton(_("Add season"), "plus")
        self.add_button.clicked.connect(lambda: self.edit(None))
        self.edit_button = PlainButton(_("Edit"), "note-pencil", hint="Enter")
        self.edit_button.clicked.connect(self._edit_current)
        self.aside_button = PlainButton(_("Set aside"))
        self.aside_button.clicked.connect(self.toggle)
        self.buttons(self.add_button, self.edit_button, self.aside_button)

    def reload(self) -> None:
        """Read the seasons."""
        with self.ctx.store.read() as session:
            self.seasons.show_all(season_lines(session))
        self._show_buttons()

    def edit(self, row: SeasonLine | None) -> SeasonForm | None:
        """Open the dialog on a season, None adds one."""
        if self.ctx.read_only:
            return None
        form = SeasonForm(self.ctx, row, self)
        form.open_tall()
        return form

    def toggle(self) -> None:
        """Set the current season aside, or use it again."""
        row = self.seasons.current_row()
        if row is not None:
            act = set_season_active
            self.ctx.run(N_("Edit farm season"), act, row.id, active=not row.active, widget=self)

    def _edit_current(self) -> None:
        if (row := self.seasons.current_row()) is not None:
            self.edit(row)

    def _show_buttons(self) -> None:
        may, row = not self.ctx.read_only, self.seasons.current_row()
        self.add_button.setEnabled(may)
        self.edit_button.setEnabled(may and row is not None)
        self.aside_button.setEnabled(may and row is not None)
        self.aside_button.set_caption(_("Use again") if row is not None and not row.active else _("Set aside"))


class SeasonForm(FormDialog):
    """A season: its name, whose, from when to when, and what is advised."""

    def __init__(self, ctx: AppContext, row: SeasonLine | None, parent: QWidget) -> None:
        super().__init__(parent, _("Add season") if row is None else row.season.name, width=520)
        self._ctx, self._row = ctx, row
        season = row.season if row is not None else None
        with ctx.store.read() as session:
            places = [choice(each.name, each.id) for each in named_townships(session)]
        self.name = TextField(season.name if season else "", placeholder=such_as("双抢"), limit=240)
        self.township = PinyinCombo(places, placeholder=_("all townships"))
        self.township.set_value(season.township_id if season else None)
        self.starts = TextField(_month_day(season.starts) if season else "", placeholder=such_as("7-15"), width=150)
        self.ends = TextField(_month_day(season.ends) if season else "", placeholder=such_as("8-7"), width=150)
        self.advice = TextField(season.advice if season else "", placeholder=such_as("宜改夜访或到田头"))
        self.add(_("Season"), self.name)
        self.add(_("Township"), self.township)
        self.add(_("From"), self.starts)
        self.add(_("Until"), self.ends)
        self.add(_("Advice"), self.advice)
        self.on_save(self._store)
        self.delete_button.setVisible(row is not None)
        self.deleted.connect(self._delete)

    @override
    def try_save(self) -> None:
        for label, field in ((_("From"), self.starts), (_("Until"), self.ends)):
            try:
                read_month_day(field.text(), label)
            except (NotReadable, UserError) as error:
                self._clear()
                self.refuse_at(label, str(error))
                return
        super().try_save()

    def _store(self) -> None:
        if not self.township.is_known():
            said = _("No township is called “{name}”. Choose one of the list, or leave it empty for all.")
            raise NotReadable(said.format(name=self.township.text().strip()))
        where = self.township.value()
        season = Season(
            self.name.text(), read_month_day(self.starts.text(), _("From")),
            read_month_day(self.ends.text(), _("Until")), where if isinstance(where, int) else None, self.advice.text(),
        )  # fmt: skip
        key, version = (self._row.id, self._row.version) if self._row is not None else (None, None)
        label = N_("Edit farm season") if self._row is not None else N_("Add farm season")
        with self._ctx.store.write(label) as session:
            save_season(session, season, season_id=key, version=version)

    def _delete(self) -> None:
        if self._row is None:
            return
        with shown_to(self) as outcome, self._ctx.store.write(N_("Delete farm season")) as session:
            delete_season(session, self._row.id)
        if outcome.ok:
            self.reject()
            self._ctx.toast(_("The season was deleted."), undo=True)


def read_month_day(text: str, label: str) -> tuple[int, int]:
    """Return the month and day of 7-15, 7月15日 or 07.15.

    Raises:
        MissingField: nothing is typed.
        NotReadable: it is no month and day.
        NoSuchMonthDay: no year has it.
    """
    words = text.strip()
    if not words:
        raise MissingField(field=label)
    found = re.fullmatch(r"(\d{1,2})\s*[-./月]\s*(\d{1,2})\s*日?", words)
    if found is None:
        said = _("“{text}” is not a month and day. Type them such as {example}.")
        raise NotReadable(said.format(text=words, example="7-15"))
    return require_month_day(int(found[1]), int(found[2]))


def _month_day(pair: tuple[int, int]) -> str:
    return f"{pair[0]}-{pair[1]}"
