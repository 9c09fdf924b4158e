"""Sub-commands that put a form on paper: `print FORM ... -o OUT.pdf`."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer

from core.command_errors import NoSuchVisit
from core.command_line import day_or_today, say
from core.errors import Vanished
from core.i18n import _, ngettext
from db.headless.leaving import Internal, say_noted, variant_of
from db.headless.schedule import Schedule, opened

commands, forms = typer.Typer(), typer.Typer()
commands.add_typer(forms, name="print", help="Print a form into a PDF file.")


@forms.command("visit-sheet")
def print_visit_sheet(
    db: Schedule,
    visit: Annotated[int, typer.Option("--visit", max=2**63 - 1, help="Its id, as the visits command lists it.")],
    output: Annotated[Path, typer.Option("-o", "--output", help="The PDF to write; its name gets the variant.")],
    *,
    internal: Internal = False,
    on: Annotated[str, typer.Option("--on", help="Judge overdue by this day; today if left out.")] = "",
) -> None:
    """Print the sheet that goes along on a visit; without names unless --internal asks for them."""
    from core.documents.forms import VISIT_SHEET  # noqa: PLC0415
    from core.documents.pdf import render  # noqa: PLC0415
    from core.files import write_file  # noqa: PLC0415
    from db.queries.settings import office_settings  # noqa: PLC0415
    from db.queries.visit_sheet import visit_sheet  # noqa: PLC0415
    from db.services.exports import export_file  # noqa: PLC0415

    today, variant = day_or_today(on), variant_of(internal=internal)
    try:
        with opened(db) as store:
            with store.read() as session:
                facts = visit_sheet(session, visit, today, variant=variant)
                watermarked = office_settings(session).watermark
            made = []

            def write(target: Path, watermark: str) -> None:
                made.append(render(VISIT_SHEET, replace(facts, watermark=watermark), made_on=today))
                write_file(target, made[0].data)

            target = export_file(
                store, output, write, form=VISIT_SHEET.key, suffix=".pdf", variant=variant,
                watermarked=watermarked, records=1, visit_id=visit,
            )  # fmt: skip
            say_noted(store)
    except Vanished:
        raise NoSuchVisit(id=visit) from None
    sheet = made[0]
    say(ngettext("{file}: {n} page", "{file}: {n} pages", sheet.pages).format(file=target, n=sheet.pages))
    for wanted, used in sheet.substituted:
        say(_("Font {wanted} is not installed; {used} was used instead.").format(wanted=wanted, used=used))
