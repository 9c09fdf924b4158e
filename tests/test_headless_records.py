"""`visit show` and `prose` on a terminal, on a county with one visit written down in full."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import select

from core.calendar.workdays import work_calendar
from core.issues import CheckMark, IssueDraft
from core.record_entry import IssueEntry
from core.records import Ending, HouseholdDraft, NoteDraft, NoteKind, ReceptionDraft, RecordDraft
from core.settings import OfficeSettings
from db.models import Issue, Visit
from db.services.visit_record import save_record
from tests.commands import TODAY, run_main
from tests.mockup import open_mockup

DAY = date(2026, 11, 23)
SHOWN = {
    "id", "year", "number", "day", "half", "starts_at", "ends_at", "kind", "kind_name", "leader", "post", "leaders",
    "township", "village", "place", "theme", "state", "state_reason", "unannounced", "reception_form", "agencies",
    "appointments", "cut_short", "record", "leader_changes", "issues", "marks", "files", "same_day", "result", "prose",
}  # fmt: skip


@pytest.fixture(scope="module")
def county(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, int, int]:
    """Return the schedule, the visit written down, and an unannounced one; tests only read it."""
    path = tmp_path_factory.mktemp("county") / "county.db"
    store = open_mockup(path)
    with store.write("Record") as session:
        visit = session.scalars(select(Visit).where(Visit.day == DAY).order_by(Visit.id)).first()
        hidden = session.scalars(select(Visit).where(Visit.day == date(2026, 11, 20))).one()
        assert visit is not None
        hidden.unannounced = True
        brought = session.scalars(select(Issue.id).where(Issue.serial == 290)).one()
        village = session.execute(select(Visit.township_id)).first()
        assert village is not None
        draft = IssueDraft(
            "new", "水管破裂", DAY, visit.township_id, petitioner_name="王桂英", petitioner_phone="13855556612"
        )
        answered = IssueDraft("now", "路灯不亮", DAY, visit.township_id, answered_on_site=True)
        save_record(
            session,
            RecordDraft(
                visit.id, theme="饮水安全",
                notes=[NoteDraft("n", NoteKind.FINDING, "王桂英反映水压不足")],
                households=[
                    HouseholdDraft("h", 3, householder="李长顺", phone="13800001111", address="二组", needs="轮椅")
                ],
            ),
            entries=[IssueEntry(draft, ReceptionDraft(6, "王桂英")), IssueEntry(answered)],
            marks={brought: CheckMark.DONE},
            files=[("报告.docx", b"words")],
            ending=Ending.CUT_SHORT, reason="停电", today=DAY, calendar=work_calendar(), settings=OfficeSettings(),
        )  # fmt: skip
        ids = visit.id, hidden.id
    store.close()
    return path, *ids


def test_visit_show_tells_everything_and_masks_residents(county: tuple[Path, int, int]) -> None:
    db, visit, _hidden = county

    told = run_main("visit", "show", visit, "--db", db, "--json", more={"ONSITE_TODAY": TODAY})

    assert (told.code, told.err) == (0, "")
    assert set(told.json) == SHOWN
    assert (told.json["state"], told.json["state_reason"], told.json["cut_short"]) == ("done", "停电", True)
    assert [issue["state"] for issue in told.json["issues"]] == ["registered", "answered_on_site"]
    assert (told.json["same_day"], told.json["marks"][0]["mark"]) == (1, "done")
    assert [file["name"] for file in told.json["files"]] == ["报告.docx"]
    home = told.json["record"]["households"][0]
    assert (home["householder"], home["phone"], home["address"]) == ("李**", "138****1111", "**")
    for person in ("王桂英", "李长顺", "13855556612"):
        assert person not in told.out


def test_visit_show_in_words_has_no_empty_line(county: tuple[Path, int, int]) -> None:
    db, visit, _hidden = county

    told = run_main("visit", "show", visit, "--db", db, more={"ONSITE_LANGUAGE": "zh_CN"})

    lines = told.out.splitlines()
    assert lines[0] == "2026年11月23日 上午 现场办公"
    assert all(line.strip() for line in lines)
    assert lines[-1].startswith("11月23日上午，县委书记周立明到东岭镇围绕“饮水安全”开展现场办公")
    assert "王桂英" not in told.out


def test_prose_of_a_visit_and_of_a_month(county: tuple[Path, int, int]) -> None:
    db, visit, _hidden = county

    one = run_main("prose", "--db", db, "--visit", visit, "--json", more={"ONSITE_LANGUAGE": "zh_CN"}).json
    month = run_main("prose", "--db", db, "--month", "2026-11", "--on", TODAY, "--json").json
    words = run_main("prose", "--db", db, "--month", "2026-11", "--on", TODAY)

    assert (one["visit"], one["month"]) == (visit, None)
    assert one["prose"].endswith("因停电中途结束。")
    assert "走访群众 1 户" in one["prose"]
    assert (month["visit"], month["month"]) == (None, "2026-11")
    assert words.out == month["prose"] + "\n"
    assert "In November 2026, leaders of 云岭县 made 19 on-site visits" in month["prose"]
    assert "1 visit ended early." in month["prose"]


def test_visits_say_how_they_ended(county: tuple[Path, int, int]) -> None:
    db, visit, _hidden = county

    told = run_main("visits", "--db", db, "--from", TODAY, "--to", TODAY, "--json").json["visits"]

    ended = {each["id"]: (each["state"], each["cut_short"], each["result"]) for each in told}
    assert ended.pop(visit) == ("done", True, True)
    assert set(ended.values()) == {("set", False, False)}


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        ((), "either --visit"),
        (("--visit", 1, "--month", "2026-11"), "either --visit"),
        (("--month", "2026-13"), "is not a month"),
        (("--month", "November"), "is not a month"),
        (("--month", "1066-10"), "is not a day that can be planned"),
        (("--visit", 999_999), "There is no visit 999999"),
    ],
)
def test_a_wrong_question_is_answered_with_a_sentence(
    county: tuple[Path, int, int], arguments: tuple[object, ...], sentence: str
) -> None:
    told = run_main("prose", "--db", county[0], *arguments)

    assert (told.code, told.out) == (1, "")
    assert sentence in told.err
    assert len(told.err.splitlines()) == 1


def test_an_unannounced_visit_has_no_paragraph_and_an_unknown_one_no_page(county: tuple[Path, int, int]) -> None:
    db, _visit, hidden = county

    told = run_main("prose", "--db", db, "--visit", hidden)
    shown = run_main("visit", "show", 999_999, "--db", db, "--json")

    assert (told.code, told.out) == (1, "")
    assert "unannounced" in told.err
    assert (shown.code, shown.out) == (1, "")


def test_a_visit_without_a_record_says_so(county: tuple[Path, int, int]) -> None:
    db, visit, _hidden = county

    bare = run_main("prose", "--db", db, "--visit", visit + 1)

    assert (bare.code, bare.out) == (0, "Nothing was written down of this visit yet.\n")
