"""Reading request forms beside the window, so that a slow or hostile file never holds it up."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from core.errors import UserError
from core.request_form.door import FormFile, read_form_file
from core.request_form.layout import RawRequest
from core.request_form.reading import requests_of


@dataclass(frozen=True, slots=True)
class FormIn:
    """One form and the requests it holds."""

    name: str
    mark: str
    requests: tuple[RawRequest, ...]


@dataclass(frozen=True, slots=True)
class FormsIn:
    """All forms chosen: those that could be read, and a sentence for each that could not."""

    forms: list[FormIn]
    refusals: list[str]


def read_form(file: FormFile, *, pasted: bool = False) -> FormIn:
    """Return what a form holds.

    Raises:
        UserError: it holds no request.
    """
    return FormIn(file.name, file.mark, tuple(requests_of(file.sheets, file.name, pasted=pasted)))


def read_files(names: Sequence[str], *, step: Callable[[int, int, str], None]) -> FormsIn:
    """Return what the files hold; one that cannot be read keeps none of the others back."""
    read = FormsIn([], [])
    for at, name in enumerate(names):
        step(at, len(names), Path(name).name)
        try:
            read.forms.append(read_form(read_form_file(name)))
        except UserError as error:
            read.refusals.append(error.text())
    return read
