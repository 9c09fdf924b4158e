"""What docs/headless.md promises of each row that a sub-command lists; keys are never renamed."""

from __future__ import annotations

OVERDUE_KEYS = (
    "id", "number", "title", "raised_on", "township", "agency", "state", "due", "due_provisional", "late", "kind",
    "leader", "chase_count", "extension_count", "next_visit_id", "next_visit_day",
)  # fmt: skip
VISIT_KEYS = (
    "id", "day", "half", "starts_at", "ends_at", "kind", "kind_name", "leader", "township", "village", "place", "theme",
    "state", "unannounced", "pinned", "overdue", "issues", "appointments",
)  # fmt: skip
READINESS_KEYS = ("id", "day", "half", "kind", "kind_name", "leader", "township", "state", "unannounced")
ISSUE_KEYS = (
    "id", "number", "title", "raised_on", "township", "agency", "state", "due", "due_provisional", "late", "left",
    "closed_on", "satisfaction", "kind", "leader", "chase_count", "extension_count", "next_visit_id", "next_visit_day",
)  # fmt: skip
