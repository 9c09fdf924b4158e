"""Due dates against 200 cases counted by hand and walker, their biographies, and how late is said."""

import csv
import json
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.calendar.workdays import CalendarDay, Origin, work_calendar
from core.deadlines import (
    PRESETS,
    CountsFrom,
    Extension,
    Lateness,
    Pause,
    Roll,
    Step,
    Timeliness,
    Unit,
    due_date,
    state_of,
    stated_deadline,
    step_text,
    steps_from_json,
    steps_text,
    steps_to_json,
    timeliness_text,
)
from core.errors import LimitOutOfRange
from core.i18n import set_language

CALENDAR = work_calendar()
MONDAY = date(2026, 11, 23)
TABLE = Path(__file__).parent / "data" / "deadlines.csv"


def _cases():
    with TABLE.open(encoding="utf-8", newline="") as file:
        return [pytest.param(row, id=row["case"]) for row in csv.DictReader(file)]


def _deadline(row):
    pauses = [Pause(*map(date.fromisoformat, each.split(".."))) for each in row["pauses"].split(";") if each]
    more = [each.split() for each in row["extensions"].split(";") if each]
    return due_date(
        date.fromisoformat(row["start"]),
        int(row["amount"]),
        Unit(row["unit"]),
        CALENDAR,
        Roll(row["roll"]),
        pauses=pauses,
        extensions=[Extension(int(amount), Unit(unit)) for amount, unit in more],
    )


@pytest.mark.parametrize("row", _cases())
def test_the_due_date_is_the_hand_made_tables(row):
    deadline = _deadline(row)

    assert str(deadline.due) == row["due"]
    assert str(deadline.warn_on) == row["warn_on"]
    assert deadline.provisional == bool(int(row["provisional"]))
    assert date.fromisoformat(row["start"]) + timedelta(sum(step.days for step in deadline.steps)) == deadline.due
    assert steps_from_json(json.loads(json.dumps(steps_to_json(deadline.steps)))) == deadline.steps


@pytest.mark.parametrize("row", _cases())
def test_late_and_left_are_the_hand_made_tables(row):
    due, today = date.fromisoformat(row["due"]), date.fromisoformat(row["today"])

    timeliness = state_of(due, today, CALENDAR, is_open=True)

    if due < today:
        assert timeliness == Timeliness(Lateness.LATE, int(row["late"]))
    elif due == today:
        assert timeliness == Timeliness(Lateness.TODAY)
    else:
        left = int(row["left"])
        assert timeliness == Timeliness(Lateness.SOON if left <= 3 else Lateness.IN_TIME, left)


def test_the_table_has_its_two_hundred_cases():
    assert len(_cases()) == 200


DATES = st.dates(date(2024, 1, 1), date(2027, 6, 30))
PAUSES = st.lists(
    st.builds(lambda day, n: Pause(day, day + timedelta(n), "听证"), DATES, st.integers(0, 40)), max_size=3
)
EXTENSIONS = st.lists(
    st.one_of(
        st.builds(Extension, st.integers(0, 60), st.sampled_from(Unit)),
        st.builds(lambda day: Extension(until=day), DATES),
    ),
    max_size=2,
)


LIMITS = st.tuples(st.integers(0, 200), st.sampled_from(Unit))


@given(DATES, LIMITS, st.sampled_from(Roll), PAUSES, EXTENSIONS)
def test_the_steps_always_add_up_and_can_always_be_said(start, limit, roll, pauses, extensions):
    deadline = due_date(start, *limit, CALENDAR, roll, pauses=pauses, extensions=extensions)

    assert start + timedelta(sum(step.days for step in deadline.steps)) == deadline.due
    assert deadline.steps[-1].day == deadline.due
    for language in ("en", "zh_CN"):
        set_language(language)
        assert all("{" not in step_text(step) for step in deadline.steps)
    if deadline.provisional:
        assert deadline.steps[-1].key == "unannounced"


def test_the_biography_names_holidays_make_up_days_and_reads_like_a_sentence():
    set_language("zh_CN")

    deadline = due_date(date(2026, 9, 18), 15, Unit.WORKING, CALENDAR, counts_from=CountsFrom.ACCEPTED)

    assert steps_text(deadline.steps) == (
        "1. 2026年9月18日（周五）受理，当天不计\n"
        "2. 加 15 个工作日，到2026年10月15日（周四）；"
        "扣除周末 2 天、中秋节 3 天、国庆节 7 天，计入9月20日、10月10日补班"
    )


def test_a_roll_says_from_where_and_why():
    deadline = due_date(date(2026, 9, 18), 15, Unit.NATURAL, CALENDAR)

    assert steps_text(deadline.steps).splitlines()[2] == (
        "3. Sat 3 Oct 2026 is a day off (National Day); it moves to the next working day: Thu 8 Oct 2026"
    )


def test_an_extension_names_who_and_under_which_number_and_whether_it_came_late():
    set_language("zh_CN")
    granted = Extension(
        30, Unit.NATURAL, approver="孟杰", number="云延〔2026〕3号", reason="管材未到货", granted_on=MONDAY
    )

    deadline = due_date(date(2026, 9, 1), 60, Unit.NATURAL, CALENDAR, extensions=[granted])

    lines = steps_text(deadline.steps).splitlines()
    assert lines[2] == "3. 延期 30 天（孟杰批准，云延〔2026〕3号，管材未到货），到2026年11月30日（周一）"
    assert lines[3] == "4. 此次延期于2026年11月23日（周一）批准，已在到期之后"


def test_overlapping_pauses_count_once():
    twice = [
        Pause(date(2026, 11, 24), date(2026, 11, 26), "听证"),
        Pause(date(2026, 11, 25), date(2026, 11, 27), "补材料"),
    ]

    deadline = due_date(MONDAY, 10, Unit.NATURAL, CALENDAR, Roll.NONE, pauses=twice)

    assert deadline.due == date(2026, 12, 7)
    assert [step.facts["reason"] for step in deadline.steps if step.key == "pause"] == ["听证 补材料"]


def test_a_pause_after_the_end_changes_nothing():
    late = [Pause(date(2026, 12, 20), date(2026, 12, 24))]

    assert due_date(MONDAY, 5, Unit.WORKING, CALENDAR, pauses=late) == due_date(MONDAY, 5, Unit.WORKING, CALENDAR)


def test_a_countys_own_day_off_is_left_out_by_its_name():
    own = [CalendarDay(date(2026, 11, 24), is_workday=False, name="县庆日", origin=Origin.COUNTY)]

    deadline = due_date(MONDAY, 1, Unit.WORKING, work_calendar(own))

    assert deadline.due == date(2026, 11, 25)
    assert deadline.steps[1].facts["skipped"] == {"县庆日": 1}


def test_a_stated_date_stands_even_on_a_day_off():
    deadline = stated_deadline(date(2026, 3, 8), CALENDAR, counted=(date(2026, 1, 4), 60, Unit.WORKING))

    assert deadline.due == date(2026, 3, 8)
    assert deadline.warn_on == date(2026, 3, 6)
    assert [step.key for step in deadline.steps] == ["stated", "stated_differs", "rest_day"]
    assert deadline.steps[1].facts["counted"] == "2026-04-02"
    assert sum(step.days for step in deadline.steps) == 0


def test_a_stated_date_into_2027_is_to_be_checked():
    deadline = stated_deadline(date(2027, 2, 3), CALENDAR, by_hand=True)

    assert deadline.provisional
    assert [step.key for step in deadline.steps] == ["stated_here", "unannounced"]


@pytest.mark.parametrize("amount", [-1, 3661, 10**9])
def test_a_limit_out_of_range_is_refused(amount):
    with pytest.raises(LimitOutOfRange):
        due_date(MONDAY, amount, Unit.WORKING, CALENDAR)


def test_a_step_of_a_later_version_still_shows_its_date():
    assert step_text(Step("not_known_yet", MONDAY)) == "Mon 23 Nov 2026"


@pytest.mark.parametrize(
    ("due", "is_open", "text"),
    [
        (date(2026, 11, 10), True, "超期 9 个工作日"),
        (MONDAY, True, "今天到期"),
        (date(2026, 11, 25), True, "还有 2 个工作日"),
        (date(2026, 11, 22), True, "超期 1 个工作日"),
        (date(2026, 11, 1), False, "已办结"),
        (None, True, "未定期限"),
    ],
)
def test_timeliness_is_said_as_a_secretary_would(due, is_open, text):
    set_language("zh_CN")

    assert timeliness_text(state_of(due, MONDAY, CALENDAR, is_open=is_open)) == text


def test_days_off_make_no_working_day_late_or_left():
    friday, saturday, sunday = (date(2026, 11, day) for day in (20, 21, 22))

    assert timeliness_text(state_of(friday, sunday, CALENDAR, is_open=True)) == "Late since the days off"
    assert timeliness_text(state_of(sunday, saturday, CALENDAR, is_open=True)) == "Due on these days off"


def test_presets_have_unique_keys_sources_and_limits_that_a_schedule_can_store():
    assert len({rule.key for rule in PRESETS}) == len(PRESETS) == 21
    assert all(rule.source and 1 <= rule.amount <= 3660 for rule in PRESETS)
    statutory = {rule.key: (rule.amount, rule.unit) for rule in PRESETS}
    assert statutory["petition_conclude"] == (60, Unit.NATURAL)
    assert statutory["petition_objection"] == (5, Unit.WORKING)
    assert statutory["petition_extend"] == (30, Unit.NATURAL)
    assert [rule.key for rule in PRESETS if not rule.checked] == [
        *("review_apply", "review", "simple_accept", "simple_conclude"),
    ]
