"""``netorganizer onsite``: planning the on-site over one or two days."""

from __future__ import annotations

from datetime import time
from functools import partial
from typing import TYPE_CHECKING

from netorganizer.cli import words
from netorganizer.cli.options import UsageError, add_verb, add_verbs, day, whole_number, zone_name
from netorganizer.cli.output import Answer, make_table, paragraphs
from netorganizer.cli.records import day_json, instant_json
from netorganizer.domain.clock import find_zone, format_day
from netorganizer.domain.errors import Invalid
from netorganizer.domain.onsite import DEFAULT_START
from netorganizer.services import onsite

if TYPE_CHECKING:
    from argparse import ArgumentParser

    from netorganizer.cli.output import Json
    from netorganizer.cli.session import Session
    from netorganizer.domain.onsite_plan import OnsiteBlock, OnsiteDay, OnsitePlan


def declare(parser: ArgumentParser) -> None:
    """The verbs and their arguments."""
    plan = add_verb(
        add_verbs(parser),
        "plan",
        "suggest days and times for what is booked, or for the playbook's usual loop",
        "onsite plan 3 --first-day 2027-03-12 --zone America/Los_Angeles --apply",
        _plan,
    )
    plan.add_argument("id", metavar="ID", type=whole_number, help="the application's number")
    plan.add_argument("--first-day", metavar="D", type=day, required=True, help="the first day, 2027-03-12")
    plan.add_argument("--second-day", metavar="D", type=day, help="the second day (the next weekday)")
    plan.add_argument("--zone", metavar="Z", type=zone_name, help="IANA name of the company's zone")
    plan.add_argument("--days", metavar="N", type=whole_number, default=2, help="1 or 2 (2)")
    plan.add_argument(
        "--start", metavar="HH:MM", type=_time_of_day, default=DEFAULT_START, help="when days start there"
    )
    plan.add_argument("--apply", action="store_true", help="book it, as one change")


def _time_of_day(text: str) -> time:
    try:
        typed = time.fromisoformat(text)
    except ValueError:
        typed = None
    if typed is None or typed.tzinfo is not None or len(text) != len("09:00"):
        raise Invalid(f"“{text}” is not a time of day. Write it as 09:00.")
    return typed


def _plan(session: Session) -> Answer:
    asked, workspace = session.arguments, session.workspace
    if asked.days == 1 and asked.second_day is not None:
        raise UsageError("--second-day needs --days 2")
    zone = find_zone(asked.zone).key if asked.zone else onsite.find_onsite_zone(workspace, asked.id)
    suggest = partial(
        onsite.plan_onsite,
        workspace,
        asked.id,
        asked.first_day,
        second_day=asked.second_day,
        zone=zone,
        days=asked.days,
        start=asked.start,
    )
    plan = suggest()
    if asked.apply:
        before = workspace.history(limit=1)
        onsite.apply_plan(workspace, asked.id, plan, zone)
        is_news = workspace.history(limit=1) != before
        session.remarks.append(_booked_words(plan) if is_news else "All of it is booked like this already.")
        plan = suggest()  # the same, now with the ids of what was booked
    days = "\n\n".join(_day_text(session, each, zone) for each in plan.days)
    warnings = "\n".join(f"  {warning.text}" for warning in plan.warnings)
    return Answer(_plan_json(plan), paragraphs(days, words.section("Mind", warnings)))


def _booked_words(plan: OnsitePlan) -> str:
    """What applying the plan did: the interviews that were booked, and those that may have another time now."""
    blocks = plan.interview_blocks
    added = sum(block.interview_id is None for block in blocks)
    parts = (("booked", added), ("arranged anew", len(blocks) - added))
    days = ", ".join(format_day(each.on) for each in plan.days)
    return f"Interviews {', '.join(f'{what}: {count}' for what, count in parts if count)}; {days}."


def _plan_json(plan: OnsitePlan) -> Json:
    return {
        "days": [{"date": day_json(each.on), "blocks": list(map(_block_json, each.blocks))} for each in plan.days],
        "warnings": [{"kind": warning.kind, "text": warning.text} for warning in plan.warnings],
    }


def _block_json(block: OnsiteBlock) -> Json:
    return {
        "kind": block.kind,
        "interview_id": block.interview_id,
        "title": block.title,
        "round": block.round,
        "starts_at": instant_json(block.starts_at),
        "ends_at": instant_json(block.ends_at),
        "reason": block.reason,
    }


def _day_text(session: Session, day: OnsiteDay, zone: str) -> str:
    rows = (
        (words.there_and_own(block.starts_at, block.ends_at, zone, session.clock), block.title, block.reason)
        for block in day.blocks
    )
    return f"{format_day(day.on)}, {zone}\n" + make_table(rows, "  ")
