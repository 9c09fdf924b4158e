"""Settings: presets, calendar days, meetings and kinds."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import select

from core.calendar.workdays import Origin
from core.directory import MeetingDraft
from core.errors import DayOutOfRange, NameTaken, NumberOutOfRange, PresetNotShipped, RuleNotUnderstood, StillInUse
from db.models import MeetingAttendee, VisitKindRow
from db.queries.office import (
    category_lines,
    kind_lines,
    meeting_draft,
    meeting_preview,
    meeting_rows,
    record_counts,
    rule_lines,
    year_line,
    years_known,
)
from db.queries.settings import office_settings, work_calendar
from db.services.calendar_days import announce_year, clear_day, set_day, withdraw_year
from db.services.clock_presets import RuleDraft, restore_limit, save_limit
from db.services.presets_edit import (
    Limit,
    delete_category,
    move_category,
    restore_category,
    save_category,
    set_category_active,
    set_rule_active,
)
from db.services.settings import (
    attendee_names,
    delete_kind,
    delete_meeting,
    save_kind,
    save_meeting,
    save_settings,
    set_kind_active,
)
from db.store import Store
from tests import mockup

TODAY = date(2026, 11, 23)


@pytest.fixture
def county(store: Store) -> Store:
    with store.write("Fill") as session:
        mockup.fill(session, history=False)
    return store


def test_a_setting_saved_can_be_undone(county: Store) -> None:
    with county.write("Change settings") as session:
        save_settings(session, visit_interval_days=20)
    county.undo()
    with county.read() as session:
        assert office_settings(session).visit_interval_days == 30


def test_a_category_is_added_changed_moved_and_set_aside(county: Store) -> None:
    with county.write("Add") as session:
        key = save_category(session, "", name="殡葬管理", limit=Limit(20, "natural"))
    with county.write("Edit") as session:
        save_category(session, "water", name="饮水水利", limit=Limit(7, "working"))
        set_category_active(session, "farming", active=False)
        assert move_category(session, key, steps=-20)
    with county.read() as session:
        lines = {line.key: line for line in category_lines(session)}
    assert next(iter(lines)) == key
    assert (lines[key].shipped, lines[key].amount, lines[key].unit) == (False, 20, "natural")
    assert (lines["water"].amount, lines["water"].changed) == (7, True)
    assert not lines["farming"].active
    with county.write("Restore") as session:
        restore_category(session, "water")
    with county.read() as session:
        assert next(line for line in category_lines(session) if line.key == "water").amount == 10


def test_a_category_in_use_is_kept_and_twins_are_refused(county: Store) -> None:
    from db.models import Issue  # noqa: PLC0415

    with county.write("Give") as session:
        session.scalars(select(Issue)).first().category = "water"
    with pytest.raises(StillInUse, match="1 issue"), county.write("Delete") as session:
        delete_category(session, "water")
    with pytest.raises(NameTaken), county.write("Add") as session:
        save_category(session, "", name="饮水水利", limit=Limit(3, "working"))
    with pytest.raises(NumberOutOfRange), county.write("Edit") as session:
        save_category(session, "water", name="饮水水利", limit=Limit(0, "working"))
    with county.write("Delete") as session:
        delete_category(session, "policy_advice")
    with pytest.raises(PresetNotShipped), county.write("Restore") as session:
        restore_category(session, save_category(session, "", name="其他", limit=Limit(3, "working")))


def test_a_deadline_preset_goes_back_to_its_shipped_value(county: Store) -> None:
    with county.write("Edit") as session:
        save_limit(session, "onsite", RuleDraft(Limit(30, "natural"), "none"))
        set_rule_active(session, "minutes", active=False)
    with county.read() as session:
        lines = {line.key: line for line in rule_lines(session)}
    assert (lines["onsite"].amount, lines["onsite"].changed, lines["minutes"].active) == (30, True, False)
    with county.write("Restore") as session:
        restore_limit(session, "onsite")
    with county.read() as session:
        line = next(line for line in rule_lines(session) if line.key == "onsite")
    assert (line.amount, line.unit, line.changed) == (10, "working", False)


def test_the_county_s_own_day_counts_and_can_be_taken_back(county: Store) -> None:
    day = date(2026, 11, 24)
    with county.write("Set day") as session:
        set_day(session, day, is_workday=False, name="县庆")
    with county.read() as session:
        calendar = work_calendar(session)
        line = year_line(session, 2026, calendar)
    assert not calendar.is_workday(day)
    entry = next(each for each in line.days if each.day == day)
    assert (entry.name, entry.origin, entry.own) == ("县庆", Origin.COUNTY, True)
    with county.write("Clear") as session:
        clear_day(session, day)
    with county.read() as session:
        assert work_calendar(session).is_workday(day)
    with pytest.raises(DayOutOfRange), county.write("Set day") as session:
        set_day(session, date(1900, 1, 1), is_workday=False, name="")


def test_an_entered_notice_announces_the_year_and_can_be_withdrawn(county: Store) -> None:
    with county.read() as session:
        line = year_line(session, 2027, work_calendar(session))
        assert 2027 in years_known(session, TODAY)
    assert (line.announced, line.entered) == (False, False)
    assert {each.origin for each in line.days} == {Origin.PROJECTED}
    with county.write("Announce") as session:
        set_day(session, date(2027, 1, 1), is_workday=False, name="New Year's Day", origin=Origin.STATE_COUNCIL)
        announce_year(session, 2027, source="国办发明电〔2026〕7号")
    with county.read() as session:
        line = year_line(session, 2027, work_calendar(session))
    assert (line.announced, line.entered, line.off) == (True, True, 1)
    with county.write("Withdraw") as session:
        withdraw_year(session, 2027)
    with county.read() as session:
        assert not work_calendar(session).is_announced(date(2027, 5, 1))


def test_a_meeting_is_read_from_words_and_finds_who_sits_in_it(county: Store) -> None:
    draft = MeetingDraft("县委常委会", "每周一下午", "县委常委")
    with county.write("Add meeting") as session:
        made = save_meeting(session, draft, today=TODAY)
    with county.read() as session:
        row = meeting_rows(session, TODAY, work_calendar(session))[0]
        assert attendee_names(session, "县长、副县长")[0] == "陈雨桐"
        assert attendee_names(session, "孙佩兰、许国安") == ["孙佩兰", "许国安"]
        assert meeting_preview("每月15日", TODAY, work_calendar(session), 2) == [date(2026, 12, 15), date(2027, 1, 15)]
        assert meeting_preview("有空就开", TODAY, work_calendar(session), 2) is None
        edited = meeting_draft(session, made)
    assert row.people == ("周立明", "陈雨桐", "何建勋", "林若川", "马文博")
    assert row.next_days[0] == TODAY
    edited.attendees = "周立明"
    with county.write("Edit meeting") as session:
        save_meeting(session, edited, today=TODAY)
    with county.read() as session:
        assert len(session.scalars(select(MeetingAttendee)).all()) == 1
    with county.write("Delete meeting") as session:
        delete_meeting(session, made)
    with county.read() as session:
        assert meeting_rows(session, TODAY, work_calendar(session)) == []


def test_a_meeting_whose_days_are_not_understood_is_refused(county: Store) -> None:
    with pytest.raises(RuleNotUnderstood), county.write("Add") as session:
        save_meeting(session, MeetingDraft("碰头会", "有空就开"), today=TODAY)


def test_an_own_kind_is_added_set_aside_and_deleted(county: Store) -> None:
    with county.write("Add") as session:
        key = save_kind(session, key="", name="敲门行动", seal="敲", colour="y", receives_people=True)
        set_kind_active(session, "policy_outreach", active=False)
    with county.read() as session:
        lines = {line.key: line for line in kind_lines(session)}
    assert (lines[key].own, lines[key].seal, lines[key].used) == (True, "敲", 0)
    assert not lines["policy_outreach"].active
    with pytest.raises(NameTaken), county.write("Add") as session:
        save_kind(session, key="", name="走访", seal="敲", colour="y", receives_people=False)
    with pytest.raises(StillInUse), county.write("Delete") as session:
        delete_kind(session, "onsite_office")
    with county.write("Delete") as session:
        delete_kind(session, key)


def test_a_translated_name_typed_back_leaves_the_kind_translated(county: Store) -> None:
    with county.write("Edit") as session:
        save_kind(session, key="onsite_office", name="On-site office", seal="办", colour="b", receives_people=True)
    with county.read() as session:
        assert session.get(VisitKindRow, "onsite_office").name == "On-site office"


def test_the_data_page_counts_what_is_there(county: Store) -> None:
    with county.read() as session:
        counts = record_counts(session)
    assert (counts["townships"], counts["leaders"], counts["agencies"], counts["villages"]) == (12, 10, 16, 6)
