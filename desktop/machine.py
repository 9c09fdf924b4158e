"""What this computer remembers and no other: window geometry, last page, theme, language.

A broken, unwritable or newer file never stops the start: defaults are taken and the file is kept aside.
"""

from __future__ import annotations

import json
import logging
import os
from dataclasses import asdict, dataclass, field, fields
from pathlib import Path
from typing import Any, Final

from core.paths import user_config

VERSION: Final = 1
_LOG: Final = logging.getLogger(__name__)


@dataclass
class Machine:
    """The remembered choices; change a field, then call `save`.

    Attributes:
        language: `zh_CN`, `en`, or "" to follow the system.
        theme: `system`, `light`, `dark` or the key of another theme.
        last_page: Key of the page to open with.
        geometry: Qt's window geometry in hex.
        last_file: The schedule opened last.
        reduce_motion: No animation at all.
        views: Small choices of pages: widths, sort order, open groups. JSON values only.
    """

    language: str = ""
    theme: str = "system"
    last_page: str = "today"
    geometry: str = ""
    last_file: str = ""
    reduce_motion: bool = False
    views: dict[str, Any] = field(default_factory=dict)
    path: Path = field(default_factory=lambda: user_config() / "window.json", compare=False)
    kept_aside: Path | None = field(default=None, compare=False)

    def save(self) -> bool:
        """Write the choices; return False, and go on, where that cannot be done."""
        values = {name: value for name, value in asdict(self).items() if name not in {"path", "kept_aside"}}
        part = self.path.with_suffix(".part")
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            part.write_text(json.dumps({"version": VERSION, **values}, ensure_ascii=False, indent=1), encoding="utf-8")
            os.replace(part, self.path)  # noqa: PTH105 - the atomic call by its own name
        except (OSError, TypeError, ValueError) as error:
            _LOG.warning("window settings not saved to %s: %s", self.path, error)
            return False
        return True


def load_machine(path: Path | None = None) -> Machine:
    """Return what is remembered; whatever cannot be read is moved aside and replaced by defaults."""
    machine = Machine() if path is None else Machine(path=path)
    try:
        _take(machine, json.loads(machine.path.read_text(encoding="utf-8")))
    except FileNotFoundError:
        pass
    except (OSError, ValueError, RecursionError) as error:
        _LOG.warning("window settings in %s not used: %s", machine.path, error)
        machine = Machine(path=machine.path, kept_aside=_keep_aside(machine.path))
    return machine


def _take(machine: Machine, stored: Any) -> None:
    """Take over every value of the right type."""
    if not isinstance(stored, dict) or stored.get("version") != VERSION:
        raise ValueError("not our window settings, or from another version")
    for each in fields(Machine):
        default = getattr(machine, each.name)
        if each.name in stored and type(stored[each.name]) is type(default):
            setattr(machine, each.name, stored[each.name])


def _keep_aside(path: Path) -> Path | None:
    aside = path.with_suffix(".broken")
    try:
        os.replace(path, aside)  # noqa: PTH105
    except OSError:
        return None
    return aside
