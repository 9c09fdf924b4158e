"""The clocks of an issue: which preset applies, and one way of counting again for all of them."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from core.calendar.workdays import work_calendar
from core.chain import ClockKind, IssueTrack, PauseKind
from core.chain_presets import ClockPresetDraft, shipped_clock_presets
from core.clocks import ClockPause, ClockTerm, anchored, preset_for, press_by, recount
from core.deadline_rules import PRESETS, CountsFrom, Roll, Unit
from core.deadlines import Extension, Step, due_date
from core.issues import SourceChannel

CALENDAR = work_calendar()
START, TODAY = date(2026, 9, 18), date(2026, 11, 23)
WORKING = ClockTerm(START, 10, Unit.WORKING)
SIXTY = ClockTerm(START, 60, Unit.NATURAL, pausable=False)


def ends(term: ClockTerm, *pauses: ClockPause, today: date = TODAY, extensions: tuple[Extension, ...] = ()) -> date:
    return recount(term, CALENDAR, pauses=pauses, extensions=extensions, today=today).due


def keys(term: ClockTerm, *pauses: ClockPause, **more: Any) -> list[str]:
    return [step.key for step in recount(term, CALENDAR, pauses=pauses, today=TODAY, **more).steps]


def choose(presets: list[ClockPresetDraft], **issue: Any) -> str | None:
    given = {"track": IssueTrack.ONSITE, "category": None, "channel": SourceChannel.VISIT} | issue
    found = preset_for(presets, ClockKind.FINISH, **given)
    return found.rule_key if found is not None else None


def test_a_recount_is_the_plain_count_where_nothing_happened() -> None:
    assert recount(WORKING, CALENDAR, today=TODAY) == due_date(START, 10, Unit.WORKING, CALENDAR)


def test_a_pause_without_an_end_counts_up_to_today_and_no_further() -> None:
    open_pause = ClockPause(date(2026, 9, 22), None)
    assert ends(WORKING, open_pause, today=date(2026, 9, 21)) == ends(WORKING)
    assert ends(WORKING, open_pause, today=date(2026, 9, 22)) == date(2026, 10, 10)
    ended = ClockPause(date(2026, 9, 22), date(2026, 9, 24))
    assert ends(WORKING, open_pause, today=date(2026, 9, 24)) == ends(WORKING, ended)


def test_a_clock_whose_rule_allows_no_pause_runs_on() -> None:
    hearing = ClockPause(date(2026, 9, 22), date(2026, 10, 22), PauseKind.HEARING)
    assert ends(SIXTY, hearing) == ends(SIXTY) == date(2026, 11, 17)


def test_the_petition_limits_are_those_of_the_regulations() -> None:
    given = {rule.key: (rule.amount, rule.unit, rule.pausable) for rule in PRESETS}
    natural = Unit.NATURAL
    assert given["petition_forward"] == given["petition_notice"] == (15, natural, False)
    assert given["petition_objection"] == (5, Unit.WORKING, False)
    assert given["petition_conclude"] == (60, natural, False)
    assert given["petition_extend"][:2] == (30, natural)
    for key in ("review_apply", "review", "re_review_apply", "re_review"):
        assert given[key] == (30, natural, True)


def test_shipped_presets_give_a_petition_its_clocks_and_an_on_site_matter_none_but_the_objection() -> None:
    presets = shipped_clock_presets()
    asked = {"category": None, "channel": SourceChannel.VISIT}
    petition = {kind for kind in ClockKind if preset_for(presets, kind, track=IssueTrack.PETITION, **asked)}
    assert petition == set(ClockKind) - {ClockKind.PROGRESS, ClockKind.REPLY}
    onsite = {kind for kind in ClockKind if preset_for(presets, kind, track=IssueTrack.ONSITE, **asked)}
    assert onsite == {ClockKind.OBJECTION}


def test_the_most_specific_line_wins_and_then_the_upper_one() -> None:
    finish = ClockKind.FINISH
    lines = [
        ClockPresetDraft(finish, "any"),
        ClockPresetDraft(finish, "roads", category="roads"),
        ClockPresetDraft(finish, "hotline", channel=SourceChannel.HOTLINE),
        ClockPresetDraft(finish, "hotline_roads", category="roads", channel=SourceChannel.HOTLINE),
        ClockPresetDraft(finish, "petition", track=IssueTrack.PETITION),
        ClockPresetDraft(finish, "again", category="roads"),
        ClockPresetDraft(finish, "onsite_hotline", track=IssueTrack.ONSITE, channel=SourceChannel.HOTLINE),
    ]
    assert choose(lines) == "any"
    assert choose(lines, category="roads") == "roads"
    assert choose(lines[:-1], channel=SourceChannel.HOTLINE) == "hotline"
    assert choose(lines, channel=SourceChannel.HOTLINE) == "onsite_hotline"
    assert choose(lines, category="roads", channel=SourceChannel.HOTLINE) == "hotline_roads"
    assert choose(lines, track=IssueTrack.PETITION, category="roads") == "petition"
    assert choose(lines[1:], category="water") is None


def test_warned_by_the_earlier_day_judged_by_the_later_one() -> None:
    term = ClockTerm(START, 15, Unit.NATURAL)
    counted = recount(term, CALENDAR, today=TODAY)
    assert (counted.due, counted.warn_on) == (date(2026, 10, 8), date(2026, 9, 30))
    assert press_by(counted.due, counted.steps, CALENDAR) == counted.warn_on


def test_a_date_said_on_site_moves_only_by_pauses_and_extensions() -> None:
    said = ClockTerm(START, 0, Unit.WORKING, stated_due=date(2026, 10, 20))
    pause = ClockPause(date(2026, 10, 12), date(2026, 10, 14), reason="等图纸")
    assert ends(said) == date(2026, 10, 20)
    assert ends(said, pause) == date(2026, 10, 23)
    longer = Extension(amount=10, granted_on=date(2026, 10, 15))
    assert ends(said, pause, extensions=(longer,)) == date(2026, 11, 2)
    assert keys(said, pause, extensions=(longer,)) == ["stated_here", "pause", "extension"]


def test_a_date_written_in_an_extension_stands_though_it_is_a_day_off() -> None:
    sunday = Extension(until=date(2026, 11, 15), granted_on=START)
    assert ends(WORKING, extensions=(sunday,)) == date(2026, 11, 15)
    later = ClockPause(date(2026, 11, 10), date(2026, 11, 11))
    assert ends(WORKING, later, extensions=(sunday,)) == date(2026, 11, 17)


def test_a_pause_after_a_dated_extension_was_granted_adds_its_days_to_it() -> None:
    granted = Extension(until=date(2026, 11, 10), granted_on=date(2026, 9, 21))
    before = ClockPause(date(2026, 9, 19), date(2026, 9, 20))
    after = ClockPause(date(2026, 9, 22), date(2026, 9, 23))
    assert ends(WORKING, before, extensions=(granted,)) == date(2026, 11, 10)
    assert ends(WORKING, after, extensions=(granted,)) == date(2026, 11, 12)


def test_a_reopened_date_forgets_the_pauses_before_it_and_counts_those_after() -> None:
    first = recount(WORKING, CALENDAR, pauses=[ClockPause(date(2026, 9, 22), date(2026, 9, 23))], today=TODAY)
    reopened = Step("reopened", date(2026, 12, 4), 0, {"granted": "2026-11-20", "why": "又漏"})
    steps = (*first.steps, reopened)
    term = anchored(WORKING, steps)
    old = ClockPause(date(2026, 9, 22), date(2026, 9, 23))
    new = ClockPause(date(2026, 11, 19), date(2026, 11, 22))
    assert ends(term, old) == date(2026, 12, 4)
    assert ends(term, old, new) == date(2026, 12, 6)
    again = recount(term, CALENDAR, pauses=[old, new], today=TODAY)
    assert again.steps[: len(steps)] == steps
    assert [step.key for step in again.steps[len(steps) :]][:1] == ["pause"]


def test_a_held_date_keeps_the_pauses_it_was_held_with() -> None:
    pause = ClockPause(date(2026, 11, 20), date(2026, 11, 30))
    counted = recount(ClockTerm(date(2026, 11, 16), 10, Unit.WORKING), CALENDAR, pauses=[pause], today=TODAY)
    held = Step("held", counted.due, 0, {"granted": "2026-11-23", "counted": "2026-12-30", "source": "", "who": ""})
    term = anchored(ClockTerm(date(2026, 11, 16), 10, Unit.WORKING), (*counted.steps, held))
    assert ends(term, pause) == counted.due
    longer = ClockPause(date(2026, 11, 20), date(2026, 12, 2))
    assert (ends(term, longer) - counted.due).days == 2


def test_what_is_awaited_is_said() -> None:
    term = ClockTerm(
        START, 60, Unit.NATURAL, counts_from=CountsFrom.RECEIVED, awaits=CountsFrom.ACCEPTED, by="rule"
    )  # fmt: skip
    assert keys(term) == ["start_event", "natural", "awaited"]


@pytest.mark.parametrize("roll", list(Roll))
def test_the_steps_add_up_to_the_date(roll: Roll) -> None:
    term = ClockTerm(START, 15, Unit.NATURAL, roll)
    pauses = [ClockPause(date(2026, 9, 25), date(2026, 9, 27)), ClockPause(date(2026, 9, 26), None)]
    counted = recount(term, CALENDAR, pauses=pauses, extensions=(Extension(amount=7),), today=date(2026, 9, 28))
    assert sum(step.days for step in counted.steps) == (counted.due - START).days
