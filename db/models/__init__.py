"""All tables. Import models from here, so that none is ever forgotten by the migrations."""

from db.models.base import Base, enforce_types
from db.models.issue import (
    DeadlineRuleRow,
    Extension,
    Issue,
    IssueAction,
    IssueAgency,
    IssueCategory,
    Promise,
    Suspension,
)
from db.models.journal import JournalChange, JournalEntry, StoreMeta
from db.models.meetings import Meeting, MeetingAttendee
from db.models.office import (
    AnnouncedYear,
    Attachment,
    Blob,
    CalendarDayRow,
    FormDraft,
    ImportOrigin,
    NumberSeries,
    PrintedDocument,
    Setting,
)
from db.models.organisation import (
    Absence,
    Agency,
    AgencyAlias,
    BackupPair,
    Leader,
    Market,
    Pairing,
    Township,
    Village,
)
from db.models.visit import Appointment, Petitioner, Visit, VisitAgency, VisitKindRow, VisitLeader

enforce_types(Base.metadata)

__all__ = [
    "Absence",
    "Agency",
    "AgencyAlias",
    "AnnouncedYear",
    "Appointment",
    "Attachment",
    "BackupPair",
    "Base",
    "Blob",
    "CalendarDayRow",
    "DeadlineRuleRow",
    "Extension",
    "FormDraft",
    "ImportOrigin",
    "Issue",
    "IssueAction",
    "IssueAgency",
    "IssueCategory",
    "JournalChange",
    "JournalEntry",
    "Leader",
    "Market",
    "Meeting",
    "MeetingAttendee",
    "NumberSeries",
    "Pairing",
    "Petitioner",
    "PrintedDocument",
    "Promise",
    "Setting",
    "StoreMeta",
    "Suspension",
    "Township",
    "Village",
    "Visit",
    "VisitAgency",
    "VisitKindRow",
    "VisitLeader",
]
