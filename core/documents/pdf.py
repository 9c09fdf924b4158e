"""Setting a form as PDF with Typst: data in as JSON, bytes out, and an account of the fonts used."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any, Final, TypeVar

import typst

from core.documents.fonts import FontBook, installed_fonts
from core.documents.forms import Form
from core.errors import FormNotSet
from core.i18n import _
from core.paths import resource

T = TypeVar("T")

PNG_PPI: Final = 150.0
_FONT_NAME: Final = re.compile(rb"/BaseFont\s*/([^\s/<>\[\]()]+)")
_SUBSET: Final = re.compile(r"^[A-Z]{6}\+")
_PAGES: Final = re.compile(rb"/Type\s*/Pages\b[^>]*?/Count\s+(\d+)")


@dataclass(frozen=True, slots=True)
class RenderedPdf:
    """A form set in type.

    Attributes:
        data: The PDF; the same facts give the same bytes.
        pages: How many pages it has.
        fonts: The fonts really embedded, by the name in the file.
        substituted: (wanted, used) for every face that is not installed here.
        missing: Characters that no installed font has; they print as empty boxes.
    """

    data: bytes
    pages: int
    fonts: tuple[str, ...]
    substituted: tuple[tuple[str, str], ...]
    missing: tuple[str, ...]


def render(form: Form[T], facts: T, *, made_on: date, fonts: FontBook | None = None) -> RenderedPdf:
    """Set *form* with *facts*.

    Args:
        form: One of core.documents.forms.FORMS.
        facts: What the form is about.
        made_on: The day that the PDF says it was made; no clock is read, so a reprint equals the print.
        fonts: The fonts to choose from; None takes the ones installed.

    Raises:
        NoChineseFont: nothing installed can print Chinese.
        FormNotSet: the form's file is damaged.
    """
    book = fonts or installed_fonts()
    plan = book.plan()
    fields = form.fields(facts)
    compiler = _compiler(form, fields, made_on, book)
    stamp = datetime(made_on.year, made_on.month, made_on.day, tzinfo=UTC)
    try:
        data = compiler.compile(format="pdf", timestamp=stamp)
    except typst.TypstError as error:
        raise FormNotSet(form=_(form.name), why=error.message) from error
    if not isinstance(data, bytes):
        raise FormNotSet(form=_(form.name), why=form.template)
    return RenderedPdf(
        data=data,
        pages=page_count(data),
        fonts=font_names(data),
        substituted=tuple((one.wanted, one.used) for one in plan.substituted if one.role in form.roles),
        missing=book.missing(_texts(fields), plan.families["body"]),
    )


def render_pngs(form: Form[T], facts: T, *, made_on: date, ppi: float = PNG_PPI) -> list[bytes]:
    """Set *form* as one PNG per page, for looking at."""
    compiled = _compiler(form, form.fields(facts), made_on, installed_fonts()).compile(format="png", ppi=ppi)
    return [compiled] if isinstance(compiled, bytes) else list(compiled or ())


def font_names(data: bytes) -> tuple[str, ...]:
    """Return the names of the fonts that a PDF made here embeds, without their subset marks."""
    names = {_SUBSET.sub("", name.decode("latin-1")).removesuffix("-Identity-H") for name in _FONT_NAME.findall(data)}
    return tuple(sorted(names))


def page_count(data: bytes) -> int:
    """Return how many pages a PDF made here has: the count of the root of its page tree."""
    return max((int(count) for count in _PAGES.findall(data)), default=0)


def _compiler(form: Form[Any], fields: Mapping[str, Any], made_on: date, book: FontBook) -> typst.Compiler:
    plan = book.plan()
    whole = {
        **fields,
        "made": [made_on.year, made_on.month, made_on.day],
        "fonts": {**plan.families, "no-bold": plan.no_bold},
    }
    return typst.Compiler(
        resource("forms", form.template),
        root=resource("forms"),
        font_paths=book.handle,
        ignore_system_fonts=True,  # the book holds them already
        sys_inputs={"data": json.dumps(whole)},
    )


def _texts(value: Any) -> Iterator[str]:
    """Walk over every text that a form shows; the code's picture is not text."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for key, part in value.items():
            if key not in {"qr", "lang", "region"}:
                yield from _texts(part)
    elif isinstance(value, (list, tuple)):
        for part in value:
            yield from _texts(part)
