"""What cannot be written down of a visit: each a sentence, and nothing changed."""

from __future__ import annotations

from dataclasses import replace
from datetime import time

import pytest

from core.errors import (
    ChoiceVanished,
    MissingField,
    NumberOutOfRange,
    TooLong,
    UserError,
    Vanished,
    VillageElsewhere,
)
from core.issues import CheckMark, IssueState
from core.record_entry import IssueEntry, representatives_in
from core.record_errors import (
    CashNeedsTwoSignatures,
    GroupNeedsRepresentatives,
    HouseholdNeedsVillage,
    LeftBeforeArrived,
    NextVisitNotLater,
    OpinionTwice,
    ReportFileGone,
    TooManyAttendees,
)
from core.records import (
    AttendeeDraft,
    AttendeeRole,
    ConsultationDraft,
    HouseholdDraft,
    NoteDraft,
    NoteKind,
    OpinionDraft,
    ReceptionDraft,
)
from db import models as m
from tests.db.record_office import TODAY, issue, save, set_up, stored
from tests.db.rows import everything


@pytest.fixture
def office(store):
    return set_up(store)


HOME = HouseholdDraft("h9", 1, householder="赵四")


@pytest.mark.parametrize(
    ("home", "refusal"),
    [
        (replace(HOME, village_id=None), HouseholdNeedsVillage),
        (replace(HOME, village_id=2), VillageElsewhere),
        (replace(HOME, village_id=99), ChoiceVanished),
        (replace(HOME, category="no such"), ChoiceVanished),
        (replace(HOME, cash_yuan=500), CashNeedsTwoSignatures),
        (replace(HOME, cash_yuan=500, signer_one="赵四"), CashNeedsTwoSignatures),
        (replace(HOME, cash_yuan=500, signer_one="赵　四", signer_two=" 赵四"), CashNeedsTwoSignatures),
        (replace(HOME, cash_yuan=-1), NumberOutOfRange),
        (replace(HOME, members=100), NumberOutOfRange),
        (replace(HOME, next_on=TODAY), NextVisitNotLater),
        (replace(HOME, householder="某" * 61), TooLong),
    ],
)
def test_a_household_that_cannot_be_so_is_refused_with_a_sentence(office, home, refusal):
    before = everything(office)
    with pytest.raises(refusal):
        save(office, replace(stored(office), households=[HouseholdDraft("h8", 1, needs="米"), home]))
    assert everything(office) == before


def test_an_empty_line_is_no_household_and_a_cleared_one_goes(office):
    save(office, replace(stored(office), households=[HouseholdDraft("h1", 1), HOME]))
    assert [each.uid for each in stored(office).households] == ["h9"]
    cleared = stored(office)
    cleared.households[0].householder = ""
    save(office, cleared)
    assert stored(office).households == []


@pytest.mark.parametrize(
    ("fields", "refusal"),
    [
        ({"arrived_at": time(11), "left_at": time(9)}, LeftBeforeArrived),
        ({"headcount": -1}, NumberOutOfRange),
        ({"vehicles": 100}, NumberOutOfRange),
        ({"report_attachment_id": 77}, ReportFileGone),
        ({"theme": "题" * 401}, TooLong),
        ({"notes": [NoteDraft("n", NoteKind.FINDING, "", "只有答复")]}, MissingField),
        ({"attendees": [AttendeeDraft(f"人{n}") for n in range(1001)]}, TooManyAttendees),
        ({"attendees": [AttendeeDraft("某", leader_id=99)]}, ChoiceVanished),
        ({"visit_id": 99}, Vanished),
    ],
)
def test_a_record_that_cannot_be_so_is_refused_with_a_sentence(office, fields, refusal):
    before = everything(office)
    with pytest.raises(refusal) as told:
        save(office, replace(stored(office), **fields))
    assert str(told.value).endswith(".")
    assert everything(office) == before


def test_five_hundred_attendees_pasted_are_kept_once(office):
    people = [AttendeeDraft(f"人{n}", unit="青石镇", role=AttendeeRole.VILLAGE, present=True) for n in range(500)]
    save(office, replace(stored(office), attendees=people))
    save(office, replace(stored(office), attendees=people))
    assert len(stored(office).attendees) == 500


@pytest.mark.parametrize(
    ("names", "fine"),
    [
        ("", False),
        ("王桂英", True),
        ("甲、乙，丙;丁 戊", True),
        ("甲、乙、丙、丁、戊、己", False),
        ("张　三、李　四", True),
    ],
)
def test_a_group_visit_names_one_to_five_representatives(office, names, fine):
    entry = IssueEntry(issue(), ReceptionDraft(6, names))
    if fine:
        save(office, stored(office), entries=[entry])
    else:
        with pytest.raises(GroupNeedsRepresentatives) as told:
            save(office, stored(office), entries=[entry])
        assert "6 people came with “水管破裂”" in str(told.value)


def test_names_are_told_apart_however_they_are_written():
    assert representatives_in("张　三、李四 王五\n欧阳修") == ["张三", "李四", "王五", "欧阳修"]
    assert representatives_in("John Smith and Mary Poe") == ["John Smith", "Mary Poe"]


@pytest.mark.parametrize(
    ("opinions", "refusal"),
    [
        ([OpinionDraft(1, "可"), OpinionDraft(1, "不可")], OpinionTwice),
        ([OpinionDraft(None, "可")], MissingField),
        ([OpinionDraft(99, "可")], ChoiceVanished),
    ],
)
def test_a_consultation_that_cannot_be_so_is_refused(office, opinions, refusal):
    with pytest.raises(refusal):
        save(office, stored(office), entries=[IssueEntry(issue(), consultation=ConsultationDraft(opinions=opinions))])


def test_a_mark_that_stands_already_is_no_matter_once_the_issue_is_closed(office):
    save(office, stored(office), marks={1: CheckMark.DONE})
    with office.write("Close") as session:
        session.get_one(m.Issue, 1).state = IssueState.CLOSED
    save(office, stored(office), marks={1: CheckMark.DONE})
    with pytest.raises(UserError):
        save(office, stored(office), marks={1: CheckMark.UNTOUCHED})
