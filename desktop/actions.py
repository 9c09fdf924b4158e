"""Every command as data: shortcuts, the key sheet and the palette all follow from this list.

A further command is one line in ACTIONS plus its slot: a method of the window where `where` is
EVERYWHERE, else of the page whose scope it names. `home` is the page that is opened first
when the page in sight has no such method.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from core.i18n import N_

EVERYWHERE: Final = "everywhere"


@dataclass(frozen=True, slots=True)
class Action:
    """One command.

    Attributes:
        key: Never renamed.
        text: A msgid.
        shortcut: In Qt's portable spelling; several are separated by "; ".
        where: EVERYWHERE, or a page's scope: calendar, issues, entry ...
        slot: Name of the method.
        icon: A Phosphor name for the palette.
        destructive: Ends or deletes something: dead while a text field has the focus that is not of that scope.
        home: Page to open first when the page in sight lacks the slot.
        argument: Passed to the slot, such as a page's key.
        writes: Greyed out while the schedule is open for reading only.
        section: Where the key sheet lists it; by itself under `where`.
    """

    key: str
    text: str
    shortcut: str
    where: str
    slot: str
    icon: str = ""
    destructive: bool = False
    home: str = ""
    argument: str = ""
    writes: bool = False
    section: str = ""

    @property
    def shortcuts(self) -> tuple[str, ...]:
        """Each key sequence by itself."""
        return tuple(part for part in self.shortcut.split("; ") if part)

    @property
    def is_single_key(self) -> bool:
        """Whether it would fire from typing: no Ctrl, Alt or function key in it."""
        return any("+" not in keys and not keys.startswith("F") for keys in self.shortcuts if keys != "F")


def _page(key: str, title: str, shortcut: str, icon: str) -> Action:
    return Action(f"page.{key}", title, shortcut, EVERYWHERE, "show_page", icon, argument=key)


def _move(key: str, text: str, shortcut: str, icon: str) -> Action:
    """A step of an issue's life cycle: dead while somebody types."""
    slot = "make_move"
    return Action(
        f"issues.{key}", text, shortcut, "issues", slot, icon, argument=key, destructive=True, writes=True
    )  # fmt: skip


def _board(key: str, text: str, shortcut: str, slot: str, icon: str, *, writes: bool = True) -> Action:
    """A command of the calendar that rearranges the plan."""
    return Action(f"board.{key}", text, shortcut, "calendar", slot, icon, writes=writes, section="board")


ACTIONS: Final = (
    _page("today", N_("Today"), "Ctrl+1", "sun-horizon"),
    _page("calendar", N_("Calendar"), "Ctrl+2", "calendar-blank"),
    _page("issues", N_("Issues"), "Ctrl+3", "clipboard-text"),
    _page("townships", N_("Townships"), "Ctrl+4", "map-trifold"),
    _page("leaders", N_("Leaders"), "Ctrl+5", "users-three"),
    _page("reports", N_("Reports"), "Ctrl+6", "chart-bar"),
    _page("settings", N_("Settings"), "Ctrl+7; Ctrl+,", "gear-six"),
    Action("find", N_("Find"), "Ctrl+K", EVERYWHERE, "open_palette", "magnifying-glass"),
    Action("record", N_("Record issues"), "F2", EVERYWHERE, "record_issue", "note-pencil", home="issues", writes=True),
    Action("visit.new", N_("New visit"), "N", EVERYWHERE, "new_visit", "plus", home="calendar", writes=True),
    Action("print", N_("Print"), "Ctrl+P", EVERYWHERE, "print_page", "printer", home="calendar"),
    Action("import", N_("Import from Excel"), "Ctrl+O", EVERYWHERE, "import_files", "folder-open", writes=True),
    Action("undo", N_("Undo"), "Ctrl+Z", EVERYWHERE, "undo", "arrow-u-up-left", writes=True),
    Action("redo", N_("Redo"), "Ctrl+Y; Ctrl+Shift+Z", EVERYWHERE, "redo", "arrows-clockwise", writes=True),
    Action("digest", N_("Digest"), "Ctrl+Shift+D", EVERYWHERE, "show_digest", "sun-horizon", home="today"),
    Action("save", N_("Save now"), "Ctrl+S", EVERYWHERE, "save_now", "check"),
    Action("keys", N_("Keys"), "F1; ?", EVERYWHERE, "show_keys", "keyboard"),
    Action(
        "coverage",
        N_("Coverage and blind spots"),
        "Ctrl+Shift+V",
        EVERYWHERE,
        "open_coverage",
        "eye-slash",
        home="townships",
        section="townships",
    ),
    Action("history", N_("Change history"), "Ctrl+H", EVERYWHERE, "show_history", "clock", home="issues"),
    Action(
        "promises",
        N_("Words spoken on site"),
        "Ctrl+Shift+B",
        EVERYWHERE,
        "show_promises",
        "clipboard-text",
        home="today",
    ),
    Action(
        "release.publish",
        N_("Publish plan"),
        "Ctrl+Shift+I",
        EVERYWHERE,
        "publish_plan",
        "megaphone",
        home="calendar",
        writes=True,
        section="board",
    ),
    Action(
        "release.list",
        N_("Issues of the plan"),
        "Ctrl+Shift+R",
        EVERYWHERE,
        "show_releases",
        "clipboard-text",
        home="calendar",
        section="board",
    ),
    Action(
        "repair",
        N_("Something came up"),
        "Ctrl+Shift+E",
        EVERYWHERE,
        "something_came_up",
        "magic-wand",
        home="calendar",
        writes=True,
        section="board",
    ),
    Action("release.phones", N_("Phone list"), "", EVERYWHERE, "show_phone_list", "megaphone", home="calendar"),
    Action("privacy.log", N_("Log of copies and looks"), "", EVERYWHERE, "show_log", "eye", home="today"),
    Action("pane", N_("Next pane"), "F6", EVERYWHERE, "next_pane", "caret-right"),
    Action("lock", N_("Lock"), "Ctrl+L", EVERYWHERE, "guard", "lock", argument="lock"),
    Action("theme", N_("Light or dark"), "Ctrl+Shift+L", EVERYWHERE, "switch_theme", "moon"),
    Action("calendar.month", N_("Month"), "1", "calendar", "show_view", "calendar-blank", argument="month"),
    Action("calendar.week", N_("Week"), "2", "calendar", "show_view", "calendar-blank", argument="week"),
    Action("calendar.board", N_("Board"), "3", "calendar", "show_view", "table", argument="board"),
    Action("calendar.agenda", N_("Agenda"), "4", "calendar", "show_view", "table", argument="agenda"),
    Action("calendar.year", N_("Year"), "5", "calendar", "show_view", "calendar-blank", argument="year"),
    Action("calendar.filter", N_("Filter"), "Ctrl+F", "calendar", "open_filter", "funnel"),
    Action("calendar.today", N_("Go to today"), "T", "calendar", "go_today", "calendar-blank"),
    Action("calendar.done", N_("Mark done"), "D", "calendar", "mark_done", "check", destructive=True, writes=True),
    Action("calendar.move", N_("Postpone"), "R", "calendar", "postpone", "arrows-clockwise", writes=True),
    Action("calendar.sheet", N_("Print sheet"), "P", "calendar", "print_sheet", "printer"),
    Action("calendar.prepare", N_("Prepare visit"), "G", "calendar", "prepare_visit", "check-circle"),
    Action("calendar.plan", N_("Day plan"), "J", "calendar", "plan_day", "clock"),
    Action("calendar.copy", N_("Duplicate visit"), "Ctrl+D", "calendar", "duplicate", "plus", writes=True),
    Action(
        "calendar.cancel", N_("Cancel visit"), "Del", "calendar", "cancel_visit", "trash", destructive=True, writes=True
    ),
    Action(
        "rotation",
        N_("Auto rota"),
        "Ctrl+Shift+A",
        EVERYWHERE,
        "plan_rota",
        "magic-wand",
        home="calendar",
        section="board",
    ),
    Action(
        "rotation.base",
        N_("Base rota"),
        "Ctrl+Shift+J",
        EVERYWHERE,
        "open_base_rota",
        "calendar-blank",
        home="calendar",
        section="board",
    ),
    Action("rotation.solve", N_("Solve, stop or go on"), "F5", "rotation", "solve", "magic-wand"),
    Action("rotation.adopt", N_("Use this plan"), "Ctrl+Return", "rotation", "adopt", "check", writes=True),
    Action("rotation.unmet", N_("Next wish not met"), "F8", "rotation", "next_unmet", "caret-right"),
    Action("rotation.keep", N_("Keep as a copy"), "Ctrl+D", "rotation", "keep_copy", "copy", writes=True),
    Action("rotation.why", N_("Why this leader"), "", "rotation", "ask_why", "users-three"),
    _board("rows", N_("Rows by leader or township"), "X", "other_rows", "arrows-clockwise", writes=False),
    _board("slot", N_("Find a slot"), "A", "find_slot", "magic-wand"),
    _board("conflict", N_("Next conflict"), "F8", "next_conflict", "caret-right", writes=False),
    _board("leader", N_("Other leader"), "L", "other_leader", "users-three"),
    _board("day", N_("Other day"), "Shift+L", "other_day", "arrows-clockwise"),
    _board("whole", N_("Whole day or half"), "W", "whole_day", "clock"),
    _board("pin", N_("Pin or unpin"), "K", "pin", "lock-simple"),
    Action("calendar.requests", N_("To place"), "U", "calendar", "show_requests", "file-plus"),
    Action("requests.new", N_("New request"), "", "calendar", "request_wish", "file-plus", argument="new", writes=True),
    Action(
        "requests.import",
        N_("Take over request forms"),
        "",
        "calendar",
        "request_wish",
        "folder-open",
        argument="bring_in",
        writes=True,
    ),
    Action(
        "requests.paste",
        N_("Paste a request"),
        "",
        "calendar",
        "request_wish",
        "file-plus",
        argument="paste",
        writes=True,
    ),
    Action("requests.blank", N_("Save a blank form"), "", "calendar", "request_wish", "export", argument="blank"),
    Action("calendar.inspector", N_("Show or hide details"), "I", "calendar", "toggle_inspector", "table"),
    Action("issues.press", N_("Chase"), "S", "issues", "press_issue", "megaphone", destructive=True, writes=True),
    Action("issues.extend", N_("Extend"), "E", "issues", "extend_issue", "clock", destructive=True, writes=True),
    Action("issues.close", N_("Close issue"), "C", "issues", "close_issue", "check", destructive=True, writes=True),
    Action("issues.bring", N_("Bring to the next visit"), "B", "issues", "bring_along", "map-pin", writes=True),
    Action("issues.next", N_("Next step"), "V", "issues", "next_step", "caret-right", destructive=True, writes=True),
    _move("accept", N_("Accept the petition"), "", "check"),
    _move("assign", N_("Hand over"), "A", "arrow-right"),
    _move("receive", N_("Sign for it"), "", "check"),
    _move("object", N_("Object"), "", "arrow-u-up-left"),
    _move("progress", N_("Record progress"), "P", "note-pencil"),
    _move("overrule", N_("Turn the objection down"), "", "x"),
    _move("feedback", N_("Record answer"), "", "note-pencil"),
    _move("send_back", N_("Send back"), "", "arrow-u-up-left"),
    _move("check", N_("Record check"), "", "check-circle"),
    _move("reply", N_("Reply to the person"), "", "users-three"),
    _move("call_back", N_("Record call-back"), "", "users-three"),
    _move("archive", N_("Archive"), "", "folder-open"),
    _move("reopen", N_("Reopen"), "", "arrow-u-up-left"),
    _move("edit", N_("Correct"), "", "note-pencil"),
    Action("issues.reveal", N_("Show the person in full"), "L", "issues", "reveal_person", "eye"),
    Action("issues.pause", N_("Pause or resume"), "T", "issues", "pause_issue", "clock", destructive=True, writes=True),
    Action("issues.biography", N_("Where the dates come from"), "Q", "issues", "show_biography", "clock"),
    Action("issues.more", N_("More"), "M", "issues", "open_more", "dots-three"),
    Action("chase", N_("Chase letters"), "Ctrl+U", EVERYWHERE, "chase_overdue", "megaphone", home="issues"),
    Action(
        "papers",
        N_("Papers to units"),
        "Ctrl+Shift+U",
        EVERYWHERE,
        "show_papers",
        "clipboard-text",
        home="issues",
        argument="all",
    ),
    Action("workbooks.out", N_("Hand out workbooks"), "", EVERYWHERE, "hand_out_workbooks", "export", home="issues"),
    Action(
        "workbooks.back", N_("Take a workbook back"), "", EVERYWHERE, "take_back_workbook", "folder-open", home="issues"
    ),
    Action(
        "issues.slip",
        N_("Assignment slip"),
        "J",
        "issues",
        "write_paper",
        "file-plus",
        argument="assignment_slip",
        writes=True,
    ),
    Action(
        "issues.notice",
        N_("Supervision notice"),
        "D",
        "issues",
        "write_paper",
        "megaphone",
        argument="supervision_notice",
        writes=True,
    ),
    Action(
        "issues.papers",
        N_("Papers on this issue"),
        "O",
        "issues",
        "show_papers",
        "clipboard-text",
        argument="issue",
    ),
    Action("issues.filter", N_("Filter"), "Ctrl+F", "issues", "focus_filter", "funnel"),
    Action("issues.flags", N_("What stands out"), "G", "issues", "focus_flags", "funnel"),
    Action("issues.export", N_("Export to Excel"), "Ctrl+E", "issues", "export_excel", "export"),
    Action("reports.figures", N_("Figures"), "1", "reports", "show_view", "table", argument="figures"),
    Action("reports.plots", N_("Plots"), "2", "reports", "show_view", "chart-bar", argument="plots"),
    Action("townships.list", N_("List"), "1", "townships", "show_view", "table", argument="list"),
    Action("townships.map", N_("Map"), "2", "townships", "show_view", "map-trifold", argument="map"),
    Action("townships.story", N_("Chronicle"), "L", "townships", "show_story", "clock"),
    Action("leaders.burden", N_("Burden ledger"), "B", "leaders", "show_burden", "chart-bar"),
    Action(
        "leaders.hand_over", N_("Hand over to a successor"), "H", "leaders", "hand_over", "arrow-right", writes=True
    ),
    Action("leaders.absence", N_("Add absence"), "A", "leaders", "add_absence", "plus", writes=True),
    Action("leaders.story", N_("Chronicle"), "L", "leaders", "show_story", "clock"),
    Action("entry.done", N_("Finish recording"), "Ctrl+Return", "entry", "finish_entry", "check", writes=True),
    Action("entry.copy", N_("Copy the row above"), "Ctrl+D", "entry", "copy_row_above", "plus", writes=True),
    Action("entry.next", N_("Next section"), "Ctrl+PgDown", "entry", "section_after", "caret-down"),
    Action("entry.before", N_("Section before"), "Ctrl+PgUp; Shift+F6", "entry", "section_before", "caret-up"),
    Action("entry.issue", N_("Make it an issue"), "Ctrl+I", "entry", "turn_into_issue", "clipboard-text", writes=True),
    Action("entry.earlier", N_("Show the earlier case"), "Ctrl+J", "entry", "open_earlier", "users-three"),
    Action("entry.delete", N_("Delete row"), "Ctrl+Del", "entry", "delete_row", "trash", destructive=True, writes=True),
)


def action_of(key: str) -> Action:
    """Return a command by its key."""
    return next(action for action in ACTIONS if action.key == key)


def keys_text(shortcut: str) -> str:
    """Return the first key sequence as it is shown: `Ctrl K`, `Del`."""
    first = shortcut.split("; ", maxsplit=1)[0]
    return first.replace("Return", "Enter").replace("+", " ").strip() if first != "+" else first


def hint(key: str) -> str:
    """Return the keys of a command for a button's hint: `hint("record")` is F2."""
    return keys_text(action_of(key).shortcut)
