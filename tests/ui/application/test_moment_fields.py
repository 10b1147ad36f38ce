"""Times of day as people type them."""

from datetime import time

import pytest

from netorganizer.domain.errors import Invalid
from netorganizer.ui.widgets.moment_fields import parse_time_of_day


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("09:30", time(9, 30)),
        ("9:30", time(9, 30)),
        ("9.30", time(9, 30)),
        ("0930", time(9, 30)),
        ("930", time(9, 30)),
        ("9", time(9)),
        ("14h15", time(14, 15)),
        ("9:30 pm", time(21, 30)),
        ("12am", time(0)),
        ("12 PM", time(12)),
        (" 23:59 ", time(23, 59)),
    ],
)
def test_a_time_is_understood(typed: str, meant: time) -> None:
    assert parse_time_of_day(typed) == meant


@pytest.mark.parametrize("typed", ["", "24:00", "9:60", "13 pm", "0 am", "noonish", "9:3", "-1", "9:30:15"])
def test_what_is_no_time_is_refused_in_one_sentence(typed: str) -> None:
    with pytest.raises(Invalid, match=r"is not a time of day\. Write it as 09:30"):
        parse_time_of_day(typed)
