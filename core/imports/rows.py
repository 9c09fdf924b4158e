"""One row while it is read: hands out its cells by field and collects what is wrong with it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TypeVar

from core.i18n import N_
from core.imports.cells import BadCell, Cell, Sheet, text_of
from core.imports.dates import Hint, ReadDay, read_day, weekday_of
from core.imports.headers import HeadedColumn, Table
from core.imports.match import AGENCIES, LEADERS, TOWNSHIPS, VILLAGES, Found, Known, NameBook
from core.imports.notes import Label, Note, Unreadable, note
from core.imports.questions import CREATE, LEAVE, REFUSE, USE, Asked, Option, Question, Where
from core.names import clean_text, name_key, one_line, person_name

Value = TypeVar("Value")
_TABLE_LABELS = {
    LEADERS: N_("Leader"),
    TOWNSHIPS: N_("Township"),
    VILLAGES: N_("Village"),
    AGENCIES: N_("Agency"),
}
_LIMITS = {LEADERS: 60, TOWNSHIPS: 60, VILLAGES: 60, AGENCIES: 100}


@dataclass(slots=True)
class Reading:
    """What all rows of one import share.

    Attributes:
        today: The day of the import; it tells past visits from coming ones.
        books: The directory, growing as sheets are read.
        added: Records that an answer or a new category creates, by table and key.
        aliases: Further names that an answer gave an agency.
    """

    today: date
    books: dict[str, NameBook]
    asked: Asked
    added: dict[tuple[str, str, str], Known] = field(default_factory=dict)
    aliases: dict[str, str] = field(default_factory=dict)


@dataclass(slots=True)
class RowView:
    """A row of a table, cells by field."""

    reading: Reading
    sheet: Sheet
    table: Table
    file: str
    number: int
    hint: Hint
    columns: Mapping[str, HeadedColumn]
    above: dict[str, Cell] = field(default_factory=dict)
    problems: list[Note] = field(default_factory=list)
    warnings: list[Note] = field(default_factory=list)
    waiting: list[str] = field(default_factory=list)

    @property
    def place(self) -> Where:
        """Return where this row stands."""
        return Where(self.file, self.sheet.name, self.number)

    def has(self, name: str) -> bool:
        """Return whether the sheet has a column for this field."""
        return name in self.columns

    def header(self, name: str) -> str:
        """Return the header of a field's column as it stands in the file."""
        column = self.columns.get(name)
        return column.header if column else ""

    def cell(self, name: str) -> Cell:
        """Return the cell of a field; None when blank or when there is no such column."""
        column = self.columns.get(name)
        return self.sheet.at(self.number, column.number) if column else None

    def refuse(self, message: Note, name: str = "") -> None:
        """Refuse the row, naming the column where there is one."""
        if name:
            label = self.header(name) or Label(self.table.kind.label_of(name))
            message = note(N_("“{column}” {why}"), column=label, why=message)
        self.problems.append(message)

    def warn(self, message: Note) -> None:
        """Let the row in, with a remark."""
        self.warnings.append(message)

    def text(self, name: str, limit: int = 200, *, required: bool = False) -> str:
        """Return a cell's text on one line; too long or unusable refuses the row."""
        cell = self.cell(name)
        if isinstance(cell, BadCell):
            self.refuse(cell.why, name)
            return ""
        text = one_line(text_of(cell))
        if len(text) > limit:
            too_long = N_("is too long: {length} characters, at most {limit}")
            self.refuse(note(too_long, length=len(text), limit=limit), name)
            return ""
        if required and not text:
            self.refuse(note(N_("is blank")), name)
        return text

    def lines(self, name: str, limit: int = 20_000) -> str:
        """Return a cell's text with its line breaks."""
        cell = self.cell(name)
        if not isinstance(cell, str):
            return self.text(name, limit)
        text = clean_text(cell)
        if len(text) > limit:
            too_long = N_("is too long: {length} characters, at most {limit}")
            self.refuse(note(too_long, length=len(text), limit=limit), name)
        return text

    def person(self, name: str, *, required: bool = False) -> str:
        """Return a person's name without padding."""
        return person_name(self.text(name, 60, required=required))

    def number_of(self, name: str, low: int, high: int) -> int | None:
        """Return a whole number, rounded with a remark; None for a blank cell."""
        cell = self.cell(name)
        text = self.text(name)
        if not text:
            return None
        digits = "".join(sign for sign in text.replace(",", "").replace("，", "") if sign.isdigit() or sign in ".-")
        try:
            value = float(cell) if isinstance(cell, int | float) else float(digits)
        except ValueError:
            self.refuse(note(N_("is no number: {text}"), text=text), name)
            return None
        if not low <= value <= high:
            outside = N_("is not between {low} and {high}: {text}")
            self.refuse(note(outside, low=low, high=high, text=text), name)
            return None
        if value != int(value):
            self.warn(note(N_("“{column}” was rounded from {text}"), column=self.header(name), text=text))
        return round(value)

    def read(self, name: str, reader: Callable[[Cell], Value]) -> Value | None:
        """Return what *reader* makes of a cell, None when blank; what it cannot read refuses the row."""
        cell = self.cell(name)
        if cell is None or (isinstance(cell, str) and not cell.strip(" \u3000-—/")):
            return None
        try:
            return reader(cell)
        except Unreadable as problem:
            self.refuse(problem.why, name)
            return None

    def day(self, name: str, *, required: bool = False) -> ReadDay | None:
        """Return a date with what its cell says besides; a doubt becomes a remark."""
        found = self.read(name, lambda cell: read_day(cell, self.hint))
        if found is None:
            if required and self.cell(name) is None:
                self.refuse(note(N_("is blank")), name)
            return None
        if found.doubt is not None:
            self.warn(note(N_("“{column}” {why}"), column=self.header(name), why=found.doubt))
        return found

    def check_weekday(self, name: str, found: ReadDay | None) -> None:
        """Warn when the weekday beside a date is another day's."""
        if found is None:
            return
        written = found.weekday if found.weekday is not None else weekday_of(self.text(name, 40))
        if written is not None and written != found.day.weekday():
            text = N_("{day} is a {right}, the file says {wrong}: is the date right?")
            self.warn(
                note(text, day=found.day.isoformat(), right=_weekday(found.day.weekday()), wrong=_weekday(written))
            )

    def choose(self, key: str, text: Note, options: Mapping[str, Note]) -> str | None:
        """Ask something about the whole sheet; while it is open the row waits."""
        given = tuple(Option(answer, shown) for answer, shown in options.items())
        identity = f"choice:{self.table.kind.key}/{key}"
        answer = self.reading.asked.ask(Question(identity, "choice", text, given), self.place)
        if answer is None:
            self.waiting.append(identity)
        return answer

    def ask_word(self, subject: str, text: str, meanings: Mapping[str, Note]) -> str | None:
        """Ask what a word means that no table knows; the answer holds for all rows."""
        options = [Option(f"{USE}:{key}", shown) for key, shown in meanings.items() if key]
        options.append(Option(REFUSE, note(N_("Do not import these rows"))))
        shown = note(N_("What does “{text}” mean?"), text=text)
        question = Question(f"{subject}:{name_key(text)}", subject, shown, tuple(options))
        answer = self.reading.asked.ask(question, self.place)
        if answer is None:
            self.waiting.append(question.id)
        elif answer == REFUSE:
            self.refuse(note(N_("“{text}” is not understood"), text=text))
        else:
            return answer.partition(":")[2]
        return None

    def refer(self, table: str, text: str, *, within: str = "", post: str = "", optional: bool = False) -> str | None:
        """Return the key of whom *text* means.

        None while that is not known: the row then waits for an answer or is refused. An optional
        reference may also be answered with "leave it out", which gives an empty key.
        """
        found = self.reading.books[table].find(text, within=within, post=post)
        if found.known is not None:
            if found.rough:
                self.warn(note(N_("{text} was read as {name}"), text=text, name=found.known.key))
            return found.known.key
        return self._asked(table, text, within, found, optional=optional)

    def _asked(self, table: str, text: str, within: str, found: Found, *, optional: bool) -> str | None:
        label = Label(_TABLE_LABELS.get(table, table))
        question = Question(
            f"{table}:{within + '/' if within else ''}{name_key(text)}",
            table,
            note(N_("{what} “{text}” is not in the directory. Whom does it mean?"), what=label, text=text),
            tuple(_options(table, text, found, optional=optional)),
        )
        answer = self.reading.asked.ask(question, self.place)
        verb, _, key = (answer or "").partition(":")
        match verb:
            case "":
                self.waiting.append(question.id)
                return None
            case _ if verb == USE:
                if table == AGENCIES:
                    self.reading.aliases[one_line(text)] = key
                return key
            case _ if verb == CREATE:
                return self._create(table, text, within)
            case _ if verb == LEAVE:
                return ""
            case _:
                self.refuse(note(N_("{what} “{text}” is not in the directory"), what=label, text=text))
                return None

    def _create(self, table: str, text: str, within: str) -> str | None:
        name = person_name(text) if table == LEADERS else one_line(text)
        if len(name) > _LIMITS[table]:
            self.refuse(note(N_("“{text}” is too long for a name"), text=name[:80]))
            return None
        known = Known(table, name, within=within)
        self.reading.books[table].add(known)
        self.reading.added[table, within, name] = known
        return name


def _options(table: str, text: str, found: Found, *, optional: bool) -> list[Option]:
    options = []
    for known in found.candidates:
        shown = N_("{name} ({detail})") if known.detail else N_("{name}")
        options.append(Option(f"{USE}:{known.key}", note(shown, name=known.key, detail=known.detail)))
    if table in _TABLE_LABELS:
        options.append(Option(CREATE, note(N_("Add “{text}” to the directory"), text=text)))
    if optional:
        options.append(Option(LEAVE, note(N_("Leave it out, import the rest of the row"))))
    options.append(Option(REFUSE, note(N_("Do not import these rows"))))
    return options


def _weekday(number: int) -> Label:
    return Label(_WEEKDAYS[number])


_WEEKDAYS = (N_("Monday"), N_("Tuesday"), N_("Wednesday"), N_("Thursday"), N_("Friday"), N_("Saturday"), N_("Sunday"))
