"""The readiness light: silent before T-7, one sentence for each thing missing, ready when nothing is."""

from dataclasses import replace
from datetime import date, time

import pytest

from core.calendar.workdays import work_calendar
from core.i18n import set_language
from core.preparation import Proof
from core.readiness import (
    AgencyFacts,
    Light,
    ReadinessFacts,
    StepFacts,
    readiness,
    working_day_before,
)
from core.slots import SlotFacts, lies_outside, meet, overlapping, slot_text

CALENDAR = work_calendar()
WEDNESDAY = date(2026, 12, 2)
T_7, T_3, T_1 = date(2026, 11, 23), date(2026, 11, 27), date(2026, 12, 1)
WATER, LAND = (
    AgencyFacts(1, "县水利局", told=True, confirmed=True),
    AgencyFacts(2, "县国土局", told=True, confirmed=True),
)
READY = ReadinessFacts(
    day=WEDNESDAY, township="青石镇", township_told=True, sheet_printed=True, place="综治中心", agencies=[WATER],
)  # fmt: skip
CAR = StepFacts("派车", "后勤", 1)
STEPS = [
    StepFacts("与乡镇商定", "县委办", 7, tells=True),
    StepFacts("告知乡镇", "县委办", 5, Proof.TOWNSHIP_TOLD, tells=True),
    StepFacts("通知单位", "县委办", 3, Proof.AGENCIES_TOLD, tells=True),
    StepFacts("打印", "县委办", 2, Proof.SHEET_PRINTED),
    CAR,
]


@pytest.fixture(autouse=True)
def _english():
    set_language("en")


def light(today=T_1, **facts):
    return readiness(replace(READY, **facts), today=today, calendar=CALENDAR)


def said(today=T_1, **facts):
    return [(reason.key, reason.light, reason.text) for reason in light(today, **facts).reasons]


def test_nothing_is_said_before_seven_working_days_and_after_the_day():
    assert light(date(2026, 11, 20)) is None
    assert light(date(2026, 11, 22)) is None  # the Sunday
    assert light(T_7).light is Light.READY
    assert light(WEDNESDAY).light is Light.READY
    assert light(date(2026, 12, 3)) is None


def test_a_visit_with_nothing_missing_is_ready():
    assert light() == light(T_7)
    assert (light().light, light().reasons) == (Light.READY, ())


@pytest.mark.parametrize(
    ("today", "state", "words"),
    [
        (T_7, Light.WATCH, "By 27 Nov: 青石镇 has not been told of the visit."),
        (T_3, Light.WATCH, "Today: 青石镇 has not been told of the visit."),
        (T_1, Light.LATE, "Behind since 27 Nov: 青石镇 has not been told of the visit."),
    ],
)
def test_what_is_missing_is_late_once_its_day_is_over(today, state, words):
    assert said(today, township_told=False) == [("township", state, words)]


@pytest.mark.parametrize(
    ("facts", "key", "words"),
    [
        ({"agencies": [WATER, replace(LAND, told=False, confirmed=False)]}, "agencies_told",
         "Behind since 27 Nov: Not told yet: 县国土局."),
        ({"agencies": [replace(WATER, confirmed=False), replace(LAND, confirmed=False)]}, "agencies_confirmed",
         "Today: Told, and no answer yet: 县水利局, 县国土局."),
        ({"sheet_printed": False}, "sheet", "Today: The visit sheet has not been printed."),
        ({"sheet_printed": False, "bring": 1}, "sheet",
         "Today: The visit sheet with 1 open issue to take along has not been printed."),
        ({"sheet_printed": False, "bring": 4}, "sheet",
         "Today: The visit sheet with 4 open issues to take along has not been printed."),
        ({"place": ""}, "place", "Today: Nobody has said yet where in 青石镇 people meet."),
        ({"steps": [CAR]}, "step", "Today: “派车” is not done (后勤)."),
        ({"steps": [replace(CAR, who="")]}, "step", "Today: “派车” is not done."),
        ({"slots": [SlotFacts(time(9), 20, 2, "县国土局")]}, "slot_agency",
         "Today: 县国土局 is wanted at the appointment at 9:00 and does not go along."),
        ({"slots": [SlotFacts(None, None, 2, "县国土局")]}, "slot_agency",
         "Today: 县国土局 is wanted at an appointment and does not go along."),
        ({"slots": [SlotFacts(time(9, 10), 20), SlotFacts(time(9), 20)]}, "slot_overlap",
         "Today: The appointments at 9:00–9:20 and at 9:10–9:30 overlap."),
        ({"slots": [SlotFacts(time(11), 45)], "starts_at": time(9), "ends_at": time(11, 30)}, "slot_outside",
         "Today: The appointment at 11:00–11:45 lies outside the visit's hours, 9:00–11:30."),
        ({"plan_faults": ["It does not fit."]}, "day_plan", "Today: Day plan: It does not fit."),
    ],
)  # fmt: skip
def test_everything_that_is_missing_has_its_sentence(facts, key, words):
    assert [(found, text) for found, _light, text in said(**facts)] == [(key, words)]


def test_steps_with_a_proof_speak_through_what_they_are_about_and_by_their_own_day():
    facts = {"township_told": False, "sheet_printed": False, "steps": STEPS, "agencies": [replace(WATER, told=False)]}

    found = said(date(2026, 11, 24), **facts)

    assert found == [
        ("step", Light.LATE, "Behind since 23 Nov: “与乡镇商定” is not done (县委办)."),
        ("township", Light.WATCH, "By 25 Nov: 青石镇 has not been told of the visit."),
        ("agencies_told", Light.WATCH, "By 27 Nov: Not told yet: 县水利局."),
        ("sheet", Light.WATCH, "By 30 Nov: The visit sheet has not been printed."),
        ("step", Light.WATCH, "By 1 Dec: “派车” is not done (后勤)."),
    ]


def test_steps_count_as_done_when_ticked_or_proved():
    ticked = [replace(step, done=step.proof is Proof.NONE) for step in STEPS]

    found = light(steps=ticked)

    assert (found.light, found.done, found.total) == (Light.READY, 5, 5)
    assert (light(steps=STEPS).done, light(steps=STEPS, township_told=False).done) == (3, 2)


def test_a_step_ticked_by_hand_is_believed():
    told = [replace(step, done=True) for step in STEPS]

    assert said(steps=told, township_told=False, sheet_printed=False) == []


def test_an_unannounced_visit_asks_to_tell_nobody():
    nobody = {
        "unannounced": True, "township_told": False, "steps": [*STEPS],
        "agencies": [replace(WATER, told=False, confirmed=False)],
    }  # fmt: skip

    found = light(**nobody)

    assert [reason.text for reason in found.reasons] == ["Today: “派车” is not done (后勤)."]
    assert (found.done, found.total) == (1, 2)


def test_the_gravest_reason_stands_first_and_gives_the_light():
    found = light(T_3, township_told=False, steps=[replace(CAR, days_before=6)], sheet_printed=False)

    assert [reason.key for reason in found.reasons] == ["step", "township", "sheet"]
    assert found.light is Light.LATE


def test_working_days_are_counted_back_over_holidays_and_make_up_saturdays():
    # 1 to 7 October 2026 are off; Saturday 10 October is worked, Sunday 20 September too
    assert working_day_before(CALENDAR, date(2026, 10, 9), 1) == date(2026, 10, 8)
    assert working_day_before(CALENDAR, date(2026, 10, 9), 2) == date(2026, 9, 30)
    assert working_day_before(CALENDAR, date(2026, 10, 12), 1) == date(2026, 10, 10)
    assert working_day_before(CALENDAR, date(2026, 10, 4), 1) == date(2026, 9, 30)
    assert working_day_before(CALENDAR, date(2026, 9, 22), 2) == date(2026, 9, 20)
    assert working_day_before(CALENDAR, WEDNESDAY, 0) == WEDNESDAY


@pytest.mark.parametrize(
    ("one", "other", "together"),
    [
        ((time(9), 20), (time(9, 20), 20), False),
        ((time(9), 20), (time(9, 19), 20), True),
        ((time(9), None), (time(9), None), True),
        ((time(9), 30), (time(9, 10), None), True),
        ((time(9), None), (time(9), 20), True),
        ((time(9), None), (time(9, 1), None), False),
        ((None, 30), (time(9), 30), False),
    ],
)
def test_slots_meet_where_they_take_the_same_minutes(one, other, together):
    assert meet(SlotFacts(*one), SlotFacts(*other)) is together
    assert meet(SlotFacts(*other), SlotFacts(*one)) is together
    assert bool(list(overlapping([SlotFacts(*one), SlotFacts(*other)]))) is together


def test_a_slot_past_midnight_and_one_without_length_can_be_said():
    assert slot_text(SlotFacts(time(23, 50), 20)) == "23:50–24:10"
    assert slot_text(SlotFacts(time(9), None)) == "9:00"
    assert lies_outside(SlotFacts(time(8, 50), 5), time(9), None)
    assert not lies_outside(SlotFacts(None, 5), time(9), time(10))
