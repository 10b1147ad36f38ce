"""An offer: what was put on the table, by whom it is vouched for, until when."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Offer:
    """One offer. Amounts are integer minor units of ``currency`` (ISO 4217), ``None`` where nothing was said.

    ``trust`` says where the figures are from: contract, letter, mail, verbal, own.
    """

    id: int
    application_id: int
    currency: str
    base_minor: int | None
    bonus_minor: int | None
    equity_per_year_minor: int | None
    sign_on_minor: int | None
    deadline_on: date | None
    trust: str

    @property
    def parts(self) -> tuple[tuple[str, int], ...]:
        """The named amounts that are there, in minor units."""
        named = (
            ("base", self.base_minor),
            ("bonus", self.bonus_minor),
            ("equity per year", self.equity_per_year_minor),
            ("sign-on", self.sign_on_minor),
        )
        return tuple((name, amount) for name, amount in named if amount is not None)
