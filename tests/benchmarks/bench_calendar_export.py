"""How long a calendar export takes, as a ratio to icalendar building and serialising the same events itself.

Run ``python tests/benchmarks/bench_calendar_export.py``. The baseline parses our file with icalendar, notes every
property as plain Python values, and builds each component again through icalendar's own ``add``, as its manual
shows; the bytes must come out the same. Both run in turn in one process, the best of each counts (CPU time).
"""

import sys
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from time import process_time

from icalendar import Calendar, Component

from netorganizer.domain.interview import Interview, Panelist
from netorganizer.domain.pipeline import InterviewStatus, Stage
from netorganizer.exchange.ics import write_calendar

BAR = 1.2
ZONES = ("America/Los_Angeles", "Europe/Berlin", "Asia/Tokyo")


def _make_interviews(count: int) -> list[Interview]:
    start = datetime(2027, 1, 4, 17, 0, tzinfo=UTC)
    return [
        Interview(
            id=number,
            uid=f"5e0f7c1e-0000-4000-8000-{number:012d}",
            application_id=number // 8,
            company="Netflix",
            application_role="Senior Software Engineer, Streaming Infrastructure",
            stage=Stage.ONSITE,
            round=1 + number % 2,
            title="System design; scale, cost and failure",
            starts_at=start + timedelta(hours=5 * number),
            zone=ZONES[number % len(ZONES)],
            minutes=45,
            panel=(Panelist(1, "Ada Byron", "Staff engineer"), Panelist(2, "Grace Murray", "Director")),
            link=f"https://meet.example.com/j/{number}?pwd=abcdef",
            place="",
            status=InterviewStatus.CONFIRMED,
            sequence=number % 3,
            created_at=start - timedelta(days=30),
            modified_at=start - timedelta(days=number % 20),
        )
        for number in range(count)
    ]


@dataclass(frozen=True, slots=True)
class Plain:
    """A component as plain Python values: what a program has before it turns to icalendar."""

    name: str
    properties: list[tuple[str, object, dict[str, str]]]
    inner: list["Plain"]


def _make_plain(component: Component) -> Plain:
    properties: list[tuple[str, object, dict[str, str]]] = []
    for name, value in component.property_items(recursive=False)[1:-1]:
        plain = getattr(value, "dt", None) or getattr(value, "td", None)
        if isinstance(value, str):
            plain = str(value)
        elif isinstance(value, int):
            plain = int(value)
        elif plain is None:
            plain = value  # categories, rules and offsets have no plainer form
        parameters = {key: text for key, text in getattr(value, "params", {}).items() if key != "TZID"}
        properties.append((name, plain, parameters))
    return Plain(component.name or "", properties, [_make_plain(inner) for inner in component.subcomponents])


def _build(plain: Plain) -> Component:
    component: Component = Component.get_component_class(plain.name)()
    for name, value, parameters in plain.properties:
        component.add(name, value, parameters)
    for inner in plain.inner:
        component.add_component(_build(inner))
    return component


def _measure(jobs: list[Callable[[], bytes]], runs: int) -> list[float]:
    """The least CPU seconds of each job, run in turn."""
    best = [float("inf")] * len(jobs)
    for _ in range(runs):
        for number, job in enumerate(jobs):
            began = process_time()
            job()
            best[number] = min(best[number], process_time() - began)
    return best


def _compare(count: int, runs: int) -> float:
    interviews = _make_interviews(count)
    plain = _make_plain(Calendar.from_ical(write_calendar(interviews, name="Netflix")))

    def ours() -> bytes:
        return write_calendar(interviews, name="Netflix")

    def icalendar_alone() -> bytes:
        written: bytes = _build(plain).to_ical()
        return written

    if ours() != icalendar_alone():
        sys.exit("The two files differ, so the comparison means nothing.")
    our_time, their_time = _measure([ours, icalendar_alone], runs)
    ratio = our_time / their_time
    sys.stdout.write(
        f"{count} events: ours {our_time * 1000:.1f} ms, icalendar {their_time * 1000:.1f} ms, ratio {ratio:.2f}\n"
    )
    return ratio


def main() -> int:
    """Measure a week and a thousand; 1 when the bar is broken."""
    ratios = [_compare(13, 40), _compare(1000, 5)]
    sys.stdout.write(f"bar: {BAR:.1f}\n")
    return 0 if max(ratios) <= BAR else 1


if __name__ == "__main__":
    sys.exit(main())
