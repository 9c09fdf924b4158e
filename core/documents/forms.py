"""The printed forms. A further one is a `.typ` file in resources/forms, its facts, and a line in FORMS."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final, Generic, TypeVar

from core.chain import PAPER_NAMES, PaperKind
from core.documents.date_story import DateStory, story_fields
from core.documents.paper_facts import PaperBatch, batch_fields
from core.documents.release_forms import (
    NoticeFacts,
    PhoneListFacts,
    RotaFacts,
    notice_fields,
    phone_list_fields,
    rota_fields,
)
from core.documents.visit_sheet import VisitSheet, sheet_fields
from core.i18n import N_

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Form(Generic[T]):
    """One printed form.

    Attributes:
        key: Stored with each print; never renamed.
        name: A message id.
        template: File in resources/forms.
        fields: Turns facts into the JSON that the template shows: texts translated, dates written out.
        roles: The roles of resources/forms/fonts.toml that the template uses.
    """

    key: str
    name: str
    template: str
    fields: Callable[[T], dict[str, Any]]
    roles: frozenset[str]


VISIT_SHEET: Final[Form[VisitSheet]] = Form(
    "visit_sheet",
    N_("Visit sheet"),
    "visit_sheet.typ",
    sheet_fields,
    frozenset({"title", "body", "label"}),
)

DATE_STORY: Final[Form[DateStory]] = Form(
    "date_story",
    N_("Where the dates come from"),
    "date_story.typ",
    story_fields,
    frozenset({"title", "body", "label"}),
)

ROTA: Final[Form[RotaFacts]] = Form("rota", N_("Rota"), "rota.typ", rota_fields, frozenset({"title", "body", "label"}))
CHANGE_NOTICE: Final[Form[NoticeFacts]] = Form(
    "change_notice", N_("Change notice"), "change_notice.typ", notice_fields, frozenset({"title", "body", "label"})
)
PHONE_LIST: Final[Form[PhoneListFacts]] = Form(
    "phone_list", N_("Phone list"), "phone_list.typ", phone_list_fields, frozenset({"title", "body", "label"})
)

_PAPER_ROLES: Final = frozenset({"title", "body", "label"})

PAPER_FORMS: Final[dict[PaperKind, Form[PaperBatch]]] = {
    kind: Form(kind.value, PAPER_NAMES[kind], f"{kind.value}.typ", batch_fields, _PAPER_ROLES)
    for kind in (PaperKind.CHASE_LETTER, PaperKind.SUPERVISION_NOTICE, PaperKind.ASSIGNMENT_SLIP)
}

_SINGLE: Final[tuple[Form[Any], ...]] = (VISIT_SHEET, DATE_STORY, ROTA, CHANGE_NOTICE, PHONE_LIST)

FORMS: Final[dict[str, Form[Any]]] = {form.key: form for form in (*_SINGLE, *PAPER_FORMS.values())}
