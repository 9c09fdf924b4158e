"""What the detail panel says of an issue in words, part by part, with the pages that the parts lead to."""

from __future__ import annotations

from core.chain import TRACK_NAMES, IssueTrack
from core.i18n import N_, _, day_text, listed, ngettext
from core.issues import SourceChannel
from db.queries.issue_detail import IssueDetail

FactLink = tuple[str, str, dict[str, int]]
SOURCES = {
    SourceChannel.VISIT: N_("Visit"),
    SourceChannel.HOTLINE: N_("12345 hotline"),
    SourceChannel.LETTER: N_("Letter"),
    SourceChannel.SUPERIOR: N_("From above"),
    SourceChannel.OTHER: N_("Other"),
}


def fact_links(detail: IssueDetail) -> dict[str, list[FactLink]]:
    """Return the facts that lead on, part by part: words, page and target; no page for plain words."""
    row = detail.row
    source: FactLink = (source_words(detail), "", {})
    if detail.visit_id is not None:
        source = (source_words(detail), "calendar", {"visit_id": detail.visit_id})
    place: list[FactLink] = [(row.township, "townships", {"township_id": row.township_id})]
    if detail.village_id is not None:
        place.append((detail.village, "townships", {"village_id": detail.village_id}))
    if row.agency_id is None:
        return {"source": [source], "place": place, "unit": [(_("Not handed over yet"), "", {})]}
    unit: list[FactLink] = [(row.agency, "leaders", {"agency_id": row.agency_id})]
    if detail.contact:
        unit.append((detail.contact, "", {}))
    if detail.supporting:
        unit.append((_("With help from {units}").format(units=listed(detail.supporting)), "", {}))
    return {"source": [source], "place": place, "unit": unit}


def sort_words(detail: IssueDetail) -> str:
    """Return what sets the issue apart: a petition, when it was accepted, restricted, passed on."""
    parts = [] if detail.track is IssueTrack.ONSITE else [_(TRACK_NAMES[detail.track])]
    if detail.accepted_on is not None:
        parts.append(_("accepted {day}").format(day=day_text(detail.accepted_on)))
    if detail.restricted:
        parts.append(_("Restricted"))
    if detail.pass_count:
        times = ngettext("passed on {n} time", "passed on {n} times", detail.pass_count)
        parts.append(times.format(n=detail.pass_count))
    return listed(parts)


def source_words(detail: IssueDetail) -> str:
    """Return 10月9日 孙佩兰到青石镇调查研究, or the channel it came by."""
    if detail.visit_day is None or detail.visit_kind is None:
        return f"{day_text(detail.row.raised_on)} {_(SOURCES[detail.source])}"
    return _("{day} {leader} to {township}, {kind}").format(
        day=day_text(detail.visit_day),
        leader=detail.row.leader,
        township=detail.row.township,
        kind=_(detail.visit_kind_name),
    )
