"""What a copy that leaves the office says of itself: its variant in the file name, its watermark on the page."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final

from core.chain import Variant
from core.errors import NoFileName
from core.files import safe_file_name
from core.i18n import N_, _

VARIANT_MARKS: Final = {
    Variant.REDACTED: N_("(hand-over copy)"),
    Variant.INTERNAL: N_("(internal copy)"),
}
"""Stands at the end of every file name: （转办件） names nobody, （内部件） does."""

_ANY_LANGUAGE: Final = {
    Variant.REDACTED: ("（转办件）", "(hand-over copy)"),
    Variant.INTERNAL: ("（内部件）", "(internal copy)"),
}
_LONGEST_STEM: Final = 60


def output_name(stem: str, variant: Variant, suffix: str) -> str:
    """Return a file name that any system takes and that says which variant it is: 台账（转办件）.xlsx."""
    bare = unmarked(stem)[:_LONGEST_STEM].rstrip()
    return safe_file_name(f"{bare}{_(VARIANT_MARKS[variant])}", suffix)


def unmarked(stem: str) -> str:
    """Return *stem* without any variant's mark."""
    for mark in _all_marks():
        stem = stem.replace(mark, "")
    return stem.rstrip()


def variant_in(name: str) -> Variant | None:
    """Return what a file name says of its content, None where it says nothing."""
    for variant in Variant:
        if any(mark in name for mark in (*_ANY_LANGUAGE[variant], _(VARIANT_MARKS[variant]))):
            return variant
    return None


def marked_path(chosen: Path, variant: Variant, suffix: str) -> Path:
    """Return *chosen* with its ending and its variant's mark, whatever the person typed.

    A name that says the opposite of what is inside would be worse than none, so a wrong mark is replaced.

    Raises:
        NoFileName: nothing was typed.
    """
    name = chosen.name
    if not name:
        raise NoFileName(name="" if chosen == Path() else chosen)
    stem = name[: -len(suffix)] if suffix and name.lower().endswith(suffix.lower()) else name
    if variant_in(stem) is variant and not any(mark in stem for mark in _marks_of_others(variant)):
        return chosen.with_name(f"{stem}{suffix}")
    return chosen.with_name(f"{unmarked(stem)}{_(VARIANT_MARKS[variant])}{suffix}")


def plain_path(chosen: Path, suffix: str) -> Path:
    """Return *chosen* with its ending and no variant's mark: of a list that could name nobody in any variant."""
    marked = marked_path(chosen, Variant.REDACTED, suffix)
    return marked.with_name(f"{unmarked(marked.stem)}{suffix}")


def _all_marks() -> tuple[str, ...]:
    return tuple(mark for variant in Variant for mark in (*_ANY_LANGUAGE[variant], _(VARIANT_MARKS[variant])))


def _marks_of_others(variant: Variant) -> tuple[str, ...]:
    return tuple(mark for other in Variant if other is not variant for mark in _ANY_LANGUAGE[other])


@dataclass(frozen=True, slots=True)
class Watermark:
    """Who made a copy, when, and under which number; printed on every page, kept in the log.

    Attributes:
        actor: The person at this computer; empty where nobody is known.
        at: The moment, with its time zone.
        number: From db.services.documents.next_output_number.
        variant: Says in words whether the copy names people; None of a list that could name nobody.
    """

    actor: str
    at: datetime
    number: str
    variant: Variant | None = Variant.REDACTED

    def text(self) -> str:
        """Return one line, such as 转办件 王芳 2026-11-23 14:05 编号 2026-0042."""
        mark = _(VARIANT_MARKS[self.variant]).strip("()（）") if self.variant is not None else ""
        said = _("No. {number}").format(number=self.number) if self.number else ""
        return "\u3000".join(
            part for part in (mark, self.actor, f"{self.at.astimezone():%Y-%m-%d %H:%M}", said) if part
        )
