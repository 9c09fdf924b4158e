"""The round trip with units and the ledger from a terminal: agency-sheet, agency-return, export ledger."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from core.agency_workbook.layout import COLUMNS, FIRST_ROW
from db.opening import create_file
from db.store import open_store
from tests import mockup
from tests.commands import TODAY, run_main, run_process

AT = {column.key: place for place, column in enumerate(COLUMNS, 1)}


@pytest.fixture
def county(tmp_path: Path) -> Path:
    """Return the county of the pictures as a file."""
    path = tmp_path / "county.db"
    create_file(path, None)
    store = open_store(path)
    with store.write("Fill") as session:
        mockup.fill(session)
    store.close()
    return path


def test_a_workbook_goes_out_comes_back_and_goes_in_once(county: Path, tmp_path: Path) -> None:
    out = run_main(
        "agency-sheet", "--db", county, "--agency", "县交通运输局", "-o", tmp_path / "a.xlsx", "--on", TODAY, "--json"
    )
    assert out.code == 0, out.err
    assert (out.json["agency"], out.json["number"], out.json["issues"]) == ("县交通运输局", "云表〔2026〕1号", 4)
    path = Path(out.json["file"])
    assert "hand-over copy" in path.name
    book = openpyxl.load_workbook(path)
    book.worksheets[0].cell(FIRST_ROW, AT["words"]).value = "已进场施工"
    book.worksheets[0].cell(FIRST_ROW + 9, AT["title"]).value = "多出的一行"
    book.save(path)

    looked = run_main("agency-return", path, "--db", county, "--on", TODAY, "--json").json
    assert (looked["accepted"], [change["theirs"] for change in looked["changes"]]) == (0, ["已进场施工"])
    assert looked["rows"][-1]["verdict"] == "added"
    taken = run_main("agency-return", path, "--db", county, "--accept", "all", "--on", TODAY, "--json").json
    assert taken["accepted"] == 1
    again = run_process("agency-return", path, "--db", county, "--accept", "all", "--on", TODAY)
    assert again.out.splitlines()[-1] == "0 cells differ, 0 taken in."


def test_refusals_are_one_sentence_and_change_nothing(county: Path, tmp_path: Path) -> None:
    unknown = run_main("agency-sheet", "--db", county, "--agency", "县林业局", "-o", tmp_path / "a.xlsx")
    assert (unknown.code, unknown.err.count("\n")) == (1, 1)
    assert "县林业局" in unknown.err
    missing = run_main("agency-return", tmp_path / "none.xlsx", "--db", county)
    assert missing.code == 1
    odd = run_main("agency-return", tmp_path / "none.xlsx", "--db", county, "--accept", "some")
    assert "--accept all" in odd.err


def test_the_ledger_is_written_without_names_unless_asked_for(county: Path, tmp_path: Path) -> None:
    redacted = run_main("export", "ledger", "--db", county, "-o", tmp_path / "台账.xlsx", "--on", TODAY, "--json").json
    internal = run_main(
        "export", "ledger", "--db", county, "-o", tmp_path / "台账.xlsx", "--internal", "--on", TODAY, "--json"
    ).json

    assert redacted["issues"] == internal["issues"] > 100
    assert ("hand-over" in redacted["file"], "internal" in internal["file"]) == (True, True)
