"""Which township an outline belongs to: by the field of the file that names most of them, as imports match names."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from core.geo.outlines import Outline, OutlineFile, Polygons
from core.geo.simplify import simplified
from core.imports.match import TOWNSHIPS, Found, Known, NameBook
from core.names import name_key

USUAL_FIELDS: Final = ("name", "名称", "乡镇", "乡镇名称", "xzqmc", "xzmc", "township", "town", "fullname")


@dataclass(frozen=True, slots=True)
class OutlineMatch:
    """One name of the file with its outline, and whose it may be.

    Attributes:
        name: As the file has it; empty where it names nothing.
        township_id: Whose outline it certainly is.
        likely: Whose it could be, likeliest first.
    """

    name: str
    polygons: Polygons
    township_id: int | None
    likely: tuple[int, ...] = ()


def match_outlines(file: OutlineFile, townships: Mapping[int, str]) -> list[OutlineMatch]:
    """Return the outlines of *file*, parts of one name as one, each with the township it belongs to.

    Args:
        file: As it was read.
        townships: Names by id.
    """
    book, ids = NameBook(TOWNSHIPS), {}
    for township_id, name in townships.items():
        book.add(Known(TOWNSHIPS, name))
        ids[name] = township_id
    field = _naming_field(file.outlines, book)
    joined = _joined(file.outlines, field)
    plain = simplified([polygons for _name, polygons in joined])
    found = [book.find(name) if name else Found(None) for name, _polygons in joined]
    claims = Counter(each.known.key for each in found if each.known is not None)
    return [
        _match(name, polygons, each, ids, claims)
        for (name, _rough), polygons, each in zip(joined, plain, found, strict=True)
    ]


def _match(name: str, polygons: Polygons, found: Found, ids: Mapping[str, int], claims: Counter[str]) -> OutlineMatch:
    if found.known is None:
        return OutlineMatch(name, polygons, None, tuple(ids[known.key] for known in found.candidates))
    township_id = ids[found.known.key]
    if claims[found.known.key] > 1 and name_key(name) != name_key(found.known.key):
        return OutlineMatch(name, polygons, None, (township_id,))  # 青石镇 and 青石乡: the one named in full has it
    return OutlineMatch(name, polygons, township_id)


def _naming_field(outlines: Sequence[Outline], book: NameBook) -> str:
    """Return the field that names most townships, a usual one where several do."""
    fields = dict.fromkeys(key for outline in outlines for key in outline.texts)
    if not fields:
        return ""
    order = {key: n for n, key in enumerate(USUAL_FIELDS)}
    usual = {key: order.get(name_key(key), len(order)) for key in fields}
    return max(fields, key=lambda key: (_named(outlines, key, book), -usual[key]))


def _named(outlines: Iterable[Outline], field: str, book: NameBook) -> int:
    names = {outline.texts[field] for outline in outlines if field in outline.texts}
    return len({known.key for name in names if (known := book.find(name).known) is not None})


def _joined(outlines: Sequence[Outline], field: str) -> list[tuple[str, Polygons]]:
    """Return one entry per name, in the file's order; what has no name stays by itself."""
    named: dict[object, tuple[str, Polygons]] = {}
    for number, outline in enumerate(outlines):
        name = outline.texts.get(field, "")
        key: object = name_key(name) if name else number
        before = named.get(key)
        named[key] = (name, outline.polygons if before is None else (*before[1], *outline.polygons))
    return list(named.values())
