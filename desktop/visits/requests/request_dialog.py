"""Typing a request in, or correcting one: nothing typed is lost by an error or a kill."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any, Final

from PySide6.QtWidgets import QLineEdit, QWidget
from typing_extensions import override

from core.errors import LastBeforeFirst, NotInTheList
from core.i18n import N_, _, day_text
from core.preparation import REQUEST_ORIGIN_NAMES, RequestDraft, RequestOrigin
from core.visits import HALF_NAMES, Half
from db.queries.visit_form import visit_choices
from db.services.requests import save_request
from desktop.context import AppContext
from desktop.visits.leaving import KeptForm
from desktop.visits.tag_field import TagField
from desktop.visits.unsaved import Typed
from desktop.widgets import PinyinCombo, Segmented, choice, mark_invalid
from desktop.widgets.form import DayField, NumberField, TextField, text_area

PREFIX: Final = "request:"
_ANY_HALF: Final = "any"
_TYPED_ORIGINS: Final = (RequestOrigin.TOWNSHIP, RequestOrigin.OFFICE)


class RequestDialog(KeptForm):
    """All fields of a request; Ctrl+Enter saves, Esc asks where something was typed.

    Args:
        ctx: The open schedule.
        draft: The request as it is, or a new one.
        typed: What was typed earlier and not saved.
        parent: Qt's parent.
    """

    def __init__(
        self, ctx: AppContext, draft: RequestDraft, parent: QWidget | None, *, typed: Typed | None = None
    ) -> None:
        super().__init__(ctx, parent, _("New request") if draft.id is None else _("Edit request"), width=700)
        self._draft = draft
        self.saved_id: int | None = None
        self.wrote = False
        with ctx.store.read() as session:
            self._choices = visit_choices(session, on=ctx.today())
        self._build_where()
        self._build_when()
        self._build_what()
        self._show(draft)
        self.begin(draft.uid, PREFIX, typed)
        self._listen()
        self.on_save(self._store)
        self.save_button.setDisabled(ctx.read_only)
        if typed is not None:
            self.keeper.touched()

    def _build_where(self) -> None:
        choices = self._choices
        self.township = PinyinCombo([choice(row.name, row.id) for row in choices.townships])
        self.village = PinyinCombo(placeholder=_("Whole township"))
        for field in (self.township, self.village):
            field.setFixedWidth(186)
        self.township.chosen.connect(self._on_township)
        kinds = [choice(_(kind.name), kind.key, note=kind.seal) for kind in self._ctx.kinds]
        self.kind = PinyinCombo(kinds, placeholder=_("Any kind"))
        self.leader = PinyinCombo(
            [choice(row.name, row.id, note=row.note) for row in choices.leaders], placeholder=_("Any leader")
        )
        for field in (self.kind, self.leader):
            field.setFixedWidth(186)
        self.add_pair(_("Township"), self.township, _("Village"), self.village)
        self.add_pair(_("Kind"), self.kind, _("Leader"), self.leader)

    def _build_when(self) -> None:
        today = self._ctx.today()
        self.first, self.last = DayField(None, today, width=120), DayField(None, today, width=120)
        self.half = Segmented([(_ANY_HALF, _("Any half")), *((half.value, _(HALF_NAMES[half])) for half in Half)])
        self.received = DayField(None, today, width=120)
        named = [(origin.value, _(REQUEST_ORIGIN_NAMES[origin])) for origin in self._origins()]
        self.origin = Segmented(named)
        self.add_pair(_("Not before"), self.first, _("Not after"), self.last)
        self.add(_("Half"), self.half)
        self.add(_("Where it comes from"), self.origin)

    def _origins(self) -> tuple[RequestOrigin, ...]:
        return (RequestOrigin.MISSED,) if self._draft.origin is RequestOrigin.MISSED else _TYPED_ORIGINS

    def _build_what(self) -> None:
        self.theme, self.place = TextField(limit=2000), TextField(limit=2000)
        self.detail = text_area(high=64)
        self.people = NumberField(width=120)
        self.agencies = TagField(_("Add a unit"))
        self.agencies.set_choices([choice(row.name, row.id, note=row.short_name) for row in self._choices.agencies])
        self.contact, self.phone = TextField(width=160, limit=200), TextField(width=200, limit=200)
        self.add(_("Theme"), self.theme)
        self.add(_("Full account"), self.detail)
        self.add(_("Place"), self.place)
        self.add_pair(_("People expected"), self.people, _("Received on"), self.received)
        self.add(_("Accompanying units"), self.agencies)
        self.add_pair(_("Contact"), self.contact, _("Phone"), self.phone)

    def _listen(self) -> None:
        for line in self.findChildren(QLineEdit):
            line.textChanged.connect(lambda _text: self.touched())
        self.detail.textChanged.connect(self.touched)
        for row in (self.half, self.origin):
            row.chosen.connect(lambda _key: self.touched())
        self.agencies.changed.connect(self.touched)

    def _on_township(self, data: object) -> None:
        self.village.set_value(None)
        self._offer_villages(data if isinstance(data, int) else None)

    def _offer_villages(self, township_id: int | None) -> None:
        row = self._choices.township(township_id)
        self.village.set_choices([choice(each.name, each.id) for each in row.villages] if row else [])
        self.village.setEnabled(row is not None)

    # In and out

    def _show(self, draft: RequestDraft) -> None:
        self.township.set_value(draft.township_id)
        self._offer_villages(draft.township_id)
        self.village.set_value(draft.village_id)
        self.kind.set_value(draft.kind)
        self.leader.set_value(draft.leader_id)
        for field, day in ((self.first, draft.first_day), (self.last, draft.last_day)):
            field.setText(day.isoformat() if day else "")
        self.received.setText(draft.received_on.isoformat())
        self.half.choose(draft.half.value if draft.half else _ANY_HALF)
        self.origin.choose(draft.origin.value)
        self.theme.setText(draft.theme)
        self.detail.setPlainText(draft.detail)
        self.place.setText(draft.place)
        self.people.setText("" if draft.people is None else str(draft.people))
        self.agencies.set_values(draft.agencies)
        self.contact.setText(draft.contact_name)
        self.phone.setText(draft.contact_phone)
        for line in (self.theme, self.place):
            line.setCursorPosition(0)

    @override
    def typed(self) -> Typed:
        lines = {name: field.text() for name, field in self._lines().items()}
        return lines | {
            "uid": self._draft.uid, "id": self._draft.id, "version": self._draft.version,
            "detail": self.detail.toPlainText(), "half": self.half.current(), "origin": self.origin.current(),
            "agencies": self.agencies.values(),
        }  # fmt: skip

    def _lines(self) -> dict[str, QLineEdit]:
        return {
            "township": self.township, "village": self.village, "kind": self.kind, "leader": self.leader,
            "first": self.first, "last": self.last, "received": self.received, "theme": self.theme,
            "place": self.place, "people": self.people, "contact": self.contact, "phone": self.phone,
        }  # fmt: skip

    @override
    def restore(self, typed: Typed) -> None:
        """Show what was typed earlier; what has become unknown meanwhile stays as words, marked."""
        for name, field in self._lines().items():
            words = str(typed.get(name, ""))
            if isinstance(field, PinyinCombo):
                _say(field, words)
            else:
                field.setText(words)
            if name == "township":
                value = self.township.value()
                self._offer_villages(value if isinstance(value, int) else None)
        self.detail.setPlainText(str(typed.get("detail", "")))
        if typed.get("half") in {_ANY_HALF, *Half}:
            self.half.choose(str(typed["half"]))
        if typed.get("origin") in self._origins():
            self.origin.choose(str(typed["origin"]))
        kept: Any = typed.get("agencies")
        self.agencies.set_values([each for each in kept if isinstance(each, int)] if isinstance(kept, list) else [])

    # Saving

    def _store(self) -> None:
        draft = self._read()
        label = N_("New request") if draft.id is None else N_("Edit request")
        before = self._ctx.store.head()
        with self._ctx.store.write(label) as session:
            self.saved_id = save_request(session, draft)
        self.wrote = self._ctx.wrote_since(before)

    def _read(self) -> RequestDraft:
        combos = (
            (_("Township"), self.township), (_("Village"), self.village), (_("Kind"), self.kind),
            (_("Leader"), self.leader),
        )  # fmt: skip
        for name, combo in combos:
            if not combo.is_known():
                raise NotInTheList(field=name, text=combo.text().strip())
        if not self.agencies.is_settled():
            raise NotInTheList(field=_("Accompanying units"), text=self.agencies.line.text())
        first, last = self.first.day(), self.last.day()
        if first is not None and last is not None and last < first:
            raise LastBeforeFirst(first=day_text(first), last=day_text(last), field=_("Not after"))
        half, kind = self.half.current(), self.kind.value()
        return replace(
            self._draft, township_id=_id(self.township), village_id=_id(self.village),
            kind=kind if isinstance(kind, str) else None, leader_id=_id(self.leader), first_day=first, last_day=last,
            half=Half(half) if half != _ANY_HALF else None, origin=RequestOrigin(self.origin.current()),
            received_on=self._received(), theme=self.theme.text(), detail=self.detail.toPlainText(),
            place=self.place.text(), people=self.people.value(), agencies=self.agencies.values(),
            contact_name=self.contact.text(), contact_phone=self.phone.text(),
        )  # fmt: skip

    def _received(self) -> date:
        return self.received.day() or self._ctx.today()


def _say(combo: PinyinCombo, words: str) -> None:
    """Choose by name; words that meet nothing stay as they are, marked."""
    found = next((each for each in combo.completer_list.choices() if each.text == words), None)
    combo.set_value(found.data if found else None)
    if found is None and words:
        combo.setText(words)
        unknown = _("Not in the list. Choose one of the names offered; add a new one under Leaders or Townships.")
        mark_invalid(combo, unknown)


def _id(combo: PinyinCombo) -> int | None:
    found = combo.value()
    return found if isinstance(found, int) else None
