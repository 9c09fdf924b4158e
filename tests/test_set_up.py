"""Set-up does nothing twice, redoes what was cut short, and says in a sentence what is wrong."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
REQUIREMENTS = ROOT / "requirements"
sys.path.insert(0, str(REQUIREMENTS))  # as `python requirements/install.py` does

import environment as env  # noqa: E402
import install  # noqa: E402
import system_parts  # noqa: E402
import translations  # noqa: E402

PO = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\nmsgid "Today"\nmsgstr "今日"\n'


@pytest.fixture
def made(tmp_path: Path) -> env.Environment:
    """An environment as it is after a whole set-up, without the packages."""
    bin_ = tmp_path / ".venv" / ("Scripts" if env.WINDOWS else "bin")
    bin_.mkdir(parents=True)
    version = f"{sys.version_info.major}.{sys.version_info.minor}"
    (tmp_path / ".venv" / "pyvenv.cfg").write_text(f"version = {version}.0\n", encoding="utf-8")
    python = tmp_path / f"python{version}"
    python.touch()
    found = env.Environment(tmp_path / ".venv")
    found.python.symlink_to(python)
    for kind in env.COVERS["dev"]:
        (tmp_path / ".venv" / f".installed-{kind}").write_text(env.fingerprint(kind), encoding="utf-8")
    return found


def test_what_is_installed_is_ready(made: env.Environment) -> None:
    assert [made.is_ready(kind) for kind in ("run", "dev")] == [True, True]


def test_a_new_lock_is_not_ready(made: env.Environment, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    lock = tmp_path / "run.txt"
    lock.write_text("typer==1\n", encoding="utf-8")
    monkeypatch.setitem(env.LOCKS, "run", lock)
    assert [made.is_ready(kind) for kind in ("run", "dev")] == [False, True]


def test_an_installation_cut_short_is_not_ready(made: env.Environment) -> None:
    (made.folder / ".unfinished").touch()
    assert not made.is_ready("run")


def test_an_environment_whose_python_went_away_is_not_ready(made: env.Environment) -> None:
    made.python.resolve().unlink()
    assert not made.is_ready("run")


def test_an_environment_whose_python_was_upgraded_is_not_ready(made: env.Environment) -> None:
    (made.folder / "pyvenv.cfg").write_text("version = 3.5.2\n", encoding="utf-8")
    assert not made.is_ready("run")


def test_an_environment_is_made_anew_when_it_was_cut_short(
    made: env.Environment, monkeypatch: pytest.MonkeyPatch
) -> None:
    commands: list[list[str]] = []
    monkeypatch.setattr(env, "run_logged", lambda command: commands.append(command) or 0)
    (made.folder / ".unfinished").touch()
    (made.folder / "left over").touch()

    made.install("run")

    assert not (made.folder / "left over").exists()
    assert [command[1:3] for command in commands] == [["-m", "venv"], ["-m", "pip"], ["-m", "pip"]]
    assert sorted(path.name for path in made.folder.iterdir()) == [".installed-run"]


def test_nothing_is_stamped_when_pip_fails(made: env.Environment, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(env, "run_logged", lambda _command: 1)
    with pytest.raises(env.SetUpFailedError):
        made.install("dev")
    assert not list(made.folder.glob(".installed-*"))


@pytest.mark.parametrize(
    ("words", "begins"),
    [
        ("WARNING: Retrying: Failed to establish a new connection\nERROR: No matching", "The packages could not be"),
        (
            "ERROR: Could not find a version that satisfies typst==0.15.2 (from versions: none)",
            "The packages could not be",
        ),
        ("ERROR: THESE PACKAGES DO NOT MATCH THE HASHES FROM", "A downloaded package is not the one"),
        ("ERROR: Could not install packages due to an OSError: [Errno 28] No space left on device", "The disk is full"),
        ("ERROR: No matching distribution found for typst==0.15.2", "pip could not install the packages: No matching"),
    ],
)
def test_each_way_pip_fails_has_its_sentence(words: str, begins: str) -> None:
    assert env.why_pip_failed(words).startswith(begins)


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere there is always a screen")
def test_no_screen_is_said_in_a_sentence_that_points_to_the_pictures() -> None:
    bare = {"PATH": os.environ["PATH"], "LANG": "C"}
    command = [sys.executable, REQUIREMENTS / "install.py", "run", "--display"]
    done = subprocess.run(command, env=bare, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (1, "")
    assert "make screenshots" in done.stderr
    assert done.stderr.count("\n") == 1


def _lacking(name: str) -> system_parts.Part:
    return system_parts.Part("the window", name, lambda: False)


def test_a_missing_part_is_named_with_its_reason_and_the_command(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(env, "APT_TRIED", tmp_path / "apt-tried")
    monkeypatch.setattr(env.shutil, "which", lambda name: f"/usr/bin/{name}")
    monkeypatch.setattr(system_parts, "may_install", lambda: True)
    tried: list[list[system_parts.Part]] = []
    monkeypatch.setattr(system_parts, "install", lambda parts, _log: tried.append(parts) or False)
    parts = [_lacking("libegl1"), _lacking("libgl1"), _lacking("libgl1")]

    env.bring_system_parts(parts)
    env.bring_system_parts(parts)  # a start without network must not wait for apt each time

    said = capsys.readouterr().out
    assert said.count("sudo apt-get install --no-install-recommends libegl1 libgl1\n") == 2
    assert said.count("needed for the window. To get it, type:") == 2
    assert tried == [parts]


def test_without_root_apt_is_left_alone(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(system_parts, "_how_to_become_root", lambda: None)
    assert not system_parts.install([_lacking("libegl1")], tmp_path / "log")
    assert not (tmp_path / "log").exists()


def test_a_chinese_font_is_seen_by_its_file(tmp_path: Path) -> None:
    (tmp_path / "opentype").mkdir()
    (tmp_path / "opentype" / "NotoSerifCJK-Regular.ttc").touch()
    found = [system_parts._has_font(stems, [str(tmp_path)]) for stems in (system_parts.SANS, system_parts.SERIF)]
    assert found == [False, True]


def test_a_translation_is_compiled_once_until_it_changes(tmp_path: Path) -> None:
    po = tmp_path / "zh_CN" / "LC_MESSAGES" / "onsite.po"
    po.parent.mkdir(parents=True)
    po.write_text(PO, encoding="utf-8")
    assert translations.stale(tmp_path) == [po]
    translations.compile_one(po)
    assert translations.stale(tmp_path) == []
    assert [path.name for path in po.parent.iterdir() if path != po] == ["onsite.mo"]
    os.utime(po, (po.stat().st_atime, po.stat().st_mtime + 1))
    assert translations.stale(tmp_path) == [po]


def test_an_old_python_is_told_which_one_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(install.sys, "version_info", (3, 9, 2, "final", 0))
    monkeypatch.setattr(install.shutil, "which", lambda _name: None)
    with pytest.raises(SystemExit, match=r"needs Python 3\.11 or newer, and this is Python 3\.9\.2"):
        install.main()
