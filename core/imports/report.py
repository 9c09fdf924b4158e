"""What an import did, or would do, in words: for the command line and for whoever keeps its output."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from core.i18n import _, ngettext
from core.imports.plan import ImportPlan, Verdict


def plan_words(plan: ImportPlan, *, done: bool) -> Iterator[str]:
    """Say what comes in sheet by sheet, every refused row with its reason, then what has to be answered."""
    counts = _("{new} new, {changed} changed, {same} same, {refused} refused")
    for sheet in plan.sheets:
        said = sheet.left_out.text() if sheet.left_out else counts.format(**_named(sheet.counts))
        yield f"{sheet.file} / {sheet.name}: {said}"
        for row in sheet.rows:
            if row.verdict is Verdict.REFUSED and not row.waiting:
                yield "  " + _("Row {row} refused: {why}").format(row=row.number, why=row.reason)
    told = plan.to_json()
    read = ngettext("{n} row read", "{n} rows read", told["rows_read"]).format(n=told["rows_read"])
    yield f"{read}: {counts.format(**told)}"
    for question in told["questions"]:
        yield _("Open question {id}: {question}").format(**question)
        yield from (f"  {answer} = {text}" for answer, text in question["answers"].items())
    if not plan.ready:
        yield _("Nothing was imported. Answer the questions in a JSON file and give it with --answers.")
    elif not done:
        yield _("This was a dry run: nothing was changed.")


def _named(counts: Counter[Verdict]) -> dict[str, int]:
    return {str(verdict): counts[verdict] for verdict in Verdict}
