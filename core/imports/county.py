"""Which county the files speak of: it stands in the titles over their tables."""

from __future__ import annotations

import re
from collections import Counter

from core.imports.plan import ImportPlan

_COUNTY = re.compile(r"^(?:\d{4}年(?:度)?)?([\u4e00-\u9fff]{1,7}?(?:自治县|县|区|市|旗))(?=[\u4e00-\u9fff“”\"（(])")


def county_of(plan: ImportPlan) -> str:
    """Return the county named by most titles, "" where none is."""
    found: Counter[str] = Counter()
    for sheet in plan.sheets:
        for title in sheet.table.titles if sheet.table is not None else ():
            if named := _COUNTY.match(title.replace(" ", "")):
                found[named[1]] += 1
    return found.most_common(1)[0][0] if found else ""
