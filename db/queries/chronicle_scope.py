"""Which visits, issues, households, requests, promises and papers belong to a township, village, leader or agency.

Every scope is a list of ids that an index answers, so that a county with 100,000 issues is read as fast as a small one.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, CompoundSelect, Select, or_, select, union

from db.models import (
    HouseholdVisit,
    Issue,
    IssueAction,
    IssueAgency,
    ItineraryStop,
    PrintedDocument,
    Promise,
    Village,
    Visit,
    VisitAgency,
    VisitLeader,
    VisitRequest,
    VisitRequestAgency,
)

Ids = Select[Any] | CompoundSelect[Any]


@dataclass(frozen=True, slots=True)
class Scope:
    """What a story is told of: exactly one of these."""

    township_id: int | None = None
    village_id: int | None = None
    leader_id: int | None = None
    agency_id: int | None = None

    def visits(self) -> ColumnElement[bool]:
        """Return which visits went there, or who went along."""
        if self.township_id is not None:
            return Visit.township_id == self.township_id
        return Visit.id.in_(self._visit_ids())

    def issues(self) -> ColumnElement[bool]:
        """Return which issues were raised there, brought back by the leader, or are the agency's."""
        if self.township_id is not None:
            return Issue.township_id == self.township_id
        if self.village_id is not None:
            return Issue.village_id == self.village_id
        return Issue.id.in_(self._issue_ids())

    def actions(self) -> ColumnElement[bool]:
        """Return which lines of which issues' timelines."""
        if self.leader_id is None:
            return IssueAction.issue_id.in_(select(Issue.id).where(self.issues()))
        theirs = select(IssueAction.id).where(IssueAction.issue_id.in_(self._issue_ids()))
        went = select(IssueAction.id).where(IssueAction.visit_id.in_(self._visit_ids()))
        return IssueAction.id.in_(union(theirs, went, select(IssueAction.id).where(self._by_leader(IssueAction))))

    def households(self) -> ColumnElement[bool] | None:
        """Return which households were called on; None where an agency is asked about."""
        if self.township_id is not None:
            there = select(Village.id).where(Village.township_id == self.township_id)
            return HouseholdVisit.village_id.in_(there)
        if self.village_id is not None:
            return HouseholdVisit.village_id == self.village_id
        return None if self.leader_id is None else self._by_leader(HouseholdVisit)

    def promises(self) -> ColumnElement[bool] | None:
        """Return which promises were made there, or by whom."""
        if self.township_id is not None:
            return Promise.township_id == self.township_id
        if self.village_id is not None:
            at_visit = Promise.visit_id.in_(select(Visit.id).where(Visit.village_id == self.village_id))
            return or_(at_visit, Promise.issue_id.in_(select(Issue.id).where(self.issues())))
        if self.leader_id is not None:
            return self._by_leader(Promise)
        return Promise.issue_id.in_(self._issue_ids())

    def requests(self) -> ColumnElement[bool]:
        """Return which visits were asked for."""
        if self.township_id is not None:
            return VisitRequest.township_id == self.township_id
        if self.village_id is not None:
            return VisitRequest.village_id == self.village_id
        if self.leader_id is not None:
            return VisitRequest.leader_id == self.leader_id
        asked = select(VisitRequestAgency.request_id).where(VisitRequestAgency.agency_id == self.agency_id)
        return VisitRequest.id.in_(asked)

    def prints(self) -> ColumnElement[bool]:
        """Return which papers left the office about those visits and issues."""
        of_visits = select(PrintedDocument.id).join(Visit, Visit.id == PrintedDocument.visit_id).where(self.visits())
        of_issues = select(PrintedDocument.id).join(Issue, Issue.id == PrintedDocument.issue_id).where(self.issues())
        return PrintedDocument.id.in_(union(of_visits, of_issues))

    def _by_leader(self, model: Any) -> ColumnElement[bool]:
        by: ColumnElement[bool] = model.leader_id == self.leader_id
        return by

    def _visit_ids(self) -> Ids:
        if self.village_id is not None:
            return union(
                select(Visit.id).where(Visit.village_id == self.village_id),
                select(ItineraryStop.visit_id).where(ItineraryStop.village_id == self.village_id),
                select(HouseholdVisit.visit_id).where(
                    HouseholdVisit.village_id == self.village_id, HouseholdVisit.visit_id.is_not(None)
                ),
            )
        if self.leader_id is not None:
            return union(
                select(Visit.id).where(Visit.leader_id == self.leader_id),
                select(VisitLeader.visit_id).where(VisitLeader.leader_id == self.leader_id),
            )
        return select(VisitAgency.visit_id).where(VisitAgency.agency_id == self.agency_id)

    def _issue_ids(self) -> Ids:
        if self.leader_id is not None:
            mine = select(Visit.id).where(Visit.leader_id == self.leader_id)
            return union(
                select(Issue.id).where(Issue.case_leader_id == self.leader_id),
                select(Issue.id).where(Issue.visit_id.in_(mine)),
            )
        return union(
            select(Issue.id).where(Issue.lead_agency_id == self.agency_id),
            select(IssueAgency.issue_id).where(IssueAgency.agency_id == self.agency_id),
        )
