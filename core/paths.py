"""Where our files lie: what is shipped, and what this user owns."""

from __future__ import annotations

from pathlib import Path

from platformdirs import PlatformDirs

ROOT = Path(__file__).resolve().parent.parent
RESOURCES = ROOT / "resources"
_USER = PlatformDirs("onsite-days", appauthor=False, ensure_exists=False)


def resource(*parts: str) -> Path:
    """Return the path of a shipped file."""
    return RESOURCES.joinpath(*parts)


def user_data() -> Path:
    """Return the folder of this user's schedule and backups."""
    return Path(_USER.user_data_dir)


def user_config() -> Path:
    """Return the folder of this computer's window settings."""
    return Path(_USER.user_config_dir)


def default_schedule() -> Path:
    """Return the file that the window opens when none is named."""
    return user_data() / "schedule.db"
