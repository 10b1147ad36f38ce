"""Planning an onsite over one or two days, and booking the plan as one change."""

from __future__ import annotations

from typing import TYPE_CHECKING

from netorganizer.domain.onsite import DEFAULT_START, suggest_onsite
from netorganizer.domain.onsite_plan import OnsiteInterview, OnsiteRequest
from netorganizer.domain.pipeline import InterviewStatus, Stage
from netorganizer.domain.schedule_warnings import live_bookings, schedule_warnings
from netorganizer.services.interviews import InterviewFields, insert_interview, update_interview
from netorganizer.store.queries import applications as application_queries
from netorganizer.store.queries import interviews as queries

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, time

    from netorganizer.domain.application import Application
    from netorganizer.domain.booking import ScheduleWarning
    from netorganizer.domain.interview import Interview
    from netorganizer.domain.onsite_plan import OnsiteBlock, OnsitePlan
    from netorganizer.domain.playbook import InterviewPlan
    from netorganizer.services.workspace import Workspace
    from netorganizer.store.transaction import Transaction


def plan_onsite(
    workspace: Workspace,
    application_id: int,
    first_day: date,
    *,
    second_day: date | None = None,
    zone: str | None = None,
    days: int = 2,
    start: time = DEFAULT_START,
) -> OnsitePlan:
    """A suggestion for the onsite of an application: what is booked already, or the playbook's usual loop.

    ``zone`` is the company's (default: that of what is booked, else the person's); ``start`` is local there and is
    kept: where another one would be kinder to the person, a warning says so. Nothing is written.
    """
    application = workspace.read(application_queries.get_application, application_id)
    booked = _booked_onsite(workspace, application_id)
    everything = workspace.read(queries.list_interviews)
    others = [each for each in everything if each.id not in {mine.id for mine in booked}]
    return suggest_onsite(
        OnsiteRequest(
            interviews=tuple(map(_as_planned, booked)) or tuple(usual_loop(workspace, application)),
            first_day=first_day,
            zone=zone or find_onsite_zone(workspace, application_id),
            own_zone=workspace.clock.zone_name,
            today=workspace.clock.today(),
            days=days,
            second_day=second_day,
            start=start,
            busy=live_bookings(others),
        )
    )


def find_onsite_zone(workspace: Workspace, application_id: int) -> str:
    """The zone an onsite is planned in unless said otherwise: that of what is booked, else the person's."""
    booked = _booked_onsite(workspace, application_id)
    return booked[0].zone if booked else workspace.clock.zone_name


def _booked_onsite(workspace: Workspace, application_id: int) -> list[Interview]:
    interviews = workspace.read(queries.list_interviews, application_id)
    return [
        each
        for each in interviews
        if each.stage is Stage.ONSITE and each.status in (InterviewStatus.TENTATIVE, InterviewStatus.CONFIRMED)
    ]


def _as_planned(interview: Interview) -> OnsiteInterview:
    people = tuple(person.name for person in interview.panel)
    return OnsiteInterview(interview.id, interview.title, interview.round, interview.minutes, people)


def usual_loop(workspace: Workspace, application: Application) -> list[OnsiteInterview]:
    """The interviews that the playbook expects, one per seat of each round's panel. Counts within ranges are ours."""
    plans = workspace.playbooks.find(application.playbook).plans_of(Stage.ONSITE)
    return [interview for plan in plans for interview in _loop_of(plan)]


def _loop_of(plan: InterviewPlan) -> list[OnsiteInterview]:
    titles = [seat.title or plan.title for seat in plan.seats for _ in range(seat.default_count)]
    titles += [plan.title] * (plan.default_count - len(titles))
    return [
        OnsiteInterview(None, title, plan.round, plan.default_minutes)
        for title in _numbered(titles[: plan.default_count])
    ]


def _numbered(titles: Sequence[str]) -> list[str]:
    """Titles that occur twice get numbers, so that every interview can be told from the others."""
    seen: dict[str, int] = {}
    numbered = []
    for title in titles:
        seen[title] = seen.get(title, 0) + 1
        numbered.append(f"{title} {seen[title]}" if titles.count(title) > 1 else title)
    return numbered


def apply_plan(workspace: Workspace, application_id: int, plan: OnsitePlan, zone: str) -> None:
    """Book the plan as one change: what was booked keeps its uid, the rest is added. Twice changes nothing."""
    application = workspace.read(application_queries.get_application, application_id)
    with workspace.change(f"Plan the on-site of {application.name}") as tx:
        for block in plan.interview_blocks:
            _book(tx, application, block, zone)


def _book(tx: Transaction, application: Application, block: OnsiteBlock, zone: str) -> None:
    time = InterviewFields(starts_at=block.starts_at, zone=zone, minutes=block.minutes)
    if block.interview_id is not None:
        update_interview(tx, tx.read(queries.get_interview, block.interview_id), time)
    else:
        new = InterviewFields(
            title=block.title, stage=Stage.ONSITE, round=block.round, status=InterviewStatus.TENTATIVE
        )
        insert_interview(tx, application, {**new, **time})


def list_warnings(workspace: Workspace, application_id: int) -> tuple[ScheduleWarning, ...]:
    """What to mind about the live interviews of an application that are still to come."""
    coming = workspace.read(queries.list_coming, workspace.clock.now())
    mine = [each for each in coming if each.application_id == application_id]
    others = [each for each in coming if each.application_id != application_id]
    return schedule_warnings(
        live_bookings(mine), workspace.clock.zone_name, workspace.clock.today(), others=live_bookings(others)
    )
