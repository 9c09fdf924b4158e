"""The names a request can speak of, each with the id behind it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from core.imports.match import AGENCIES, LEADERS, TOWNSHIPS, VILLAGES, Known, NameBook
from core.visits import VisitKind

Place = tuple[str, str, str]
"""Table, key of the township (villages only), key of the entry."""


@dataclass(slots=True)
class Names:
    """The directory as a request form is read against it.

    Attributes:
        kinds: The office's kinds of visit.
        ids: The id behind each entry.
    """

    kinds: tuple[VisitKind, ...]
    ids: Mapping[Place, int]
    books: dict[str, NameBook] = field(default_factory=dict)

    def id_of(self, known: Known) -> int:
        """Return the id of an entry."""
        return self.ids[known.table, known.within, known.key]

    def book(self, table: str) -> NameBook:
        """Return the names of a table."""
        return self.books[table]

    def name_of(self, table: str, record_id: object, within: str = "") -> str:
        """Return an entry's name by its id, "" where there is none."""
        return next(
            (
                key
                for (where, place, key), each in self.ids.items()
                if (where, place, each) == (table, within, record_id)
            ),
            "",
        )

    def entries(self, table: str, within: str = "") -> list[Known]:
        """Return the entries of a table in the office's order."""
        return [known for (place, _key), known in self.books[table].entries.items() if place == within]


def names_from(kinds: Iterable[VisitKind], entries: Iterable[tuple[int, Known]]) -> Names:
    """Return the directory that holds *entries*, each with its id."""
    books = {table: NameBook(table) for table in (TOWNSHIPS, VILLAGES, LEADERS, AGENCIES)}
    ids: dict[Place, int] = {}
    for record_id, known in entries:
        books[known.table].add(known)
        ids[known.table, known.within, known.key] = record_id
    return Names(tuple(kinds), ids, books)
