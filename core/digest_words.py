"""What a digest says aloud: what changed since the one before, how each list stands, and what to do first."""

from __future__ import annotations

from typing import Final

from core.digest import Digest, DigestKey, DigestLine, DigestSection
from core.i18n import _, clauses, day_text, ngettext

_FIRST: Final = (
    DigestKey.DUE, DigestKey.OVERDUE, DigestKey.PROMISES, DigestKey.NOT_ACCEPTED, DigestKey.STUCK,
    DigestKey.LOOK_BACKS, DigestKey.UNLOGGED,
)  # fmt: skip
"""Where the first thing to do is looked for, unless something has just become overdue: what can still be kept."""


def changed_text(digest: Digest) -> str:
    """Return what changed since the digest before: 11月19日以来新增超期 6 件，共 76 件."""
    overdue = section_of(digest, DigestKey.OVERDUE)
    count, new = (overdue.count, overdue.new) if overdue is not None else (0, 0)
    if digest.since is None:
        alone = section_text(overdue) if overdue is not None and count else ""
        return _("{words}.").format(words=alone) if alone else _("No issue is overdue.")
    day = day_text(digest.since)
    if not new:
        none = _("Nothing more has become overdue since {day}.").format(day=day)
        many = ngettext(
            "Nothing more has become overdue since {day}; {n} issue is overdue as before.",
            "Nothing more has become overdue since {day}; {n} issues are overdue as before.",
            count,
        )
        return many.format(n=count, day=day) if count else none
    words = ngettext(
        "{new} issue has become overdue since {day}; that makes {n}.",
        "{new} issues have become overdue since {day}; that makes {n}.",
        new,
    )
    return words.format(new=new, day=day, n=count)


def first_line(digest: Digest) -> tuple[DigestKey, DigestLine] | None:
    """Return the one thing to do first, and of which list it is."""
    overdue = section_of(digest, DigestKey.OVERDUE)
    fresh = next((line for line in overdue.lines if line.is_new), None) if overdue is not None else None
    if fresh is not None:
        return DigestKey.OVERDUE, fresh
    for key in _FIRST:
        section = section_of(digest, key)
        if section is not None and section.lines:
            return key, section.lines[0]
    return None


def first_text(key: DigestKey, line: DigestLine) -> str:
    """Return it in words, for the screen only: it names the matter."""
    match key:
        case DigestKey.LOOK_BACKS:
            return _("First look back at: {what}").format(what=line.words)
        case DigestKey.UNLOGGED:
            return _("First write down: {what}").format(what=line.words)
        case DigestKey.PROMISES:
            return _("First keep the word given: {what}").format(what=line.words)
        case _:
            return _("First see to: {what}").format(what=line.words)


def section_text(section: DigestSection) -> str:
    """Return how a list stands as a sentence."""
    return _plural(section.key, section.count).format(n=section.count)


def _plural(key: DigestKey, n: int) -> str:
    match key:
        case DigestKey.OVERDUE:
            return ngettext("{n} issue is overdue", "{n} issues are overdue", n)
        case DigestKey.DUE:
            return ngettext("{n} issue is due today or soon", "{n} issues are due today or soon", n)
        case DigestKey.STUCK:
            return ngettext("{n} issue is stuck: nothing moves", "{n} issues are stuck: nothing moves", n)
        case DigestKey.NOT_ACCEPTED:
            return ngettext("{n} issue is not signed for yet", "{n} issues are not signed for yet", n)
        case DigestKey.PROMISES:
            return ngettext("{n} promise falls due", "{n} promises fall due", n)
        case DigestKey.LOOK_BACKS:
            return ngettext("{n} issue waits for a look-back", "{n} issues wait for a look-back", n)
        case _:
            return ngettext("{n} visit is still to be logged", "{n} visits are still to be logged", n)


def section_of(digest: Digest, key: DigestKey) -> DigestSection | None:
    """Return one list of the digest."""
    return next((section for section in digest.sections if section.key is key), None)


def summary(digest: Digest) -> str:
    """Return the digest in one sentence: what changed, then how much else waits; or that there is nothing."""
    there = [section for section in digest.sections if section.count]
    if not there:
        return _("Nothing waits today.")
    rest = [section_text(section) for section in there if section.key is not DigestKey.OVERDUE]
    changed = changed_text(digest)
    return _("{changed} Besides, {rest}.").format(changed=changed, rest=clauses(rest)) if rest else changed
