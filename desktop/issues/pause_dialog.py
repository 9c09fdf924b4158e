"""Letting clocks stand still: from, to, why; and while it is typed, which clocks that stops and where they end then."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QVBoxLayout, QWidget
from typing_extensions import override

from core.chain import PAUSE_NAMES, IssueTrack, PauseKind
from core.clocks import ClockPause
from core.i18n import N_, _, day_text
from db.queries.clock_previews import PausePreview, pause_preview
from db.queries.issue_clocks import PauseRow
from db.services.pauses import correct_pause, pause_issue
from desktop.context import AppContext
from desktop.visits.leaving import KeptForm
from desktop.visits.unsaved import Typed
from desktop.widgets import PlainLabel, Segmented
from desktop.widgets.form import DayField, NotReadable, TextField, such_as

PREFIX: Final = "pause:"
_LOOK_MS: Final = 120
_EXAMPLES: Final = {PauseKind.HEARING: N_("hearing on 12 March"), PauseKind.OTHER: N_("waiting for the drawings")}


class PauseDialog(KeptForm):
    """A new pause, or one to be corrected. Ctrl+Enter saves, Esc asks where something was typed.

    Args:
        ctx: The open schedule.
        issue_id: Whose clocks stand still.
        about: The issue's words.
        pause: The pause to correct; None makes one.
        track: Which rules the issue goes by; hearings belong to petitions.
        typed: What was typed earlier and not saved.
        parent: Qt's parent.
    """

    def __init__(
        self,
        ctx: AppContext,
        issue_id: int,
        about: str,
        *,
        pause: PauseRow | None = None,
        track: IssueTrack = IssueTrack.ONSITE,
        typed: Typed | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(ctx, parent, _("Pause the clocks") if pause is None else _("Correct pause"), width=660)
        self._issue_id, self._pause = issue_id, pause
        self.add(_("Issue"), PlainLabel(about, tone="ink2", wrap=True))
        today = ctx.today()
        self.starts = DayField(today if pause is None else pause.starts, today, width=130)
        self.ends = DayField(None if pause is None else pause.ends, today, width=130)
        self.ends.setPlaceholderText(_("no end yet"))
        self.add_pair(
            _("First day of the pause"), self.starts, _("Last day of the pause"), self.ends,
            hint=_("Both days are left out of the count. Leave the last day empty while nobody knows it."),
        )  # fmt: skip
        usual = PauseKind.OTHER if track is IssueTrack.ONSITE else PauseKind.HEARING
        kinds = kinds_offered(track, pause)
        self.kind = Segmented([(kind.value, _(PAUSE_NAMES[kind])) for kind in kinds])
        self.kind.choose((usual if pause is None else pause.kind).value)
        self._kinds = frozenset(kind.value for kind in kinds)
        self.add(_("Kind of pause"), self.kind)
        self.reason = TextField("" if pause is None else pause.reason, placeholder=such_as(_(_EXAMPLES[usual])))
        self.add(_("Reason"), self.reason)
        self.preview = PausePreviewBox()
        self.add(_("What it does"), self.preview)
        self._look = QTimer(self, singleShot=True, interval=_LOOK_MS)
        self._look.timeout.connect(self.look)
        self.on_save(self._store)
        self.save_button.setDisabled(ctx.read_only)
        self.begin(f"{issue_id}:{'new' if pause is None else pause.id}", PREFIX, typed)
        self._listen()
        self.look()

    def _listen(self) -> None:
        for field in (self.starts, self.ends, self.reason):
            field.textChanged.connect(self._on_changed)
        self.kind.chosen.connect(self._on_changed)

    def _on_changed(self, *_args: object) -> None:
        self.touched()
        self._look.start()

    def look(self) -> None:
        """Say what the pause would do as it stands now."""
        self._look.stop()
        typed = self._as_typed()
        if isinstance(typed, str):
            self.preview.show_words(typed)
            return
        ctx = self._ctx
        with ctx.store.read() as session:
            rows = pause_preview(
                session, self._issue_id, typed, without=None if self._pause is None else self._pause.id,
                today=ctx.today(), calendar=ctx.calendar, settings=ctx.settings,
            )  # fmt: skip
        self.preview.show_rows(rows)

    def _as_typed(self) -> ClockPause | str:
        """Return the pause as it stands in the fields, or what keeps it from being counted."""
        try:
            starts, ends = self.starts.day(), self.ends.day()
        except NotReadable as error:
            return str(error)
        if starts is None:
            return _("Please fill in: {field}.").format(field=_("First day of the pause"))
        if ends is not None and ends < starts:
            return _("The last day lies before the first. Correct one of the two.")
        return ClockPause(starts, ends, PauseKind(self.kind.current()), self.reason.text())

    @override
    def typed(self) -> Typed:
        return {
            "starts": self.starts.text(),
            "ends": self.ends.text(),
            "kind": self.kind.current(),
            "reason": self.reason.text(),
            "issue_id": self._issue_id,
            "pause_id": None if self._pause is None else self._pause.id,
        }

    @override
    def restore(self, typed: Typed) -> None:
        self.starts.setText(str(typed.get("starts", "")))
        self.ends.setText(str(typed.get("ends", "")))
        self.reason.setText(str(typed.get("reason", "")))
        if typed.get("kind") in self._kinds:
            self.kind.choose(str(typed["kind"]))

    def _store(self) -> None:
        ctx, starts = self._ctx, self.starts.needed_day(_("First day of the pause"))
        pause = ClockPause(starts, self.ends.day(), PauseKind(self.kind.current()), self.reason.text())
        around: dict[str, Any] = {"today": ctx.today(), "calendar": ctx.calendar, "settings": ctx.settings}
        if self._pause is None:
            with ctx.store.write(N_("Pause the clocks")) as session:
                pause_issue(session, self._issue_id, pause, **around)
            ctx.toast(_("The clocks stand still"), undo=True)
        else:
            with ctx.store.write(N_("Correct pause")) as session:
                correct_pause(session, self._pause.id, pause, **around)
            ctx.toast(_("Pause corrected"), undo=True)


def kinds_offered(track: IssueTrack, pause: PauseRow | None = None) -> tuple[PauseKind, ...]:
    """Return the kinds of pause to choose from: there is no hearing but in a petition, or where one is corrected."""
    has_hearing = track is not IssueTrack.ONSITE or (pause is not None and pause.kind is PauseKind.HEARING)
    return tuple(kind for kind in PauseKind if kind is not PauseKind.HEARING or has_hearing)


class PausePreviewBox(QWidget):
    """Each running clock with its date before and after, or why it runs on."""

    def __init__(self) -> None:
        super().__init__()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 6, 0, 0)
        self._column.setSpacing(4)
        self._column.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._shown: list[PlainLabel] = []
        self.setMinimumHeight(76)

    def words(self) -> list[str]:
        """Return the lines as shown."""
        return [line.text() for line in self._shown]

    def show_words(self, words: str) -> None:
        """Say one thing."""
        self._show([(words, "red")])

    def show_rows(self, rows: Sequence[PausePreview]) -> None:
        """Show what becomes of each clock."""
        if not rows:
            self._show([(_("No clock of this issue runs."), "ink2")])
            return
        self._show([(preview_words(row), "ink3" if row.bar else "") for row in rows])

    def _show(self, lines: Sequence[tuple[str, str]]) -> None:
        for line in self._shown:
            self._column.removeWidget(line)
            line.hide()
            line.deleteLater()
        self._shown = [PlainLabel(words, px=13, tone=tone, wrap=True) for words, tone in lines]
        for line in self._shown:
            self._column.addWidget(line)
        self.setAccessibleDescription("\n".join(words for words, _tone in lines))


def preview_words(row: PausePreview) -> str:
    """Return 办结：2026年9月15日 → 2026年9月24日, or why the clock runs on."""
    before = day_text(row.before, year=True)
    if row.bar:
        return _("{clock} runs on to {day}: {why}").format(clock=row.name, day=before, why=row.bar)
    if row.before == row.after:
        return _("{clock} stays at {day}").format(clock=row.name, day=before)
    moved = _("{old} → {new}").format(old=before, new=day_text(row.after, year=True))
    return _("{clock}: {day}").format(clock=row.name, day=moved)
