"""From the words of a form to a request: each field with its value and verdict, whatever is doubtful as a question.

Reading is repeated after every answer, because a village can only be looked for once its township is known.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, Final
from uuid import NAMESPACE_URL, uuid5

from core.i18n import N_
from core.imports.cells import Sheet
from core.imports.dates import half_in, read_day
from core.imports.notes import Label, Note, Unreadable, note
from core.names import name_key, one_line, person_name
from core.preparation import RequestDraft
from core.request_form import labels as f
from core.request_form.days import ReadWish, Wish, read_wish, wish_options, wish_text
from core.request_form.directory import Names
from core.request_form.errors import FormHoldsNoRequest, FormIsBlank, NothingPasted, TooManyRequests
from core.request_form.finding import agencies_found, leader_found, township_found, village_found
from core.request_form.layout import RawRequest, RawValue, requests_in
from core.request_form.readings import Asked, FieldReading, Option, Verdict, plain
from core.request_form.values import kinds_named, looks_whole, people_in, split_phone, ticked
from core.visits import HALF_NAMES

MOST: Final = 200
"""Requests of one file: a county has some dozen townships."""
_BLANK_FROM: Final = 3
_LIMITS: Final = {f.THEME: 400, f.DETAIL: 20_000, f.PLACE: 200, f.CONTACT: 60, f.PHONE: 60}
_NOTHING: Final = frozenset({"", "无", "暂无", "不限", "-", "—", "/", "none", "任意", "均可"})


@dataclass(frozen=True, slots=True)
class RequestReading:
    """A request of the form as read with the answers given so far.

    Attributes:
        number: Its place among the requests of the file, from 1.
        fields: What stands in the form and what it comes to, in the order of the blank form.
        draft: The request; complete once nothing is open.
    """

    number: int
    sheet: str
    row: int
    fields: tuple[FieldReading, ...]
    draft: RequestDraft

    @property
    def open(self) -> tuple[FieldReading, ...]:
        """Return the fields that wait for an answer."""
        return tuple(each for each in self.fields if each.is_open)


def requests_of(sheets: Sequence[Sheet], file: str, *, pasted: bool = False) -> list[RawRequest]:
    """Return the requests in the sheets of a file.

    Raises:
        FormHoldsNoRequest, NothingPasted, FormIsBlank: there is none.
        TooManyRequests: it is a list of another kind.
    """
    every = [each for sheet in sheets for each in requests_in(sheet)]
    found = [each for each in every if each.is_filled]
    if not found and any(len(each.labels) >= _BLANK_FROM for each in every):
        raise FormIsBlank(file=file)
    if not any({*each.fields} - {f.RECEIVED, f.CONTACT, f.PHONE} for each in found):
        raise NothingPasted if pasted else FormHoldsNoRequest(file=file)
    if len(found) > MOST:
        raise TooManyRequests(file=file, n=len(found), limit=MOST)
    return found


def read_request(
    raw: RawRequest, names: Names, *, today: date, answers: Mapping[str, str], mark: str, number: int = 1
) -> RequestReading:
    """Return what a request comes to.

    Args:
        raw: As it stands in the form.
        names: The directory.
        today: The day on which it came in, where the form does not say.
        answers: The option chosen for each field asked about, by the field's key.
        mark: The file's mark, so that the same request saved twice makes one.
        number: Its place in the file.
    """
    reader = _Reader(raw, names, today, answers)
    reader.read()
    reader.draft.uid = str(uuid5(NAMESPACE_URL, f"request-form:{mark}:{number}"))
    order = {each.key: at for at, each in enumerate(f.FIELDS)}
    fields = sorted(reader.fields, key=lambda each: order.get(each.key.partition(":")[0], 99))
    return RequestReading(number, raw.sheet, raw.row, tuple(fields), reader.draft)


@dataclass(slots=True)
class _Reader:
    """Reads one request field by field."""

    raw: RawRequest
    names: Names
    today: date
    answers: Mapping[str, str]
    fields: list[FieldReading] = field(default_factory=list)
    draft: RequestDraft = field(init=False)

    def read(self) -> None:
        self.draft = RequestDraft("", self.today)
        self._received()
        self._township()
        self._leader()
        self._agencies()
        self._kind()
        self._days()
        self._people()
        self._contact()
        for key in (f.THEME, f.DETAIL, f.PLACE):
            self._text(key)

    # What stands in the form

    def _one(self, key: str) -> RawValue | None:
        """Return a field's only filling; two different ones are asked about."""
        held = self.raw.fields.get(key, [])
        if len(held) < 2:
            return held[0] if held else None
        options = [Option(f"line:{at}", each, plain(each.text)) for at, each in enumerate(held)]
        why = note(N_("stands in the form {n} times, each time otherwise. Which counts?"), n=len(held))
        found = self._asked(key, " / ".join(each.text for each in held), why, options, name=f"{key}:which")
        return found.value if isinstance(found.value, RawValue) else None

    def _asked(
        self, key: str, raw: str, why: Note, options: Sequence[Option] = (), *, name: str = "", likely: int = -1
    ) -> FieldReading:
        label, required = f.BY_KEY[key].label, key == f.TOWNSHIP
        made = Asked(name or key, label, raw, why, options, required, likely).with_answer(self.answers.get(name or key))
        self.fields.append(made)
        return made

    def _read(self, key: str, raw: str, value: Any, shown: Note, why: Note | None = None) -> None:
        verdict = Verdict.READ if why is None else Verdict.NOTED
        self.fields.append(FieldReading(key, f.BY_KEY[key].label, raw, value, shown, verdict, why))

    # Names

    def _township(self) -> None:
        value = self._one(f.TOWNSHIP)
        found = township_found(value.text if value else "", self.raw, self.names)
        village = self._one(f.VILLAGE)
        rest = found.rest if village is None else ""
        if found.known is not None:
            self._read(f.TOWNSHIP, value.text if value else "", found.known, plain(found.known.key))
            town = found.known
        elif f"{f.TOWNSHIP}:which" in {each.key for each in self.fields if each.is_open}:
            return
        else:
            made = self._asked(f.TOWNSHIP, value.text if value else "", found.why, found.options, likely=found.likely)
            town = made.value
        if town is None:
            return
        self.draft.township_id = self.names.id_of(town)
        self._village(village.text if village else rest, town.key)

    def _village(self, text: str, town: str) -> None:
        if not text or name_key(text) in _NOTHING:
            return
        found = village_found(text, town, self.names)
        if found.known is not None:
            self._read(f.VILLAGE, text, found.known, plain(found.known.key))
            known = found.known
        else:
            known = self._asked(f.VILLAGE, text, found.why, found.options, likely=found.likely).value
        self.draft.village_id = None if known is None else self.names.id_of(known)

    def _leader(self) -> None:
        value = self._one(f.LEADER)
        if value is None or name_key(value.text) in _NOTHING:
            return
        found = leader_found(value.text, self.names)
        if found.known is not None:
            self._read(f.LEADER, value.text, found.known, plain(found.known.key))
            known = found.known
        else:
            known = self._asked(f.LEADER, value.text, found.why, found.options, likely=found.likely).value
        self.draft.leader_id = None if known is None else self.names.id_of(known)

    def _agencies(self) -> None:
        value = self._one(f.AGENCIES)
        if value is None or name_key(value.text) in _NOTHING:
            return
        chosen = []
        for text, found in agencies_found(value.text, self.names):
            name = f"{f.AGENCIES}:{name_key(text)}"
            if found.known is not None:
                known = found.known
                why = found.why if found.rough else None
                self._read(f.AGENCIES, text, known, plain(known.key), why)
            else:
                known = self._asked(f.AGENCIES, text, found.why, found.options, name=name, likely=found.likely).value
            if known is not None:
                chosen.append(self.names.id_of(known))
        self.draft.agencies = list(dict.fromkeys(chosen))

    def _kind(self) -> None:
        value = self._one(f.KIND)
        if value is None or name_key(value.text) in _NOTHING:
            return
        found = kinds_named(value.text, self.names.kinds)
        if len(found) == 1:
            self._read(f.KIND, value.text, found[0].key, plain(Label(found[0].name)))
            self.draft.kind = found[0].key
            return
        why = note(N_("names several kinds. Which is it?")) if found else note(N_("is no kind of visit of this office"))
        ordered = [*found, *(kind for kind in self.names.kinds if kind not in found)]
        options = [Option(kind.key, kind.key, plain(Label(kind.name))) for kind in ordered]
        self.draft.kind = self._asked(f.KIND, value.text, why, options).value

    # Days

    def _received(self) -> None:
        value = self._one(f.RECEIVED)
        if value is None:
            return
        today = Option("today", self.today, plain(self.today.isoformat()))
        try:
            day = read_day(value.cell, replace(self.raw.hint(), year=self.raw.hint().year or self.today.year)).day
        except Unreadable as problem:
            self.draft.received_on = self._asked(f.RECEIVED, value.text, problem.why, [today]).value or self.today
            return
        if day > self.today:
            why = note(N_("is still to come: is it the day of the form, or the day wished for?"))
            wished = Option("wished", Wish(day, day), wish_text(Wish(day, day)))
            answer = self._asked(f.RECEIVED, value.text, why, [wished, today]).value
            if isinstance(answer, Wish):
                self.draft.first_day, self.draft.last_day = answer.first, answer.last
        else:
            self._read(f.RECEIVED, value.text, day, plain(day.isoformat()))
            self.draft.received_on = day

    def _days(self) -> None:
        for key in (f.DAYS, f.FIRST_DAY, f.LAST_DAY):
            value = self._one(key)
            if value is not None:
                self._wish(key, value)
        self._half()
        first, last = self.draft.first_day, self.draft.last_day
        if first and last and last < first:
            why = note(N_("ends before it starts: {text}"), text=f"{first} — {last}")
            options = wish_options((Wish(last, first), Wish(first, first), Wish(last, last)))
            wish = self._asked(f.LAST_DAY, str(last), why, options, name=f"{f.LAST_DAY}:order").value or Wish()
            self.draft.first_day, self.draft.last_day = wish.first, wish.last

    def _wish(self, key: str, value: RawValue) -> None:
        hint = self.raw.hint()
        found: ReadWish = read_wish(value.cell, received=self.draft.received_on, hint=hint)
        wish = found.wish
        if wish is not None:
            self._read(key, value.text, wish, wish_text(wish), found.why)
        else:
            why = found.why or note(N_("is no day that can be read: {text}"), text=value.text)
            wish = self._asked(key, value.text, why, wish_options(found.choices)).value
        if wish is None:
            return
        if key != f.LAST_DAY:
            self.draft.first_day = wish.first
        if key != f.FIRST_DAY:
            self.draft.last_day = wish.last
        self.draft.half = self.draft.half or wish.half

    def _half(self) -> None:
        value = self._one(f.HALF)
        if value is None or name_key(value.text) in _NOTHING:
            return
        boxes = ticked(value.text)
        half = half_in(value.text if boxes is None else " ".join(boxes))
        if half is not None:
            self._read(f.HALF, value.text, half, plain(Label(HALF_NAMES[half])))
        else:
            options = [Option(each.value, each, plain(Label(name))) for each, name in HALF_NAMES.items()]
            why = note(N_("names neither morning, afternoon nor all day: {text}"), text=value.text)
            half = self._asked(f.HALF, value.text, why, options).value
        self.draft.half = half or self.draft.half

    # Numbers and words

    def _people(self) -> None:
        value = self._one(f.PEOPLE)
        if value is None or name_key(value.text) in _NOTHING:
            return
        found = people_in(value.text)
        if len(found) == 1:
            self._read(f.PEOPLE, value.text, found[0], plain(found[0]))
            self.draft.people = found[0]
            return
        why = note(N_("names several numbers. Which counts?")) if found else note(N_("is no number of people"))
        options = [Option(str(number), number, plain(number)) for number in found]
        self.draft.people = self._asked(f.PEOPLE, value.text, why, options).value

    def _contact(self) -> None:
        value, number = self._one(f.CONTACT), self._one(f.PHONE)
        name, phone = split_phone(value.text) if value is not None else ("", "")
        if number is not None:
            words, found = split_phone(number.text)
            phone, name = found or number.text, name or (words if found else "")
        name = person_name(name) if name_key(name) not in _NOTHING else ""
        if name and self._fits(f.CONTACT, value.text if value else name, name):
            self.draft.contact_name = name
        if not phone or name_key(phone) in _NOTHING or not self._fits(f.PHONE, phone, phone, silent=True):
            return
        if looks_whole(phone):
            self._read(f.PHONE, phone, phone, plain(phone))
            self.draft.contact_phone = phone
            return
        why = note(N_("does not have as many digits as a phone number"))
        options = [Option("as_is", phone, note(N_("Take it as it stands")))]
        self.draft.contact_phone = self._asked(f.PHONE, phone, why, options).value or ""

    def _text(self, key: str) -> None:
        value = self._one(key)
        if value is None:
            return
        text = value.text if f.BY_KEY[key].long else one_line(value.text)
        if key != f.DETAIL and name_key(text) in _NOTHING:
            return
        if self._fits(key, value.text, text):
            setattr(self.draft, key, text)

    def _fits(self, key: str, raw: str, text: str, *, silent: bool = False) -> bool:
        """Read a text of allowed length; a longer one is asked about, never cut."""
        limit = _LIMITS[key]
        if len(text) <= limit:
            if not silent:
                self._read(key, raw, text, plain(text))
            return True
        too_long = N_("is too long: {length} characters, at most {limit}")
        self._asked(key, raw, note(too_long, length=len(text), limit=limit))
        return False
