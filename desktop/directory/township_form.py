"""Editing a township and its villages; the words for market days are read while they are typed."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from core.calendar.market_rules import MarketRule
from core.directory import (
    TOWNSHIP_KIND_NAMES,
    VILLAGE_KIND_NAMES,
    TownshipDraft,
    VillageDraft,
    days_ahead,
    read_markets,
    unread_dates,
)
from core.i18n import N_, _, day_text, listed, statements, weekday_text
from core.organisation import TownshipKind, VillageKind, township_kind_of, village_kind_of
from db.queries.names import named_townships
from db.queries.templates import roads
from db.services.directory import MARKET_EXAMPLE, delete_township, delete_village, save_township, save_village
from db.services.intervals import save_intervals
from db.services.templates import save_roads
from desktop.context import AppContext
from desktop.coverage.kind_intervals import KindIntervals
from desktop.coverage.market_dates import MarketDates
from desktop.coverage.market_habit import MarketHabit
from desktop.coverage.market_preview import MarketPreview
from desktop.directory.road_rows import RoadRows
from desktop.errors import shown_to
from desktop.widgets.buttons import SmallButton
from desktop.widgets.choices import Segmented
from desktop.widgets.dialogs import ask
from desktop.widgets.form import FormDialog, NumberField, TextField, such_as, text_area
from desktop.widgets.pinyin import choice

PREVIEWED = 6


def market_preview(text: str, today: date, known: Mapping[str, tuple[str, str]] | None = None) -> tuple[str, bool]:
    """Return what the words for market days mean, with the next days; and whether all of them were understood."""
    read = read_markets(text, known)
    if not read:
        return "", True
    if (wrong := unread_dates(text, known)) is not None:
        return str(wrong), False
    unknown = [words for words, rule in read if rule is None]
    if unknown:
        said = _("“{words}” is not understood. Write it like {example}.")
        return said.format(words=unknown[0], example=MARKET_EXAMPLE), False
    rules: list[MarketRule] = [rule for _words, rule in read if rule is not None]
    meant = statements(rule.describe() for rule in rules)
    days = days_ahead(rules, today, PREVIEWED)
    days_text = listed(f"{day_text(day)} {weekday_text(day)}" for day in days)
    asked = next((rule.question for rule in rules if rule.question), None)
    lines = [_("{rule}. Next: {days}").format(rule=meant, days=days_text) if days_text else meant]
    if asked:
        lines.append(_(asked))
    return "\n".join(lines), True


class TownshipForm(FormDialog):
    """All fields of a township."""

    def __init__(self, ctx: AppContext, draft: TownshipDraft, parent: QWidget) -> None:
        super().__init__(parent, _("Add township") if draft.id is None else draft.name, width=600)
        self._ctx, self._draft = ctx, draft
        self.saved_id: int | None = draft.id
        self._build_place()
        self._build_people()
        self._build_roads()
        self.on_save(self._store)
        self.delete_button.setVisible(draft.id is not None)
        self.deleted.connect(self._delete)
        self._on_market(self.market.text())

    def _build_place(self) -> None:
        draft = self._draft
        self.name = TextField(draft.name)
        self.kind = Segmented([(kind.value, _(name)) for kind, name in TOWNSHIP_KIND_NAMES.items()])
        self.kind.choose(draft.kind.value)
        if draft.id is None:
            self.name.textEdited.connect(lambda words: self.kind.choose(township_kind_of(words.strip()).value))
        self.distance, self.travel = NumberField(draft.distance_km), NumberField(draft.travel_minutes)
        self.population = NumberField(draft.population, width=140)
        self.market = TextField(draft.market, placeholder=such_as("农历逢三、八"))
        self.market.textEdited.connect(self._on_market)
        self.add(_("Name of place"), self.name)
        self.add(_("Kind of place"), self.kind)
        self.add_pair(_("Distance, km"), self.distance, _("Travel time, minutes"), self.travel)
        self.add(_("Population"), self.population)
        self._market_note = self.add(_("Market days"), self.market)
        self.habit = MarketHabit(self.market, draft.market_known)
        self.habit.rewritten.connect(self._on_market)
        self.habit.year_button.clicked.connect(lambda _on=False: self.open_year())
        self.add(_("Months of 29 days"), self.habit)
        self.dates = MarketDates(self.market)
        self.dates.rewritten.connect(self._on_market)
        self.add(_("Single dates"), self.dates, hint=_("Dates without a year come every year."))

    def _build_people(self) -> None:
        draft = self._draft
        self.liaison, self.phone = TextField(draft.liaison_name, width=150), TextField(draft.liaison_phone, width=180)
        self.place = TextField(draft.reception_place)
        usual = self._ctx.settings.visit_interval_days
        self.interval = NumberField(draft.visit_interval_days, placeholder=str(usual))
        self.kinds = KindIntervals(self._ctx, draft.id)
        self.note = text_area(draft.note)
        self.add_pair(_("Liaison"), self.liaison, _("Phone"), self.phone)
        self.add(_("Reception place"), self.place)
        self.add(
            _("Visit at least every … days"),
            self.interval,
            hint=_("Left empty it takes the office's {n} days.").format(n=usual),
        )
        self.add(
            _("By kind, at least every … days"),
            self.kinds,
            hint=_("Left empty the county's number holds, which is shown in grey."),
        )
        self.add(_("Note"), self.note)

    def _build_roads(self) -> None:
        own = self._draft.id
        with self._ctx.store.read() as session:
            places = named_townships(session)
            stored = [] if own is None else roads(session, own)
        self.roads = RoadRows([choice(row.name, row.id) for row in places if row.id != own])
        self.roads.show_roads(stored)
        self._roads_before = self.roads.typed()
        more = SmallButton(_("Add neighbour"), "plus", hint="Insert")
        more.clicked.connect(self.roads.add_line)
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.roads)
        column.addWidget(more, 0, Qt.AlignmentFlag.AlignLeft)
        self.add(_("On the same road"), holder, hint=_("Neighbours that one trip can take in."))

    def _on_market(self, text: str) -> None:
        words, known = market_preview(text, self._ctx.today(), self._draft.market_known)
        self._market_note.say(words, "ink2" if known else "red")
        self.habit.show_words(text)
        self.dates.show_words(text)

    def open_year(self) -> MarketPreview | None:
        """Show the market days of a year by the words as they stand; words that are not understood are said."""
        read = read_markets(self.market.text(), self._draft.market_known)
        rules = [rule for _words, rule in read if rule is not None]
        if not rules or len(rules) < len(read):
            self._on_market(self.market.text())
            self.market.setFocus(Qt.FocusReason.OtherFocusReason)
            return None
        name = self.name.text().strip() or _("Township")
        dialog = MarketPreview(self, name, rules, today=self._ctx.today(), workdays=self._ctx.calendar)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()
        return dialog

    def _read(self) -> TownshipDraft:
        draft = self._draft
        draft.name, draft.kind = self.name.text(), TownshipKind(self.kind.current())
        draft.distance_km, draft.travel_minutes = self.distance.value(), self.travel.value()
        draft.population, draft.visit_interval_days = self.population.value(), self.interval.value()
        draft.market, draft.reception_place = self.market.text(), self.place.text()
        draft.liaison_name, draft.liaison_phone = self.liaison.text(), self.phone.text()
        draft.note = self.note.toPlainText()
        return draft

    def _store(self) -> None:
        draft = self._read()
        words, known = market_preview(draft.market, self._ctx.today(), draft.market_known)
        label = N_("Add township") if draft.id is None else N_("Edit township")
        neighbours, intervals = self.roads.drafts(), self.kinds.changed()
        if not known:
            wrong_date = unread_dates(draft.market, draft.market_known) is not None
            self.refuse_at(_("Single dates") if wrong_date else _("Market days"), words)
        with self._ctx.store.write(label) as session:
            self.saved_id = save_township(session, draft)
            if self.roads.typed() != self._roads_before:
                save_roads(session, self.saved_id, neighbours)
            save_intervals(session, self.saved_id, intervals)

    def _delete(self) -> None:
        name, township_id = self._draft.name, self._draft.id
        if township_id is None or not ask(
            self, _("Delete {name}?").format(name=name), yes=_("Delete"), destructive=True
        ):
            return
        with shown_to(self) as outcome, self._ctx.store.write(N_("Delete township")) as session:
            delete_township(session, township_id)
        if outcome.ok:
            self.reject()
            self._ctx.toast(_("{name} was deleted.").format(name=name), undo=True)


class VillageForm(FormDialog):
    """A village's few fields."""

    def __init__(self, ctx: AppContext, draft: VillageDraft, parent: QWidget) -> None:
        super().__init__(parent, _("Add village") if draft.id is None else draft.name, width=460)
        self._ctx, self._draft = ctx, draft
        self.name = TextField(draft.name)
        self.kind = Segmented([(kind.value, _(name)) for kind, name in VILLAGE_KIND_NAMES.items()])
        self.kind.choose(draft.kind.value)
        if draft.id is None:
            self.name.textEdited.connect(lambda words: self.kind.choose(village_kind_of(words.strip()).value))
        self.households = NumberField(draft.households)
        self.add(_("Name of place"), self.name)
        self.add(_("Kind of place"), self.kind)
        self.add(_("Households"), self.households)
        self.on_save(self._store)
        self.delete_button.setVisible(draft.id is not None)
        self.deleted.connect(self._delete)

    def _store(self) -> None:
        draft = self._draft
        draft.name, draft.kind = self.name.text(), VillageKind(self.kind.current())
        draft.households = self.households.value()
        label = N_("Add village") if draft.id is None else N_("Edit village")
        with self._ctx.store.write(label) as session:
            save_village(session, draft)

    def _delete(self) -> None:
        name, village_id = self._draft.name, self._draft.id
        if village_id is None:
            return
        with shown_to(self) as outcome, self._ctx.store.write(N_("Delete village")) as session:
            delete_village(session, village_id)
        if outcome.ok:
            self.reject()
            self._ctx.toast(_("{name} was deleted.").format(name=name), undo=True)
