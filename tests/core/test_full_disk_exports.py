"""Everything that leaves the app, onto a disk that is full or takes nothing: the older file is whole."""

from __future__ import annotations

import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from core.documents.excel import SheetColumn, write_list
from core.documents.forms import VISIT_SHEET
from core.documents.pdf import render
from core.errors import DiskFull, FileNotWritten, FolderNotWritable, UserError
from core.files import write_file
from core.imports.errors_copy import write_errors_copy
from core.imports.plan import ImportPlan
from tests.core.documents.sheets import DAY, PICTURE
from tests.core.imports.odd_books import ROSTER, plan_of, save
from tests.small_disk import fill_up, mounted

OLD = b"what was there before"
LONG = "渠" * 3000
Writer = Callable[[Path], object]


@pytest.fixture(scope="module")
def refused(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, ImportPlan]:
    rows = [["日期", "时间", "领导", "乡镇", "类型"], *[["2月31日", "上午", "王某", "青石镇", LONG] for _ in range(20)]]
    path = save(tmp_path_factory.mktemp("book") / "a.xlsx", {"安排表": rows, **ROSTER})
    return path, plan_of(path)


@pytest.fixture(params=["list", "sheet", "errors copy"])
def write(request: pytest.FixtureRequest, refused: tuple[Path, ImportPlan]) -> Writer:
    def write_sheet(target: Path) -> None:
        write_file(target, render(VISIT_SHEET, PICTURE, made_on=DAY).data)

    def write_rows(target: Path) -> None:
        rows = [[f"{LONG}{n}"] for n in range(40)]
        write_list(target, title="台账", note="", columns=[SheetColumn("问题", 40)], rows=rows)

    path, plan = refused
    writers: dict[str, Writer] = {
        "list": write_rows,
        "sheet": write_sheet,
        "errors copy": lambda target: write_errors_copy(plan, path, target),
    }
    return writers[request.param]


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    with mounted(tmp_path / "disk", "1m") as place:
        (place / "out.bin").write_bytes(OLD)
        yield place


def test_a_full_disk_leaves_the_older_file_and_takes_the_new_one_once_there_is_room(disk: Path, write: Writer) -> None:
    ballast = fill_up(disk)
    with pytest.raises(DiskFull) as said:
        write(disk / "out.bin")
    assert "An older file of that name is unharmed" in str(said.value)
    assert (disk / "out.bin").read_bytes() == OLD
    with pytest.raises(DiskFull):
        write(disk / "new.bin")
    assert sorted(each.name for each in disk.iterdir()) == ["ballast", "out.bin"]

    ballast.unlink()
    write(disk / "out.bin")
    assert (disk / "out.bin").read_bytes()[:4] in {b"PK\x03\x04", b"%PDF"}


def test_a_disk_that_takes_nothing_is_said_so_and_left_as_it_is(disk: Path, write: Writer) -> None:
    subprocess.run(["mount", "-o", "remount,ro", str(disk)], check=True)
    with pytest.raises((FolderNotWritable, FileNotWritten)):
        write(disk / "out.bin")
    assert [(each.name, each.read_bytes()) for each in disk.iterdir()] == [("out.bin", OLD)]


def test_a_file_held_by_another_program_is_kept_and_another_name_works(
    tmp_path: Path, write: Writer, monkeypatch: pytest.MonkeyPatch
) -> None:
    from core import files  # noqa: PLC0415

    target, real = tmp_path / "out.bin", files.os.replace
    target.write_bytes(OLD)

    def held(source: str, to: str) -> None:
        if Path(to) == target:
            raise PermissionError(13, "The process cannot access the file")
        real(source, to)

    monkeypatch.setattr(files.os, "replace", held)
    with pytest.raises(UserError, match=r"out\.bin"):
        write(target)
    assert [(each.name, each.read_bytes()) for each in tmp_path.iterdir()] == [("out.bin", OLD)]
    write(tmp_path / "other.bin")
    assert (tmp_path / "other.bin").stat().st_size > 1000
