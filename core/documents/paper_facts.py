"""What a paper to a unit is about, and a batch of such papers as it is set.

Nothing here names a petitioner: the finished words are kept with the paper for good, so that it reprints the same.
An internal copy adds who raised what at the moment of printing, from the schedule.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final

from core.chain import NoticeLevel, PaperKind, Variant
from core.documents.visit_sheet import plain
from core.i18n import _, day_text, is_chinese, ngettext


@dataclass(frozen=True, slots=True)
class PaperItem:
    """An issue on a paper, without anybody's name.

    Attributes:
        place: Township and village.
        days_over: Working days past *due*; 0 where only rest days have passed since.
        chase_no: For which time it is pressed with this paper; 0 is no pressing.
    """

    issue_id: int
    number: str
    title: str
    place: str = ""
    raised_on: date | None = None
    due: date | None = None
    overdue: bool = False
    days_over: int = 0
    chase_no: int = 0
    detail: str = ""


@dataclass(frozen=True, slots=True)
class PaperMore:
    """What only some papers say.

    Attributes:
        copy_to: Who gets a copy, in rank order: 陈雨桐（县长）.
        instructed_by: The leader whose instruction it passes on; his words are *instruction*.
        feedback_every: Natural days from one report to the next; None asks for one answer.
        leader: The leader in charge; *helping_leaders* stand beside him.
        enclosures: What goes along with it.
    """

    copy_to: tuple[str, ...] = ()
    instructed_by: str = ""
    instruction: str = ""
    feedback_every: int | None = None
    leader: str = ""
    helping_leaders: str = ""
    enclosures: str = ""


NOTHING_MORE: Final = PaperMore()


@dataclass(frozen=True, slots=True)
class PaperDraft:
    """What the office wants to issue.

    Attributes:
        agency_id: Whom it goes to: the unit in charge of every issue on it.
        issue_ids: In the order in which they stand on it.
        issued_on: The day on it.
        answer_by: The day by which an answer is asked for.
        level: How sharp it is; a letter is a reminder unless said otherwise.
        text: What is required.
        signer: Who signs for the office.
        contact: Person and telephone in the office.
    """

    kind: PaperKind
    agency_id: int
    issue_ids: Sequence[int]
    issued_on: date
    answer_by: date | None = None
    level: NoticeLevel = NoticeLevel.NONE
    text: str = ""
    signer: str = ""
    contact: str = ""
    more: PaperMore = NOTHING_MORE


@dataclass(frozen=True, slots=True)
class PaperFacts:
    """All facts of one paper.

    Attributes:
        number: 云督〔2026〕3号.
        text: What is asked for, in the office's words.
        contact: Person and telephone in the office.
        supporting: Units that help.
    """

    kind: PaperKind
    county: str
    office: str
    number: str
    agency: str
    issued_on: date
    items: tuple[PaperItem, ...]
    answer_by: date | None = None
    level: NoticeLevel = NoticeLevel.NONE
    text: str = ""
    signer: str = ""
    contact: str = ""
    supporting: tuple[str, ...] = ()
    more: PaperMore = NOTHING_MORE


@dataclass(frozen=True, slots=True)
class PaperBatch:
    """Papers of one kind that are set together, each from page 1.

    Attributes:
        papers: The finished words of each, as `paper_words` made them.
        people: Issue to who raised it; only an internal copy has any.
        watermark: One line; empty leaves it out.
    """

    papers: Sequence[Mapping[str, Any]]
    variant: Variant = Variant.REDACTED
    people: Mapping[int, str] = field(default_factory=dict)
    watermark: str = ""


def batch_fields(batch: PaperBatch) -> dict[str, Any]:
    """Return what the templates of papers show."""
    internal = batch.variant is Variant.INTERNAL
    return {
        "lang": "zh" if is_chinese() else "en",
        "region": "CN" if is_chinese() else "GB",
        "watermark": plain(batch.watermark),
        "mark": _("Internal copy, keep it in the office") if internal else "",
        "papers": [_with_people(paper, batch.people if internal else {}) for paper in batch.papers],
    }


def _with_people(paper: Mapping[str, Any], people: Mapping[int, str]) -> dict[str, Any]:
    items = []
    for item in paper["items"]:
        person = plain(people.get(item["id"], ""))
        items.append(item | {"person": _("Raised by {person}").format(person=person) if person else ""})
    return {**paper, "items": items}


def item_words(place: int, item: PaperItem, issued_on: date) -> dict[str, Any]:
    """Return the finished words of one row."""
    return {
        "id": item.issue_id,
        "no": str(place),
        "text": plain(item.title),
        "sub": "\u3000".join(filter(None, (plain(item.number), plain(item.place)))),
        "detail": plain(item.detail),
        "due": "" if item.due is None else day_text(item.due, year=item.due.year != issued_on.year),
        "late": late_words(item),
        "times": chase_words(item.chase_no),
    }


def late_words(item: PaperItem) -> str:
    """Return 超期6个工作日, or nothing while it is in time."""
    if item.days_over > 0:
        words = ngettext("{n} working day past the limit", "{n} working days past the limit", item.days_over)
        return words.format(n=item.days_over)
    return _("Overdue") if item.overdue else ""


def chase_words(nth: int) -> str:
    """Return 第3次."""
    return _("no. {n}").format(n=nth) if nth else ""


def office_of(facts: PaperFacts) -> str:
    """Return who signs: the office, else the county."""
    return plain(facts.office or facts.county)


def lines_of(text: str) -> list[str]:
    """Return the paragraphs of a text of several lines."""
    return [line for line in map(plain, text.splitlines()) if line]
