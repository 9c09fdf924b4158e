"""What an office sets once for everybody who opens its schedule."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import Any, get_type_hints


@dataclass(frozen=True, slots=True)
class OfficeSettings:
    """The office's own choices; every field has a value that works on the first morning.

    Attributes:
        county: Name of the county as it stands on every paper, such as 云岭县.
        office: Name of the office that keeps the schedule.
        number_prefix: Words before the year in numbers, such as 云岭下访; empty takes the county's.
        visit_interval_days: Natural days within which every township is to be visited.
        due_soon_days: Working days before a due date in which an issue counts as due soon.
        default_limit_days: Days given where neither the category nor the person said any.
        default_limit_unit: `working` or `natural`.
        roll: Where a computed due date goes that falls on a rest day: `none`, `next` or `previous`.
        revisit_days: A further visit to one township within so many days is pointed out.
        village_revisit_days: The same for one village.
        spacing_days: A leader who goes out again within so many days is pointed out; 0 asks for no days between.
        reception_rule: The office's reception day in its own words, such as 每月15日.
        households_per_village: Households to be called on in every village within the year (domain.md 1.3).
        morning, afternoon: Office hours of the two halves, such as 08:30-12:00.
        agencies_with_heads, agencies_with_others: Most county units that go along with the county's two heads and
            with any other leader on a research visit (domain.md 1.12); a hint, never a bar.
        vehicles: Most vehicles of a research visit; a hint.
        digest_at: When the office wants its digest on working days, such as 08:30.
        stuck_days: Natural days without any movement after which an issue counts as stuck.
        accept_days: Working days in which a unit is to sign for what it was handed.
        bounce_times: Passed on so often, an issue counts as bouncing.
        repeat_months: A person who comes back within so many months is pointed out.
        report_days: Working days after the first warning in which a unit has still time before it is reported.
        look_back_share: One closed issue in so many is drawn for a look-back; 0 draws none.
        look_back_seed: What the draw starts from; the same seed draws the same issues.
        retention_years: Years after which a settled issue's personal data is to be erased; 0 asks for none.
        watermark: Papers carry who printed them, when, and under which number.
        lead_days: Working days before a visit by which its issue of the plan is to be out (domain.md 1.4).
        sample: The schedule holds the sample county, and may be cleared in one click.
    """

    county: str = ""
    office: str = ""
    number_prefix: str = ""
    visit_interval_days: int = 30
    due_soon_days: int = 3
    default_limit_days: int = 10
    default_limit_unit: str = "working"
    roll: str = "next"
    revisit_days: int = 3
    village_revisit_days: int = 30
    spacing_days: int = 0
    reception_rule: str = ""
    households_per_village: int = 3
    morning: str = "08:30-12:00"
    afternoon: str = "14:30-17:30"
    agencies_with_heads: int = 5
    agencies_with_others: int = 3
    vehicles: int = 2
    digest_at: str = "08:30"
    stuck_days: int = 15
    accept_days: int = 3
    bounce_times: int = 3
    repeat_months: int = 24
    report_days: int = 5
    look_back_share: int = 10
    look_back_seed: int = 1988
    retention_years: int = 5
    watermark: bool = True
    lead_days: int = 5
    sample: bool = False

    def prefix(self) -> str:
        """Return the words before the year in a number, such as 云岭下访."""
        if self.number_prefix:
            return self.number_prefix
        return self.county.removesuffix("县").removesuffix("区").removesuffix("市") + "下访"

    def visit_number(self, year: int, number: int) -> str:
        """Return 云岭下访〔2026〕108号: six-sided brackets, no leading zeros (GB/T 9704)."""
        return f"{self.prefix()}〔{year}〕{number}号"

    def issue_number(self, year: int, serial: int) -> str:
        """Return 云岭下访〔2026〕0287号; issues keep four digits so that a column lines up."""
        return f"{self.prefix()}〔{year}〕{serial:04d}号"

    def restricted_number(self, year: int, serial: int) -> str:
        """Return 云岭下访密〔2026〕0003号: restricted issues count by themselves, so that others show no gap."""
        return f"{self.prefix()}密〔{year}〕{serial:04d}号"


def settings_from(values: dict[str, Any]) -> OfficeSettings:
    """Build settings from stored *values*; unknown keys and wrong types fall back to the default."""
    hints = get_type_hints(OfficeSettings)
    known = {
        field.name: values[field.name]
        for field in fields(OfficeSettings)
        if field.name in values and type(values[field.name]) is hints[field.name]
    }
    return OfficeSettings(**known)
