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


def requests_text(n: int) -> str:
    """Return 3 条下访申请."""
    return ngettext("{n} request for a visit", "{n} requests for visits", n).format(n=n)


def households_text(n: int) -> str:
    """Return 3 户走访."""
    return ngettext("{n} household visit", "{n} household visits", n).format(n=n)


def stops_text(n: int) -> str:
    """Return 3 个行程节点."""
    return ngettext("{n} stop of a day plan", "{n} stops of day plans", n).format(n=n)


def appointments_text(n: int) -> str:
    """Return 3 位预约群众."""
    return ngettext("{n} appointment", "{n} appointments", n).format(n=n)


def opinions_text(n: int) -> str:
    """Return 3 条会诊意见."""
    return ngettext("{n} opinion in a consultation", "{n} opinions in consultations", n).format(n=n)


def days_ago_text(n: int) -> str:
    """Return 12 天前."""
    return ngettext("{n} day ago", "{n} days ago", n).format(n=n)
