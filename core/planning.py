"""Words of planning the rota: quotas, closures, who took over from whom, what was published, who was phoned."""

from __future__ import annotations

from enum import StrEnum
from typing import Final

from core.i18n import N_


class QuotaSpan(StrEnum):
    """The stretch in which a quota counts visits (domain.md 1.3)."""

    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"


QUOTA_SPAN_NAMES: Final = {
    QuotaSpan.MONTH: N_("Each month"),
    QuotaSpan.QUARTER: N_("Each quarter"),
    QuotaSpan.YEAR: N_("Each year"),
}


class TakeOver(StrEnum):
    """How another leader came to go (代班, 调换; domain.md 1.5)."""

    STAND_IN = "stand_in"
    SWAP = "swap"
    RESHUFFLE = "reshuffle"


TAKE_OVER_NAMES: Final = {
    TakeOver.STAND_IN: N_("Stand-in"),
    TakeOver.SWAP: N_("Swap"),
    TakeOver.RESHUFFLE: N_("Hand-over"),
}


class CallAnswer(StrEnum):
    """What came of a phone call after the plan was published or changed."""

    OPEN = "open"
    CALLED = "called"
    AGREED = "agreed"
    CALL_BACK = "call_back"


CALL_ANSWER_NAMES: Final = {
    CallAnswer.OPEN: N_("Not called yet"),
    CallAnswer.CALLED: N_("Called"),
    CallAnswer.AGREED: N_("Agreed"),
    CallAnswer.CALL_BACK: N_("Call back"),
}


class Party(StrEnum):
    """Who is phoned."""

    LEADER = "leader"
    TOWNSHIP = "township"
    AGENCY = "agency"


PARTY_NAMES: Final = {Party.LEADER: N_("Leader"), Party.TOWNSHIP: N_("Township"), Party.AGENCY: N_("Agency")}


class ReleaseState(StrEnum):
    """How far a published plan is."""

    ISSUED = "issued"
    CONFIRMED = "confirmed"


RELEASE_STATE_NAMES: Final = {
    ReleaseState.ISSUED: N_("Issued"),
    ReleaseState.CONFIRMED: N_("Confirmed"),
}
