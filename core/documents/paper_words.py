"""The words of the papers to units: chase letter (催办函), supervision notice (督办单), assignment slip (交办单)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from core.chain import NOTICE_LEVEL_NAMES, NoticeLevel, PaperKind
from core.documents.paper_facts import PaperFacts, item_words, lines_of, office_of
from core.documents.visit_sheet import plain, spread
from core.i18n import N_, _, day_text, is_chinese, listed, ngettext

Words = dict[str, Any]
LEVEL_WORDS: Final = {
    NoticeLevel.NONE: "",
    NoticeLevel.REMINDER: NOTICE_LEVEL_NAMES[NoticeLevel.REMINDER],
    NoticeLevel.WARNING: NOTICE_LEVEL_NAMES[NoticeLevel.WARNING],
    NoticeLevel.REPORT: NOTICE_LEVEL_NAMES[NoticeLevel.REPORT],
}


def paper_words(facts: PaperFacts) -> Words:
    """Return the finished words of a paper as its template in resources/forms shows them; fit for JSON."""
    return _common(facts) | _OF_KIND[facts.kind](facts)


def file_stem(words: Words) -> str:
    """Return the suggested file name without ending and variant: 催办函-县水利局-云催〔2026〕5号."""
    return "-".join(filter(None, (words["name"], words["agency"], words["number"])))


def _common(facts: PaperFacts) -> Words:
    count = len(facts.items)
    return {
        "kind": str(facts.kind),
        "name": _(_NAMES[facts.kind]),
        "number": plain(facts.number),
        "agency": plain(facts.agency),
        "date": day_text(facts.issued_on, year=True),
        "answer-by": "" if facts.answer_by is None else day_text(facts.answer_by, year=True),
        "office": office_of(facts),
        "count": ngettext("{n} item", "{n} items", count).format(n=count),
        "items": [item_words(place, item, facts.issued_on) for place, item in enumerate(facts.items, 1)],
        "none": _("No items"),
        "text": lines_of(facts.text),
        "contact": plain(facts.contact),
        "running": _("{title} (continued)").format(title=_(_NAMES[facts.kind])),
    }


_NAMES: Final = {
    PaperKind.CHASE_LETTER: N_("Chase letter"),
    PaperKind.SUPERVISION_NOTICE: N_("Supervision notice"),
    PaperKind.ASSIGNMENT_SLIP: N_("Assignment slip"),
}


def _chase_letter(facts: PaperFacts) -> Words:
    most = max((item.chase_no for item in facts.items), default=0)
    return {
        "title": _("Letter on overdue matters"),
        "to": _("To {agency}:").format(agency=plain(facts.agency)),
        "body": _chase_body(facts),
        "heads": [_("No."), _("Matter and number"), _("Limit and delay"), _("Chases")],
        "close": _("Reply hereby requested."),
        "contact-line": _("Contact: {contact}").format(contact=plain(facts.contact)) if facts.contact else "",
        "copy": _("Copy to: {people}.").format(people=listed(map(plain, facts.more.copy_to)))
        if facts.more.copy_to
        else "",
        "most": most,
    }


def _chase_body(facts: PaperFacts) -> str:
    count = len(facts.items)
    said = ngettext(
        "As of {day}, the following {n} matter handled by your unit is past its limit. Please name who is in charge, "
        "press on with it,",
        "As of {day}, the following {n} matters handled by your unit are past their limit. Please name who is in "
        "charge, press on with them,",
        count,
    ).format(day=day_text(facts.issued_on, year=True), n=count)
    if facts.answer_by is None:
        asked = _("and report in writing how they stand.")
    else:
        asked = _("and report in writing by {day} how they stand.").format(day=day_text(facts.answer_by, year=True))
    hard = _("Where there are real difficulties, say why and by when they will be settled.")
    return _sentences(said, asked, hard)


def _sentences(*parts: str) -> str:
    """Chinese sentences follow each other without a blank."""
    return ("" if is_chinese() else " ").join(parts)


def _supervision_notice(facts: PaperFacts) -> Words:
    more = facts.more
    return {
        "title": _("{county} supervision notice").format(county=plain(facts.county)).strip(),
        "number-line": _("Number: {number}").format(number=plain(facts.number)),
        "rows": [
            [_("Level"), _(LEVEL_WORDS[facts.level]), _("Issued on"), day_text(facts.issued_on, year=True)],
            [_("Lead unit"), plain(facts.agency), _("With help from"), listed(map(plain, facts.supporting))],
            [_("Leader answerable"), plain(more.leader), _("Leaders helping"), plain(more.helping_leaders)],
        ],
        "matter": _("Matter supervised"),
        "heads": [_("No."), _("Matter and number"), _("Limit and delay")],
        "instruction": [_("Leader's instruction"), lines_of(more.instruction), plain(more.instructed_by)],
        "asked": [_("What is required"), lines_of(facts.text)],
        "after": [
            [_("Limit for it"), _answer(facts), _("Feedback cycle"), cycle_words(more.feedback_every)],
            [_("Contact person"), plain(facts.contact), _("Enclosures"), plain(more.enclosures) or _("none")],
        ],
        "reply": _("How it was handled (filled in by the unit)"),
        "reply-sign": [_("Person in charge (signed):"), _("(seal of the unit)"), _("Year      Month      Day")],
        "notes": [
            _("A leader's instruction is a work secret and must not be spread without leave."),
            _("If it cannot be settled in time, report the progress and the reasons within the limit."),
        ],
    }


def _answer(facts: PaperFacts) -> str:
    return "" if facts.answer_by is None else day_text(facts.answer_by, year=True)


def cycle_words(every: int | None) -> str:
    """Return 一次性反馈, or 每7日反馈一次."""
    if every is None:
        return _("once")
    return ngettext("every {n} day", "every {n} days", every).format(n=every)


def _assignment_slip(facts: PaperFacts) -> Words:
    office, number = office_of(facts), plain(facts.number)
    return {
        "title": _("Assignment slip"),
        "number-line": _("Number: {number}").format(number=number),
        "stub-title": _("Assignment slip (stub)"),
        "stub": [
            [_("Unit in charge"), plain(facts.agency), _("Handed over on"), day_text(facts.issued_on, year=True)],
            [spread(_("Matter")), _gist(facts)],
            [_("Answer by"), _answer(facts), _("Signed for the office"), plain(facts.signer)],
        ],
        "tear": _("tear here, {number}, seal across the line").format(number=number),
        "to": _("To {agency}:").format(agency=plain(facts.agency)),
        "body": _slip_body(facts),
        "heads": [_("No."), _("Matter and number"), _("Limit")],
        "asked": [_("What is required"), lines_of(facts.text)],
        "facts": [
            [_("Answer by"), _answer(facts), _("In which way"), _("in writing, signed and sealed")],
            [spread(_("Helping")), listed(map(plain, facts.supporting)), _("Contact person"), plain(facts.contact)],
        ],
        "seal": _("{office} (seal)").format(office=office),
        "receipt-title": _("Receipt"),
        "receipt-to": _("To {agency}:").format(agency=office),
        "receipt": _("We have received the assignment slip {number} ({count}).").format(
            number=number, count=_count(facts)
        ),
        "receipt-rows": [
            [_("Signed for on"), _("Year      Month      Day"), _("Signed for by"), ""],
            [_("Handled by (person)"), "", _("Telephone"), ""],
        ],
        "receipt-seal": _("{agency} (seal)").format(agency=plain(facts.agency)),
        "receipt-note": _("Please send the receipt back within 3 working days."),
    }


def _count(facts: PaperFacts) -> str:
    return ngettext("{n} item", "{n} items", len(facts.items)).format(n=len(facts.items))


def _gist(facts: PaperFacts) -> str:
    if not facts.items:
        return _("No items")
    first = plain(facts.items[0].title)
    short = first if len(first) <= 60 else f"{first[:60]}…"
    if len(facts.items) == 1:
        return short
    return _("{matter} and others, {count}").format(matter=short, count=_count(facts))


def _slip_body(facts: PaperFacts) -> str:
    count = len(facts.items)
    said = ngettext(
        "The following {n} matter is handed over to you. Please handle it with care as the law and policy have it,",
        "The following {n} matters are handed over to you. Please handle them with care as the law and policy have it,",
        count,
    ).format(n=count)
    if facts.answer_by is None:
        asked = _("and report the result in writing.")
    else:
        asked = _("and report the result in writing by {day}.").format(day=day_text(facts.answer_by, year=True))
    return _sentences(said, asked)


_OF_KIND: Final[dict[PaperKind, Callable[[PaperFacts], Words]]] = {
    PaperKind.CHASE_LETTER: _chase_letter,
    PaperKind.SUPERVISION_NOTICE: _supervision_notice,
    PaperKind.ASSIGNMENT_SLIP: _assignment_slip,
}
