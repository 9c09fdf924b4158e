"""What an import did, or would do, in words, and the answers to its questions: for the command line."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from core.command_errors import NoSuchFile, NotAnswers
from core.i18n import _, ngettext
from core.imports.plan import ImportPlan, Verdict
from core.masking import mask_numbers


def plan_words(plan: ImportPlan, *, done: bool) -> Iterator[str]:
    """Say what comes in sheet by sheet, every refused row with its reason, then what has to be answered."""
    counts = _("{new} new, {changed} changed, {same} same, {refused} refused")
    for sheet in plan.sheets:
        said = sheet.left_out.text() if sheet.left_out else counts.format(**_named(sheet.counts))
        yield f"{sheet.file} / {sheet.name}: {said}"
        for row in sheet.rows:
            if row.verdict is Verdict.REFUSED and not row.waiting:
                yield "  " + _("Row {row} refused: {why}").format(row=row.number, why=mask_numbers(row.reason))
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


def read_answers(file: Path) -> dict[str, str]:
    """Return the answers in a JSON file, by question id.

    Raises:
        NoSuchFile: it is not there.
        NotAnswers: it holds something else.
    """
    if not file.is_file():
        raise NoSuchFile(file=file)
    try:
        given = json.loads(file.read_text(encoding="utf-8"))
    except ValueError:
        raise NotAnswers(file=file) from None
    if not isinstance(given, dict) or not all(isinstance(answer, str) for answer in given.values()):
        raise NotAnswers(file=file)
    return given


def _named(counts: Counter[Verdict]) -> dict[str, int]:
    return {str(verdict): counts[verdict] for verdict in Verdict}
