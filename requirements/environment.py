"""Make `.venv` what the lock files say, bring missing system parts, compile translations; nothing twice.

A stamp in `.venv` holds the hash of the lock that was installed, and is written last: without it the work is redone.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import IO

import system_parts
import translations

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
CACHE = ROOT / ".cache"
LOG = CACHE / "set-up.log"
APT_TRIED = CACHE / "apt-tried"
AN_HOUR = 3600
WINDOWS = os.name == "nt"
LOCKS = {"run": HERE / "run.txt", "dev": HERE / "dev.txt", "bench": HERE / "bench.txt"}
BUILD_LOCK = HERE / "build.txt"  # what the one package without a wheel is built with
COVERS = {"run": ("run",), "dev": ("run", "dev"), "bench": ("run", "dev", "bench")}
NO_SPACE = re.compile(r"No space left|Errno 28|WinError 112", re.IGNORECASE)
NO_NETWORK = re.compile(
    r"Max retries|Failed to establish|name resolution|getaddrinfo|NewConnectionError|Connection(Reset| refused)"
    r"|(Connect|Read)Timeout|ProxyError|SSLError|CERTIFICATE_VERIFY|Network is unreachable|RemoteDisconnected"
    r"|TimedOut|from versions: none",  # all that pip says of an index that does not answer
    re.IGNORECASE,
)


class SetUpFailedError(Exception):
    """Set-up cannot go on; the message says why and what to do."""


class Environment:
    """The folder `.venv` and the stamps in it."""

    def __init__(self, folder: Path) -> None:
        """Look at *folder*, which need not exist."""
        self.folder = folder
        self.python = folder / ("Scripts/python.exe" if WINDOWS else "bin/python")
        self._unfinished = folder / ".unfinished"

    def is_ready(self, kind: str) -> bool:
        """Return whether the lock of *kind* is installed, by looking at three small files."""
        stamp = self._stamp(kind)
        return self._is_whole() and stamp.exists() and stamp.read_text(encoding="utf-8") == fingerprint(kind)

    def install(self, kind: str) -> None:
        """Install the lock of *kind*; the stamps come last, so that a run cut short is done again.

        Raises:
            SetUpFailedError: Python cannot make an environment, or pip cannot install.
        """
        if not self._is_whole():
            self._make()
        self._unfinished.touch()
        for each in COVERS[kind]:
            self._stamp(each).unlink(missing_ok=True)
        self._pip(BUILD_LOCK)
        self._pip(LOCKS[kind], "--use-pep517", "--no-build-isolation")
        for each in COVERS[kind]:
            self._stamp(each).write_text(fingerprint(each), encoding="utf-8")
        self._unfinished.unlink()

    def _stamp(self, kind: str) -> Path:
        return self.folder / f".installed-{kind}"

    def _is_whole(self) -> bool:
        """Return whether this environment was made to the end, and its Python is still the one it was made with."""
        if self._unfinished.exists() or not self.python.exists():
            return False
        made_with = re.search(r"^version\s*=\s*(\d+\.\d+)", _text(self.folder / "pyvenv.cfg"), re.MULTILINE)
        runs_on = re.fullmatch(r"python(\d+\.\d+)", self.python.resolve().name)
        return made_with is not None and (runs_on is None or runs_on[1] == made_with[1])

    def _make(self) -> None:
        if self.folder.exists():
            say("The environment in .venv is not complete; making it anew.")
            shutil.rmtree(self.folder)
        self.folder.mkdir()
        self._unfinished.touch()
        if run_logged([sys.executable, "-m", "venv", str(self.folder)]) != 0:
            raise SetUpFailedError(
                f"Python could not make its environment in .venv. On Debian or Ubuntu type `sudo apt-get install "
                f"{system_parts.VENV.package}` and try again; the details are in {LOG}."
            )

    def _pip(self, lock: Path, *options: str) -> None:
        quiet = ["--disable-pip-version-check", "--no-input", "--quiet", "--progress-bar", "off"]
        start = LOG.stat().st_size if LOG.exists() else 0
        command = [str(self.python), "-m", "pip", "install", *quiet, "--require-hashes", *options, "-r", str(lock)]
        if run_logged(command) != 0:
            raise SetUpFailedError(why_pip_failed(_text(LOG, start)))


def fingerprint(kind: str) -> str:
    """Return the hash of what *kind* installs."""
    return hashlib.sha256(LOCKS[kind].read_bytes() + BUILD_LOCK.read_bytes()).hexdigest()


def why_pip_failed(words: str) -> str:
    """Return one sentence for what pip said."""
    if NO_SPACE.search(words):
        return "The disk is full: the packages need about 1 GB. Free some space and try again."
    if "DO NOT MATCH THE HASHES" in words:
        return (
            "A downloaded package is not the one that requirements/ names (its hash differs), so it was not "
            f"installed. Ask whoever runs your package mirror; the details are in {LOG}."
        )
    if NO_NETWORK.search(words):
        return (
            "The packages could not be downloaded: no network, or a proxy or mirror that does not answer. "
            "Check the connection (pip reads its mirror from its own configuration) and try again; "
            f"the details are in {LOG}."
        )
    last = [line for line in words.splitlines() if line.startswith("ERROR")][-1:]
    return f"pip could not install the packages{': ' + last[0][7:] if last else ''}. The details are in {LOG}."


def _text(path: Path, start: int = 0) -> str:
    return path.read_bytes()[start:].decode("utf-8", "replace") if path.exists() else ""


def say(sentence: str) -> None:
    """Tell the user, at once even into a pipe."""
    print(sentence, flush=True)  # noqa: T201 - this is a command-line program


def run_logged(command: Sequence[str]) -> int:
    """Run *command* without a keyboard; what it says goes to the log."""
    env = {**os.environ, "PYTHONUTF8": "1", "PIP_USER": "0"}
    with LOG.open("ab") as log:
        log.write(f"\n$ {' '.join(command)}\n".encode())
        log.flush()
        return subprocess.run(
            command, stdin=subprocess.DEVNULL, stdout=log, stderr=log, env=env, cwd=ROOT, check=False
        ).returncode


@contextmanager
def only_one_at_a_time() -> Iterator[None]:
    """Keep two set-ups out of each other's way; a killed one leaves nothing locked."""
    with (CACHE / "set-up.lock").open("a+b") as file:
        if not _try_lock(file):
            say("Another set-up of this folder is running; waiting for it.")
            while not _try_lock(file):
                time.sleep(0.5)
        yield


def _try_lock(file: IO[bytes]) -> bool:
    try:
        if sys.platform == "win32":
            import msvcrt  # noqa: PLC0415 - Windows only

            file.seek(0)
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        else:
            import fcntl  # noqa: PLC0415 - everywhere else

            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


def require_display() -> None:
    """Refuse to go on where no window can open.

    Raises:
        SetUpFailedError: no screen is there.
    """
    names = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    if sys.platform == "linux" and not any(os.environ.get(name) for name in names):
        raise SetUpFailedError(
            "There is no screen here (neither DISPLAY nor WAYLAND_DISPLAY is set), so the window cannot open. "
            "Run `make screenshots` to get pictures of every page, or `make run` from a desktop session."
        )


def bring_system_parts(parts: Sequence[system_parts.Part]) -> None:
    """Install the missing ones of *parts*, or say what to type and why; what can go on without them goes on."""
    lacking = system_parts.missing(parts)
    if lacking and not _tried_lately(lacking) and system_parts.may_install():
        say(f"Installing with apt what this system lacks for {system_parts.reasons(lacking)}; it can take minutes:")
        say(f"    {' '.join(system_parts.packages(lacking))}")
        system_parts.install(lacking, LOG)
        lacking = system_parts.missing(lacking)
        if lacking:
            APT_TRIED.write_text("\n".join(system_parts.packages(lacking)), encoding="utf-8")
    if lacking:
        has_apt = shutil.which("apt-get") is not None
        hint = "type" if has_apt else "install what Debian calls this, under whatever name your system has it"
        say(f"This system lacks what is needed for {system_parts.reasons(lacking)}. To get it, {hint}:")
        say(f"    {system_parts.command_for(lacking) if has_apt else ' '.join(system_parts.packages(lacking))}")


def _tried_lately(lacking: Sequence[system_parts.Part]) -> bool:
    """Return whether apt failed on just these within the hour: a start without network must not wait each time."""
    if not APT_TRIED.exists() or time.time() - APT_TRIED.stat().st_mtime > AN_HOUR:
        return False
    return _text(APT_TRIED).splitlines() == system_parts.packages(lacking)


def bring_packages(environment: Environment, kind: str) -> None:
    """Install what the lock of *kind* names, unless it is there."""
    if environment.is_ready(kind):
        return
    with only_one_at_a_time():
        if environment.is_ready(kind):  # the one we waited for did it
            return
        say(f"Installing the packages of requirements/{LOCKS[kind].name} into .venv; the first time takes minutes.")
        started = time.monotonic()
        environment.install(kind)
        say(f"Installed in {time.monotonic() - started:.0f} s.")


def compile_translations(environment: Environment) -> None:
    """Compile the translations that changed."""
    if translations.stale() and run_logged([str(environment.python), str(HERE / "translations.py")]) != 0:
        say(f"The translations could not be compiled, so the window may speak English; the details are in {LOG}.")


def main(arguments: Sequence[str]) -> int:
    """Do what *arguments* ask and return the exit code."""
    parser = argparse.ArgumentParser(prog="install.py", description="Set up Onsite Days.")
    parser.add_argument(
        "kind",
        nargs="?",
        choices=sorted(LOCKS),
        default="run",
        help="run (default): the app; dev: tests too; bench: also what the planner is measured against",
    )
    parser.add_argument("--display", action="store_true", help="stop where no window can open")
    wish = parser.parse_args(arguments)
    parts = system_parts.NEEDED + (system_parts.FOR_TESTS if wish.kind != "run" else ())
    environment = Environment(ROOT / ".venv")
    steps: list[Callable[[], None]] = []
    if wish.display:
        steps.append(require_display)
    if sys.platform == "linux":
        steps.append(lambda: bring_system_parts(parts))
    steps += [lambda: bring_packages(environment, wish.kind), lambda: compile_translations(environment)]
    try:
        CACHE.mkdir(exist_ok=True)
        for step in steps:
            step()
    except OSError as refusal:
        print(f"{ROOT} cannot be written to: {refusal}. Free some space or unpack it elsewhere.", file=sys.stderr)  # noqa: T201
        return 1
    except SetUpFailedError as problem:
        print(problem, file=sys.stderr)  # noqa: T201
        return 1
    except KeyboardInterrupt:
        print("Stopped. The same command takes it up again.", file=sys.stderr)  # noqa: T201
        return 130
    return 0
