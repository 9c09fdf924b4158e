"""Who sits in a meeting: 县委常委, 县长、副县长, 人大主任、副主任 against each leader's post.

Posts are compared part by part, never as substrings: 县长 is not 副县长, 县人大办公室主任 is not 人大主任.
The secretary and deputy secretaries sit on the standing committee although their posts do not say so.
A further role is one line in `_ROLES`.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import Final

from core.organisation import LeadershipBody

_COUNTY: Final = r"(?:县|区|市|旗)"
_ROLES: Final[tuple[tuple[str, str], ...]] = (
    ("secretary", rf"(?:中共)?{_COUNTY}委书记"),
    ("deputy_secretary", rf"(?:中共)?{_COUNTY}委(?:专职)?副书记"),
    ("committee_member", rf"(?:中共)?{_COUNTY}委常委(?:会?委员|会成员|会组成人员)?"),
    ("county_head", rf"(?:{_COUNTY}(?:人民)?政府)?(?:代理?)?{_COUNTY}长"),
    ("executive_deputy_head", rf"(?:{_COUNTY}(?:人民)?政府)?常务副{_COUNTY}长"),
    ("deputy_head", rf"(?:{_COUNTY}(?:人民)?政府)?(?:挂职)?副{_COUNTY}长(?:\(挂职\))?"),
    ("congress_chair", rf"{_COUNTY}?人大(?:常委会)?主任"),
    ("congress_deputy", rf"{_COUNTY}?人大(?:常委会)?(?:第一)?副主任"),
    ("cppcc_chair", rf"{_COUNTY}?政协主席"),
    ("cppcc_deputy", rf"{_COUNTY}?政协(?:第一)?副主席"),
)
_COVERS: Final = {
    "committee_member": {"secretary", "deputy_secretary"},
    "deputy_head": {"executive_deputy_head"},
}
"""Who else is meant when a role is named: 常务副县长 is a 副县长 too."""
_BODIES: Final = {
    "县委": LeadershipBody.COUNTY_COMMITTEE,
    "县政府": LeadershipBody.GOVERNMENT,
    "政府": LeadershipBody.GOVERNMENT,
    "人大": LeadershipBody.PEOPLES_CONGRESS,
    "县人大": LeadershipBody.PEOPLES_CONGRESS,
    "政协": LeadershipBody.CPPCC,
    "县政协": LeadershipBody.CPPCC,
    "法检": LeadershipBody.JUDICIARY,
}
_EVERYBODY: Final = frozenset(
    {"全体县领导", "全体县级领导", "县级领导", "县领导", "四套班子", "四大班子", "四套班子领导", "全体领导"}
)


def attendee_matches(text: str, post: str, body: LeadershipBody | str | None = None) -> bool:
    """Return whether the leader with *post* sits in a meeting attended by *text*.

    Args:
        text: The office's words, such as 人大主任、副主任.
        post: The leader's whole post, such as 县委副书记、县长.
        body: The leader's body, needed only for words such as 县政府班子成员.
    """
    wanted = _pieces(text)
    if not _EVERYBODY.isdisjoint(wanted):
        return True
    held = _pieces(post)
    roles = {role for piece in held if (role := _role(piece)) is not None}
    for piece in wanted:
        role = _role(piece)
        if role is not None:
            if not roles.isdisjoint({role} | _COVERS.get(role, set())):
                return True
        elif _is_member(piece, body) or any(_same_post(piece, own) for own in held):
            return True
    return False


@lru_cache(maxsize=2000)
def _pieces(text: str) -> tuple[str, ...]:
    """Return the single posts in *text*; a bare 副主任 takes the body of the post before it."""
    words = re.sub(r"\s+", "", unicodedata.normalize("NFKC", text))
    pieces: list[str] = []
    organ = ""
    for piece in filter(None, re.split(r"[、,;/和及与兼]", words)):
        bare = re.sub(
            rf"^[^县区市旗]{{1,6}}(?<![副代理])(?={_COUNTY}(?:委|人大|政协|长|人民|政府))", "", piece
        )  # 云岭县委 is 县委
        found = re.match(rf"{_COUNTY}?(?:人大常委会|人大|政协)", bare)
        if found is not None:
            organ = found[0]
        elif organ and bare in {"主任", "副主任", "主席", "副主席"}:
            bare = organ + bare
        else:
            organ = ""
        pieces.append(bare)
    return tuple(pieces)


def _role(piece: str) -> str | None:
    return next((role for role, pattern in _ROLES if re.fullmatch(pattern, piece)), None)


def _is_member(piece: str, body: LeadershipBody | str | None) -> bool:
    """Return whether *piece* names the leader's whole body: 县政府班子成员, 政协领导."""
    found = re.fullmatch(r"(.+?)(?:领导)?(?:班子)?(?:全体)?(?:成员|领导|领导班子)", piece)
    return found is not None and body is not None and _BODIES.get(found[1]) == body


def _same_post(wanted: str, held: str) -> bool:
    """Return whether a post outside the table is meant: 法院院长 for 县人民法院院长, 调研员 for 二级调研员."""
    short = wanted.removeprefix("县")
    if len(short) < 3 or short in {"副主任", "副主席", "副书记"}:
        return wanted == held
    return (
        held == wanted
        or held.removeprefix("县").removeprefix("人民") == short
        or (short in {"调研员", "法院院长", "检察院检察长"} and held.endswith(short))
    )
