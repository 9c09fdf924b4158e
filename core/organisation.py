"""Who and where: the words for leaders, townships, villages and agencies."""

from __future__ import annotations

from enum import StrEnum

from core.i18n import N_


class LeadershipBody(StrEnum):
    """The four leading bodies of a county (四套班子), the two courts' heads, and others on the rota."""

    COUNTY_COMMITTEE = "county_committee"
    GOVERNMENT = "government"
    PEOPLES_CONGRESS = "peoples_congress"
    CPPCC = "cppcc"
    JUDICIARY = "judiciary"
    OTHER = "other"


class TownshipKind(StrEnum):
    """乡, 镇 or 街道."""

    TOWNSHIP = "township"
    TOWN = "town"
    SUBDISTRICT = "subdistrict"


class VillageKind(StrEnum):
    """行政村 or 社区."""

    VILLAGE = "village"
    COMMUNITY = "community"


BODY_NAMES = {
    LeadershipBody.COUNTY_COMMITTEE: N_("County committee"),
    LeadershipBody.GOVERNMENT: N_("County government"),
    LeadershipBody.PEOPLES_CONGRESS: N_("People's congress"),
    LeadershipBody.CPPCC: N_("CPPCC"),
    LeadershipBody.JUDICIARY: N_("Court and procuratorate"),
    LeadershipBody.OTHER: N_("Other leaders"),
}


def body_of(post: str) -> LeadershipBody:
    """Return the body that a post such as 县委常委、常务副县长 belongs to.

    The first body named wins, because posts are written in that order; the head of
    the government (县委副书记、县长) counts to the government he leads.
    """
    if "人大" in post:
        return LeadershipBody.PEOPLES_CONGRESS
    if "政协" in post:
        return LeadershipBody.CPPCC
    if "法院" in post or "检察" in post:
        return LeadershipBody.JUDICIARY
    if post.endswith(("、县长", "、区长", "、市长")) or post in {"县长", "区长", "市长"}:
        return LeadershipBody.GOVERNMENT
    if "委" in post and ("书记" in post or "常委" in post):
        return LeadershipBody.COUNTY_COMMITTEE
    if "县长" in post or "区长" in post or "市长" in post:
        return LeadershipBody.GOVERNMENT
    return LeadershipBody.OTHER


def township_kind_of(name: str) -> TownshipKind:
    """Return the kind that a township's own name tells."""
    if name.endswith("街道"):
        return TownshipKind.SUBDISTRICT
    return TownshipKind.TOWN if name.endswith("镇") else TownshipKind.TOWNSHIP


def village_kind_of(name: str) -> VillageKind:
    """Return the kind that a village's own name tells."""
    return VillageKind.COMMUNITY if name.endswith(("社区", "居委会")) else VillageKind.VILLAGE


def short_township(name: str) -> str:
    """Return 青石 for 青石镇: what fits a calendar cell."""
    for ending in ("街道", "镇", "乡"):
        if name.endswith(ending) and len(name) > len(ending) + 1:
            return name.removesuffix(ending)
    return name
