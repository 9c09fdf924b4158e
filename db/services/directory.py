"""Add, correct and remove townships, villages and agencies. Each verb changes objects only (see db.journal)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final, TypeVar

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from core.counts import (
    appointments_text,
    households_text,
    issues_text,
    notes_text,
    opinions_text,
    people_text,
    promises_text,
    requests_text,
    stops_text,
    villages_text,
    visits_text,
)
from core.directory import AgencyDraft, TownshipDraft, VillageDraft, read_markets, unread_dates
from core.errors import (
    ChangedMeanwhile,
    NameTaken,
    NumberOutOfRange,
    RuleNotUnderstood,
    StillInUse,
    Vanished,
)
from core.i18n import _, listed
from core.names import name_key, one_line
from core.text import clean_line, clean_text, required_line
from db.models import (
    Agency,
    AgencyAlias,
    AgencyOpinion,
    Appointment,
    HouseholdVisit,
    Issue,
    IssueAction,
    IssueAgency,
    ItineraryStop,
    Market,
    Petitioner,
    Promise,
    Township,
    Village,
    Visit,
    VisitAgency,
    VisitRequest,
    VisitRequestAgency,
)

NAME_LIMIT: Final = 60
MARKET_EXAMPLE: Final = "农历逢三、八；公历逢1、6；每周星期三"
T = TypeVar("T", bound=Any)


def save_township(session: Session, draft: TownshipDraft) -> int:
    """Save a township and its markets; return its id. A draft without id is added at the end of the list.

    Raises:
        RuleNotUnderstood, DateNotRead, TooManyDates: the words for the market days cannot be read.
        NameTaken: another township has this name.
        UserError: a field is missing, too long or out of range, or it was changed meanwhile.
    """
    name = required_line(draft.name, _("Name of place"), limit=NAME_LIMIT)
    require_free_name(session, Township, Township.name, name, draft.id)
    markets = _markets(draft)
    row = opened(session, Township, draft.id, draft.version)
    if row is None:
        row = Township(name=name, position=next_position(session, Township.position), markets=[])
        session.add(row)
    else:
        session.refresh(row, ["markets"])
    row.name, row.kind = name, draft.kind
    row.distance_km = whole(draft.distance_km, _("Distance, km"), 0, 2000)
    row.travel_minutes = whole(draft.travel_minutes, _("Travel time, minutes"), 0, 2880)
    row.population = whole(draft.population, _("Population"), 0, 10_000_000)
    row.visit_interval_days = whole(draft.visit_interval_days, _("Visit at least every … days"), 1, 3660)
    row.liaison_name = clean_line(draft.liaison_name, _("Liaison"), limit=NAME_LIMIT)
    row.liaison_phone = clean_line(draft.liaison_phone, _("Phone"), limit=60)
    row.reception_place = clean_line(draft.reception_place, _("Reception place"), limit=200)
    row.note = clean_text(draft.note, _("Note"))
    if [(each.rule, each.as_written) for each in row.markets] != markets:
        kept = {each.rule: each.name for each in row.markets}
        row.markets = [Market(rule=rule, as_written=words, name=kept.get(rule, "")) for rule, words in markets]
    session.flush()
    return row.id


def delete_township(session: Session, township_id: int) -> None:
    """Delete a township that nothing refers to yet.

    Raises:
        Vanished: it is gone already.
        StillInUse: visits, issues or villages belong to it.
    """
    row = found(session, Township, township_id)
    require_unused(
        session,
        row.name,
        (visits_text, Visit.township_id == row.id, Visit),
        (issues_text, Issue.township_id == row.id, Issue),
        (villages_text, Village.township_id == row.id, Village),
        (promises_text, Promise.township_id == row.id, Promise),
        (requests_text, VisitRequest.township_id == row.id, VisitRequest),
    )
    session.refresh(row, ["markets"])
    session.delete(row)


def save_village(session: Session, draft: VillageDraft) -> int:
    """Save a village and return its id.

    Raises:
        NameTaken: the township has a village of this name.
        UserError: a field is missing, too long or out of range, or it was changed meanwhile.
    """
    name = required_line(draft.name, _("Name of place"), limit=NAME_LIMIT)
    found(session, Township, draft.township_id)
    require_free_name(session, Village, Village.name, name, draft.id, Village.township_id == draft.township_id)
    row = opened(session, Village, draft.id, draft.version)
    if row is None:
        place = next_position(session, Village.position, Village.township_id == draft.township_id)
        row = Village(township_id=draft.township_id, position=place)
        session.add(row)
    row.name, row.kind = name, draft.kind
    row.households = whole(draft.households, _("Households"), 0, 100_000)
    session.flush()
    return row.id


def delete_village(session: Session, village_id: int) -> None:
    """Delete a village that nothing refers to yet.

    Raises:
        Vanished: it is gone already.
        StillInUse: visits, issues or people belong to it.
    """
    row = found(session, Village, village_id)
    require_unused(
        session,
        row.name,
        (visits_text, Visit.village_id == row.id, Visit),
        (issues_text, Issue.village_id == row.id, Issue),
        (people_text, Petitioner.village_id == row.id, Petitioner),
        (households_text, HouseholdVisit.village_id == row.id, HouseholdVisit),
        (requests_text, VisitRequest.village_id == row.id, VisitRequest),
        (stops_text, ItineraryStop.village_id == row.id, ItineraryStop),
    )
    session.delete(row)


def save_agency(session: Session, draft: AgencyDraft) -> int:
    """Save an agency with its further names and return its id.

    Raises:
        NameTaken: another agency has the name, or one of the further names.
        UserError: a field is missing or too long, or it was changed meanwhile.
    """
    name = required_line(draft.name, _("Name of unit"), limit=100)
    require_free_name(session, Agency, Agency.name, name, draft.id)
    aliases = list(dict.fromkeys(filter(None, (clean_line(a, _("Further names"), limit=100) for a in draft.aliases))))
    taken = set(session.scalars(select(AgencyAlias.alias).where(AgencyAlias.agency_id != (draft.id or 0))))
    for alias in aliases:
        if alias in taken:
            raise NameTaken(name=alias)
    row = opened(session, Agency, draft.id, draft.version)
    if row is None:
        row = Agency(position=next_position(session, Agency.position), aliases=[])
        session.add(row)
    else:
        session.refresh(row, ["aliases"])
    row.name, row.active = name, draft.active
    row.short_name = clean_line(draft.short_name, _("Short name"), limit=NAME_LIMIT)
    row.contact_name = clean_line(draft.contact_name, _("Contact"), limit=NAME_LIMIT)
    row.contact_phone = clean_line(draft.contact_phone, _("Phone"), limit=60)
    kept = {each.alias: each for each in row.aliases}
    if list(kept) != aliases:
        row.aliases = [kept.get(alias) or AgencyAlias(alias=alias) for alias in aliases]
    session.flush()
    return row.id


def delete_agency(session: Session, agency_id: int) -> None:
    """Delete an agency that nothing refers to yet; others are set aside with `active`.

    Raises:
        Vanished: it is gone already.
        StillInUse: issues or visits name it.
    """
    row = found(session, Agency, agency_id)
    require_unused(
        session,
        row.name,
        (issues_text, Issue.lead_agency_id == row.id, Issue),
        (issues_text, Issue.subject_agency_id == row.id, Issue),
        (issues_text, IssueAgency.agency_id == row.id, IssueAgency),
        (visits_text, VisitAgency.agency_id == row.id, VisitAgency),
        (notes_text, IssueAction.agency_id == row.id, IssueAction),
        (appointments_text, Appointment.agency_id == row.id, Appointment),
        (requests_text, VisitRequestAgency.agency_id == row.id, VisitRequestAgency),
        (opinions_text, AgencyOpinion.agency_id == row.id, AgencyOpinion),
    )
    session.refresh(row, ["aliases"])
    session.delete(row)


def found(session: Session, model: type[T], key: Any) -> T:
    """Return a record by its key.

    Raises:
        Vanished: there is none any more.
    """
    row = session.get(model, key)
    if row is None:
        raise Vanished
    return row


def opened(session: Session, model: type[T], key: Any, version: int | None) -> T | None:
    """Return the record that a draft was made from, None for a new one.

    Raises:
        Vanished: it was deleted meanwhile.
        ChangedMeanwhile: somebody saved it after it was opened.
    """
    if key is None:
        return None
    row = found(session, model, key)
    if version is not None and version != row.version:
        raise ChangedMeanwhile
    return row


def whole(value: int | None, field: str, low: int, high: int) -> int | None:
    """Return *value* if it lies from *low* to *high*, or is None.

    Raises:
        NumberOutOfRange: it does not.
    """
    if value is not None and not low <= value <= high:
        raise NumberOutOfRange(field=field, low=low, high=high)
    return value


def next_position(session: Session, column: InstrumentedAttribute[int], *which: ColumnElement[bool]) -> int:
    """Return the place after the last one in a list."""
    return (session.scalar(select(func.max(column)).where(*which)) or 0) + 1


def require_free_name(
    session: Session,
    model: Any,
    column: InstrumentedAttribute[str],
    name: str,
    own_id: int | None,
    *which: ColumnElement[bool],
) -> None:
    """Refuse a name that another entry of the list has, blanks and width aside.

    Raises:
        NameTaken: it has.
    """
    others = session.execute(select(model.id, column).where(*which))
    key = name_key(name)
    if any(name_key(other) == key for id, other in others if id != own_id):
        raise NameTaken(name=name)


def require_unused(session: Session, name: str, *uses: tuple[Callable[[int], str], ColumnElement[bool], Any]) -> None:
    """Refuse to delete what is referred to; each use is (words for a number, condition, model).

    Raises:
        StillInUse: something refers to it.
    """
    what = []
    for words, condition, model in uses:
        n = session.scalar(select(func.count()).select_from(model).where(condition)) or 0
        if n:
            what.append(words(n))
    if what:
        raise StillInUse(name=name, what=listed(dict.fromkeys(what)))


def _markets(draft: TownshipDraft) -> list[tuple[str, str]]:
    """Return (stored rule, the office's words) of each market."""
    known = draft.market_known
    read = read_markets(one_line(draft.market), known)
    if (refused := unread_dates(one_line(draft.market), known)) is not None:
        raise refused
    for words, rule in read:
        if rule is None:
            raise RuleNotUnderstood(words=words, example=MARKET_EXAMPLE, field=_("Market days"))
    cleaned = [(clean_line(words, _("Market days"), limit=200), rule) for words, rule in read if rule is not None]
    return [known.get(words, (rule.spec, words)) for words, rule in cleaned]
