"""Editing a leader."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QComboBox, QWidget

from core.directory import LeaderDraft
from core.i18n import N_, _
from core.organisation import BODY_NAMES, LeadershipBody, body_of
from db.services.leaders import delete_leader, save_leader
from desktop.context import AppContext
from desktop.errors import shown_to
from desktop.fonts import sans
from desktop.people.pair_rows import PairRows
from desktop.widgets.dialogs import ask
from desktop.widgets.form import DayField, FormDialog, NotReadable, NumberField, TextField, such_as, text_area
from desktop.widgets.pinyin import Choice


class PlacesField(TextField):
    """Several townships in one field, parted by 、; unknown names are refused, never dropped."""

    def __init__(self, chosen: Sequence[int], places: Sequence[tuple[int, str]]) -> None:
        self._places = {name: key for key, name in places}
        names = dict(places)
        super().__init__("、".join(names[key] for key in chosen if key in names), placeholder=such_as("青石镇、柳河乡"))

    def ids(self) -> list[int]:
        """Return the townships named.

        Raises:
            NotReadable: a name is no township's.
        """
        found = []
        for word in self.text().replace(",", "、").replace("，", "、").split("、"):
            name = word.strip()
            if not name:
                continue
            matches = [key for each, key in self._places.items() if name == each or each.startswith(name)]
            if len(matches) != 1:
                raise NotReadable(
                    _("“{name}” is no township. Choose names from the list of townships.").format(name=name)
                )
            found.append(matches[0])
        return found


class LeaderForm(FormDialog):
    """All fields of a leader."""

    def __init__(
        self,
        ctx: AppContext,
        draft: LeaderDraft,
        parent: QWidget,
        *,
        others: Sequence[Choice],
        places: Sequence[tuple[int, str]],
    ) -> None:
        super().__init__(parent, _("Add leader") if draft.id is None else draft.name, width=600)
        self._ctx, self._draft = ctx, draft
        self.saved_id = draft.id
        self._build_person()
        self._build_duty(others, places)
        self.on_save(self._store)
        self.delete_button.setVisible(draft.id is not None)
        self.deleted.connect(self._delete)

    def _build_person(self) -> None:
        draft = self._draft
        self.name, self.post = TextField(draft.name, width=200), TextField(draft.post)
        self.body = QComboBox()
        self.body.setFont(sans(14))
        self.body.setFixedWidth(220)
        for body, words in BODY_NAMES.items():
            self.body.addItem(_(words), body.value)
        self.body.setCurrentIndex(list(BODY_NAMES).index(draft.body))
        if draft.id is None:
            self.post.textEdited.connect(lambda post: self.body.setCurrentIndex(list(BODY_NAMES).index(body_of(post))))
        self.portfolio, self.phone = TextField(draft.portfolio), TextField(draft.phone, width=200)
        self.add(_("Name"), self.name)
        self.add(_("Post"), self.post)
        self.add(_("Body"), self.body)
        self.add(_("Portfolio"), self.portfolio)
        self.add(_("Phone"), self.phone)

    def _build_duty(self, others: Sequence[Choice], places: Sequence[tuple[int, str]]) -> None:
        draft, today = self._draft, self._ctx.today()
        self.pairs = PairRows(draft.pairs, others, today)
        self.places = PlacesField(draft.townships, places)
        self.share, self.reason = NumberField(draft.duty_share, width=80), TextField(draft.duty_reason, width=240)
        self.first, self.last = DayField(draft.valid_from, today), DayField(draft.valid_to, today)
        self.note = text_area(draft.note)
        self.add(_("AB partner"), self.pairs, hint=_("The two must not be away at the same time."))
        self.add(_("Answers for"), self.places)
        self.add_pair(_("Duty share, %"), self.share, _("Reason"), self.reason)
        self.add_pair(_("In office from"), self.first, _("until"), self.last)
        self.add(_("Note"), self.note)

    def _store(self) -> None:
        draft = self._draft
        draft.name, draft.post, draft.portfolio = self.name.text(), self.post.text(), self.portfolio.text()
        draft.body, draft.phone = LeadershipBody(self.body.currentData()), self.phone.text()
        draft.duty_share, draft.duty_reason = self.share.value(), self.reason.text()
        draft.valid_from, draft.valid_to = self.first.day(), self.last.day()
        draft.note = self.note.toPlainText()
        draft.pairs = self.pairs.drafts()
        draft.townships = self.places.ids()
        label = N_("Add leader") if draft.id is None else N_("Edit leader")
        with self._ctx.store.write(label) as session:
            self.saved_id = save_leader(session, draft, today=self._ctx.today())

    def _delete(self) -> None:
        name, leader_id = self._draft.name, self._draft.id
        if leader_id is None or not ask(self, _("Delete {name}?").format(name=name), yes=_("Delete"), destructive=True):
            return
        with shown_to(self) as outcome, self._ctx.store.write(N_("Delete leader")) as session:
            delete_leader(session, leader_id)
        if outcome.ok:
            self.reject()
            self._ctx.toast(_("{name} was deleted.").format(name=name), undo=True)
