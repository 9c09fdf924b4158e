"""What Today says before it shows any list, in words that a secretary would say aloud."""

from __future__ import annotations

from datetime import date

from core.calendar.lunar import lunar_full, since_solar_term
from core.i18n import _, is_chinese, listed, ngettext


def summary(*, visits: int, overdue: int, longest: int, soon: int) -> str:
    """Return the sentence under the date.

    Args:
        visits: Visits today.
        overdue: Open issues past their date.
        longest: Working days that the oldest of them is late.
        soon: Open issues due within the office's warning time.
    """
    parts = [
        ngettext("There is {n} visit today.", "There are {n} visits today.", visits).format(n=visits)
        if visits
        else _("No visit today.")
    ]
    if overdue:
        late = ngettext("{n} issue is overdue", "{n} issues are overdue", overdue).format(n=overdue)
        worst = ngettext("the oldest by {n} working day", "the oldest by {n} working days", longest).format(n=longest)
        parts.append(
            _("{late}, {worst};").format(late=late, worst=worst) if soon else f"{late}{_(', ')}{worst}{_('.')}"
        )
    if soon:
        text = ngettext("{n} more due within three working days.", "{n} more due within three working days.", soon)
        parts.append(text.format(n=soon))
    if not overdue and not soon:
        parts.append(_("Nothing is overdue and nothing falls due in three working days."))
    return ("" if is_chinese() else " ").join(parts)


def day_line(day: date, markets: list[str]) -> str:
    """Return lunar date, solar term and today's markets: 农历十月十五　小雪后第一天　今天赶集：东岭、松坪."""
    parts = [lunar_full(day)]
    term = since_solar_term(day)
    if term:
        parts.append(term)
    if markets:
        parts.append(_("Markets today: {places}").format(places=listed(markets)))
    return "　".join(parts) if is_chinese() else " · ".join(parts)
