"""Settings for the rules of the plan: levels, days apart, quotas and days kept free; mouse and keys, each one undo."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from core.clash_facts import Level
from core.conflicts import RULES
from core.organisation import LeadershipBody
from core.planning import QuotaSpan
from db.queries.clashes import chosen_levels
from db.queries.form_drafts import form_drafts
from db.queries.quotas import closure_lines, quota_lines
from desktop.context import AppContext
from desktop.settings.closure_form import ClosureForm
from desktop.settings.quota_form import QuotaForm
from desktop.settings.quotas_section import QuotasSection
from desktop.settings.rules_section import RulesSection
from desktop.settings.settings_page import SettingsPage
from tests.desktop.pages import Window, come_up

UNKNOWN = "No leader or body is called “张三丰”. Choose one of the list, or leave it empty for all."
TAKEN = "From 1 Dec 2026 to 3 Dec 2026 days are kept free already (防汛). Change that line, or choose days outside it."


@pytest.fixture
def page(qtbot: QtBot, county_ctx: AppContext, window: Window) -> SettingsPage:
    return come_up(qtbot, county_ctx, SettingsPage)


@pytest.fixture
def rules(page: SettingsPage) -> RulesSection:
    page.show_section("rules")
    found = page.section("rules")
    assert isinstance(found, RulesSection)
    return found


@pytest.fixture
def quotas(page: SettingsPage) -> QuotasSection:
    page.show_section("quotas")
    found = page.section("quotas")
    assert isinstance(found, QuotasSection)
    return found


def read(ctx: AppContext, query: Any) -> Any:
    with ctx.store.read() as session:
        return query(session)


def close(form: Any) -> None:
    form.reject_quietly()


def focus(qtbot: QtBot, table: QWidget) -> None:
    table.window().activateWindow()
    table.setFocus()
    qtbot.waitUntil(lambda: table.hasFocus() and table.window().isActiveWindow())


# Levels


def test_every_rule_stands_there_with_its_level_and_what_it_means(rules: RulesSection) -> None:
    assert list(rules.levels) == [rule.key for rule in RULES]
    for rule in RULES:
        level = rules.levels[rule.key]
        assert level.current() == rule.level.value
        assert level.accessibleDescription() == rule.meaning
    assert not rules.restore_button.isEnabled()


def test_a_level_is_chosen_by_mouse_and_by_key_and_undone(qtbot: QtBot, rules: RulesSection) -> None:
    travel, rest = rules.levels["travel"], rules.levels["rest_day"]
    qtbot.mouseClick(travel.buttons()[0], Qt.MouseButton.LeftButton)
    rest.buttons()[2].setFocus()
    qtbot.keyClick(rest.buttons()[2], Qt.Key.Key_Right)
    assert read(rules.ctx, chosen_levels) == {"travel": Level.BLOCK, "rest_day": Level.IGNORE}
    assert rules.restore_button.isEnabled()
    rules.ctx.store.undo()
    assert (travel.current(), rest.current()) == ("block", "warn")
    rules.restore_button.click()
    assert read(rules.ctx, chosen_levels) == {}
    assert travel.current() == "warn"
    rules.ctx.store.undo()
    assert read(rules.ctx, chosen_levels) == {"travel": Level.BLOCK}


def test_days_apart_are_saved_when_the_field_is_left_and_refused_in_place(qtbot: QtBot, rules: RulesSection) -> None:
    field = rules.days["spacing_days"]
    for typed, stored in (("5", 5), ("400", 5), ("often", 5), ("0", 0)):
        field.setFocus()
        field.selectAll()
        qtbot.keyClicks(field, typed)
        qtbot.keyClick(field, Qt.Key.Key_Return)
        assert rules.ctx.settings.spacing_days == stored
        assert bool(field.property("invalid")) is (typed in {"400", "often"})


def test_read_only_levels_are_shown_and_not_changed(rules: RulesSection, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(type(rules.ctx), "read_only", property(lambda _ctx: True))
    again = RulesSection(rules.ctx)
    again.reload()
    assert not any(level.isEnabled() for level in again.levels.values())
    again.deleteLater()


# Quotas


def add_quota(section: QuotasSection, **typed: str) -> QuotaForm:
    form = section.edit_quota(None)
    assert form is not None
    for name, words in typed.items():
        getattr(form, name).setText(words)
    return form


def test_a_quota_is_added_by_keys_changed_set_aside_and_deleted(qtbot: QtBot, quotas: QuotasSection) -> None:
    quotas.quotas.setFocus()
    form = add_quota(quotas, least="1", most="4", note="县领导每月一次")
    form.who.set_value("body:government")
    form.span.choose("quarter")
    form.activateWindow()
    qtbot.waitUntil(form.isActiveWindow)
    with qtbot.waitSignal(form.finished):
        qtbot.keyClick(form.least, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    (line,) = read(quotas.ctx, quota_lines)
    assert (line.body, line.span, line.least, line.most, line.note) == (
        LeadershipBody.GOVERNMENT, QuotaSpan.QUARTER, 1, 4, "县领导每月一次",
    )  # fmt: skip

    form = quotas.edit_quota(quotas.quotas.rows.rows()[0])
    assert form is not None
    assert (form.who.value(), form.span.current(), form.least.text()) == ("body:government", "quarter", "1")
    form.who.set_value("leader:5")
    form.try_save()
    quotas.quotas.go_to(0)
    quotas.toggle_quota()
    assert [(row.leader_id, row.body, row.active) for row in read(quotas.ctx, quota_lines)] == [(5, None, False)]
    quotas.quotas.go_to(0)
    focus(qtbot, quotas.quotas)
    qtbot.keyClick(quotas.quotas, Qt.Key.Key_Delete)
    assert read(quotas.ctx, quota_lines) == []
    quotas.ctx.store.undo()
    assert len(read(quotas.ctx, quota_lines)) == 1
    assert len(quotas.quotas.rows.rows()) == 1


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({}, "Say how many visits there should be at least, at most, or both."),
        ({"least": "5", "most": "4"}, "At least 5 and at most 4 cannot both be kept. Correct one of the two numbers."),
        ({"who": "张三丰", "least": "1"}, UNKNOWN),
    ],
)  # fmt: skip
def test_a_quota_that_cannot_be_is_one_sentence_and_keeps_its_words(
    quotas: QuotasSection, typed: dict[str, str], said: str
) -> None:
    form = add_quota(quotas, **typed)
    form.try_save()
    assert form.said.text() == said
    assert form.isVisible()
    assert {name: getattr(form, name).text() for name in typed} == typed
    assert read(quotas.ctx, quota_lines) == []
    close(form)


@pytest.mark.parametrize(("field", "typed"), [("least", "367"), ("most", "many")])
def test_a_number_that_cannot_be_is_marked_where_it_stands(quotas: QuotasSection, field: str, typed: str) -> None:
    form = add_quota(quotas, **{field: typed})
    form.try_save()
    assert list(form.texts()) == [{"least": "At least", "most": "At most"}[field]]
    close(form)


def test_a_quota_half_typed_survives_the_end_of_the_program(quotas: QuotasSection) -> None:
    form = add_quota(quotas, least="2", note="每季度")
    form.who.set_value("leader:2")
    form.span.choose("year")
    form.keeper.keep()
    form.keeper._timer.stop()
    form.deleteLater()  # as a kill would leave it
    again = quotas.edit_quota(None)
    assert again is not None
    assert again.typed() == {
        "who": "陈雨桐", "value": "leader:2", "kind": None, "span": "year", "least": "2", "most": "", "note": "每季度",
    }  # fmt: skip
    assert "not saved yet" in again.restored.text()
    again.try_save()
    assert read(quotas.ctx, lambda session: form_drafts(session, "quota:")) == []


# Days kept free


def add_closure(section: QuotasSection, **typed: str) -> ClosureForm:
    form = section.edit_closure(None)
    assert form is not None
    for name, words in typed.items():
        getattr(form, name).setText(words)
    return form


def test_days_are_kept_free_edited_and_freed_by_keys(qtbot: QtBot, quotas: QuotasSection) -> None:
    form = add_closure(quotas, starts="12-7", ends="12-9", reason="县两会")
    form.try_save()
    (line,) = read(quotas.ctx, closure_lines)
    assert (line.closure.starts, line.closure.ends, line.closure.yearly, line.township) == (
        date(2026, 12, 7), date(2026, 12, 9), False, "",
    )  # fmt: skip
    form = quotas.edit_closure(quotas.closures.rows.rows()[0])
    assert form is not None
    form.yearly.setChecked(True)
    form.township.set_value(1)
    form.ends.setText("")
    form.try_save()
    (line,) = read(quotas.ctx, closure_lines)
    assert (line.closure.ends, line.closure.yearly, line.township) == (date(2026, 12, 7), True, "青石镇")
    quotas.closures.go_to(0)
    focus(qtbot, quotas.closures)
    qtbot.keyClick(quotas.closures, Qt.Key.Key_Delete)
    assert read(quotas.ctx, closure_lines) == []
    quotas.ctx.store.undo()
    assert len(quotas.closures.rows.rows()) == 1


def test_an_empty_list_says_what_belongs_there_until_it_has_a_line(quotas: QuotasSection) -> None:
    for table in (quotas.quotas, quotas.closures):
        assert "Ins" in table.empty
        assert table.accessibleDescription() == table.empty
    said = quotas.closures.grab().toImage()
    quotas.closures.empty = ""
    assert quotas.closures.grab().toImage() != said
    add_closure(quotas, starts="2026-12-1", ends="2026-12-3", reason="防汛").try_save()
    assert quotas.closures.accessibleDescription() == ""


def test_ins_opens_an_empty_form(qtbot: QtBot, quotas: QuotasSection, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[object] = []
    for name in ("edit_quota", "edit_closure"):
        monkeypatch.setattr(QuotasSection, name, lambda _self, row, name=name: opened.append((name, row)))
    for table in (quotas.quotas, quotas.closures):
        focus(qtbot, table)
        qtbot.keyClick(table, Qt.Key.Key_Insert)
    assert opened == [("edit_quota", None), ("edit_closure", None)]


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        (
            {"starts": "2026-12-9", "ends": "2026-12-7", "reason": "县两会"},
            "The last day, 7 Dec 2026, lies before the first, 9 Dec 2026. Correct one of the two.",
        ),
        (
            {"starts": "2026-11-30", "ends": "2026-12-1", "reason": "县两会"},
            TAKEN,
        ),
    ],
)
def test_days_that_cannot_be_kept_free_are_one_sentence(
    quotas: QuotasSection, typed: dict[str, str], said: str
) -> None:
    add_closure(quotas, starts="2026-12-1", ends="2026-12-3", reason="防汛").try_save()
    form = add_closure(quotas, **typed)
    form.try_save()
    assert form.said.text() == said
    assert form.typed()["reason"] == typed["reason"]
    assert len(read(quotas.ctx, closure_lines)) == 1
    close(form)


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"reason": "县两会"}, "From"),
        ({"starts": "soon", "reason": "县两会"}, "From"),
        ({"starts": "12-7", "ends": "31-31", "reason": "县两会"}, "Until"),
        ({"starts": "12-7"}, "Reason"),
    ],
)
def test_what_is_missing_or_unreadable_is_marked_where_it_stands(
    quotas: QuotasSection, typed: dict[str, str], field: str
) -> None:
    form = add_closure(quotas, **typed)
    form.try_save()
    assert list(form.texts()) == [field]
    close(form)


def test_days_half_typed_survive_the_end_of_the_program(quotas: QuotasSection) -> None:
    form = add_closure(quotas, starts="12-7", reason="县两")
    form.yearly.setChecked(True)
    form.keeper.keep()
    form.keeper._timer.stop()
    form.deleteLater()
    again = quotas.edit_closure(None)
    assert again is not None
    assert (again.starts.text(), again.reason.text(), again.yearly.isChecked()) == ("12-7", "县两", True)
    close(again)
