"""Clock presets in Settings: lines and limits edited by hand, running dates recounted only after a preview."""

from __future__ import annotations

from datetime import date

import pytest
from pytestqt.qtbot import QtBot
from sqlalchemy import select

from core.chain import ClockKind
from core.issues import IssueDraft, SourceChannel
from db.models import Issue
from db.services.clock_presets import RuleDraft, save_limit
from db.services.issues import register_issues
from db.services.presets_edit import Limit
from db.store import Store
from desktop.context import AppContext
from desktop.settings.clock_recount import RecountDialog
from desktop.settings.clocks_section import ClocksSection
from desktop.settings.limits_section import LimitsSection
from tests.db.clocked import OFFICE
from tests.db.county import QINGSHI, found_county
from tests.desktop.pages import Window


@pytest.fixture
def store(store: Store) -> Store:
    found_county(store)
    with store.write("Register") as session:
        draft = IssueDraft("a", "转办", date(2026, 11, 9), QINGSHI, source_channel=SourceChannel.SUPERIOR)
        register_issues(session, [draft], **OFFICE)
    return store


@pytest.fixture
def section(qtbot: QtBot, ctx: AppContext) -> ClocksSection:
    ctx.attach(Window())
    made = ClocksSection(ctx)
    qtbot.addWidget(made)
    ctx.hub.changed.connect(lambda _tables: made.reload())
    made.resize(1100, 760)
    made.reload()
    made.show()
    return made


def rows(section: ClocksSection) -> list[tuple[str, str]]:
    return [(row.clock, row.applies_to) for row in section.lines.model().rows()]


def due(store: Store) -> date | None:
    with store.read() as session:
        return session.scalar(select(Issue.due))


def test_a_line_is_added_edited_refused_twice_and_deleted(section: ClocksSection, ctx: AppContext) -> None:
    count = len(rows(section))
    form = section.edit(None)
    assert form is not None
    assert form.draft().kind is ClockKind.FINISH
    form.category.setCurrentIndex(form.category.findData("water"))
    form.try_save()
    assert len(rows(section)) == count + 1
    again = section.edit(None)
    assert again is not None
    again.category.setCurrentIndex(again.category.findData("water"))
    again.try_save()
    assert again.isVisible()
    assert again.said.text()
    again.reject()
    ctx.store.undo()
    assert len(rows(section)) == count


def test_lines_move_and_are_put_back(section: ClocksSection, monkeypatch: pytest.MonkeyPatch) -> None:
    before = rows(section)
    section.lines.go_to(section.lines.model().rows()[1].id)
    section.move_line(-1)
    assert rows(section)[0] == before[1]
    monkeypatch.setattr("desktop.settings.clocks_section.ask", lambda *_args, **_more: True)
    section.restore()
    assert rows(section) == before


def test_running_dates_are_shown_ticked_and_counted_again(
    qtbot: QtBot, section: ClocksSection, ctx: AppContext, store: Store
) -> None:
    before = due(store)
    nothing = section.recount()
    qtbot.waitUntil(lambda: not nothing.counting.is_running)
    assert nothing.list.rows_shown == []
    assert not nothing.go.isEnabled()
    nothing.reject()
    with store.write("Limit") as session:
        save_limit(session, "instruction", RuleDraft(Limit(20, "natural"), "next"))
    assert due(store) == before
    dialog = section.recount()
    assert isinstance(dialog, RecountDialog)
    qtbot.waitUntil(lambda: not dialog.counting.is_running)
    assert not dialog.go.isEnabled()
    dialog.list.tick_all(taken=True)
    assert dialog.go.isEnabled()
    dialog.save()
    assert due(store) == date(2026, 11, 30)  # 29 November is a Sunday
    store.undo()
    assert due(store) == before


def test_a_limit_of_ones_own_is_added_and_deleted(qtbot: QtBot, ctx: AppContext, store: Store) -> None:
    ctx.attach(Window())
    limits = LimitsSection(ctx)
    qtbot.addWidget(limits)
    ctx.hub.changed.connect(lambda _tables: limits.reload())
    limits.reload()
    form = limits.edit_rule(None)
    assert form is not None
    form.try_save()
    assert form.isVisible()  # a name is missing
    form.name.setText("漏水急修")
    form.amount.setText("3")
    form.pausable.setChecked(False)
    form.try_save()
    made = [row for row in limits.rules.model().rows() if row.own]
    assert [(row.name, row.amount, row.pausable) for row in made] == [("漏水急修", 3, False)]
    again = limits.edit_rule(made[0])
    assert again is not None
    again.deleted.emit()
    assert [row for row in limits.rules.model().rows() if row.own] == []
