"""Prep packs: collecting everything a booklet shows, and having it drawn."""

from __future__ import annotations

from typing import TYPE_CHECKING

from netorganizer.domain.clock import parse_utc
from netorganizer.domain.errors import NotFound
from netorganizer.domain.money import format_money
from netorganizer.domain.onsite import day_numbers
from netorganizer.domain.pipeline import STAGE_NAMES, InterviewStatus, Relationship, Stage
from netorganizer.domain.playbook import guide_notes
from netorganizer.domain.prep_pack import (
    AgendaBlock,
    AgendaDay,
    PackCheck,
    PackLink,
    PackPerson,
    PackQuestion,
    Paper,
    PrepPack,
    tile_day,
)
from netorganizer.domain.schedule_warnings import live_bookings, schedule_warnings
from netorganizer.services.checklists import list_checklist
from netorganizer.store.queries import applications as application_queries
from netorganizer.store.queries import contacts as contact_queries
from netorganizer.store.queries import interviews as queries
from netorganizer.store.queries import offers as offer_queries

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from netorganizer.domain.application import Application
    from netorganizer.domain.contact import Contact
    from netorganizer.domain.interview import Interview, Panelist
    from netorganizer.domain.playbook import Guide
    from netorganizer.exchange.pdf.pack import RenderedPack
    from netorganizer.services.workspace import Workspace


def collect_pack(
    workspace: Workspace,
    application_id: int,
    *,
    stage: Stage | None = None,
    interview_id: int | None = None,
    onsite_day: int | None = None,
    include_money: bool = False,
    owner: str = "",
) -> PrepPack:
    """Everything the pack shows, in reading order: for a stage (default: where the application is), one interview,
    or one onsite day. Money only when asked for.

    Raises :class:`NotFound` for an unknown application, interview or onsite day.
    """
    application = workspace.read(application_queries.get_application, application_id)
    everything = workspace.read(queries.list_interviews)
    mine = [each for each in everything if each.application_id == application_id]
    stage, interviews = _choose(application, mine, stage, interview_id, onsite_day)
    playbook = workspace.playbooks.find(application.playbook)
    guide = playbook.guide(stage, application.role_group, application.step)
    others = [each for each in everything if each not in interviews]
    warnings = schedule_warnings(
        live_bookings(interviews), workspace.clock.zone_name, workspace.clock.today(), others=live_bookings(others)
    )
    newest = workspace.read(application_queries.newest_change_at, application_id)
    return PrepPack(
        company=application.company,
        role=application.role,
        stage_name=STAGE_NAMES[stage],
        step_name=guide.step_name,
        owner=owner,
        own_zone=workspace.clock.zone_name,
        their_zone=interviews[0].zone if interviews else workspace.clock.zone_name,
        days=_agenda(interviews, day_numbers(mine)),
        people=_people(workspace, application_id, interviews),
        guide=guide_notes(guide),
        questions=_questions(guide),
        checklist=tuple(
            PackCheck(item.text, item.ticked_at is not None, item.detail)
            for item in list_checklist(workspace, application_id, stage)
        ),
        links=_links(application, interviews),
        notes=tuple(note.body for note in workspace.read(application_queries.list_notes, application_id)),
        warnings=tuple(warning.text for warning in warnings),
        source=guide.source.credit,
        dated_at=parse_utc(newest) if newest else application.created_at,
        money=_money(workspace, application_id) if include_money else (),
    )


def _choose(
    application: Application,
    mine: Sequence[Interview],
    stage: Stage | None,
    interview_id: int | None,
    onsite_day: int | None,
) -> tuple[Stage, list[Interview]]:
    """The stage of the pack and its live interviews, by start."""
    live = [each for each in mine if each.is_live]
    if interview_id is not None:
        chosen = [each for each in live if each.id == interview_id]
        if not chosen:
            raise NotFound(f"{application.name} has no interview {interview_id} to come.")
        return chosen[0].stage, chosen
    if onsite_day is not None:
        numbers = day_numbers(mine)
        chosen = [each for each in live if each.stage is Stage.ONSITE and numbers.get(each.day) == onsite_day]
        if not chosen:
            raise NotFound(f"{application.name} has no onsite day {onsite_day}; {len(numbers)} are booked.")
        return Stage.ONSITE, chosen
    stage = stage or application.stage
    return stage, [each for each in live if each.stage is stage and each.status is not InterviewStatus.DONE]


def _agenda(interviews: Sequence[Interview], numbers: dict[date, int]) -> tuple[AgendaDay, ...]:
    """A day for each date, its gaps as breaks: together they tile the day exactly."""
    days: dict[date, list[Interview]] = {}
    for interview in interviews:
        days.setdefault(interview.day, []).append(interview)
    return tuple(
        AgendaDay(numbers.get(day, position), day, tile_day(map(_block, on_day)))
        for position, (day, on_day) in enumerate(sorted(days.items()), start=1)
    )


def _block(interview: Interview) -> AgendaBlock:
    return AgendaBlock(
        kind="interview",
        title=interview.title,
        starts_at=interview.starts_at,
        ends_at=interview.ends_at,
        people=tuple(person.name for person in interview.panel),
        status=interview.status.value,
        place=interview.place,
        link=interview.link,
    )


def _people(workspace: Workspace, application_id: int, interviews: Sequence[Interview]) -> tuple[PackPerson, ...]:
    """Who holds these interviews, then who else belongs to the application, each once.

    Interviewers of other days stay out: the pack is for the people one meets.
    """
    contacts = {each.id: each for each in workspace.read(contact_queries.list_contacts, application_id)}
    people: dict[int, PackPerson] = {}
    for interview in interviews:
        for panelist in interview.panel:
            people.setdefault(panelist.contact_id, _met(panelist, interview, contacts))
    for contact in contacts.values():
        if interviews and contact.relationship is Relationship.INTERVIEWER:
            continue
        role = contact.relationship.value.replace("_", " ")
        people.setdefault(contact.id, PackPerson(contact.name, role, "", None, contact.note))
    return tuple(people.values())


def _met(panelist: Panelist, interview: Interview, contacts: dict[int, Contact]) -> PackPerson:
    contact = contacts.get(panelist.contact_id)
    role = panelist.role or (contact.relationship.value.replace("_", " ") if contact else "interviewer")
    return PackPerson(panelist.name, role, interview.title, interview.starts_at, contact.note if contact else "")


def _questions(guide: Guide) -> tuple[PackQuestion, ...]:
    ordered = (*guide.asked, *guide.ask_back, *guide.avoid)
    return tuple(PackQuestion(each.text, each.kind.value, each.group) for each in ordered)


def _links(application: Application, interviews: Sequence[Interview]) -> tuple[PackLink, ...]:
    """Meeting links, places and the posting, each target once."""
    named = [(f"Join: {each.title}", each.link) for each in interviews]
    named += [("Place", each.place) for each in interviews]
    named.append(("Job posting", application.url))
    links = {target: PackLink(label, target) for label, target in reversed(named) if target}
    return tuple(reversed(links.values()))


def _money(workspace: Workspace, application_id: int) -> tuple[tuple[str, str], ...]:
    """The offer figures as printed: words and an amount with its currency."""
    return tuple(
        (f"Offer ({each.trust}): {name}", format_money(amount, each.currency))
        for each in workspace.read(offer_queries.list_offers, application_id)
        for name, amount in each.parts
    )


def render_pack(pack: PrepPack, paper: Paper) -> RenderedPack:
    """The booklet as PDF; the same pack gives the same bytes. Pure, so a worker may run it."""
    from netorganizer.exchange.pdf.pack import render

    return render(pack, paper)
