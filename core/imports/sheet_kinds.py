"""What a kind of sheet is made of: its columns with all their names, and how a row becomes a draft."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from core.names import one_line

if TYPE_CHECKING:
    from core.imports.rows import RowView

JsonValue = str | int | bool | list[str] | None
_SIGNS = re.compile(r"[\s:*#.,、，。\"'“”‘’·_\-—]+")
_BRACKETS = re.compile(r"[(\[【<《][^)\]】>》]*[)\]】>》]")


@dataclass(frozen=True, slots=True)
class Column:
    """One field of a sheet.

    Attributes:
        field: Its name in drafts.
        label: A message id, as shown in the mapping and in reasons.
        names: Header words that mean it for certain.
        weak: Header words that may mean it; the values below decide.
        required: A row without it is refused, a sheet without it cannot be imported.
        looks: What its values look like: `day`, `span`, `number`, `phone`, `weekday`, or nothing to check.
        unused: It is understood, and holds nothing to store (such as a running number).
    """

    field: str
    label: str
    names: tuple[str, ...]
    weak: tuple[str, ...] = ()
    required: bool = False
    looks: str = ""
    unused: bool = False


@dataclass(frozen=True, slots=True)
class Draft:
    """A row as the schedule would store it.

    Attributes:
        kind: Key of its sheet kind.
        key: What makes it the same record next time.
        values: Every field in a form that JSON keeps; other records by their directory names.
        assumed: Fields that no cell states; they never overwrite what was typed by hand.
    """

    kind: str
    key: tuple[str, ...]
    values: Mapping[str, JsonValue]
    assumed: tuple[str, ...] = ()

    @property
    def key_text(self) -> str:
        """Return the key on one line, at most 400 characters."""
        return " | ".join(self.key)[:400]


@dataclass(frozen=True, slots=True)
class SheetKind:
    """One kind of sheet, such as a schedule or a ledger.

    Attributes:
        key: Stored with what was imported; never renamed.
        label: A message id.
        order: Sheets are imported by this, so that a township is there before its villages.
        columns: All fields.
        tells: Fields whose presence marks this kind.
        titles: Words of a title or sheet name that hint at it.
        read: How a row becomes a draft.
        fields: Labels of all values of a draft, for showing differences.
    """

    key: str
    label: str
    order: int
    columns: tuple[Column, ...]
    tells: tuple[str, ...]
    titles: tuple[str, ...]
    read: Callable[[RowView], tuple[Draft, ...]]
    fields: Mapping[str, str] = field(default_factory=dict)

    def column(self, name: str) -> Column:
        """Return a column by its field."""
        return next(column for column in self.columns if column.field == name)

    def label_of(self, name: str) -> str:
        """Return the message id of a value's label."""
        if name in self.fields:
            return self.fields[name]
        return next((column.label for column in self.columns if column.field == name), name)


@lru_cache(maxsize=4096)
def header_key(text: str) -> str:
    """Return what two spellings of one header share; brackets are kept."""
    return _SIGNS.sub("", unicodedata.normalize("NFKC", one_line(text))).casefold()


@lru_cache(maxsize=4096)
def header_keys(text: str) -> tuple[str, ...]:
    """Return the keys to look a header up by: whole, then without what stands in brackets."""
    whole = header_key(text)
    bare = header_key(_BRACKETS.sub("", unicodedata.normalize("NFKC", one_line(text))))
    return (whole,) if bare in {whole, ""} else (whole, bare)


def as_json(value: Any) -> JsonValue:
    """Return a date, time or enum as the text that JSON keeps."""
    if value is None or isinstance(value, bool | int | list):
        return value
    return value.isoformat() if hasattr(value, "isoformat") else str(value)
