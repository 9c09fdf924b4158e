"""Whom a form means: the directory's own matching, and the question that is put where it finds none or several."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from core.i18n import N_
from core.imports.match import (
    AGENCIES,
    LEADERS,
    TOWNSHIPS,
    VILLAGES,
    Found,
    Known,
    split_list,
    split_place,
)
from core.imports.notes import Label, Note, note
from core.names import pinyin_initials
from core.request_form.directory import Names
from core.request_form.layout import RawRequest
from core.request_form.readings import Option, plain
from core.request_form.values import ticked

_LABELS = {
    LEADERS: N_("Leader"), TOWNSHIPS: N_("Township"), VILLAGES: N_("Village"), AGENCIES: N_("Agency"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Match:
    """The entry found, or the question with all entries, likeliest first.

    Attributes:
        rest: Words after the township's name, such as a village.
        likely: How many of the options come from likeness, not only from the directory.
        rough: Told by the beginning of its name; said so in `why`.
    """

    known: Known | None
    why: Note
    options: tuple[Option, ...] = field(default=())
    rest: str = ""
    rough: bool = False
    likely: int = 0


def township_found(text: str, raw: RawRequest, names: Names) -> Match:
    """Return the township that applies; one named only in a title or file name is offered, not taken."""
    book = names.book(TOWNSHIPS)
    if text:
        found = book.find(text)
        if found.known is None:
            known, rest = split_place(text, book)
            if known is not None and rest:
                inside = names.book(VILLAGES).find(rest, within=known.key)
                if inside.known is not None:
                    return Match(known, plain(known.key), rest=rest)
                found = Found(None, (known, *(each for each in found.candidates if each != known)))
        return _match(TOWNSHIPS, text, found, names)
    titled = [
        known for known in names.entries(TOWNSHIPS) if any(known.key in title for title in (*raw.titles, raw.sheet))
    ]
    why = note(N_("The form does not say which township asks. Which one is it?"))
    return Match(None, why, _options(TOWNSHIPS, tuple(titled), names), likely=len(titled))


def village_found(text: str, town: str, names: Names) -> Match:
    """Return the village of a township; a name given with its township before it is found, too."""
    book = names.book(VILLAGES)
    found = book.find(text, within=town)
    if found.known is None and text.startswith(town):
        found = book.find(text.removeprefix(town), within=town)
    return _match(VILLAGES, text, found, names, within=town)


def leader_found(text: str, names: Names) -> Match:
    """Return the leader wished for; several names are a question, since one leads."""
    parts = split_list(text)
    if len(parts) > 1:
        each = [names.book(LEADERS).find(part) for part in parts]
        known = tuple(dict.fromkeys(found.known for found in each if found.known is not None))
        if len(known) == 1 and all(found.known for found in each):
            return Match(known[0], plain(known[0].key))
        why = note(N_("names several leaders. Who is to lead?"))
        return Match(None, why, _options(LEADERS, known, names), likely=len(known))
    return _match(LEADERS, text, names.book(LEADERS).find(text), names)


def agencies_found(text: str, names: Names) -> Iterator[tuple[str, Match]]:
    """Yield each unit named and whom it means."""
    parts = ticked(text)
    for part in dict.fromkeys(split_list(text) if parts is None else parts):
        bare = part.removesuffix("等").removesuffix("等部门").removesuffix("等单位").strip(" 。.")
        if bare:
            yield part, _match(AGENCIES, bare, names.book(AGENCIES).find(bare), names)


def _match(table: str, text: str, found: Found, names: Names, *, within: str = "") -> Match:
    if found.known is not None:
        return Match(
            found.known, note(N_("{text} was read as {name}"), text=text, name=found.known.key), rough=found.rough
        )
    if len(found.candidates) > 1 and table == LEADERS:
        why = note(N_("{what} “{text}” may be several people. Who is meant?"), what=Label(_LABELS[table]), text=text)
    else:
        found = Found(None, _by_sound(text, found.candidates))
        what = N_("{what} “{text}” is not in the directory. Whom does it mean?")
        why = note(what, what=Label(_LABELS[table]), text=text)
    return Match(None, why, _options(table, found.candidates, names, within), likely=len(found.candidates))


def _by_sound(text: str, candidates: tuple[Known, ...]) -> tuple[Known, ...]:
    """Return the candidates, those that sound like *text* first: 清石镇 is a slip for 青石镇, hardly for 清溪镇."""
    sounds = set(pinyin_initials(text))
    return tuple(sorted(candidates, key=lambda known: not sounds & set(pinyin_initials(known.key))))


def _options(table: str, first: tuple[Known, ...], names: Names, within: str = "") -> tuple[Option, ...]:
    rest = [known for known in names.entries(table, within) if known not in first]
    return tuple(Option(f"use:{known.key}", known, _shown(known)) for known in (*first, *rest))


def _shown(known: Known) -> Note:
    with_detail = known.detail and known.table == LEADERS
    return note(N_("{name} ({detail})") if with_detail else N_("{name}"), name=known.key, detail=known.detail)
