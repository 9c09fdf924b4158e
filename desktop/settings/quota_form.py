"""One quota under edit: for whom, for which kind, in which span, how many at least and at most."""

from __future__ import annotations

from typing import Any, Final

from PySide6.QtWidgets import QComboBox, QWidget
from typing_extensions import override

from core.i18n import N_, _
from core.organisation import BODY_NAMES, LeadershipBody
from core.planning import QUOTA_SPAN_NAMES, QuotaSpan
from core.quotas import QuotaFacts
from db.queries.form_drafts import form_draft
from db.queries.names import named_leaders
from db.queries.quotas import QuotaLine
from db.services.plan_rules import save_quota
from desktop.context import AppContext
from desktop.fonts import sans
from desktop.visits.leaving import KeptForm
from desktop.visits.unsaved import Typed
from desktop.widgets.choices import Segmented
from desktop.widgets.form import NotReadable, NumberField, TextField, such_as
from desktop.widgets.pinyin import PinyinCombo, choice

PREFIX: Final = "quota:"


class QuotaForm(KeptForm):
    """All of one quota; what is typed survives a kill."""

    def __init__(self, ctx: AppContext, row: QuotaLine | None, parent: QWidget) -> None:
        super().__init__(ctx, parent, _("Add quota") if row is None else _("Edit quota"), width=540)
        self._row = row
        self._build(row)
        self.on_save(self._store)
        name = "new" if row is None else str(row.id)
        with ctx.store.read() as session:
            kept = form_draft(session, f"{PREFIX}{name}")
        self.begin(name, PREFIX, kept.fields if kept is not None else None)
        self._listen()

    def _build(self, row: QuotaLine | None) -> None:
        with self._ctx.store.read() as session:
            leaders = named_leaders(session)
        bodies = [choice(_(name), f"body:{body.value}") for body, name in BODY_NAMES.items()]
        people = [choice(each.name, f"leader:{each.id}") for each in leaders]
        self.who = PinyinCombo([*people, *bodies], placeholder=_("all leaders"))
        self.who.set_value(_who(row))
        self.kind = QComboBox()
        self.kind.setFont(sans(14))
        self.kind.setFixedWidth(240)
        self.kind.addItem(_("all kinds"), None)
        for kind in self._ctx.kinds:
            self.kind.addItem(_(kind.name), kind.key)
        if row is not None and row.kind is not None and self.kind.findData(row.kind) < 0:
            self.kind.addItem(_(row.kind_name), row.kind)
        self.kind.setCurrentIndex(max(self.kind.findData(row.kind), 0) if row is not None and row.kind else 0)
        self.span = Segmented([(each.value, _(name)) for each, name in QUOTA_SPAN_NAMES.items()])
        self.span.choose((row.span if row is not None else QuotaSpan.MONTH).value)
        self.least = NumberField(row.least if row is not None else None, width=72)
        self.most = NumberField(row.most if row is not None else None, width=72)
        self.note = TextField(row.note if row is not None else "", placeholder=such_as("县领导每月至少半天"))
        self.add(_("For whom"), self.who)
        self.add(_("Kind"), self.kind)
        self.add(_("Span"), self.span)
        self.add(_("At least"), self.least)
        self.add(_("At most"), self.most, hint=_("Left empty, that side is open."))
        self.add(_("Note"), self.note)

    def _listen(self) -> None:
        for line in (self.who, self.least, self.most, self.note):
            line.textChanged.connect(lambda _text: self.touched())
        self.kind.currentIndexChanged.connect(lambda _row: self.touched())
        self.span.chosen.connect(lambda _key: self.touched())

    @override
    def typed(self) -> Typed:
        return {
            "who": self.who.text(), "value": self.who.value(), "kind": self.kind.currentData(),
            "span": self.span.current(), "least": self.least.text(), "most": self.most.text(),
            "note": self.note.text(),
        }  # fmt: skip

    @override
    def restore(self, typed: Typed) -> None:
        self.who.set_value(_text_or_none(typed.get("value")))
        if self.who.value() is None:
            self.who.setText(str(typed.get("who", "")))
        self.kind.setCurrentIndex(max(self.kind.findData(typed.get("kind")), 0) if typed.get("kind") else 0)
        if typed.get("span") in self.span.names():
            self.span.choose(str(typed["span"]))
        for name, line in (("least", self.least), ("most", self.most), ("note", self.note)):
            line.setText(str(typed.get(name, "")))

    def _store(self) -> None:
        if not self.who.is_known():
            said = _("No leader or body is called “{name}”. Choose one of the list, or leave it empty for all.")
            raise NotReadable(said.format(name=self.who.text().strip()))
        sort, _colon, key = str(self.who.value() or "").partition(":")
        kind: Any = self.kind.currentData()
        quota = QuotaFacts(
            0,
            leader_id=int(key) if sort == "leader" else None,
            body=LeadershipBody(key) if sort == "body" else None,
            kind=str(kind) if kind else None,
            span=QuotaSpan(self.span.current()),
            least=self.least.value(),
            most=self.most.value(),
        )
        quota_id, version = (self._row.id, self._row.version) if self._row is not None else (None, None)
        with self._ctx.store.write(N_("Edit quota") if self._row is not None else N_("Add quota")) as session:
            save_quota(session, quota, note=self.note.text(), quota_id=quota_id, version=version)


def _who(row: QuotaLine | None) -> str | None:
    if row is None:
        return None
    if row.leader_id is not None:
        return f"leader:{row.leader_id}"
    return f"body:{row.body.value}" if row.body is not None else None


def _text_or_none(value: object) -> str | None:
    return value if isinstance(value, str) else None
