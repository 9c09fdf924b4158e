"""What every test stands on: no display, no real profile, one language.

Environment first, imports later: Qt reads QT_QPA_PLATFORM and platformdirs reads HOME when they are first used.
"""

from __future__ import annotations

import atexit
import gc
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import hypothesis
import pytest

from tests.kept_bytecode import compile_share, keep_bytecode
from tests.run_folders import left_behind, run_folder

ROOT = Path(__file__).resolve().parent.parent
DISPLAY_WANTED = "ONSITE_E2E_DISPLAY"  # set by the end-to-end test for the window that it starts
RUN_FOLDER = "PYTEST_DEBUG_TEMPROOT"  # where pytest puts the folders of its runs
LANGUAGE = "en"  # message ids are English, so a test reads the same sentence as the code


def _point_profile_at(home: Path, put: Callable[[str, str], object]) -> None:
    """Let *put* set every variable that leads to a user's own folders to somewhere below *home*."""
    folders = {
        "HOME": home,
        "USERPROFILE": home,
        "APPDATA": home / "roaming",
        "LOCALAPPDATA": home / "local",
        "XDG_CONFIG_HOME": home / "config",
        "XDG_DATA_HOME": home / "data",
        "XDG_STATE_HOME": home / "state",
        "XDG_CACHE_HOME": home / "cache",
        "XDG_RUNTIME_DIR": home / "run",
    }
    for name, folder in folders.items():
        put(name, str(folder))
    (home / "run").mkdir(mode=0o700, parents=True, exist_ok=True)


def _isolate_this_process() -> None:
    """Leave the real profile and the display alone from the first import on."""
    home = Path(tempfile.mkdtemp(prefix="onsite-tests-"))
    atexit.register(shutil.rmtree, home, ignore_errors=True)
    _point_profile_at(home, os.environ.__setitem__)
    if not os.environ.get(DISPLAY_WANTED):
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
    for name in ("LANGUAGE", "QT_SCALE_FACTOR", "QT_STYLE_OVERRIDE", "QT_FONT_DPI"):
        os.environ.pop(name, None)


def _stand_apart_from_other_runs() -> None:
    """Give this run a folder of its own to work in: pytest clears away what earlier or other runs left in the shared
    one, and an old folder that it can't delete (somebody still writes into it) fails the run at its very end.

    The folder is left behind where tests failed, for whoever looks into it; if it is in memory, until the next run.
    """
    if "PYTEST_XDIST_WORKER" not in os.environ:
        for folder in left_behind("onsite-run-", only_in_memory=True):
            shutil.rmtree(folder, ignore_errors=True)
        os.environ[RUN_FOLDER] = str(run_folder("onsite-run-"))


keep_bytecode()
_isolate_this_process()
_stand_apart_from_other_runs()


def pytest_sessionfinish(session: pytest.Session, exitstatus: int) -> None:
    """Take the run's folder away at exit where all went well."""
    if exitstatus == 0 and not hasattr(session.config, "workerinput"):
        atexit.register(shutil.rmtree, os.environ[RUN_FOLDER], ignore_errors=True)


def pytest_configure(config: pytest.Config) -> None:
    """Compile translations that are newer than what is compiled, once, before any worker starts.

    Drawn examples are the same in every run, so that a change is judged by what it changed;
    ONSITE_FULL=1 draws new ones.
    """
    hypothesis.settings.register_profile("same", derandomize=True, database=None)
    if not os.environ.get("ONSITE_FULL"):
        hypothesis.settings.load_profile("same")
    from tests.compiled_once import share_compiled_statements  # noqa: PLC0415 - once the profile is isolated

    share_compiled_statements()
    compile_share(config)
    if not hasattr(config, "workerinput"):
        subprocess.run([sys.executable, ROOT / "requirements" / "translations.py"], check=True)


def pytest_collection_finish() -> None:
    """Leave what stands when the tests begin out of every later look for garbage: it stays until the end."""
    gc.collect()
    gc.freeze()


@pytest.fixture(autouse=True)
def _own_profile(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    """Give each test empty user folders: nothing carries over, and the real ones are out of reach."""
    home = tmp_path_factory.mktemp("home", numbered=True)
    _point_profile_at(home, monkeypatch.setenv)


@pytest.fixture(autouse=True)
def _one_language() -> Iterator[None]:
    """Start each test in English, whatever the one before chose."""
    from core import i18n  # noqa: PLC0415 - core may only be imported once the profile is isolated

    i18n.set_language(LANGUAGE)
    yield
    i18n.set_language(LANGUAGE)


@pytest.fixture(scope="session")
def yunling(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the sample county as `main.py import` makes it: once in a run, for all workers. Copy it, never open it.

    What the command printed stands beside it, in told.json.
    """
    from tests.commands import SAMPLE, TODAY, run_process  # noqa: PLC0415 - see above

    def bring_in(folder: Path) -> None:
        done = run_process("import", *SAMPLE, "--db", folder / "yunling.db", "--on", TODAY, "--json")
        assert (done.code, done.err) == (0, "")
        (folder / "told.json").write_text(done.out, encoding="utf-8")

    return _made_once(tmp_path_factory, "yunling", bring_in) / "yunling.db"


def _made_once(factory: pytest.TempPathFactory, name: str, make: Callable[[Path], None]) -> Path:
    """Return a folder that one worker fills while the others wait for it."""
    base = factory.getbasetemp()
    folder = base.parent if "PYTEST_XDIST_WORKER" in os.environ else base
    made, lock = folder / name, folder / f"{name}.lock"
    while not made.exists():
        try:
            lock.mkdir()
        except FileExistsError:
            time.sleep(0.05)
            continue
        try:
            if not made.exists():
                draft = factory.mktemp(name)
                make(draft)
                draft.rename(made)
        finally:
            lock.rmdir()
    return made
