"""The day plan: what it takes, what is left, and a sentence for everything that cannot be."""

from datetime import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.i18n import set_language
from core.itinerary import AFTERNOON, MORNING, day_plan, hours_of, office_hours
from core.preparation import Certainty, StopDraft, StopKind
from core.visits import Half

LEAVE, ARRIVE, RECEPTION, STOP, MEAL, RETURN = StopKind
ABOUT, OPEN, HIDDEN = Certainty.ABOUT, Certainty.UNDECIDED, Certainty.HIDDEN


@pytest.fixture(autouse=True)
def _english():
    set_language("en")


def stop(kind, at=None, minutes=None, what="", certainty=Certainty.EXACT):
    return StopDraft(kind, what, at=at, minutes=minutes, certainty=certainty)


def plan(*stops, half=Half.MORNING, starts=None, ends=None, journey=40):
    return day_plan(stops, half=half, starts_at=starts, ends_at=ends, hours=hours(half), journey=journey)


def hours(half):
    return hours_of(half, morning="08:30-12:00", afternoon="14:30-17:30")


def times(reckoned):
    return [(line.starts, line.ends) for line in reckoned.lines]


def test_stops_follow_each_other_around_the_hours_of_the_visit():
    found = plan(
        stop(LEAVE), stop(ARRIVE), stop(RECEPTION, minutes=120), stop(STOP, minutes=30), stop(RETURN),
        starts=time(9), ends=time(11, 30),
    )  # fmt: skip

    assert times(found) == [
        (time(8, 20), time(9)),
        (time(9), time(9)),
        (time(9), time(11)),
        (time(11), time(11, 30)),
        (time(11, 30), time(12, 10)),
    ]
    assert (found.minutes, found.available, found.journeys, found.fits) == (150, 150, 80, True)


def test_without_hours_of_its_own_the_whole_trip_fits_into_the_half_day():
    fits = plan(stop(LEAVE), stop(ARRIVE), stop(RECEPTION, minutes=130), stop(RETURN))
    over = plan(stop(LEAVE), stop(ARRIVE), stop(RECEPTION, minutes=150), stop(RETURN))

    assert (fits.minutes, fits.available, fits.overrun, fits.faults) == (210, 210, 0, ())
    assert times(fits)[0] == (time(8, 30), time(9, 10))
    assert over.overrun == 20
    assert over.faults == (
        "The plan takes 230 minutes with the way, 20 more than the morning from 8:30 to 12:00.",
    )  # fmt: skip


def test_a_sum_longer_than_the_hours_of_the_visit_says_by_how_much_and_where():
    found = plan(
        stop(LEAVE), stop(ARRIVE), stop(RECEPTION, minutes=120), stop(STOP, minutes=60, what="Talk"), stop(RETURN),
        starts=time(9), ends=time(11, 30),
    )  # fmt: skip

    assert found.overrun == 30
    assert found.lines[3].fault == "“Talk” would end at 12:00, after the visit ends at 11:30."
    assert found.faults == (
        found.lines[3].fault,
        "The stops take 180 minutes, 30 minutes more than there are between 9:00 and 11:30.",
    )


def test_a_stop_before_leaving_is_a_fault():
    found = plan(stop(LEAVE, time(8, 30)), stop(STOP, time(8), 30, "Bridge"), stop(RETURN))

    assert found.lines[1].fault == (
        "“Bridge” at 8:00 lies before setting off at 8:30. Correct one of the two times."
    )  # fmt: skip
    assert not found.fits


def test_a_stop_in_the_line_above_leaving_and_one_below_the_way_back_are_faults():
    found = plan(stop(STOP, minutes=10, what="Early"), stop(LEAVE), stop(RETURN), stop(STOP, minutes=5, what="Late"))

    assert found.lines[0].fault == "“Early” stands before setting off. Move it below that line."
    assert found.lines[3].fault == "“Late” stands after the way back. Move it above that line."


def test_two_stops_at_once_are_a_fault():
    found = plan(stop(STOP, time(9), 60, "A"), stop(STOP, time(9, 45), 10, "B"))

    assert [line.fault for line in found.lines] == [
        "",
        "“B” at 9:45 begins before “A” ends at 10:00. Correct one of them.",
    ]


def test_nobody_arrives_before_the_journey_is_over():
    said = "Whoever sets off at 8:30 is 40 minutes on the road and arrives at 9:10, not at 9:00."

    assert plan(stop(LEAVE, time(8, 30)), stop(ARRIVE, time(9))).faults == (said,)
    assert plan(stop(LEAVE, time(8, 30)), stop(ARRIVE), starts=time(9), ends=time(11)).faults == (said,)
    assert plan(stop(LEAVE, time(8, 20)), stop(ARRIVE, time(9))).fits
    assert plan(stop(LEAVE, time(8, 30), minutes=20), stop(ARRIVE, time(9))).fits
    assert plan(stop(LEAVE, time(8, 30)), stop(ARRIVE, time(9)), journey=None).fits


def test_nobody_comes_back_after_the_end():
    late = plan(stop(LEAVE, time(8, 30)), stop(ARRIVE), stop(STOP, minutes=60), stop(RETURN, time(11, 40)))
    own = plan(stop(STOP, minutes=60), stop(RETURN, time(12, 30)), starts=time(9), ends=time(11))

    assert late.faults == ("Back at 12:20, which is after the end, 12:00.",)
    assert own.faults == ("Setting off back at 12:30 lies after the end, 12:00.",)


@pytest.mark.parametrize("certainty", [ABOUT, OPEN])
def test_what_is_about_or_to_be_decided_is_never_wrong_by_itself(certainty):
    loose = plan(stop(STOP, time(9), 60, certainty=certainty), stop(STOP, time(9, 30), 30))
    after = plan(stop(STOP, time(9), 60), stop(STOP, time(9, 30), 30, certainty=certainty))

    assert loose.fits
    assert after.fits


def test_a_hidden_time_is_held_to_like_an_exact_one():
    found = plan(stop(STOP, time(9), 60, "A"), stop(STOP, time(9, 30), 30, "B", HIDDEN))

    assert not found.fits


def test_what_is_to_be_decided_has_no_time_and_still_takes_its_minutes():
    found = plan(stop(STOP, time(9), 30), stop(STOP, minutes=200, certainty=OPEN), stop(STOP, minutes=30))

    assert times(found)[1] == (None, None)
    assert found.minutes == 260
    assert found.overrun == 50


def test_an_exact_time_binds_across_what_is_to_be_decided():
    found = plan(stop(STOP, time(10), 30, "A"), stop(STOP, certainty=OPEN), stop(STOP, time(9), 10, "B"))

    assert found.lines[2].fault.startswith("“B” at 9:00 begins before “A”")


def test_a_plan_that_leaves_the_day_says_so():
    early = plan(stop(LEAVE), stop(ARRIVE, time(0, 20)))
    late = plan(stop(STOP, time(23, 30), 40, "Night"), half=Half.AFTERNOON)

    assert early.lines[0].starts is None
    assert early.faults[0] == "“Set off” does not fit into one day. Correct a time or the minutes."
    assert late.lines[0].fault == "“Night” does not fit into one day. Correct a time or the minutes."


def test_an_evening_visit_is_not_measured_by_office_hours():
    assert plan(stop(STOP, minutes=90), half=Half.AFTERNOON, starts=time(19)).fits
    assert plan(stop(STOP, minutes=90), half=Half.AFTERNOON, starts=time(19), ends=time(20, 30)).fits


def test_an_empty_plan_fits():
    found = plan()

    assert (found.lines, found.minutes, found.fits) == ((), 0, True)


@pytest.mark.parametrize(
    ("written", "hours"),
    [
        ("08:30-12:00", (time(8, 30), time(12))),
        ("8:30—12:00", (time(8, 30), time(12))),
        ("上午8点半至12点", (time(8, 30), time(12))),
        ("9～11.30", (time(9), time(11, 30))),
        ("12:00-08:30", MORNING),
        ("08:30", MORNING),
        ("", MORNING),
        ("early-late", MORNING),
        ("8-9-10", MORNING),
    ],
)
def test_office_hours_are_read_safely(written, hours):
    assert office_hours(written, MORNING) == hours


def test_the_hours_of_a_whole_day_reach_from_morning_to_evening():
    assert hours_of(Half.WHOLE_DAY, morning="8:00-12:00", afternoon="14:00-18:00") == (time(8), time(18))
    assert hours_of(Half.AFTERNOON, morning="x", afternoon="x") == AFTERNOON
    assert hours_of(Half.WHOLE_DAY, morning="19:00-20:00", afternoon="8:00-9:00") == (MORNING[0], AFTERNOON[1])


STOPS = st.lists(
    st.builds(
        StopDraft,
        kind=st.sampled_from(StopKind),
        at=st.none() | st.times(),
        certainty=st.sampled_from(Certainty),
        minutes=st.none() | st.integers(0, 1440),
    ),
    max_size=8,
)


@given(STOPS, st.sampled_from(Half), st.none() | st.times(), st.none() | st.times(), st.none() | st.integers(0, 2880))
def test_whatever_is_entered_is_reckoned_through(stops, half, starts, ends, journey):
    found = day_plan(stops, half=half, starts_at=starts, ends_at=ends, hours=hours(half), journey=journey)

    assert len(found.lines) == len(stops)
    assert {line.fault for line in found.lines} - {""} <= set(found.faults)
    assert all(fault.endswith(".") for fault in found.faults)
    assert found.overrun == max(found.minutes - found.available, 0)


@given(STOPS)
def test_a_plan_of_loose_times_has_no_fault_but_its_order_its_length_and_midnight(stops):
    loose = [StopDraft(each.kind, at=each.at, certainty=ABOUT, minutes=each.minutes) for each in stops]

    faults = plan(*loose).faults

    assert not [fault for fault in faults if "begins before" in fault or "arrives at" in fault or "lies" in fault]
