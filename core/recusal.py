"""Whom an issue must not reach: whoever it complains about, and leaders with an interest of their own.

The rules are those of the petition regulations (信访工作条例): Art. 46(5) and 30(3) keep a complaint from the
unit and the people complained about; Art. 28(3) keeps away who has a direct interest. Names in the office's own
words ("subject of complaint") count like the chosen unit and leader.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from core.errors import UserError
from core.i18n import _
from core.privacy_errors import AboutThisLeader, AboutThisTownship, AboutThisUnit, LeaderRecused, RestrictedIssue

_LEAST: Final = 2
"""A single character names nobody."""
_LEAST_OF_UNIT: Final = 3
"""水利 inside 东岭镇水利站 is not the county's 水利局."""
_ADMINISTRATION: Final = (
    r"(?:$|[，,、；;（(]|党委|政府|人民政府|人大|纪委|镇长|乡长|书记|主任|领导|干部|工作人员|机关|办)"
)
"""Behind a township's name: its administration. 东岭镇采石场 is somebody else."""


@dataclass(frozen=True, slots=True)
class Complaint:
    """What of an issue says whom it concerns.

    Attributes:
        recused: Leaders who stay away, each with the reason given.
        subject_agency: Name of the unit chosen as subject, for the sentence.
        subject_leader: Name of the leader chosen as subject, for the sentence.
        subject_leader_agency_id: The unit that leader comes from: he reads what it gets.
    """

    number: str
    subject: str = ""
    subject_agency_id: int | None = None
    subject_leader_id: int | None = None
    subject_agency: str = ""
    subject_leader: str = ""
    subject_leader_agency_id: int | None = None
    recused: tuple[tuple[int, str], ...] = ()
    restricted: bool = False

    @property
    def about(self) -> str:
        """Whom it is about, in words."""
        return self.subject or self.subject_agency or self.subject_leader


@dataclass(frozen=True, slots=True)
class UnitFacts:
    """A unit that something is to reach.

    Attributes:
        names: Its name, short name and other names.
        contact: Its head or contact person.
        leaders: Ids and names of leaders who come from it.
    """

    id: int
    names: tuple[str, ...]
    contact: str = ""
    leaders: tuple[tuple[int, str], ...] = ()


@dataclass(frozen=True, slots=True)
class LeaderFacts:
    """A leader whom something is to reach; `unit_names` are those of the unit he comes from."""

    id: int
    name: str
    agency_id: int | None = None
    unit_names: tuple[str, ...] = ()


def why_not_agency(complaint: Complaint, unit: UnitFacts) -> UserError | None:
    """Return why nothing of the issue may reach *unit*, None where it may.

    The unit itself is barred, and so is the one whose head, contact person or leader is complained about.
    """
    barred = (
        complaint.subject_agency_id == unit.id
        or (complaint.subject_leader_id is not None and complaint.subject_leader_id in dict(unit.leaders))
        or (complaint.subject_leader_agency_id is not None and complaint.subject_leader_agency_id == unit.id)
        or _names_unit(complaint.subject, unit.names)
        or _names(complaint.subject, [unit.contact, *(name for _id, name in unit.leaders)])
    )
    if not barred:
        return None
    return AboutThisUnit(number=complaint.number, who=complaint.about, agency=_first(unit.names))


def why_not_leader(complaint: Complaint, leader: LeaderFacts) -> UserError | None:
    """Return why nothing of the issue may reach *leader*, None where it may: subject, his unit, or recused."""
    about = (
        complaint.subject_leader_id == leader.id
        or (leader.agency_id is not None and complaint.subject_agency_id == leader.agency_id)
        or _names(complaint.subject, [leader.name])
        or _names_unit(complaint.subject, leader.unit_names)
    )
    if about:
        return AboutThisLeader(number=complaint.number, who=complaint.about, leader=leader.name)
    for id, reason in complaint.recused:
        if id == leader.id:
            said = reason or _("no reason noted")
            return LeaderRecused(number=complaint.number, leader=leader.name, reason=said)
    return None


def why_not_township(complaint: Complaint, name: str) -> UserError | None:
    """Return why nothing of the issue may stay in the township *name*: it is about its own administration."""
    words = "".join(complaint.subject.split())
    if name and re.search(re.escape(name) + _ADMINISTRATION, words):
        return AboutThisTownship(number=complaint.number, who=complaint.about, township=name)
    return None


def why_not_shared(complaint: Complaint) -> UserError | None:
    """Return why the issue may stand in no list that is printed or shared."""
    return RestrictedIssue(number=complaint.number) if complaint.restricted else None


def _names(subject: str, names: Iterable[str]) -> bool:
    """Whether the office's own words name one of *names*."""
    words = "".join(subject.split())
    return any(len(name) >= _LEAST and name in words for name in ("".join(one.split()) for one in names))


def _names_unit(subject: str, names: Iterable[str]) -> bool:
    """Whether the words name the unit, or are themselves a part of its name (自然资源局 of 云岭县自然资源局)."""
    words = "".join(subject.split())
    bare = ["".join(name.split()) for name in names]
    return any(
        name
        and (
            name == words
            or (len(name) >= _LEAST_OF_UNIT and name in words)
            or (len(words) >= _LEAST_OF_UNIT and words in name)
        )
        for name in bare
    )


def _first(names: tuple[str, ...]) -> str:
    return names[0] if names else ""
