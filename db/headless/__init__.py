"""The headless sub-commands: they need a Session and no Qt; one module per topic.

A new topic is a module here with a `commands = typer.Typer()` and its line in TOPICS; main.py takes it up from there.
Whatever takes long to load is imported inside the function that needs it, so that every other command starts as fast.
"""

from __future__ import annotations

from db.headless import (
    base_rota_commands,
    calendar_commands,
    coverage_commands,
    flag_commands,
    importing,
    issue_commands,
    keeping,
    log_commands,
    map_commands,
    paper_commands,
    plan_commands,
    printing,
    reading,
    release_commands,
    repair_commands,
    rule_commands,
)

TOPICS = (
    importing.commands,
    reading.commands,
    flag_commands.commands,
    issue_commands.commands,
    printing.commands,
    paper_commands.commands,
    keeping.commands,
    base_rota_commands.commands,
    calendar_commands.commands,
    coverage_commands.commands,
    log_commands.commands,
    map_commands.commands,
    plan_commands.commands,
    release_commands.commands,
    repair_commands.commands,
    rule_commands.commands,
)
