"""The parts of a Linux system that Qt and our documents need: found by looking at files, installed with apt.

A further part is one line in NEEDED or in FOR_TESTS. Which libraries Qt loads: `objdump -p` on its plugins.
"""

from __future__ import annotations

import ctypes
import os
import shutil
import subprocess
import sys
import sysconfig
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial
from importlib.util import find_spec
from pathlib import Path

APT = ("apt-get", "-q", "-o", "Acquire::Retries=3", "-o", "Acquire::http::Timeout=30", "-o", "DPkg::Lock::Timeout=300")
FONT_FOLDERS = ("/usr/share/fonts", "/usr/local/share/fonts", "~/.fonts", "~/.local/share/fonts")
SANS = ("notosanscjk", "notosanssc", "sourcehansans", "wqy-", "msyh", "simhei", "droidsansfallback")
SERIF = ("notoserifcjk", "notoserifsc", "sourcehanserif", "simsun", "simfang", "uming")


@dataclass(frozen=True, slots=True)
class Part:
    """Something of the system: what it is for, the Debian package that has it, how to see that it is there."""

    what: str
    package: str
    is_there: Callable[[], bool]


def _library_folders() -> list[Path]:
    triplet = sysconfig.get_config_var("MULTIARCH") or "x86_64-linux-gnu"
    return [Path(folder) for folder in (f"/usr/lib/{triplet}", f"/lib/{triplet}", "/usr/lib64", "/usr/lib", "/lib")]


def _has_library(name: str) -> bool:
    """Return whether *name* can be loaded; the usual folders are looked at first, because that costs nothing."""
    if any((folder / name).exists() for folder in _library_folders()):
        return True
    try:
        ctypes.CDLL(name)
    except OSError:
        return False
    return True


def _has_program(name: str) -> bool:
    return shutil.which(name) is not None


def _has_venv() -> bool:
    return find_spec("venv") is not None and find_spec("ensurepip") is not None


def _has_font(stems: tuple[str, ...], folders: Iterable[str] = FONT_FOLDERS) -> bool:
    """Return whether some font file's name begins with one of *stems*."""
    for folder in folders:
        for _where, _folders, files in os.walk(Path(folder).expanduser()):
            if any(name.lower().startswith(stems) for name in files):
                return True
    return False


def _library(name: str, package: str, what: str = "the window") -> Part:
    return Part(what, package, partial(_has_library, name))


def _program(name: str, package: str, what: str) -> Part:
    return Part(what, package, partial(_has_program, name))


VENV = Part("an environment of its own", f"python3.{sys.version_info.minor}-venv", _has_venv)

NEEDED = (
    VENV,
    _library("libEGL.so.1", "libegl1"),
    _library("libGL.so.1", "libgl1"),
    _library("libX11.so.6", "libx11-6"),
    _library("libX11-xcb.so.1", "libx11-xcb1"),
    _library("libxcb-cursor.so.0", "libxcb-cursor0"),
    _library("libxcb-glx.so.0", "libxcb-glx0"),
    _library("libxcb-icccm.so.4", "libxcb-icccm4"),
    _library("libxcb-image.so.0", "libxcb-image0"),
    _library("libxcb-keysyms.so.1", "libxcb-keysyms1"),
    _library("libxcb-randr.so.0", "libxcb-randr0"),
    _library("libxcb-render-util.so.0", "libxcb-render-util0"),
    _library("libxcb-shape.so.0", "libxcb-shape0"),
    _library("libxcb-sync.so.1", "libxcb-sync1"),
    _library("libxcb-util.so.1", "libxcb-util1"),
    _library("libxcb-xfixes.so.0", "libxcb-xfixes0"),
    _library("libxcb-xkb.so.1", "libxcb-xkb1"),
    _library("libxkbcommon.so.0", "libxkbcommon0"),
    _library("libxkbcommon-x11.so.0", "libxkbcommon-x11-0"),
    _library("libdbus-1.so.3", "libdbus-1-3"),
    _library("libfontconfig.so.1", "libfontconfig1"),
    _library("libfreetype.so.6", "libfreetype6"),
    _library("libglib-2.0.so.0", "libglib2.0-0"),
    _library("libgssapi_krb5.so.2", "libgssapi-krb5-2"),
    _library("libwayland-client.so.0", "libwayland-client0", "a Wayland desktop"),
    _library("libwayland-cursor.so.0", "libwayland-cursor0", "a Wayland desktop"),
    _library("libwayland-egl.so.1", "libwayland-egl1", "a Wayland desktop"),
    _library("libcups.so.2", "libcups2", "printers"),
    _program("fc-cache", "fontconfig", "fonts found at once"),
    Part("Chinese on screen (a sans font)", "fonts-noto-cjk", partial(_has_font, SANS)),
    Part("Chinese on paper (a serif font)", "fonts-noto-cjk", partial(_has_font, SERIF)),
)

FOR_TESTS = (
    _program("Xvfb", "xvfb", "the end-to-end test"),
    _program("xauth", "xauth", "the end-to-end test"),
    _program("xdotool", "xdotool", "the end-to-end test"),
    _program("pdftotext", "poppler-utils", "the tests of printed sheets"),
)


def missing(parts: Iterable[Part]) -> list[Part]:
    """Return the parts that this system lacks."""
    return [part for part in parts if not part.is_there()]


def packages(parts: Iterable[Part]) -> list[str]:
    """Return the Debian packages of *parts*, each once, in order."""
    return list(dict.fromkeys(part.package for part in parts))


def reasons(parts: Iterable[Part]) -> str:
    """Return what *parts* are for, each reason once."""
    return ", ".join(dict.fromkeys(part.what for part in parts))


def _how_to_become_root() -> list[str] | None:
    """Return what to put before apt: nothing for root, sudo where it asks no password, None where neither."""
    if os.geteuid() == 0:
        return []
    if (
        shutil.which("sudo")
        and subprocess.run(["sudo", "-n", "true"], capture_output=True, check=False).returncode == 0
    ):
        return ["sudo", "-n"]
    return None


def may_install() -> bool:
    """Return whether apt is here and runs without a question."""
    return shutil.which("apt-get") is not None and _how_to_become_root() is not None


def command_for(parts: Iterable[Part]) -> str:
    """Return the line to type for *parts*."""
    return "sudo apt-get install --no-install-recommends " + " ".join(packages(parts))


def install(parts: list[Part], log: Path) -> bool:
    """Install *parts* with apt, where `may_install()`; write what apt says to *log*."""
    root = _how_to_become_root()
    if root is None:
        return False
    env = ["env", "DEBIAN_FRONTEND=noninteractive", "LC_ALL=C.UTF-8"]
    steps = (["update"], ["install", "-y", "--no-install-recommends", *packages(parts)])
    with log.open("ab") as target:
        for step in steps:
            done = subprocess.run(
                [*root, *env, *APT, *step], stdin=subprocess.DEVNULL, stdout=target, stderr=target, check=False
            )
    return done.returncode == 0
