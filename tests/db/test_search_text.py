"""Whatever is typed into a search field is plain text: no sign has a meaning of its own, none is an error."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core.calendar.workdays import work_calendar
from core.issues import IssueDraft
from core.settings import OfficeSettings
from db.models import Township
from db.queries.issues import IssueFilter, IssueTab, issue_counts, issue_rows
from db.services.issues import register_issues
from db.store import Store, open_store
from tests.db.conftest import FULL, TODAY

CALENDAR = work_calendar([])
ODD = (
    "100%完成", "a_b_c", "他说\"行\"", "' OR 1=1 --", "'; DROP TABLE issue; --", "反斜杠\\结尾", "NEAR(路 灯)", "路*灯",
    "路 AND 灯", "^路", "路:灯", "{路}", "(路", "café 店", "𠮷田的地", "ＡＢＣ厂", "[甲]", "?", "??", "水-电", "\\%",
    "\\_", "100％", "ﬁ",
)  # fmt: skip
SIGNS = "%_\\'\"*^:(){}[]?-+~&|<>=;#@!,. \u3000/路灯水电aAéÉ\u0301𠮷\u200b\u202e\x00\ud800N0"


@pytest.fixture
def odd(store: Store) -> Store:
    """Return a schedule with one issue for each odd title."""
    with store.write("Fill") as session:
        township = Township(name="青石镇")
        session.add(township)
        session.flush()
        drafts = [
            IssueDraft(uid=f"u{n}", title=title, raised_on=TODAY, township_id=township.id)
            for n, title in enumerate(ODD)
        ]
        register_issues(session, drafts, calendar=CALENDAR, settings=OfficeSettings())
    return store


def titles(store: Store, text: str, tab: IssueTab = IssueTab.OPEN) -> list[str]:
    with store.read() as session:
        wanted = IssueFilter(tab=tab, text=text)
        return [row.title for row in issue_rows(session, wanted, TODAY, calendar=CALENDAR)]


@pytest.mark.parametrize("text", ODD)
def test_every_title_is_found_by_its_own_words_and_by_part_of_them(odd: Store, text: str) -> None:
    kept = unicodedata.normalize("NFC", text)
    assert kept in titles(odd, text)
    part = kept[-2:].strip()
    assert all(part.casefold() in title.casefold() for title in titles(odd, part))


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("%", ["100%完成", "\\%"]),
        ("_", ["a_b_c", "\\_"]),
        ('"', ['他说"行"']),
        ("'", ["' OR 1=1 --", "'; DROP TABLE issue; --"]),
        ("\\", ["反斜杠\\结尾", "\\%", "\\_"]),
        ("*", ["路*灯"]),
        ("cafe\u0301", ["café 店"]),
        ("caf\u00e9", ["café 店"]),
        ("\u200bcaf\u00e9\ufeff", ["café 店"]),
        ("𠮷", ["𠮷田的地"]),
        ("\u3000路*灯\u3000", ["路*灯"]),
        ("路灯", []),
        ("路*灯\x00", ["路*灯"]),
        ("\ud800路*灯", ["路*灯"]),
    ],
)
def test_signs_mean_themselves(odd: Store, typed: str, found: list[str]) -> None:
    assert sorted(titles(odd, typed)) == sorted(found)


@pytest.mark.parametrize("nothing", ["", "  ", "\u3000", "\u200b", "\x00", "\ud800", "\n\t"])
def test_nothing_typed_leaves_nothing_out(odd: Store, nothing: str) -> None:
    assert len(titles(odd, nothing)) == len(ODD)


@pytest.mark.parametrize("long", ["长" * 1_000_000, "%" * 100_000, "a" * 40_000, "_\\" * 30_000])
def test_a_pasted_book_finds_nothing_and_fails_at_nothing(odd: Store, long: str) -> None:
    assert titles(odd, long) == []


@pytest.fixture(scope="module")
def one(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """Return a schedule that the fuzz below shares: it only reads."""
    store = open_store(tmp_path_factory.mktemp("fuzz") / "one.db", create=True, today=lambda: date(2026, 11, 23))
    yield store
    store.close()


@given(st.text(st.sampled_from(SIGNS), max_size=12) | st.text(max_size=12))
@settings(
    max_examples=10_000 if FULL else 300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_no_words_break_the_search(one: Store, text: str) -> None:
    with one.read() as session:
        if session.get(Township, 1) is None:
            assert issue_rows(session, IssueFilter(text=text), TODAY, calendar=CALENDAR) == []
        issue_counts(session, TODAY, calendar=CALENDAR, wanted=IssueFilter(text=text))
