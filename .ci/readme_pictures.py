"""Copy the README's pictures out of what `make screenshots` rendered: Chinese, light, 1440x900."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

TARGET = Path(__file__).resolve().parent.parent / "docs" / "pictures"
PAGES = {
    "today": "today",
    "calendar": "calendar",
    "board": "board",
    "rotation": "rotation",
    "issues": "issues",
    "record": "record-reception-people",
    "visit-sheet": "visit-sheet",
}
"""By the picture's name in the README: how the rendered one's name begins."""
LOOK = ("zh", "light", "1440x900")


def picture_of(page: str, rendered: list[Path]) -> Path | None:
    """Return the picture of *page* in the README's look; a printed sheet has a look of its own."""
    of_page = [path for path in rendered if path.stem.replace("_", "-").startswith(page)]
    looks = [path for path in of_page if all(word in str(path) for word in LOOK)] or [
        path for path in of_page if page == "visit-sheet" and "en" not in path.stem.replace("_", "-").split("-")
    ]
    return min(looks, key=lambda path: len(str(path)), default=None)


def main(folder: Path) -> int:
    """Copy each page's picture and name what is missing."""
    rendered = sorted(folder.rglob("*.png"))
    TARGET.mkdir(parents=True, exist_ok=True)
    missing = []
    for page, stem in PAGES.items():
        found = picture_of(stem, rendered)
        if found is None:
            missing.append(page)
        else:
            shutil.copyfile(found, TARGET / f"{page}.png")
    if missing:
        sys.stderr.write(f"No picture for the README of: {', '.join(missing)}.\n")
    return 1 if missing else 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
