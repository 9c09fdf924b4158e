"""A process that holds the write lock: the window says so, keeps every word, and stays usable meanwhile."""

from __future__ import annotations

import time
from datetime import date

import pytest
from PySide6.QtCore import QTimer
from pytestqt.qtbot import QtBot

from core.i18n import _
from core.storage_errors import ScheduleBusy
from core.visits import Half, VisitDraft
from db.queries.calendar import visits_between
from desktop.context import AppContext
from desktop.visits.editor import VisitEditor
from desktop.visits.unsaved import unsaved_forms
from tests.locked import write_lock_held

DAY = date(2026, 12, 11)


@pytest.fixture
def editor(qtbot: QtBot, county_ctx: AppContext, monkeypatch: pytest.MonkeyPatch) -> VisitEditor:
    monkeypatch.setattr(county_ctx, "toast", lambda *_a, **_k: None)
    made = VisitEditor(county_ctx, VisitDraft(uid="f", day=DAY, half=Half.MORNING, kind="petition_reception"))
    qtbot.addWidget(made, before_close_func=VisitEditor.reject_quietly)
    made.form.leader.set_value(1)
    made.form.township.set_value(1)
    made.form._on_township(None)
    return made


def planned(ctx: AppContext) -> int:
    with ctx.store.read() as session:
        return len(visits_between(session, DAY, DAY, today=ctx.today()))


def test_a_save_that_cannot_be_made_is_told_after_five_seconds_and_the_form_stays(
    editor: VisitEditor, county_ctx: AppContext
) -> None:
    editor.form.note.setPlainText("带上地图")
    path = county_ctx.store.origin.path
    assert path is not None
    with write_lock_held(path):
        began = time.monotonic()
        editor.save()
        took = time.monotonic() - began
        assert 4.5 < took < 8  # the sentence comes then, and the draft behind it does not wait once more
        assert editor.refusal.text() == _(ScheduleBusy.message)
        assert editor.form.note.toPlainText() == "带上地图"
        assert planned(county_ctx) == 0  # the calendar can still be read
    editor.save()
    assert planned(county_ctx) == 1


def test_typing_goes_on_while_somebody_else_writes(qtbot: QtBot, editor: VisitEditor, county_ctx: AppContext) -> None:
    path = county_ctx.store.origin.path
    assert path is not None
    longest = last = 0.0

    def tick() -> None:
        nonlocal longest, last
        now = time.monotonic()
        longest, last = max(longest, now - last), now

    timer = QTimer(interval=10)
    timer.timeout.connect(tick)
    with write_lock_held(path):
        last = time.monotonic()
        timer.start()
        for word in ("带", "带上", "带上地", "带上地图"):
            editor.form.note.setPlainText(word)
            qtbot.wait(400)
        timer.stop()
    assert longest < 1.0  # it was 5 s at every pause in typing
    assert unsaved_forms(county_ctx.store) == []
    qtbot.waitUntil(lambda: bool(unsaved_forms(county_ctx.store)), timeout=8000)  # tried again by itself
    assert unsaved_forms(county_ctx.store)[0].typed["note"] == "带上地图"
