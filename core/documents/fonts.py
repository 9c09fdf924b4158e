"""Which fonts a form is set in: the wanted face, what stands in for it, and which characters no font has.

A further stand-in is one entry in resources/forms/fonts.toml.
"""

from __future__ import annotations

import struct
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import BinaryIO, Final

import typst

from core.errors import NoChineseFont
from core.paths import resource

_BOLD_FROM: Final = 600
_UNSEEN: Final = frozenset(map(ord, "\n\t \u00a0\u200b\u200d\u3000\ufe0f"))


@dataclass(frozen=True, slots=True)
class Face:
    """One link of a chain: the name people use and the family name in the font file."""

    shown: str
    family: str


@dataclass(frozen=True, slots=True)
class Chain:
    """The faces for one role in a form, best first; `bold`: all of it is set in the bold cut."""

    role: str
    faces: tuple[Face, ...]
    bold: bool


@dataclass(frozen=True, slots=True)
class Chains:
    """What resources/forms/fonts.toml says."""

    roles: tuple[Chain, ...]
    heavy: frozenset[str]
    rare: tuple[str, ...]


@cache
def chains() -> Chains:
    """Read the chains."""
    table = tomllib.loads(resource("forms", "fonts.toml").read_text(encoding="utf-8"))
    roles = []
    for role, entry in table["roles"].items():
        pairs = [*entry["faces"], *(pair for more in entry["then"] for pair in table[more])]
        faces = tuple(dict.fromkeys(Face(shown, family) for shown, family in pairs))
        roles.append(Chain(role, faces, bold=entry.get("bold", False)))
    return Chains(tuple(roles), frozenset(table["heavy"]), tuple(table["rare"]))


@dataclass(frozen=True, slots=True)
class Substitution:
    """A face that is not installed, and the one used in its place."""

    role: str
    wanted: str
    used: str


@dataclass(frozen=True, slots=True)
class FontPlan:
    """What a form will be set in on this computer.

    Attributes:
        families: Role to family names, in the order in which characters look for a glyph.
        no_bold: Roles whose first face has no bold cut; bold words get an outline instead.
        substituted: One entry for each role whose first choice is not installed.
    """

    families: dict[str, tuple[str, ...]]
    no_bold: tuple[str, ...]
    substituted: tuple[Substitution, ...]


class FontBook:
    """The fonts of this computer, with the office's own folders of fonts."""

    def __init__(self, folders: tuple[Path, ...] = (), *, system: bool = True) -> None:
        self.handle = typst.Fonts(include_system_fonts=system, include_embedded_fonts=False, font_paths=list(folders))
        self._files: dict[str, list[tuple[int, Path, int]]] = {}
        for font in self.handle.fonts():
            if font.path is not None and font.style == "normal":
                self._files.setdefault(font.family, []).append((font.weight, Path(font.path), font.index))

    def plan(self) -> FontPlan:
        """Choose a face for every role.

        Raises:
            NoChineseFont: not one face of any chain is installed.
        """
        known = chains()
        rare = tuple(name for name in known.rare if name in self._files)
        families: dict[str, tuple[str, ...]] = {}
        no_bold, substituted = [], []
        for chain in known.roles:
            found = [face for face in chain.faces if face.family in self._files]
            if not found:
                raise NoChineseFont
            first, wanted = found[0], chain.faces[0]
            families[chain.role] = (*(face.family for face in found), *rare)
            if not self._has_bold(first.family) and first.family not in known.heavy:
                no_bold.append(chain.role)
            if first != wanted:
                cut = chain.bold and self._has_bold(first.family)
                substituted.append(
                    Substitution(chain.role, wanted.shown, f"{first.shown} Bold" if cut else first.shown)
                )
        return FontPlan(families, tuple(no_bold), tuple(substituted))

    def missing(self, text: Iterable[str], families: tuple[str, ...]) -> tuple[str, ...]:
        """Return the characters of *text* that would print as an empty box, each once, in order.

        Typst looks beyond *families* before it gives up, so all other fonts are asked too, but
        only for what the chain lacks.
        """
        wanted = {char: None for part in text for char in part if ord(char) not in _UNSEEN}
        for family in (*families, *(name for name in self._files if name not in families)):
            if not wanted:
                break
            for _weight, path, index in self._files.get(family, ())[:1]:
                has = characters_of(path, index)
                wanted = {char: None for char in wanted if not has.holds(ord(char))}
        return tuple(wanted)

    def _has_bold(self, family: str) -> bool:
        return any(weight >= _BOLD_FROM for weight, _path, _index in self._files[family])


@lru_cache(maxsize=1)
def installed_fonts() -> FontBook:
    """Return the fonts of this computer, looked up once per run (0.1 s)."""
    return FontBook()


@dataclass(frozen=True, slots=True)
class Coverage:
    """The characters a font file has, as sorted ranges."""

    ranges: tuple[tuple[int, int], ...]

    def holds(self, code: int) -> bool:
        """Return whether the font has a glyph for *code*."""
        low, high = 0, len(self.ranges)
        while low < high:
            middle = (low + high) // 2
            first, last = self.ranges[middle]
            if code < first:
                high = middle
            elif code > last:
                low = middle + 1
            else:
                return True
        return False


@lru_cache(maxsize=64)
def characters_of(path: Path, index: int) -> Coverage:
    """Read which characters a TrueType or OpenType file has; a file that cannot be read has none."""
    try:
        with path.open("rb") as file:
            return Coverage(_read_cmap(file, index))
    except (OSError, struct.error):
        return Coverage(())


def _read_cmap(file: BinaryIO, index: int) -> tuple[tuple[int, int], ...]:
    start = 0
    if file.read(4) == b"ttcf":
        file.seek(12 + 4 * index)
        (start,) = struct.unpack(">I", file.read(4))
    file.seek(start + 4)
    (count,) = struct.unpack(">H", file.read(2))
    file.seek(start + 12)
    tables = (struct.unpack(">4sIII", file.read(16)) for _ in range(count))
    offset, length = next(((at, size) for tag, _sum, at, size in tables if tag == b"cmap"), (0, 0))
    file.seek(offset)
    cmap = file.read(length)
    found: dict[int, int] = {}
    for record in range(struct.unpack_from(">H", cmap, 2)[0] if cmap else 0):
        platform, _encoding, at = struct.unpack_from(">HHI", cmap, 4 + 8 * record)
        if platform in {0, 3}:
            found[struct.unpack_from(">H", cmap, at)[0]] = at
    if 12 in found:
        return _groups(cmap, found[12])
    return _segments(cmap, found[4]) if 4 in found else ()


def _groups(cmap: bytes, at: int) -> tuple[tuple[int, int], ...]:
    """Read cmap format 12: ranges over all of Unicode."""
    (count,) = struct.unpack_from(">I", cmap, at + 12)
    return tuple(struct.unpack_from(">II", cmap, at + 16 + 12 * group) for group in range(count))


def _segments(cmap: bytes, at: int) -> tuple[tuple[int, int], ...]:
    """Read cmap format 4: ranges over the first 65,536 characters; the last one only marks the end."""
    (twice,) = struct.unpack_from(">H", cmap, at + 6)
    count = twice // 2
    ends = struct.unpack_from(f">{count}H", cmap, at + 14)
    starts = struct.unpack_from(f">{count}H", cmap, at + 16 + twice)
    return tuple((first, last) for first, last in zip(starts, ends, strict=True) if first != 0xFFFF)
