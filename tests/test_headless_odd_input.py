"""Odd input to the commands of the issue chain: one sentence, the exit code of the docs, nothing changed, no trace."""

from __future__ import annotations

import os
import shutil
import sqlite3
from pathlib import Path

import pytest
import sqlalchemy as sa

from core.errors import DiskFull
from db import models as m
from db.opening import create_file
from db.store import open_store
from tests import mockup
from tests.commands import TODAY, Done, run_main, run_process
from tests.core.notice_texts import SUPPOSED_2027
from tests.locked import write_lock_held

UNIT = "县交通运输局"
READING = {
    "issues": ("issues",), "explain": ("explain", "1"), "digest": ("digest",), "log": ("log",),
    "notice": ("notice", "NOTICE"), "return": ("agency-return", "NOTICE"),
}  # fmt: skip
WRITING = {
    "sheet": ("agency-sheet", "--agency", UNIT, "-o", "OUT"), "ledger": ("export", "ledger", "-o", "OUT"),
    "internal": ("export", "ledger", "--internal", "-o", "OUT"), "log-out": ("log", "-o", "OUT"),
    "save": ("notice", "NOTICE", "--save"),
}  # fmt: skip
DAYS = (
    "0001-01-01",
    "9999-12-31",
    "1949-12-31",
    "2101-01-01",
    "2026-02-29",
    "2026-11-23T00:00",
    "-1",
    "😀",
    "\0",
    "\udcff",
)
WORDS = (
    "",
    " ",
    "\0",
    "😀",
    "99999999999999999999",
    "-1",
    "0",
    "%",
    "_",
    "' OR 1=1 --",
    "\u202e",
    "\udcff",
    "1e999",
    "²",
)


@pytest.fixture(scope="module")
def county(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the county of the pictures as a file, with a notice beside it; nothing here may change it."""
    path = tmp_path_factory.mktemp("county") / "county.db"
    create_file(path, None)
    store = open_store(path)
    with store.write("Fill") as session:
        mockup.fill(session)
    store.close()
    path.with_name("notice.txt").write_text(SUPPOSED_2027, encoding="utf-8")
    return path


def run(words: tuple[str, ...], db: Path, out: Path | str = "never.xlsx", notice: Path | str = "") -> Done:
    given = {"OUT": out, "NOTICE": notice or db.with_name("notice.txt")}
    return run_main(*(given.get(word, word) for word in words), "--db", db, more={"ONSITE_TODAY": TODAY})


def require_sentence(done: Done) -> None:
    """Demand one sentence and a code of the docs; a command that could do it said nothing on stderr."""
    assert done.code in {0, 1, 2, 3}, done.err
    assert "Traceback" not in done.err
    if done.code in {1, 2}:
        assert done.out == ""
        assert len(done.err.splitlines()) == 1, done.err
        assert done.err.rstrip().endswith("."), done.err
    else:
        assert done.err == ""


def rows(db: Path) -> dict[str, int]:
    """Return how many rows each table holds, but for the series of numbers, which may have gaps."""
    store = open_store(db, read_only=True)
    with store.read() as session:
        tables = [table for table in m.Base.metadata.sorted_tables if table.name != "number_series"]
        found = {table.name: session.scalar(sa.select(sa.func.count()).select_from(table)) for table in tables}
    store.close()
    return found


@pytest.mark.parametrize("day", DAYS)
def test_impossible_days_are_a_sentence(county: Path, tmp_path: Path, day: str) -> None:
    for words in (*READING.values(), *WRITING.values()):
        if words[0] != "agency-return" and words[0] != "log":
            done = run((*words, "--on", day), county, tmp_path / "out.xlsx")
            require_sentence(done)
            assert done.code in {1, 2}
    for words in (("log", "--from", day), ("log", "--to", day), ("digest", "--since", day)):
        assert run(words, county).code in {1, 2}
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("word", WORDS)
def test_odd_words_are_a_sentence_or_find_nothing(county: Path, tmp_path: Path, word: str) -> None:
    before = rows(county)
    for words in (
        ("explain", word), ("issues", "--state", word), ("issues", "--flag", word), ("log", "--who", word),
        ("agency-sheet", "--agency", word, "-o", "OUT"), ("notice", "NOTICE", "--year", word),
        ("notice", "NOTICE", "--hold", word), ("notice", word), ("agency-return", word),
        ("agency-return", "NOTICE", "--accept", word), ("restore", "--from", word),
        ("restore", "--from", str(county), "--erased", word or "x"),
    ):  # fmt: skip
        require_sentence(run(words, county, tmp_path / "out.xlsx"))
    assert rows(county) == before
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("where", ["", ".", "/", "\0"])
def test_a_schedule_or_a_file_without_a_name_is_a_sentence(county: Path, tmp_path: Path, where: str) -> None:
    for words in (("issues",), ("explain", "1"), ("digest",), ("log",), ("check",), ("backup",)):
        done = run_main(*words, "--db", where)
        require_sentence(done)
        assert done.code == 1
    before = rows(county)
    for words in WRITING.values():
        if "OUT" in words and where != "\0":  # no system hands a NUL on
            done = run(words, county, where)
            require_sentence(done)
            assert "names no file" in done.err
    assert rows(county) == before


def test_the_shell_s_empty_variable_is_told_by_the_real_program() -> None:
    done = run_process("issues", "--db", "")
    assert (done.code, done.out) == (1, "")
    assert "names no file" in done.err


FILES = {
    "empty.txt": b"", "empty.xlsx": b"", "nul.txt": b"\0" * 3000, "bytes.txt": bytes(range(256)) * 20,
    "gbk.txt": "国务院办公厅关于2027年放假的通知".encode("gb18030"), "web.xlsx": b"<html>" * 100,
    "half.xlsx": b"PK\x03\x04" + b"\0" * 50, "😀.txt": "😀".encode() * 1000, "line\nbreak.txt": b"x",
    "long.txt": b"1" * 9_000_000,
}  # fmt: skip


@pytest.mark.parametrize("name", FILES)
def test_files_of_another_kind_are_a_sentence(county: Path, tmp_path: Path, name: str) -> None:
    file = tmp_path / name
    file.write_bytes(FILES[name])
    for words in (("notice", "NOTICE"), ("notice", "NOTICE", "--save"), ("agency-return", "NOTICE", "--accept", "all")):
        done = run(words, county, notice=file)
        require_sentence(done)
        assert done.code == 1
    for words in (("issues",), ("explain", "1"), ("digest",), ("log",)):
        done = run_main(*words, "--db", file)
        require_sentence(done)
        assert done.code == 1


@pytest.mark.skipif(os.name != "posix", reason="devices and pipes are files only there")
def test_devices_pipes_and_folders_are_refused_unread(county: Path, tmp_path: Path) -> None:
    """/dev/zero has no end: reading it once took all memory there was."""
    os.mkfifo(tmp_path / "pipe.txt")
    (tmp_path / "folder.txt").mkdir()
    (tmp_path / "zero.txt").symlink_to("/dev/zero")
    for file in (tmp_path / "pipe.txt", tmp_path / "folder.txt", tmp_path / "zero.txt", Path("/dev/zero")):
        for words in (("notice", "NOTICE"), ("agency-return", "NOTICE"), ("restore", "--from", "NOTICE")):
            done = run(words, county, notice=file)
            require_sentence(done)
            assert done.code == 1


@pytest.mark.parametrize("words", [*READING.values(), *WRITING.values()], ids=[*READING, *WRITING])
def test_a_newer_schedule_is_refused_and_left_alone(county: Path, tmp_path: Path, words: tuple[str, ...]) -> None:
    newer = Path(shutil.copyfile(county, tmp_path / "newer.db"))
    shutil.copyfile(county.with_name("notice.txt"), tmp_path / "notice.txt")
    connection = sqlite3.connect(newer)
    with connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    connection.close()
    before = newer.read_bytes()
    done = run(words, newer, tmp_path / "out.xlsx")
    require_sentence(done)
    assert done.code == 1
    assert words[0] == "agency-return" or "newer version" in done.err
    assert newer.read_bytes() == before


@pytest.mark.parametrize("place", ["none/x.xlsx", "county.db/x.xlsx", "{long}.xlsx"])
def test_a_place_that_takes_no_file_changes_nothing(county: Path, tmp_path: Path, place: str) -> None:
    own = Path(shutil.copyfile(county, tmp_path / "county.db"))
    before = rows(own)
    for words in (WRITING["sheet"], WRITING["ledger"], WRITING["log-out"]):
        done = run(words, own, tmp_path / place.format(long="长" * 90))
        require_sentence(done)
        assert done.code == 1
    assert rows(own) == before


def test_a_workbook_that_could_not_be_written_was_not_handed_out(
    county: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    own = Path(shutil.copyfile(county, tmp_path / "county.db"))

    def full(*_args: object, **_more: object) -> None:
        raise DiskFull(name="x.xlsx")

    monkeypatch.setattr("db.services.agency_returns.write_agency_workbook", full)
    done = run(WRITING["sheet"], own, tmp_path / "out.xlsx")
    require_sentence(done)
    assert done.code == 1
    assert rows(own)["paper"] == rows(county)["paper"]
    assert run_main("check", "--db", own).code == 0


@pytest.mark.slow
def test_a_schedule_that_another_program_locks_is_read_and_not_written(county: Path, tmp_path: Path) -> None:
    own = Path(shutil.copyfile(county, tmp_path / "county.db"))
    shutil.copyfile(county.with_name("notice.txt"), tmp_path / "notice.txt")
    with write_lock_held(own):
        for name, words in READING.items():
            if name != "return":
                done = run(words, own)
                assert (done.code, done.err) == (0, ""), done
        done = run(WRITING["sheet"], own, tmp_path / "out.xlsx")
    require_sentence(done)
    assert (done.code, "busy" in done.err) == (1, True)
    assert list(tmp_path.glob("*.xlsx")) == []


def test_a_schedule_that_a_window_has_open_is_read_and_what_leaves_says_that_it_was_not_noted(
    county: Path, tmp_path: Path
) -> None:
    own = Path(shutil.copyfile(county, tmp_path / "county.db"))
    shutil.copyfile(county.with_name("notice.txt"), tmp_path / "notice.txt")
    window = open_store(own)
    try:
        for name in ("sheet", "save", "internal"):
            done = run(WRITING[name], own, tmp_path / "out.xlsx")
            require_sentence(done)
            assert (done.code, "reading only" in done.err) == (1, True)
        for name in ("ledger", "log-out"):
            done = run(WRITING[name], own, tmp_path / f"{name}.xlsx")
            assert done.code == 0
            assert "not in the log" in done.err
            assert len(done.err.splitlines()) == 1
    finally:
        window.close()
