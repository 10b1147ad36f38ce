"""From booking an onsite to the calendar file and the pack: the services between planner, calendar and booklet."""

import itertools
from dataclasses import replace
from datetime import UTC, date, datetime, time
from pathlib import Path

import pytest

from netorganizer.domain.errors import FileRefused, Invalid, NotFound
from netorganizer.domain.interview import Interview
from netorganizer.domain.pipeline import InterviewStatus, Relationship, Stage
from netorganizer.domain.prep_pack import Paper
from netorganizer.services.applications import add_application, add_note, edit_application, trash_applications
from netorganizer.services.calendars import (
    CalendarSelection,
    collect_calendar,
    export_calendar,
    render_calendar,
    suggest_file_name,
)
from netorganizer.services.contacts import add_contact
from netorganizer.services.interviews import (
    add_interview,
    cancel_interview,
    edit_interview,
    get_interview,
    list_interviews,
    move_interview,
    trash_interview,
)
from netorganizer.services.onsite import apply_plan, list_warnings, plan_onsite
from netorganizer.services.packs import collect_pack, render_pack
from netorganizer.services.workspace import Workspace

ZONE = "America/Los_Angeles"
FRIDAY, MONDAY = date(2027, 3, 12), date(2027, 3, 15)


@pytest.fixture
def loop(workspace: Workspace) -> list[Interview]:
    """The eight interviews of a playbook's two-day onsite, 09:00 in Los Angeles, the person in Berlin."""
    company = next(each.company for each in workspace.playbooks if each.company)
    application = add_application(workspace, Stage.ONSITE, company=company, role="Software Engineer L5")
    plan = plan_onsite(workspace, application, FRIDAY, second_day=MONDAY, zone=ZONE)
    apply_plan(workspace, application, plan, ZONE)
    return list_interviews(workspace, application)


def test_two_days_of_nine_o_clock_are_two_different_hours_in_utc(loop: list[Interview]) -> None:
    assert len(loop) == 8
    assert [each.day for each in loop] == [FRIDAY] * 5 + [MONDAY] * 3
    assert loop[0].starts_at == datetime(2027, 3, 12, 17, 0, tzinfo=UTC)
    assert loop[5].starts_at == datetime(2027, 3, 15, 16, 0, tzinfo=UTC)
    assert [each.round for each in loop] == [1] * 5 + [2] * 3
    assert len({each.title for each in loop}) == 8


def test_applied_twice_nothing_changes_and_the_uids_stay(workspace: Workspace, loop: list[Interview]) -> None:
    application = loop[0].application_id
    history = workspace.history()
    again = plan_onsite(workspace, application, FRIDAY, second_day=MONDAY, zone=ZONE)
    apply_plan(workspace, application, again, ZONE)
    assert list_interviews(workspace, application) == loop
    assert workspace.history() == history


def test_one_day_and_back_keeps_what_was_exported(workspace: Workspace, loop: list[Interview]) -> None:
    application = loop[0].application_id
    apply_plan(workspace, application, plan_onsite(workspace, application, FRIDAY, days=1, zone=ZONE), ZONE)
    packed = list_interviews(workspace, application)
    assert {each.day for each in packed} == {FRIDAY}
    assert sorted(each.uid for each in packed) == sorted(each.uid for each in loop)
    workspace.undo()
    back = list_interviews(workspace, application)
    assert [(each.uid, each.starts_at) for each in back] == [(each.uid, each.starts_at) for each in loop]
    assert all(now.sequence >= then.sequence for now, then in zip(back, loop, strict=True))


def test_a_kinder_start_is_advised_and_the_asked_one_kept(workspace: Workspace, loop: list[Interview]) -> None:
    application = loop[0].application_id
    plan = plan_onsite(workspace, application, FRIDAY, zone=ZONE, start=time(9))
    assert plan.days[0].kinder_start == time(8)
    assert any("08:00" in warning.text for warning in plan.warnings)


def test_warnings_name_clashes_across_companies(workspace: Workspace, loop: list[Interview]) -> None:
    other = add_application(workspace, company="Bolt", role="Engineer")
    add_interview(workspace, other, title="Chat", starts_at=loop[0].starts_at, zone="Europe/Berlin", minutes=30)
    clash = next(each for each in list_warnings(workspace, other) if each.kind == "clash")
    assert "Bolt: Chat" in clash.text
    assert set(clash.interview_ids) >= {loop[0].id}


def test_each_selection_has_its_interviews(workspace: Workspace, loop: list[Interview]) -> None:
    application = loop[0].application_id
    other = add_application(workspace, company="Bolt", role="Engineer")
    add_interview(workspace, other, title="Chat", starts_at=loop[0].starts_at, zone=ZONE, minutes=30)

    def events(**fields: object) -> int:
        return collect_calendar(workspace, replace(CalendarSelection(), **fields)).events  # type: ignore[arg-type]

    assert events() == 9
    assert events(application_id=application) == 8
    assert events(interview_id=loop[3].id) == 1
    assert events(day=FRIDAY) == 6
    assert events(application_id=application, day=FRIDAY) == 5
    assert events(application_id=application, onsite_day=1) == 5
    assert events(application_id=application, onsite_day=2) == 3


def test_nothing_to_export_is_said_and_no_file_is_written(workspace: Workspace, tmp_path: Path) -> None:
    application = add_application(workspace, company="Acme", role="Engineer")
    file = tmp_path / "none.ics"
    with pytest.raises(NotFound, match="no interviews"):
        export_calendar(workspace, CalendarSelection(application_id=application), str(file))
    with pytest.raises(NotFound, match="no onsite day 3"):
        collect_calendar(workspace, CalendarSelection(application_id=application, onsite_day=3))
    with pytest.raises(NotFound):
        collect_calendar(workspace, CalendarSelection(application_id=4711))
    assert not file.exists()


def test_an_export_is_never_written_over_something_unasked(
    workspace: Workspace, loop: list[Interview], tmp_path: Path
) -> None:
    file = tmp_path / "all.ics"
    file.write_text("mine")
    with pytest.raises(FileRefused, match="exists already"):
        export_calendar(workspace, CalendarSelection(), str(file))
    assert file.read_text() == "mine"
    assert collect_calendar(workspace, CalendarSelection(interview_id=loop[0].id)).interviews[0].sequence == 0
    export_calendar(workspace, CalendarSelection(), str(file), force=True)
    assert file.read_bytes() == render_calendar(collect_calendar(workspace, CalendarSelection()))


def test_what_was_exported_and_is_gone_is_exported_as_cancelled(
    workspace: Workspace, loop: list[Interview], tmp_path: Path
) -> None:
    application = loop[0].application_id
    trash_interview(workspace, loop[7].id)
    assert collect_calendar(workspace, CalendarSelection(application_id=application)).tombstones == ()
    workspace.undo()
    export_calendar(workspace, CalendarSelection(application_id=application), str(tmp_path / "1.ics"))
    trash_interview(workspace, loop[7].id)
    cancel_interview(workspace, loop[6].id)
    gone = collect_calendar(workspace, CalendarSelection(application_id=application, onsite_day=2))
    assert [stone.uid for stone in gone.tombstones] == [loop[7].uid]
    assert gone.tombstones[0].sequence > loop[7].sequence
    text = render_calendar(gone).decode()
    assert text.count("STATUS:CANCELLED") == 2
    trash_applications(workspace, [application])
    assert len(collect_calendar(workspace, CalendarSelection()).tombstones) == 8


def test_the_sequence_rises_with_each_move_and_through_undo(workspace: Workspace, loop: list[Interview]) -> None:
    first = loop[0]
    move_interview(workspace, first.id, datetime(2027, 3, 12, 18, 0, tzinfo=UTC))
    moved = get_interview(workspace, first.id).sequence
    edit_interview(workspace, first.id, title="Another title")
    edited = get_interview(workspace, first.id).sequence
    workspace.undo()
    workspace.undo()
    undone = get_interview(workspace, first.id)
    assert first.sequence < moved < edited < undone.sequence
    assert undone.starts_at == first.starts_at


@pytest.mark.parametrize("minutes", [0, -30, 24 * 60 + 1])
def test_impossible_minutes_are_refused(workspace: Workspace, loop: list[Interview], minutes: int) -> None:
    with pytest.raises(Invalid, match="minutes is impossible"):
        edit_interview(workspace, loop[0].id, minutes=minutes)


def test_file_names_are_plain(workspace: Workspace, loop: list[Interview]) -> None:
    export = collect_calendar(workspace, CalendarSelection(application_id=loop[0].application_id, onsite_day=2))
    assert suggest_file_name(export) == f"{loop[0].company.casefold()}-on-site-day-2-2027-03-15.ics"


def test_the_pack_of_a_day_has_that_day_and_its_people(workspace: Workspace, loop: list[Interview]) -> None:
    application = loop[0].application_id
    edit_interview(workspace, loop[0].id, panel=["Ada Example"], link="https://meet.example.com/1")
    edit_interview(workspace, loop[6].id, panel=["Bea Example"])
    add_contact(workspace, "Dana Example", relationship=Relationship.RECRUITER, application_id=application)
    add_note(workspace, application, "Bring the story.")
    pack = collect_pack(workspace, application, onsite_day=1)
    assert [day.day for day in pack.days] == [FRIDAY]
    blocks = pack.days[0].blocks
    assert [block.title for block in blocks if block.kind == "interview"] == [each.title for each in loop[:5]]
    assert all(one.ends_at == two.starts_at for one, two in itertools.pairwise(blocks))
    assert [person.name for person in pack.people] == ["Ada Example", "Dana Example"]
    assert (pack.own_zone, pack.their_zone) == ("Europe/Berlin", ZONE)
    assert pack.notes == ("Bring the story.",)
    assert pack.links[0].target == "https://meet.example.com/1"
    assert [question.kind for question in pack.questions][:1] == ["asked"]
    assert pack.money == ()
    assert (
        render_pack(pack, Paper.A4).data
        == render_pack(collect_pack(workspace, application, onsite_day=1), Paper.A4).data
    )


def test_money_is_in_the_pack_only_when_asked_for(workspace: Workspace) -> None:
    application = add_application(workspace, company="Acme", role="Engineer")
    with workspace.change("Offer") as tx:
        tx.insert(
            "offer", application_id=application, currency="USD", base_minor=65_000_050, trust="mail", created_at=tx.at
        )
    assert collect_pack(workspace, application).money == ()
    assert collect_pack(workspace, application, include_money=True).money == (("Offer (mail): base", "650,000.50 USD"),)


def test_a_pack_for_what_is_not_there_is_refused(workspace: Workspace, loop: list[Interview]) -> None:
    application = loop[0].application_id
    for wrong in ({"interview_id": 4711}, {"onsite_day": 3}):
        with pytest.raises(NotFound):
            collect_pack(workspace, application, **wrong)  # type: ignore[arg-type]
    edit_interview(workspace, loop[0].id, status=InterviewStatus.CANCELLED)
    with pytest.raises(NotFound):
        collect_pack(workspace, application, interview_id=loop[0].id)


def test_another_role_group_has_another_guide(workspace: Workspace, loop: list[Interview]) -> None:
    from netorganizer.domain.pipeline import RoleGroup

    application = loop[0].application_id
    engineer = collect_pack(workspace, application).guide
    edit_application(workspace, application, role_group=RoleGroup.PRODUCT_MANAGER)
    assert collect_pack(workspace, application).guide != engineer


@pytest.mark.parametrize("year", [1, 1970, 9990, 9999])
def test_what_could_not_be_shown_is_not_booked(workspace: Workspace, year: int) -> None:
    application = add_application(workspace, company="Acme", role="Engineer")
    history = workspace.history()
    with pytest.raises(Invalid, match="too far"):
        add_interview(
            workspace,
            application,
            title="Never",
            starts_at=datetime(year, 6, 1, 12, 0, tzinfo=UTC),
            zone=ZONE,
            minutes=1440,
        )
    assert workspace.history() == history
