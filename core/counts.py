"""Numbers of things in words: 3 场下访, 1 visit. A further thing is one function."""

from __future__ import annotations

from core.i18n import ngettext


def visits_text(n: int) -> str:
    """Return 3 场下访."""
    return ngettext("{n} visit", "{n} visits", n).format(n=n)


def issues_text(n: int) -> str:
    """Return 3 件问题."""
    return ngettext("{n} issue", "{n} issues", n).format(n=n)


def villages_text(n: int) -> str:
    """Return 3 个村."""
    return ngettext("{n} village", "{n} villages", n).format(n=n)


def people_text(n: int) -> str:
    """Return 3 个人."""
    return ngettext("{n} person", "{n} people", n).format(n=n)


def notes_text(n: int) -> str:
    """Return 3 条记录."""
    return ngettext("{n} note", "{n} notes", n).format(n=n)


def promises_text(n: int) -> str:
    """Return 3 项承诺."""
    return ngettext("{n} promise", "{n} promises", n).format(n=n)


def days_ago_text(n: int) -> str:
    """Return 12 天前."""
    return ngettext("{n} day ago", "{n} days ago", n).format(n=n)
