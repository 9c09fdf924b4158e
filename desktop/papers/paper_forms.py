"""The dialogs that write a paper on one issue: assignment slip, supervision notice; and the receipt that comes back."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import uuid4

from PySide6.QtWidgets import QHBoxLayout, QWidget
from typing_extensions import override

from core.chain import NOTICE_LEVEL_NAMES, NoticeLevel, PaperKind, PhraseTopic
from core.documents.paper_facts import PaperDraft, PaperMore
from core.i18n import N_, _
from core.paper_errors import PaperNeedsUnit
from core.papers import answer_day, sharper
from db.queries.issue_detail import IssueDetail
from db.queries.names import named_leaders
from db.queries.paper_drafts import leader_words
from db.queries.papers import PaperRow, issue_standing
from db.services.papers import issue_paper, return_paper
from desktop.context import AppContext
from desktop.errors import shown_to
from desktop.issues.act_dialogs import DueField
from desktop.issues.move_dialog import MoveDialog
from desktop.issues.move_fields import ChoiceMove, DayMove, LineMove, MoveField, WordsMove
from desktop.papers.paper_preview import preview_papers
from desktop.widgets import Segmented, choice
from desktop.widgets.form import NumberField

Fields = list[tuple[str, MoveField]]
LEVELS = (NoticeLevel.REMINDER, NoticeLevel.WARNING, NoticeLevel.REPORT)
RARE = 5
"""The last fields of a supervision notice: known already or seldom needed, so they wait behind a button."""


class LevelMove(MoveField):
    """How sharp a notice is."""

    def __init__(self, name: str, level: NoticeLevel) -> None:
        super().__init__(name)
        self.levels = Segmented([(each.value, _(NOTICE_LEVEL_NAMES[each])) for each in LEVELS])
        self.levels.choose(level.value)
        self.levels.chosen.connect(lambda _key: self.changed.emit())
        _hold_left(self, self.levels)

    @override
    def values(self) -> dict[str, Any]:
        return {self.name: NoticeLevel(self.levels.current())}

    @override
    def typed(self) -> str:
        return str(self.levels.current())

    @override
    def restore(self, typed: Any) -> None:
        if typed in {each.value for each in LEVELS}:
            self.levels.choose(typed)


class CycleMove(MoveField):
    """Natural days from one report to the next; empty asks once."""

    def __init__(self, name: str, days: int | None) -> None:
        super().__init__(name)
        self.number = NumberField(days, placeholder=_("once"))
        self.number.textChanged.connect(lambda _text: self.changed.emit())
        _hold_left(self, self.number)

    @override
    def values(self) -> dict[str, Any]:
        found = self.number.value()
        return {self.name: found if found and 1 <= found <= 366 else None}

    @override
    def glance(self) -> dict[str, Any]:
        return {self.name: None}

    @override
    def typed(self) -> str:
        return self.number.text()

    @override
    def restore(self, typed: Any) -> None:
        self.number.setText(str(typed))


def _hold_left(field: MoveField, widget: QWidget) -> None:
    field.hold(widget)
    row = field.layout()
    if isinstance(row, QHBoxLayout):
        row.addStretch(1)


class PaperForms:
    """Opens the dialogs for a page; `dialog` is the one in sight."""

    def __init__(self, ctx: AppContext, home: QWidget) -> None:
        self._ctx, self._home = ctx, home
        self.dialog: MoveDialog | None = None

    def slip(self, detail: IssueDetail) -> None:
        """Write an assignment slip on an issue."""
        fields: Fields = [
            (_("Answer by"), self._answer_by()),
            (_("What is required"), WordsMove("text", topic=PhraseTopic.PRESS, high=66)),
            (_("Signed for the office"), LineMove("signer", self._remembered("signer"))),
            (_("Contact person and telephone"), LineMove("contact", self._remembered("contact"))),
        ]
        self._open(detail, PaperKind.ASSIGNMENT_SLIP, _("Assignment slip"), fields)

    def notice(self, detail: IssueDetail) -> None:
        """Write a supervision notice on an issue."""
        with self._ctx.store.read() as session:
            stands = issue_standing(session, detail.row.id)
            leaders = named_leaders(session)
        level = sharper(NoticeLevel.REMINDER, stands.level) if stands else NoticeLevel.REMINDER
        rows = [choice(row.name, row.id, note=row.note) for row in leaders]
        fields: Fields = [
            (_("Level"), LevelMove("level", level)),
            (_("Instruction of"), ChoiceMove("instructed_by", rows)),
            (_("Leader's instruction"), WordsMove("instruction", high=56)),
            (_("What is required"), WordsMove("text", topic=PhraseTopic.PRESS, high=56)),
            (_("Answer by"), self._answer_by()),
            (_("Days between reports"), CycleMove("feedback_every", stands.feedback_every if stands else None)),
            (_("Leader answerable"), ChoiceMove("leader", rows, stands.case_leader_id if stands else None)),
            (_("Leaders helping"), LineMove("helping_leaders")),
            (_("Enclosed papers"), LineMove("enclosures")),
            (_("Contact person and telephone"), LineMove("contact", self._remembered("contact"))),
        ]
        names = {row.id: leader_words(row.name, row.note) for row in leaders}
        self._open(detail, PaperKind.SUPERVISION_NOTICE, _("Supervision notice"), fields, names, folded=RARE)

    def receipt(self, row: PaperRow, done: Callable[[], None] = lambda: None) -> None:
        """Write down that a paper's receipt or answer came back."""
        fields: Fields = [
            (_("Came back on"), self._past_day("returned_on")),
            (_("Signed for by"), LineMove("person")),
            (_("Remark"), LineMove("note")),
        ]

        def save(**values: Any) -> None:
            values["returned_on"] = values["returned_on"] or self._ctx.today()
            with self._ctx.store.write(N_("Receipt came back")) as session:
                return_paper(session, row.id, today=self._ctx.today(), **self._office(), **values)

        self.dialog = MoveDialog(
            self._ctx, self._home, key="receipt", issue_id=row.id, title=_("Receipt came back"),
            about=f"{row.number}\u3000{row.agency}", verb=_("Save"), fields=fields, save=save,
        )  # fmt: skip
        self.dialog.accepted.connect(lambda: self._ctx.toast(_("The receipt is noted."), undo=True))
        self.dialog.accepted.connect(done)
        self._show()

    def _open(
        self,
        detail: IssueDetail,
        kind: PaperKind,
        title: str,
        fields: Fields,
        names: dict[int, str] | None = None,
        *,
        folded: int = 0,
    ) -> None:
        agency_id = detail.row.agency_id
        if agency_id is None:
            with shown_to(self._home):
                raise PaperNeedsUnit(number=detail.row.number)
            return
        made: list[int] = []
        uid = str(uuid4())

        def save(**values: Any) -> None:
            self._remember(values)
            with self._ctx.store.write(_LABELS[kind]) as session:
                more = _more(values, names or {})
                draft = PaperDraft(kind, agency_id, [detail.row.id], self._ctx.today(), more=more, **values)
                made[:] = [issue_paper(session, draft, uid=uid, **self._office()).id]

        def show() -> None:
            self._ctx.toast(_("{title} issued").format(title=title), undo=True)
            preview_papers(self._ctx, self._home, kind, made)

        self.dialog = MoveDialog(
            self._ctx, self._home, key=kind.value, issue_id=detail.row.id, title=title,
            about=f"{detail.row.agency}\u3000{detail.row.title}", verb=_("Issue paper"), fields=fields, save=save,
            folded=folded,
        )  # fmt: skip
        self.dialog.accepted.connect(show)
        self._show()

    def _show(self) -> None:
        if self.dialog is not None:
            self.dialog.finished.connect(self._closed)
            self.dialog.open_tall()

    def _closed(self, _code: int) -> None:
        self.dialog = None

    def _answer_by(self) -> DayMove:
        today = self._ctx.today()
        text = f"{answer_day(today, self._ctx.calendar):%m-%d}"
        return DayMove("answer_by", self._day_field(text=text, past=False))

    def _past_day(self, name: str) -> DayMove:
        return DayMove(name, self._day_field(text=f"{self._ctx.today():%m-%d}", past=True))

    def _day_field(self, *, text: str, past: bool) -> DueField:
        roll = self._ctx.settings.roll
        return DueField(self._ctx.today(), self._ctx.calendar, unit="working", roll=roll, text=text, past=past)

    def _office(self) -> dict[str, Any]:
        return {"calendar": self._ctx.calendar, "settings": self._ctx.settings}

    def _remembered(self, key: str) -> str:
        return str(self._ctx.machine.views.get("papers", {}).get(key, ""))

    def _remember(self, values: dict[str, Any]) -> None:
        known = self._ctx.machine.views.get("papers", {})
        said = {key: values[key] for key in ("signer", "contact") if values.get(key)}
        self._ctx.machine.views["papers"] = {**known, **said}


_LABELS = {
    PaperKind.ASSIGNMENT_SLIP: N_("Issue assignment slip"),
    PaperKind.SUPERVISION_NOTICE: N_("Issue supervision notice"),
}


def _more(values: dict[str, Any], names: dict[int, str]) -> PaperMore:
    """Take out of *values* what only some papers say; leaders become words."""
    return PaperMore(
        instructed_by=names.get(values.pop("instructed_by", None) or 0, ""),
        instruction=values.pop("instruction", ""),
        feedback_every=values.pop("feedback_every", None),
        leader=names.get(values.pop("leader", None) or 0, ""),
        helping_leaders=values.pop("helping_leaders", ""),
        enclosures=values.pop("enclosures", ""),
    )
