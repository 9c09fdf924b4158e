"""Questions about a whole sheet: what it holds, and what its columns mean."""

from __future__ import annotations

from core.i18n import N_
from core.imports.cells import Sheet
from core.imports.dates import Hint
from core.imports.headers import HeadedColumn, Table, likely_kinds
from core.imports.notes import Label, Note, note
from core.imports.questions import Asked, Option, Question, Where
from core.imports.sheet_kinds import header_key
from core.imports.sheets import SHEETS
from core.imports.tables import values_below

SKIP, IGNORE, KEEP = "skip", "ignore", "keep"


def ask_sheet(sheet: Sheet, place: Where, asked: Asked, hint: Hint) -> str:
    """Ask what an unknown sheet holds, likely kinds first; an empty answer means not yet."""
    kinds = likely_kinds(sheet, SHEETS.values(), hint)
    options = [Option(f"kind:{kind.key}", note(N_("{name}"), name=Label(kind.label))) for kind in kinds]
    options.append(Option(SKIP, note(N_("Leave the sheet out"))))
    text = note(N_("What does the sheet “{sheet}” of {file} hold?"), sheet=sheet.name, file=place.file)
    return asked.ask(Question(f"sheet:{place.file}/{sheet.name}", "sheet", text, tuple(options)), place) or ""


def ask_columns(table: Table, sheet: Sheet, place: Where, asked: Asked) -> bool:
    """Ask about columns that are unknown, doubtful, missing or look shifted; False when the sheet is left out."""
    for column in table.columns:
        if column.number in table.doubtful:
            choices = table.doubtful[column.number]
            text = note(N_("The column “{column}” may mean more than one thing. Which?"), column=column.header)
            _ask_column(table, column, choices, text, asked=asked, place=place)
    for column in list(table.unmapped):
        if any(values_below(sheet, table, column.number)):
            given = set(table.fields.values())
            free = tuple(c.field for c in table.kind.columns if c.field not in given and not c.unused)
            text = note(
                N_("The column “{column}” is not known. What is it, or shall it be left out?"), column=column.header
            )
            _ask_column(table, column, free, text, asked=asked, place=place)
    return _ask_missing(table, place, asked) and _ask_misfits(table, place, asked)


def _ask_column(
    table: Table, column: HeadedColumn, choices: tuple[str, ...], text: Note, *, place: Where, asked: Asked
) -> None:
    labels = {name: Label(table.kind.label_of(name)) for name in choices}
    options = [Option(IGNORE, note(N_("Leave the column out")))]
    options += [Option(f"field:{name}", note(N_("{name}"), name=label)) for name, label in labels.items()]
    identity = f"column:{table.kind.key}/{header_key(column.header)}"
    question = Question(identity, "column", text, tuple(options))
    answer = asked.ask(question, place)
    if answer is not None:
        table.map(column.number, answer.removeprefix("field:") if answer != IGNORE else "")


def _ask_missing(table: Table, place: Where, asked: Asked) -> bool:
    for name in table.missing:
        label = Label(table.kind.label_of(name))
        options = [
            Option(f"column:{header_key(column.header)}", note(N_("The column “{column}”"), column=column.header))
            for column in table.columns
        ]
        options.append(Option(SKIP, note(N_("Leave the sheet out"))))
        text = note(N_("No column was found for {field}, which every row needs. Which one is it?"), field=label)
        question = Question(f"missing:{table.signature}/{name}", "missing", text, tuple(options))
        answer = asked.ask(question, place)
        if answer == SKIP:
            return False
        if answer is not None:
            wanted = answer.removeprefix("column:")
            number = next(column.number for column in table.columns if header_key(column.header) == wanted)
            table.map(number, name)
    return True


def _ask_misfits(table: Table, place: Where, asked: Asked) -> bool:
    for name in table.misfits:
        column = table.column_of(name)
        if column is None:
            continue
        label = Label(table.kind.label_of(name))
        text = N_("Most values below “{column}” do not look like {field}. Are the columns shifted?")
        options = (
            Option(SKIP, note(N_("Yes, leave the sheet out; I will mend the file"))),
            Option(KEEP, note(N_("No, import it as it is"))),
        )
        identity = f"misfit:{table.signature}/{name}/{place.sheet}"
        question = Question(identity, "misfit", note(text, column=column.header, field=label), options)
        if asked.ask(question, place) == SKIP:
            return False
    return True
