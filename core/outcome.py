"""What came of a visit, in the prose of an official report, made from its record alone.

A statement is a list of clauses; a further one is a function `(facts) -> clauses` and its place in `_ORDER`.
What nobody wrote down is left out, so that an empty record gives no words at all.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from typing import Final

from core.i18n import _, clauses, day_text, is_chinese, listed, ngettext, statements
from core.issues import CheckMark
from core.masking import mask_names, mask_numbers
from core.outcome_facts import HouseholdFact, IssueFact, NoteFact, OutcomeFacts, facts_with
from core.records import GROUP_SIZE, HOUSEHOLD_VISIT_KIND_NAMES, OUTREACH_FORM_NAMES, NoteKind
from core.visits import RECEPTION_FORM_NAMES, Half, RecordForm

__all__ = ["HouseholdFact", "IssueFact", "NoteFact", "OutcomeFacts", "facts_with", "outcome_prose"]

Clauses = list[str]
_ENDS: Final = " \u3000，。；、：,.;:"
_RUNS: Final = re.compile(r"([，。；、：,;:.])\s*[，。；、：,;:.][\s，。；、：,;:.]*")
_NAMED: Final = 2
"""So many units or villages are named before they are only counted."""


def outcome_prose(facts: OutcomeFacts) -> str:
    """Return the paragraph for the report; nothing for an empty record or an unannounced visit."""
    if facts.unannounced:
        return ""
    said = [clauses(found) for say in _ORDER[facts.record] if (found := say(facts))]
    if not said:
        return ""
    if early := _cut_short(facts):
        said.append(early)
    if is_chinese():
        return clauses([_opening(facts), said[0]]) + "。" + "".join(text + "。" for text in said[1:])
    return " ".join(_capital(text) + "." for text in (_opening(facts), *said))


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _tidy(text: str, facts: OutcomeFacts) -> str:
    """Return a free text fit to stand inside a sentence, without residents' names and numbers."""
    plain = mask_names(mask_numbers("；".join(text.splitlines())), facts.private)
    plain = _RUNS.sub(r"\1", " ".join(plain.split()))
    return plain.strip(_ENDS).replace("“", "‘").replace("”", "’")


def _opening(facts: OutcomeFacts) -> str:
    day = day_text(facts.day)
    when = {
        Half.MORNING: _("the morning of {day}"),
        Half.AFTERNOON: _("the afternoon of {day}"),
        Half.WHOLE_DAY: "{day}",
    }[facts.half].format(day=day)
    who = _("{name}, {post}").format(name=facts.leader, post=facts.post) if facts.post else facts.leader
    kind = _(facts.kind)
    if facts.reception_form is not None:
        kind = _("{kind} ({form})").format(kind=kind, form=_(RECEPTION_FORM_NAMES[facts.reception_form]))
    where = facts.township + facts.village if is_chinese() else ", ".join(filter(None, (facts.village, facts.township)))
    theme = _tidy(facts.theme, facts)
    text = (
        _("{kind} on “{theme}” in {where} on {when}, by {who}") if theme else _("{kind} in {where} on {when}, by {who}")
    )
    opening = text.format(kind=kind, theme=theme, where=where, when=when, who=who)
    whom = [*facts.leaders, *([_units(facts.agencies)] if facts.agencies else [])]
    return clauses([opening, _("together with {whom}").format(whom=listed(whom)) if whom else ""])


def _cut_short(facts: OutcomeFacts) -> str:
    if not facts.cut_short:
        return ""
    reason = _tidy(facts.reason, facts).removeprefix("因为").removeprefix("由于").removeprefix("因")
    return _("it ended early ({reason})").format(reason=reason) if reason else _("it ended early")


def _units(names: Iterable[str]) -> str:
    """Return 县水利局、县住建局, or 县水利局等 3 个单位."""
    known = list(dict.fromkeys(names))
    if len(known) <= _NAMED:
        return listed(known)
    return _("{first} and others ({n} units)").format(first=known[0], n=len(known))


def _reception(facts: OutcomeFacts) -> Clauses:
    sizes = [issue.headcount for issue in facts.issues if issue.headcount]
    if not sizes:
        return []
    groups = [size for size in sizes if size > GROUP_SIZE]
    text = ngettext("{parties} with {people} was received", "{parties} with {people} were received", len(sizes)).format(
        parties=ngettext("{n} party", "{n} parties", len(sizes)).format(n=len(sizes)),
        people=ngettext("{n} caller", "{n} callers", sum(sizes)).format(n=sum(sizes)),
    )
    if groups:
        text += _(" (among them {parties} of more than five, {people})").format(
            parties=ngettext("{n} party", "{n} parties", len(groups)).format(n=len(groups)),
            people=ngettext("{n} member", "{n} members", sum(groups)).format(n=sum(groups)),
        )
    return [text]


def _received_and_raised(facts: OutcomeFacts) -> Clauses:
    return [*_reception(facts), *_raised(facts)]


def _raised(facts: OutcomeFacts) -> Clauses:
    issues = facts.issues
    if not issues:
        return []
    found = [ngettext("{n} issue was raised", "{n} issues were raised", len(issues)).format(n=len(issues))]
    answered = sum(issue.answered for issue in issues)
    if answered:
        settled = facts.record is RecordForm.CONSULTATION
        text = _("{n} settled on the spot") if settled else _("{n} answered on the spot")
        found.append(text.format(n=answered))
    given = [issue for issue in issues if issue.agency and not issue.answered]
    if given:
        found.append(_("{n} handed over").format(n=len(given)))
        dated = all(issue.limited for issue in given)
        text = _("to {units}, with dates") if dated else _("to {units}")
        found.append(text.format(units=_units(issue.agency for issue in given)))
    return found


_FOUND: Final = {CheckMark.DONE: 0, CheckMark.IN_HAND: 1, CheckMark.UNTOUCHED: 2, CheckMark.DISSATISFIED: 3}


def _checked(facts: OutcomeFacts) -> Clauses:
    counted = Counter(facts.marks.values())
    if not counted:
        return []
    words = (_("{n} solved"), _("{n} under way"), _("{n} not started"), _("{n} with people still unhappy"))
    parts = [words[place].format(n=counted[mark]) for mark, place in _FOUND.items() if counted[mark]]
    n = counted.total()
    return [
        ngettext("{n} issue brought along was checked", "{n} issues brought along were checked", n).format(n=n),
        _("of them {parts}").format(parts=listed(parts)),
    ]


def _consulted(facts: OutcomeFacts) -> Clauses:
    issues = [issue for issue in facts.issues if issue.opinions or issue.decided or issue.dissent]
    if not issues:
        return []
    units = [unit for issue in issues for unit in issue.opinions]
    n = len(issues)
    if units:
        text = ngettext("{units} conferred on {n} issue", "{units} conferred on {n} issues", n)
        found = [text.format(units=_units(units), n=n)]
    else:
        found = [ngettext("{n} issue was conferred on", "{n} issues were conferred on", n).format(n=n)]
    decided, dissent = sum(issue.decided for issue in issues), sum(issue.dissent for issue in issues)
    found += [_("{n} decided at once").format(n=decided)] if decided else []
    found += [_("{n} with a dissent kept").format(n=dissent)] if dissent else []
    return found


def _numbered(texts: Sequence[str]) -> str:
    """Return 一是…；二是…, or (1) …; (2) …; one alone stands as it is."""
    if len(texts) < 2:
        return "".join(texts)
    if is_chinese() and len(texts) <= 10:
        return statements(f"{'一二三四五六七八九十'[n]}是{text}" for n, text in enumerate(texts))
    return statements(f"({n}) {text}" for n, text in enumerate(texts, 1))


def _texts(facts: OutcomeFacts, kind: NoteKind) -> list[str]:
    return [text for note in facts.notes if note.kind is kind and (text := _tidy(note.text, facts))]


def _researched(facts: OutcomeFacts) -> Clauses:
    found = []
    if approach := _tidy(facts.approach, facts):
        found.append(_("by way of “{approach}”").format(approach=approach))
    if n := len(_texts(facts, NoteKind.QUESTION_TAKEN)):
        found.append(ngettext("{n} question was taken along", "{n} questions were taken along", n).format(n=n))
    if n := len(_texts(facts, NoteKind.GOLDEN_IDEA)):
        found.append(ngettext("{n} golden idea was collected", "{n} golden ideas were collected", n).format(n=n))
    return found


def _findings(facts: OutcomeFacts) -> Clauses:
    texts = _texts(facts, NoteKind.FINDING)
    text = ngettext("{n} finding: {texts}", "{n} findings: {texts}", len(texts))
    return [text.format(n=len(texts), texts=_numbered(texts))] if texts else []


def _measures(facts: OutcomeFacts) -> Clauses:
    texts = _texts(facts, NoteKind.MEASURE)
    text = ngettext("{n} measure: {texts}", "{n} measures: {texts}", len(texts))
    return [text.format(n=len(texts), texts=_numbered(texts))] if texts else []


def _explained(facts: OutcomeFacts) -> Clauses:
    found = []
    audience, materials = _tidy(facts.audience, facts), _tidy(facts.materials, facts)
    if facts.headcount or audience:
        text = _("for {audience}") if audience else ""
        found += [text.format(audience=audience)] if text else []
    if facts.headcount:
        n = facts.headcount
        found.append(ngettext("{n} person was reached", "{n} people were reached", n).format(n=n))
    if facts.copies:
        n, what = facts.copies, materials or _("materials")
        found.append(ngettext("{n} copy of {what} handed out", "{n} copies of {what} handed out", n).format(
            n=n, what=what))  # fmt: skip
    elif materials:
        found.append(_("with {materials}").format(materials=materials))
    if found and facts.outreach_form is not None:
        form = _(OUTREACH_FORM_NAMES[facts.outreach_form])
        found.insert(0, _("in the form “{form}”").format(form=form))
    return found


def _asked(facts: OutcomeFacts) -> Clauses:
    asked = [note for note in facts.notes if note.kind is NoteKind.AUDIENCE_QUESTION]
    if not asked:
        return []
    n, replied = len(asked), sum(note.replied for note in asked)
    found = [ngettext("{n} question was asked", "{n} questions were asked", n).format(n=n)]
    found += [_("{n} answered at once").format(n=replied)] if replied else []
    became = sum(note.became_issue for note in asked)
    return found + ([_("{n} taken up as issues").format(n=became)] if became else [])


def _called(facts: OutcomeFacts) -> Clauses:
    homes = facts.households
    if not homes:
        return []
    villages = list(dict.fromkeys(home.village for home in homes if home.village))
    text = ngettext("{n} household was called on", "{n} households were called on", len(homes)).format(n=len(homes))
    if len(villages) > _NAMED:
        where = _(" in {n} villages").format(n=len(villages))
    else:
        where = _(" in {villages}").format(villages=listed(villages)) if villages else ""
    counts = Counter(home.category for home in homes if home.category)
    kinds = Counter(home.kind for home in homes)
    parts = [_share(_(HOUSEHOLD_VISIT_KIND_NAMES[kind]), n) for kind, n in kinds.items()] if len(kinds) > 1 else []
    found = [text + where, *([_("of them {parts}").format(parts=listed(parts))] if parts else [])]
    parts = [_share(name, n) for name, n in counts.items()]
    return [*found, *([_("among them {parts}").format(parts=listed(parts))] if parts else [])]


def _share(name: str, n: int) -> str:
    return ngettext("{name}: {n} household", "{name}: {n} households", n).format(name=name, n=n)


def _relieved(facts: OutcomeFacts) -> Clauses:
    homes = facts.households
    found = []
    if yuan := sum(home.cash_yuan for home in homes):
        n = sum(home.cash_yuan > 0 for home in homes)
        text = ngettext("{yuan} yuan went to {n} household", "{yuan} yuan went to {n} households", n)
        found.append(text.format(yuan=yuan, n=n))
    if n := sum(home.goods for home in homes):
        found.append(ngettext("goods went to {n} household", "goods went to {n} households", n).format(n=n))
    if n := sum(home.needs for home in homes):
        found.append(ngettext("{n} household told of needs", "{n} households told of needs", n).format(n=n))
    if n := sum(home.became_issue for home in homes):
        found.append(_("{n} taken up as issues").format(n=n))
    return found


Say = Callable[[OutcomeFacts], Clauses]
_RESEARCH: Final[tuple[Say, ...]] = (_researched, _findings, _measures)
_OUTREACH: Final[tuple[Say, ...]] = (_explained, _asked)
_HOUSEHOLDS: Final[tuple[Say, ...]] = (_called, _relieved)
_ORDER: Final[dict[RecordForm, tuple[Say, ...]]] = {
    RecordForm.RECEPTION: (_received_and_raised, _consulted, _checked, *_RESEARCH, *_OUTREACH, *_HOUSEHOLDS),
    RecordForm.CONSULTATION: (_consulted, _received_and_raised, _checked, *_RESEARCH, *_OUTREACH, *_HOUSEHOLDS),
    RecordForm.RESEARCH: (*_RESEARCH, _received_and_raised, _consulted, _checked, *_OUTREACH, *_HOUSEHOLDS),
    RecordForm.OUTREACH: (*_OUTREACH, _received_and_raised, _consulted, _checked, *_RESEARCH, *_HOUSEHOLDS),
    RecordForm.HOUSEHOLDS: (*_HOUSEHOLDS, _received_and_raised, _consulted, _checked, *_RESEARCH, *_OUTREACH),
}
"""What the record is for comes first; whatever else happened there follows."""
