"""P30: no service, timer, job or import settles an issue by itself; read off the source, and tried with time passing.

The world is closed from both ends: who can write a state at all, and who calls the verbs that settle. Whoever adds a
place to one of these lists says in review why a person stands behind it.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from core.issues import OPEN, SETTLED, IssueState
from core.life_cycle import SETTLING
from db import models as m
from db.opening import create_file
from db.services.issue_clocks import recount_issue
from db.services.look_back import draw_look_backs
from db.store import Store, open_store
from tests.db.county import CALENDAR, QINGSHI, SETTINGS, WATER, found_county

ROOT = Path(__file__).resolve().parent.parent
Place = tuple[str, str]

WRITERS: set[Place] = {
    ("db/services/issue_steps.py", "make"),  # every move, each of them a verb that somebody called
    ("db/services/issue_actions.py", "check_on_site"),  # in hand, or a mark taken back: never settled
    ("db/services/issues.py", "_new_issue"),  # answered on site, where the person who writes it down says so
}
"""Who writes the state of an issue; the import of a ledger sets what its column says, in `_fill_issue`."""
BY_NAME: set[Place] = {
    ("db/services/imports_work.py", "_fill_issue"),  # the import of a file, each column confirmed in the wizard
    ("db/services/imports_work.py", "fill_visit"),
    ("db/services/receptions.py", "keep_reception"),
    ("db/services/visit_record.py", "_set"),
}
"""Who sets columns by name; the last three set those of a visit and of its record."""
CALLERS: set[Place] = {
    ("db/services/issue_finishing.py", "finish_issue"),  # walks the chain and closes
    ("desktop/issues/issue_acts.py", "close"),  # the button of the checklist
    ("desktop/issues/moves.py", "<module>"),  # the dialogs of the moves
}
"""Who calls a verb that settles."""
SETTLERS = {"close_issue", "finish_issue", "answer_on_site", "archive_issue"}


def sources() -> Iterator[tuple[str, ast.Module]]:
    for package in ("core", "db", "desktop"):
        for path in sorted((ROOT / package).rglob("*.py")):
            yield path.relative_to(ROOT).as_posix(), ast.parse(path.read_text(encoding="utf-8"))


def functions(tree: ast.Module) -> Iterator[tuple[str, ast.AST]]:
    """Return each outermost function or method with its name, and what stands outside of any."""
    for node in tree.body:
        if isinstance(node, ast.ClassDef):
            yield from functions(ast.Module(node.body, []))
        elif isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node.name, node
        elif not isinstance(node, ast.Import | ast.ImportFrom):
            yield "<module>", node


def knows_issues(tree: ast.Module) -> bool:
    imported = {
        alias.name
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and node.module
        for alias in node.names
    }
    return bool({"Issue", "IssueState", "MOVES"} & imported)


def writes_state(node: ast.AST) -> bool:
    """Return whether *node* sets a `state` that may be an issue's: by name, in a constructor or in a bulk statement."""
    for each in ast.walk(node):
        targets = each.targets if isinstance(each, ast.Assign) else []
        flat = [part for target in targets for part in (target.elts if isinstance(target, ast.Tuple) else [target])]
        if any(isinstance(part, ast.Attribute) and part.attr == "state" for part in flat):
            return True
        is_bulk = isinstance(each, ast.Call) and _name(each.func) in {"Issue", "values", "update", "insert"}
        if is_bulk and any(keyword.arg == "state" for keyword in each.keywords):
            return True
    return False


def sets_by_name(node: ast.AST) -> bool:
    return any(isinstance(each, ast.Call) and _name(each.func) == "setattr" for each in ast.walk(node))


def mentions(node: ast.AST, names: set[str]) -> bool:
    return any(_name(each) in names for each in ast.walk(node) if isinstance(each, ast.Name | ast.Attribute))


def _name(node: ast.AST) -> str:
    return node.id if isinstance(node, ast.Name) else node.attr if isinstance(node, ast.Attribute) else ""


def test_only_moves_write_the_state_of_an_issue() -> None:
    found = {
        (path, name)
        for path, tree in sources()
        if knows_issues(tree) and not path.startswith("db/models")
        for name, node in functions(tree)
        if writes_state(node)
    }
    visits = {place for place in found if "Visit" in (ROOT / place[0]).read_text() and place not in WRITERS}
    assert found - visits == WRITERS
    for path, name in visits:  # those write the state of a visit or a request, never that of an issue
        body = next(node for each, node in functions(ast.parse((ROOT / path).read_text())) if each == name)
        assert not mentions(body, {"IssueState"}), (path, name)


def test_only_imports_set_columns_by_name() -> None:
    found = {
        (path, name)
        for path, tree in sources()
        if path.startswith("db/services")
        for name, node in functions(tree)
        if sets_by_name(node) and knows_issues(tree)
    }
    assert found <= BY_NAME


def test_only_a_persons_button_calls_a_verb_that_settles() -> None:
    homes = {f"db/services/issue_{part}.py" for part in ("settling", "handing", "moves")}
    found = {
        (path, name)
        for path, tree in sources()
        if path not in homes
        for name, node in functions(tree)
        if mentions(node, SETTLERS)
    }
    assert found == CALLERS


def test_only_the_verbs_make_the_moves_that_settle() -> None:
    found = set()
    for path, tree in sources():
        for name, node in functions(tree):
            for each in ast.walk(node):
                is_move = isinstance(each, ast.Subscript) and _name(each.value) == "MOVES"
                if is_move and isinstance(each.slice, ast.Constant) and each.slice.value in SETTLING:
                    found.add((path, name))
    makers = {place for place in found if place[0].startswith("db/services/issue_settling") or "handing" in place[0]}
    assert {name for _path, name in makers} == {"close_issue", "archive_issue", "answer_on_site"}
    others = {("db/services/issue_finishing.py", "finish_issue"), ("db/services/issue_finishing.py", "still_missing")}
    named = {(path, name) for path, name in found if path in {"desktop/issues/issue_acts.py", "core/life_cycle.py"}}
    assert {name for _path, name in named} == {"close", "_closed_as", "next_move"}  # they read its name and sources
    assert found - makers <= others | named


def test_the_rules_are_seen_to_fail_on_a_planted_timer() -> None:
    planted = ast.parse(
        "from db.models import Issue\n"
        "def tidy(session):\n"
        "    for issue in session.scalars(old):\n"
        "        issue.state, issue.closed_on = CLOSED, today\n"
        "def sweep(session):\n"
        "    session.execute(update(Issue).values(state='closed'))\n"
        "def timer(self):\n"
        "    finish_issue(self.session, 1)\n"
    )
    assert knows_issues(planted)
    assert [name for name, node in functions(planted) if writes_state(node)] == ["tidy", "sweep"]
    assert [name for name, node in functions(planted) if mentions(node, SETTLERS)] == ["timer"]


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Store]:
    """Return a schedule with one issue in every state, all long overdue."""
    path = tmp_path / "office.db"
    create_file(path, None)
    store = open_store(path, actor="clock", today=lambda: date(2026, 11, 23))
    found_county(store)
    with store.write("Issues") as session:
        for serial, state in enumerate(IssueState, start=1):
            day = date(2026, 3, 2)
            values: dict[str, Any] = {"uid": f"s{serial}", "number": f"N{serial}", "year": 2026, "serial": serial}
            issue = m.Issue(**values, title="饮水", raised_on=day, township_id=QINGSHI, state=state, due_steps=[])
            issue.due, issue.lead_agency_id, issue.moved_on = date(2026, 3, 10), WATER, day
            if state in SETTLED:
                issue.closed_on, issue.close_result = day, "已通水"
            session.add(issue)
    yield store
    store.close()


def states(store: Store) -> dict[int, IssueState]:
    with store.read() as session:
        return {row.id: row.state for row in session.execute(select(m.Issue.id, m.Issue.state))}


def test_years_pass_and_every_job_runs_and_nothing_is_settled(office: Store) -> None:
    before = states(office)
    for days in (1, 30, 365, 3650):
        today = date(2026, 11, 23) + timedelta(days)
        with office.write("Jobs") as session:
            draw_look_backs(session, today=today, settings=SETTINGS)
            for issue in session.scalars(select(m.Issue)):
                recount_issue(session, issue, calendar=CALENDAR, settings=SETTINGS, today=today)
        assert states(office) == before
    assert sum(state in OPEN for state in before.values()) == len(OPEN)
