"""The house rules of docs/architecture.md, read off the source; each is seen to fail on a planted violation.

A plain walk over the syntax trees, so that an import hidden in a function or under TYPE_CHECKING counts too.
A further rule is one function `(root) -> list of complaints`, its line in RULES and its line in PLANTS.
"""

from __future__ import annotations

import ast
import re
import subprocess
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PACKAGES = ("core", "db", "desktop")
QT = ("PySide6", "shiboken6", "qtawesome", "qtpy")
DATABASE = ("sqlalchemy", "alembic", "sqlcipher3", "sqlite3", "psycopg")
FORMATS = ("highspy", "typst", "openpyxl", "docx", "docxtpl", "icalendar")
TERMINAL = ("typer", "click")
# All that desktop sees of db: the three doors, and what is done to a schedule file as a whole.
DOORS = (
    "db.store", "db.queries", "db.services", "db.schema", "db.backup", "db.checks", "db.attachments", "db.lease",
    "db.vault",
)  # fmt: skip
MOST_LINES = {"file": 400, "class": 250, "function": 40}
TOP = {
    ".ci", ".gitattributes", ".gitignore", "LICENSE", "Makefile", "README.md", "core", "db", "desktop", "docs",
    "main.py", "pyproject.toml", "requirements", "resources", "tests",
}  # fmt: skip
EMPTY_WORDS = re.compile(r"(^|_)(utils?|helpers?|common|managers?|mixed|misc)$")
EMPTY_CLASS = re.compile(r"(Manager|Helper|Utils?)$")
MACHINE = ("/opt/" + "pypi", "/opt/" + "wheels", "/root/" + ".", "/work/" + "main", "python" + "hosted")

Rule = Callable[[Path], list[str]]


@dataclass(frozen=True, slots=True)
class Place:
    """Where a rule about imports holds: in which modules, what they must not import, with what exceptions."""

    modules: str  # a module and all below it
    never: tuple[str, ...]
    unless: tuple[str, ...] = ()  # allowed although a `never` covers it
    but_not_in: tuple[str, ...] = ()  # modules for which the rule does not hold


IMPORT_RULES = (
    Place("core", ("db", "desktop", "main", *QT, *DATABASE)),
    Place("core", FORMATS, but_not_in=("core.planner", "core.documents", "core.imports", "core.request_form")),
    Place("db", ("desktop", "main", *QT, *FORMATS)),
    Place("desktop", ("db",), unless=DOORS),
    Place("desktop", ("main", *DATABASE, *FORMATS)),
    Place("main", ("db",), unless=("db.headless",)),
    Place("db", ("db.headless",), but_not_in=("db.headless",)),
    *(Place(package, TERMINAL, but_not_in=("core.command_line", "db.headless")) for package in PACKAGES),
    Place("main", ("desktop",), unless=("desktop.app", "desktop.screenshots")),
    Place("main", (*QT, *DATABASE, *FORMATS)),
)


def is_within(module: str, package: str) -> bool:
    """Return whether *module* is *package* or below it."""
    return module == package or module.startswith(package + ".")


def sources(root: Path) -> Iterator[tuple[Path, str]]:
    """Yield each source file of the app with its module name."""
    for path in [*(p for name in PACKAGES for p in sorted((root / name).rglob("*.py"))), root / "main.py"]:
        if path.exists():
            parts = path.relative_to(root).with_suffix("").parts
            yield path, ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def tree_of(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"), str(path))


def imports_of(path: Path, module: str) -> Iterator[tuple[int, str]]:
    """Yield line and full name of everything that *path* imports, wherever in the file it does so."""
    package = module if path.name == "__init__.py" else module.rpartition(".")[0]
    for node in ast.walk(tree_of(path)):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            above = package.split(".")[: len(package.split(".")) - node.level + 1] if node.level else []
            base = ".".join([*above, *([node.module] if node.module else [])])
            yield from ((node.lineno, f"{base}.{alias.name}") for alias in node.names)
        elif isinstance(node, ast.Call) and ast.unparse(node.func) in {
            "__import__",
            "import_module",
            "importlib.import_module",
        }:
            name = node.args[0] if node.args else None
            if isinstance(name, ast.Constant) and isinstance(name.value, str):
                yield node.lineno, name.value


def forbidden_imports(root: Path) -> list[str]:
    """Core knows no Qt and no database, db no Qt, desktop sees only the doors of db, main.py its sub-commands."""
    return [
        f"{path.relative_to(root)}:{line} imports {name}"
        for path, module in sources(root)
        for line, name in imports_of(path, module)
        for place in IMPORT_RULES
        if is_within(module, place.modules)
        and not any(is_within(module, there) for there in place.but_not_in)
        and any(is_within(name, never) for never in place.never)
        and not any(is_within(name, door) for door in place.unless)
    ]


def every_python_file(root: Path) -> list[Path]:
    """Return our Python files, tests and set-up too; migrations are history, which nobody shortens."""
    found = [path for path, _module in sources(root)]
    found += [p for name in ("tests", "requirements", ".ci") for p in sorted((root / name).rglob("*.py"))]
    return [path for path in found if "versions" not in path.parts]


def too_long_files(root: Path) -> list[str]:
    lengths = {path: len(path.read_text(encoding="utf-8").splitlines()) for path in every_python_file(root)}
    return [f"{path.relative_to(root)} has {n} lines" for path, n in lengths.items() if n > MOST_LINES["file"]]


def too_long_classes(root: Path) -> list[str]:
    return _too_long(root, (ast.ClassDef,), "class")


def too_long_functions(root: Path) -> list[str]:
    return _too_long(root, (ast.FunctionDef, ast.AsyncFunctionDef), "function")


def _too_long(root: Path, kinds: tuple[type[ast.AST], ...], kind: str) -> list[str]:
    found = []
    for path, _module in sources(root):
        if "versions" in path.parts:
            continue
        found += [
            f"{path.relative_to(root)}:{node.lineno} {kind} {node.name} has {lines} lines"
            for node in ast.walk(tree_of(path))
            if isinstance(node, kinds) and (lines := _lines_without_docstring(node)) > MOST_LINES[kind]
        ]
    return found


def _lines_without_docstring(node: ast.AST) -> int:
    """Return the length of *node*; what a function promises its callers does not count."""
    first = node.body[0]
    is_text = (
        isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant) and isinstance(first.value.value, str)
    )
    told = first.end_lineno - first.lineno + 1 if is_text and not isinstance(node, ast.ClassDef) else 0
    return node.end_lineno - node.lineno + 1 - told


def empty_names(root: Path) -> list[str]:
    """A name says what is in it: no utils, helpers, common, manager."""
    found = [
        f"{path.relative_to(root)}: the name {part} says nothing"
        for path in every_python_file(root)
        for part in path.relative_to(root).with_suffix("").parts
        if EMPTY_WORDS.search(part.lower())
    ]
    for path, _module in sources(root):
        names = (node.name for node in ast.walk(tree_of(path)) if isinstance(node, ast.ClassDef))
        found += [
            f"{path.relative_to(root)}: the name {name} says nothing" for name in names if EMPTY_CLASS.search(name)
        ]
    return found


def tracked(root: Path) -> list[str]:
    """Return what is, or would be, committed, as paths from *root*."""
    command = ["git", "-c", "safe.directory=*", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    done = subprocess.run(command, cwd=root, capture_output=True, check=False)
    if done.returncode != 0:
        pytest.skip("what is committed can only be told in a git clone")
    return [name for name in done.stdout.decode().split("\0") if name and (root / name).is_file()]


def strangers_at_the_top(root: Path) -> list[str]:
    return sorted({name.split("/")[0] for name in tracked(root)} - TOP)


def machine_paths(root: Path) -> list[str]:
    """No package mirror and no folder of one developer's machine in what is committed."""
    found = []
    for name in tracked(root):
        text = (root / name).read_bytes()
        found += [f"{name} names {word}" for word in MACHINE if word.encode() in text]
    return found


def loose_locks(root: Path) -> list[str]:
    """Every locked package has one version and a hash, and no address from which to take it."""
    found = []
    for path in sorted((root / "requirements").glob("*.txt")):
        text = path.read_text(encoding="utf-8")
        found += [f"{path.name} says {word}" for word in ("http", "index", "/opt", "find-links", "@") if word in text]
        for entry in re.split(r"\n(?=[^\s#])", text.strip()):
            if not re.match(r"[\w.-]+==[\w.]+", entry) or "--hash=sha256:" not in entry:
                found.append(f"{path.name}: {entry.splitlines()[0]} is not pinned by hash")
    return found


RULES: tuple[Rule, ...] = (
    forbidden_imports, too_long_files, too_long_classes, too_long_functions, empty_names,
    strangers_at_the_top, machine_paths, loose_locks,
)  # fmt: skip
PLANTS: tuple[tuple[Rule, str, str], ...] = (
    (forbidden_imports, "core/visits.py", "import PySide6.QtCore"),
    (forbidden_imports, "core/visits.py", "def f():\n    import db.models"),
    (forbidden_imports, "core/need.py", "from openpyxl import Workbook"),
    (forbidden_imports, "core/need.py", "import importlib\nimportlib.import_module('sqlalchemy')"),
    (forbidden_imports, "core/calendar/lunar.py", "from ...desktop import theme"),
    (forbidden_imports, "db/store.py", "from PySide6 import QtCore"),
    (forbidden_imports, "db/services/visits.py", "import typst"),
    (forbidden_imports, "db/services/visits.py", "if TYPE_CHECKING:\n    from desktop.hub import Hub"),
    (forbidden_imports, "desktop/today/page.py", "from db.models import Visit"),
    (forbidden_imports, "desktop/today/page.py", "from db import models"),
    (forbidden_imports, "desktop/today/page.py", "import sqlalchemy.orm"),
    (forbidden_imports, "desktop/reports/page.py", "import docx"),
    (forbidden_imports, "desktop/today/page.py", "from db.headless.schedule import opened"),
    (forbidden_imports, "desktop/today/page.py", "import typer"),
    (forbidden_imports, "db/services/visits.py", "from db.headless.schedule import opened"),
    (forbidden_imports, "db/services/visits.py", "import typer"),
    (forbidden_imports, "core/visits.py", "import typer"),
    (forbidden_imports, "main.py", "from db.store import open_store"),
    (forbidden_imports, "main.py", "from desktop.main_window import MainWindow"),
    (forbidden_imports, "main.py", "from PySide6.QtWidgets import QApplication"),
    (too_long_files, "tests/core/test_visits.py", "pass\n" * 401),
    (too_long_classes, "core/visits.py", "class Visit:\n" + "    a = 1\n" * 250),
    (too_long_functions, "core/visits.py", "def f():\n    '''Say.'''\n" + "    a = 1\n" * 40),
    (empty_names, "core/date_utils.py", ""),
    (empty_names, "desktop/common/page.py", ""),
    (empty_names, "core/visits.py", "class VisitManager: ..."),
    (strangers_at_the_top, "notes.txt", "to do"),
    (machine_paths, "docs/how.md", f"see {MACHINE[0]}/simple"),
    (loose_locks, "requirements/run.txt", "typer==0.29.2\n"),
    (loose_locks, "requirements/run.txt", "typer>=0.29.2 \\\n    --hash=sha256:ab\n"),
    (loose_locks, "requirements/run.txt", "typer==1 \\\n    --hash=sha256:ab\n    # index\n"),
)  # fmt: skip
INNOCENT = {
    "main.py": "from desktop.app import run\nfrom db.headless import TOPICS\nimport typer",
    "core/command_line.py": "import typer",
    "db/headless/reading.py": "import typer\nfrom db.headless.schedule import opened\nfrom db.store import open_store",
    "core/imports/xlsx.py": "import openpyxl\nfrom .cells import text",
    "core/documents/pdf.py": "def f():\n    import typst",
    "db/store.py": "import sqlalchemy\nfrom core.errors import UserError\nfrom . import schema",
    "desktop/today/page.py": "from db.queries.today import visits\nfrom db.store import Store\nimport PySide6",
    "tests/db/test_store.py": "import db.models",
    "requirements/run.txt": "typer==1 \\\n    --hash=sha256:ab\ntzdata==1 ; os_name == 'nt' \\\n    --hash=sha256:cd\n",
}


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
def test_the_house_keeps_its_rule(rule: Rule) -> None:
    assert rule(ROOT) == []


@pytest.fixture
def house(tmp_path: Path) -> Path:
    """A small repository that breaks no rule."""
    subprocess.run(["git", "init", "-q", str(tmp_path)], check=True)
    for name, text in INNOCENT.items():
        _plant(tmp_path, name, text)
    return tmp_path


def _plant(root: Path, name: str, text: str) -> None:
    (root / name).parent.mkdir(parents=True, exist_ok=True)
    (root / name).write_text(text, encoding="utf-8")


def test_an_innocent_house_breaks_no_rule(house: Path) -> None:
    assert [complaint for rule in RULES for complaint in rule(house)] == []


@pytest.mark.parametrize(("rule", "name", "text"), PLANTS, ids=lambda value: getattr(value, "__name__", None))
def test_a_planted_violation_is_found(house: Path, rule: Rule, name: str, text: str) -> None:
    _plant(house, name, text)
    assert len(rule(house)) == 1


def test_every_rule_is_seen_to_fail() -> None:
    assert {rule for rule, _, _ in PLANTS} == set(RULES)
