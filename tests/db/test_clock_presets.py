"""The office's own limits: edited, ordered, put back; what runs keeps its date until somebody recounts it."""

from __future__ import annotations

from datetime import date

import pytest

from core.chain import ClockKind, IssueTrack
from core.chain_presets import ClockPresetDraft, shipped_clock_presets
from core.clock_errors import NothingChosen, PresetTwice, RecountOutdated, RuleInUse
from core.deadline_rules import CountsFrom
from core.errors import NameTaken, NumberOutOfRange, PresetNotShipped
from core.issues import SourceChannel
from db.queries.clock_presets import PresetLine, preset_lines
from db.queries.clock_previews import would_move
from db.queries.office import rule_lines
from db.services.clock_presets import (
    RuleDraft,
    delete_limit,
    delete_preset,
    move_preset,
    recount_by_presets,
    restore_limit,
    restore_presets,
    save_limit,
    save_preset,
    set_preset_active,
)
from db.services.presets_edit import Limit, save_category
from db.store import Store
from tests.db.clocked import OFFICE, dues, extend, pause, petition, register, stored
from tests.db.county import TODAY, WATER, ask, do, found_county
from tests.db.rows import everything

FINISH = ClockKind.FINISH
AROUND = {"today": TODAY, **OFFICE}


@pytest.fixture
def county(store: Store) -> Store:
    found_county(store)
    return store


def lines(store: Store) -> list[PresetLine]:
    return list(ask(store, preset_lines))


def as_drafts(store: Store) -> list[ClockPresetDraft]:
    return [
        ClockPresetDraft(line.kind, line.rule_key, line.track, line.category, line.channel, line.repeats)
        for line in lines(store)
    ]


def test_a_new_schedule_has_the_shipped_lines_and_gets_them_back(county: Store) -> None:
    assert as_drafts(county) == shipped_clock_presets()
    do(county, delete_preset, lines(county)[0].id)
    do(county, save_preset, None, ClockPresetDraft(FINISH, "onsite", category="water"))
    assert as_drafts(county) != shipped_clock_presets()
    do(county, restore_presets)
    assert as_drafts(county) == shipped_clock_presets()
    county.undo()
    assert as_drafts(county) != shipped_clock_presets()


def test_a_limit_per_category_and_channel_wins_for_new_issues_only(county: Store) -> None:
    old = register(county, category="water")
    before = stored(county, old).due
    key = do(county, save_limit, "", RuleDraft(Limit(3, "working"), "next", name="漏水急修"))
    do(county, save_preset, None, ClockPresetDraft(FINISH, key, category="water", channel=SourceChannel.HOTLINE))
    new = register(county, "b", category="water", source_channel=SourceChannel.HOTLINE)
    other = register(county, "c", category="water")
    assert stored(county, new).due == date(2026, 9, 4)
    assert (stored(county, old).due, stored(county, other).due) == (before, before)


def test_of_equal_lines_the_upper_one_wins_and_the_same_line_twice_is_refused(county: Store) -> None:
    do(county, save_preset, None, ClockPresetDraft(FINISH, "minutes", category="water"))
    with pytest.raises(PresetTwice):
        do(county, save_preset, None, ClockPresetDraft(FINISH, "onsite", category="water"))
    first, last = lines(county)[0], lines(county)[-1]
    assert do(county, move_preset, last.id, steps=-1)
    assert lines(county)[-2].id == last.id
    assert not do(county, move_preset, first.id, steps=-1)
    do(county, set_preset_active, last.id, active=False)
    do(county, save_preset, None, ClockPresetDraft(FINISH, "onsite", category="water"))
    with pytest.raises(PresetTwice):
        do(county, set_preset_active, last.id, active=True)


def test_limits_are_edited_within_reason_and_put_back(county: Store) -> None:
    with pytest.raises(NumberOutOfRange):
        do(county, save_limit, "onsite", RuleDraft(Limit(0, "working"), "next"))
    do(county, save_limit, "review", RuleDraft(Limit(45, "natural"), "none", pausable=False))
    row = next(each for each in ask(county, rule_lines) if each.key == "review")
    assert (row.amount, row.roll, row.pausable, row.changed) == (45, "none", False, True)
    do(county, restore_limit, "review")
    row = next(each for each in ask(county, rule_lines) if each.key == "review")
    assert (row.amount, row.roll, row.pausable, row.changed) == (30, "next", True, False)
    own = do(county, save_limit, "", RuleDraft(Limit(9, "working"), "next", "急修", CountsFrom.ASSIGNED))
    with pytest.raises(NameTaken):
        do(county, save_limit, "", RuleDraft(Limit(9, "working"), "next", "急修"))
    with pytest.raises(PresetNotShipped):
        do(county, restore_limit, own)
    preset = do(county, save_preset, None, ClockPresetDraft(FINISH, own, category="water"))
    with pytest.raises(RuleInUse):
        do(county, delete_limit, own)
    issue = register(county, category="water", lead_agency_id=WATER)
    do(county, delete_preset, preset)
    with pytest.raises(RuleInUse):
        do(county, delete_limit, own)
    assert stored(county, issue).rule_key == own


def test_what_runs_is_recounted_only_with_a_preview_and_keeps_pauses_and_extensions(county: Store) -> None:
    pausing = register(county, category="water")
    pause(county, pausing, date(2026, 9, 7), date(2026, 9, 8))
    longer = register(county, "b", category="water")
    extend(county, longer, due=date(2026, 12, 4), today=date(2026, 9, 10))
    typed = register(county, "c", category="water", limit_amount=10)
    with county.read() as session:
        assert would_move(session, **AROUND) == []
    do(county, save_category, "water", name="饮水水利", limit=Limit(12, "working"))
    shown = ask(county, would_move, **AROUND)
    assert [(each.issue_id, each.old, each.new) for each in shown] == [
        (pausing, date(2026, 9, 17), date(2026, 9, 20)),  # a Sunday worked
    ]
    before = everything(county)
    with pytest.raises(NothingChosen):
        do(county, recount_by_presets, set(), shown=shown, **AROUND)
    with pytest.raises(RecountOutdated):
        do(county, recount_by_presets, {pausing}, shown=[], **AROUND)
    assert everything(county) == before
    assert do(county, recount_by_presets, {pausing}, shown=shown, **AROUND) == 1
    assert stored(county, pausing).due == date(2026, 9, 20)
    assert stored(county, longer).due == date(2026, 12, 4)
    assert stored(county, typed).due == date(2026, 9, 15)
    county.undo()
    assert everything(county) == before


def test_further_clocks_are_previewed_too(county: Store) -> None:
    key = petition(county)
    do(county, save_limit, "petition_notice", RuleDraft(Limit(10, "natural"), "next"))
    shown = ask(county, would_move, **AROUND)
    assert [(each.issue_id, each.new) for each in shown] == [(key, date(2026, 9, 11))]
    do(county, recount_by_presets, {key}, shown=shown, **AROUND)
    assert dues(county, key)[ClockKind.INFORM] == date(2026, 9, 11)
    assert stored(county, key).track is IssueTrack.PETITION
