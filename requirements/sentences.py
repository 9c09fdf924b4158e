"""Gather the sentences that rules carry as their docstrings, beside what is marked in the usual way."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping, Sequence
from typing import IO, Any

from babel.messages.extract import extract_python

Message = tuple[int, Any, Any, Any]


def extract(
    file: IO[bytes],
    keywords: Mapping[str, Any],
    comment_tags: Sequence[str],
    options: Any,
) -> Iterator[Message]:
    """Yield what Babel finds, then the first line of the docstring of every public function that is a rule."""
    yield from extract_python(file, keywords, comment_tags, options)
    file.seek(0)
    for node in ast.parse(file.read()).body:
        if isinstance(node, ast.FunctionDef) and not node.name.startswith("_"):
            said = (ast.get_docstring(node) or "").split("\n", 1)[0]
            if said and not said.startswith(("Return ", "Yield ")):
                yield node.lineno, "_", said, []
