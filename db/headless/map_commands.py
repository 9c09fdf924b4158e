"""Sub-commands on the map: taking over the townships' outlines from a GeoJSON file."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from core.command_line import emit, say
from core.i18n import N_, _, ngettext
from db.headless.schedule import QUESTIONS, AsJson, Schedule, opened

if TYPE_CHECKING:
    from core.geo.matching import OutlineMatch

commands = typer.Typer()


@commands.command()
def outlines(
    file: Annotated[Path, typer.Argument(help="A GeoJSON file with one area per township.")],
    db: Schedule,
    *,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Show what would happen; change nothing.")] = False,
    as_json: AsJson = False,
) -> int:
    """Take the townships' outlines over from a GeoJSON file, matched by name."""
    from core.geo.matching import match_outlines  # noqa: PLC0415
    from core.geo.reading import read_outlines  # noqa: PLC0415
    from db.queries.names import named_townships  # noqa: PLC0415
    from db.services.map_shapes import bring_in  # noqa: PLC0415

    found = read_outlines(file)
    with opened(db, read_only=dry_run) as store:
        with store.read() as session:
            names = {row.id: row.name for row in named_townships(session)}
        if dry_run:
            matches = match_outlines(found, names)
        else:
            with store.write(N_("Take over outlines")) as session:
                matches = bring_in(session, found)
    have = {match.township_id for match in matches if match.township_id is not None}
    without = [name for key, name in names.items() if key not in have]
    if as_json:
        shapes = [{"name": each.name, "township_id": each.township_id} for each in matches]
        facts = {"turned": found.turned, "left_out": found.left_out, "taken": len(have), "count": len(shapes)}
        emit({"done": not dry_run and bool(have), **facts, "outlines": shapes, "townships_without": without})
    else:
        _tell(matches, without)
    return 0 if have else QUESTIONS


def _tell(matches: list[OutlineMatch], without: list[str]) -> None:
    taken = sum(match.township_id is not None for match in matches)
    words = ngettext("{n} outline fits a township", "{n} outlines fit a township", taken)
    say(words.format(n=taken))
    nameless, left_out, bare = _("without a name"), _("left out"), _("without an outline")
    for match in matches:
        if match.township_id is None:
            say(f"\t{match.name or nameless}\t{left_out}")
    for name in without:
        say(f"\t{name}\t{bare}")
