"""Every form and every command that makes or prints something, redacted: 0 hits of anybody under protection.

The cases are generated from FORMS and from the commands of main.py: a form or command that is added without a case
here makes a test fail.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any

import pytest
import typer
from sqlalchemy.orm import Session

from core.calendar.workdays import work_calendar
from core.chain import PaperKind, Variant
from core.documents.forms import FORMS, PAPER_FORMS
from core.documents.paper_facts import PaperDraft
from core.documents.pdf import render
from core.i18n import set_language
from core.issues import ActionKind, IssueState
from core.planning import CallAnswer
from core.settings import OfficeSettings
from db import models as m
from db.headless import TOPICS
from db.queries.clock_biography import biography_of, date_story
from db.queries.issues import IssueFilter
from db.queries.papers import batch_of, paper_words_of
from db.queries.releases import call_rows, notice_facts, phone_list_facts, release_rows, rota_facts
from db.queries.visit_sheet import visit_sheet
from db.services.exports import export_ledger
from db.services.issue_lines import add_line
from db.services.papers import issue_paper
from db.services.releases import answer_call, publish
from db.services.stand_ins import stand_in
from db.store import Store, open_store
from tests.byte_search import hits
from tests.commands import TODAY as DAY_TEXT
from tests.commands import run_main, run_process
from tests.db.county import QINGSHI, WATER, found_county

TODAY = date(2026, 11, 23)
NAME, PHONE, HOUSE, IDENTITY = "禤墨卿", "13987650001", "柳树湾村7组19号", "530102198801012317"
SPACED, GROUPED, LANDLINE = "禤 墨卿", "139 8765 0001", "0871-65432109"
WORDS = (NAME, PHONE, HOUSE, IDENTITY, SPACED, GROUPED, LANDLINE)
SENTENCE = f"{NAME}（{SPACED}，{PHONE}、{GROUPED}、{LANDLINE}，身份证{IDENTITY}，住{HOUSE}）"
AROUND: dict[str, Any] = {
    "calendar": work_calendar(),
    "settings": OfficeSettings(county="云岭县", office="云岭县下访办"),
}


def fill(store: Store) -> None:
    """Put the protected person into every text that anybody could have typed."""
    found_county(store)
    with store.write("Fill") as session:
        person = m.Petitioner(name=NAME, phone=PHONE, address=HOUSE, village_id=1)
        visit = m.Visit(
            uid="3f2b9c1e-8d47-4a50-9e11-0c5d7a6b1f22", year=2026, number=1, day=TODAY, half="morning",
            kind="petition_reception", leader_id=1, township_id=QINGSHI, theme=SENTENCE[:100], place=HOUSE,
            result=SENTENCE, note=SENTENCE, leaders=[], agencies=[], appointments=[],
        )  # fmt: skip
        session.add_all([person, visit])
        session.flush()
        for serial, state in enumerate((IssueState.IN_HAND, IssueState.ASSIGNED, IssueState.CLOSED), 1):
            issue = m.Issue(
                uid=f"i{serial}", number=f"云岭下访〔2026〕{serial:04d}号", year=2026, serial=serial,
                title=f"{SENTENCE}反映饮水", detail=SENTENCE, raised_on=date(2026, 10, 8), township_id=QINGSHI,
                visit_id=visit.id, village_id=1, petitioner_id=person.id, state=state, due=date(2026, 11, 2),
                lead_agency_id=WATER, assigned_on=date(2026, 10, 9), close_result=SENTENCE, note=SENTENCE,
                closed_on=TODAY if state is IssueState.CLOSED else None,
            )  # fmt: skip
            session.add(issue)
            session.flush()
            add_line(session, issue, ActionKind.PROGRESS, date(2026, 11, 9), text=SENTENCE, person=NAME)
            session.add(m.Reception(issue_id=issue.id, representatives=NAME, instruction=SENTENCE))
        session.add_all(
            [
                m.Appointment(visit_id=visit.id, petitioner_id=person.id, topic=SENTENCE[:200], at=time(9), position=0),
                m.Attendee(visit_id=visit.id, name=NAME, role="resident", position=0),
                m.Promise(
                    uid="p1", visit_id=visit.id, leader_id=1, township_id=QINGSHI, text=f"答应{NAME}", made_on=TODAY
                ),
                m.ItineraryStop(visit_id=visit.id, position=0, kind="stop", what=f"看望{NAME}", place=HOUSE),
                m.BaseRotaRule(
                    name=f"看望{NAME}"[:100],
                    pattern="week;days=3;roll=skip",
                    kind="petition_reception",
                    township_id=QINGSHI,
                    turns=[m.BaseRotaTurn(leader_id=1)],
                    note=SENTENCE[:200],
                ),
                m.VisitNote(uid="n1", visit_id=visit.id, kind="finding", text=SENTENCE, position=0),
            ]
        )


@pytest.fixture(scope="module")
def schedule(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("redacted") / "county.db"
    store = open_store(path, create=True, actor="王芳", today=lambda: TODAY)
    fill(store)
    publish_first(store)
    store.close()
    return path


@pytest.fixture(scope="module")
def store(schedule: Path) -> Iterator[Store]:
    opened = open_store(schedule, actor="王芳", today=lambda: TODAY)
    yield opened
    opened.close()


def sheet_facts(session: Session, variant: Variant) -> Any:
    return visit_sheet(session, 1, TODAY, variant=variant)


def paper_facts(kind: PaperKind) -> Callable[[Session, Variant], Any]:
    def make(session: Session, variant: Variant) -> Any:
        found = session.query(m.Paper).filter(m.Paper.kind == kind).first()
        assert found is not None
        return batch_of(session, paper_words_of(session, [found.id]), variant, "王芳 2026-0001")

    return make


def story_facts(session: Session, _variant: Variant) -> Any:
    told = biography_of(session, 1, today=TODAY, calendar=AROUND["calendar"])
    assert told is not None
    return date_story(told, "王芳 2026-0001")


def release_facts(query: Callable[..., Any]) -> Callable[[Session, Variant], Any]:
    def make(session: Session, _variant: Variant) -> Any:
        return query(session, release_rows(session)[0].id, watermark="王芳 2026-0001")

    return make


RELEASE_MAKERS = {
    "rota": release_facts(rota_facts),
    "change_notice": release_facts(notice_facts),
    "phone_list": release_facts(phone_list_facts),
}
NAMES_NOBODY_EVER = {"date_story", *RELEASE_MAKERS}
MAKERS: dict[str, Callable[[Session, Variant], Any]] = {
    "visit_sheet": sheet_facts,
    "date_story": story_facts,
    **RELEASE_MAKERS,
} | {form.key: paper_facts(kind) for kind, form in PAPER_FORMS.items()}


def issue_all(store: Store) -> None:
    """Issue a paper of each kind once."""
    with store.write("Papers") as session:
        if session.query(m.Paper).count() == 0:
            for kind in PAPER_FORMS:
                issue_paper(session, PaperDraft(kind, WATER, [1, 2], TODAY, text=SENTENCE), **AROUND)


PUBLISHED: dict[str, Any] = AROUND | {"today": TODAY, "at": datetime(2026, 11, 23, 9, tzinfo=UTC)}


def publish_first(store: Store) -> None:
    """Publish the plan with the person in its words, and change these."""
    with store.write("Publish") as session:
        publish(session, TODAY, date(2026, 11, 30), **PUBLISHED)
        session.get_one(m.Visit, 1).theme = f"改为看望{SENTENCE[:80]}"
    with store.write("Stand in") as session:
        stand_in(session, 1, 2, reason=SENTENCE, agreed_by=NAME, actor="", today=TODAY)


def publish_again(store: Store) -> None:
    """Publish the change once, with the person in the reason and in a remark."""
    with store.write("Publish") as session:
        if session.query(m.Release).count() == 1:
            made = publish(session, TODAY, date(2026, 11, 30), reason=SENTENCE, **PUBLISHED)
            for call in call_rows(session, made.id):
                answer_call(session, call.id, CallAnswer.AGREED, at=PUBLISHED["at"], today=TODAY, note=SENTENCE)


@pytest.mark.parametrize("language", ["zh_CN", "en"])
@pytest.mark.parametrize("key", sorted(FORMS))
def test_no_redacted_form_names_anybody(store: Store, tmp_path: Path, key: str, language: str) -> None:
    set_language(language)
    issue_all(store)
    publish_again(store)
    with store.read() as session:
        pdf = render(FORMS[key], MAKERS[key](session, Variant.REDACTED), made_on=TODAY)
    made = tmp_path / f"{key}.pdf"
    made.write_bytes(pdf.data)
    assert pdf.pages
    assert hits(made, WORDS) == []


@pytest.mark.parametrize("key", sorted(set(FORMS) - NAMES_NOBODY_EVER))
def test_the_search_itself_finds_the_person_in_an_internal_form(store: Store, tmp_path: Path, key: str) -> None:
    set_language("zh_CN")
    issue_all(store)
    with store.read() as session:
        pdf = render(FORMS[key], MAKERS[key](session, Variant.INTERNAL), made_on=TODAY)
    made = tmp_path / f"{key}.pdf"
    made.write_bytes(pdf.data)
    assert NAME in hits(made, WORDS)


def test_a_redacted_ledger_names_nobody_and_an_internal_one_does(store: Store, tmp_path: Path) -> None:
    for variant, expected in ((Variant.REDACTED, []), (Variant.INTERNAL, [NAME])):
        made, count = export_ledger(
            store, tmp_path / f"{NAME if variant is Variant.INTERNAL else ''}台账", IssueFilter(), today=TODAY,
            variant=variant, **AROUND,
        )  # fmt: skip
        assert count == 2
        assert [word for word in hits(made, WORDS) if word == NAME] == expected
        assert variant is Variant.INTERNAL or hits(made, WORDS) == []


COMMANDS: dict[str, tuple[object, ...]] = {
    "overdue": ("--on", DAY_TEXT),
    "visits": ("--from", "2026-11-01", "--to", "2026-12-31"),
    "visit show": (1,),
    "prose": ("--visit", 1),
    "readiness": ("--on", DAY_TEXT, "--days", 30),
    "conflicts": ("--from", "2026-11-01", "--to", "2026-12-31"),
    "coverage": ("--on", "2026-11-23"),
    "markets": ("--year", 2027),
    "publish": ("--from", "2026-11-23", "--to", "2026-11-30", "--reason", SENTENCE, "--on", DAY_TEXT),
    "changes": (1, "now"),
    "print visit-sheet": ("--visit", 1, "-o", "OUT/sheet.pdf", "--on", DAY_TEXT),
    "check": (),
    "issues": ("--state", "all", "--on", DAY_TEXT),
    "explain": (1, "--on", DAY_TEXT),
    "digest": ("--on", DAY_TEXT),
    "export ledger": ("-o", "OUT/ledger.xlsx", "--on", DAY_TEXT),
    "agency-sheet": ("--agency", "县水利局", "-o", "OUT/unit.xlsx", "--on", DAY_TEXT),
    "log": ("--from", "2020-01-01"),
    "base-rota": ("--year", 2027, "--adopt", "--on", DAY_TEXT),
    "plan": ("--from", "2026-11-23", "--to", "2026-12-04", "--time", 5, "--adopt", "--on", DAY_TEXT),
    "why": ("--visit", 1, "--on", DAY_TEXT),
    "repair": ("--leader", "周立明", "--from", "2026-11-23", "--to", "2026-11-25", "--on", DAY_TEXT),
}
NOT_ASKED = {
    "import": "reads files of the office, and masks what it repeats of them",
    "backup": "the schedule itself, for the office",
    "restore": "the schedule itself, for the office",
    "outlines": "reads borders, and repeats names of places only",
    "deadline": "counts days, without a schedule",
    "notice": "reads a public notice",
    "agency-return": "shows what a unit wrote into a redacted workbook",
    "screenshots": "pictures of made-up people",
}


def all_commands() -> list[str]:
    """Return the names of main.py's commands, those below others with both words."""
    app = typer.Typer()
    for topic in TOPICS:
        app.add_typer(topic)
    found: list[str] = []

    def walk(group: Any, before: str) -> None:
        for name, each in group.commands.items():
            if hasattr(each, "commands"):
                walk(each, f"{before}{name} ")
            else:
                found.append(f"{before}{name}")

    walk(typer.main.get_command(app), "")
    return found


def test_every_command_has_a_case_here() -> None:
    assert set(all_commands()) <= set(COMMANDS) | set(NOT_ASKED)


@pytest.mark.parametrize("as_json", [False, True])
@pytest.mark.parametrize("name", sorted(COMMANDS))
def test_no_command_names_anybody(schedule: Path, tmp_path: Path, name: str, as_json: bool) -> None:
    """In words as a process of its own, which also finds what a command forgot to import; as JSON in this one."""
    words = [str(word).replace("OUT", str(tmp_path)) for word in COMMANDS[name]]
    as_well = ["--json"] if as_json and not name.startswith("print") else []
    copy = tmp_path / "own.db"
    copy.write_bytes(schedule.read_bytes())
    run = run_main if as_json else run_process
    done = run(*name.split(), *words, "--db", copy, *as_well)
    assert done.code == 0, done.err
    said = tmp_path / "said.txt"
    said.write_text(done.out + done.err, encoding="utf-8")
    assert hits(said, WORDS) == []
    for made in (*tmp_path.glob("*.pdf"), *tmp_path.glob("*.xlsx")):
        assert hits(made, WORDS) == []
        assert "(hand-over copy)" in made.name
