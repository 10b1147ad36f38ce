"""People, the contact log and follow-ups."""

from datetime import date, timedelta

import pytest
from desk import STARTED_AT, Desk, Watch, dump, labels

from netorganizer.domain.errors import Invalid, NotFound
from netorganizer.domain.pipeline import Channel, Direction, Relationship, WhoseMove
from netorganizer.services import contacts
from netorganizer.services.applications import trash_applications
from netorganizer.services.workspace import Workspace


def test_an_added_person_has_what_was_given(workspace: Workspace, desk: Desk) -> None:
    id_ = contacts.add_contact(
        workspace,
        "  Zoë\u00a0 Ng ",
        relationship=Relationship.HIRING_MANAGER,
        emails=["zoe@x.test", "z@y.test"],
        phones=["+1 555 0100"],
        zone="Asia/Tokyo",
        application_id=desk.technical,
    )
    person = contacts.get_contact(workspace, id_)
    assert (person.name, person.company, person.zone) == ("Zoë Ng", "Initech", "Asia/Tokyo")
    assert (person.emails, person.phones) == (("zoe@x.test", "z@y.test"), ("+1 555 0100",))
    assert person.last_activity_at is None
    tied = contacts.list_contacts(workspace, desk.technical)
    assert [each.name for each in tied] == ["Ann Lee", "Bo Chen", "Zoë Ng"]
    assert tied[2].relationship is Relationship.HIRING_MANAGER


def test_a_refused_person_leaves_nothing(workspace: Workspace, desk: Desk) -> None:
    before = dump(workspace)
    with pytest.raises(Invalid, match="name is empty"):
        contacts.add_contact(workspace, " ")
    with pytest.raises(Invalid, match="email is empty"):
        contacts.add_contact(workspace, "Di", emails=["ok@x.test", ""])
    with pytest.raises(NotFound, match="no time zone called “Mars/Base”"):
        contacts.add_contact(workspace, "Di", zone="Mars/Base")
    with pytest.raises(NotFound, match=f"no application {desk.trashed}"):
        contacts.add_contact(workspace, "Di", application_id=desk.trashed)
    assert dump(workspace) == before


def test_people_are_listed_by_name(workspace: Workspace) -> None:
    for name in ("bob", "Ann", "Cy"):
        contacts.add_contact(workspace, name)
    assert [each.name for each in contacts.list_contacts(workspace)] == ["Ann", "bob", "Cy"]


def test_a_logged_call_is_dated_and_ties_the_person(workspace: Workspace, desk: Desk, watch: Watch) -> None:
    contacts.log_activity(
        workspace, desk.person, Channel.CALL, Direction.OUT, " Asked\nabout pay ", application_id=desk.saved
    )
    newest = contacts.list_activities(workspace)[0]
    assert (newest.summary, newest.happened_at, newest.contact_name) == ("Asked\nabout pay", watch.at, "Ann Lee")
    assert [each.id for each in contacts.list_contacts(workspace, desk.saved)] == [desk.person]
    assert contacts.get_contact(workspace, desk.person).last_activity_at == watch.at
    assert contacts.list_activities(workspace, desk.saved) == [newest]
    earlier = STARTED_AT - timedelta(days=1)
    contacts.log_activity(workspace, desk.person, Channel.EMAIL, Direction.IN, "Old", happened_at=earlier)
    assert [each.summary for each in contacts.list_activities(workspace, contact_id=desk.person)] == [
        *("Asked\nabout pay", "Will send dates", "Old"),
    ]
    assert labels(workspace)[0] == "Log email with Ann Lee"


def test_a_call_about_nothing_is_refused(workspace: Workspace, desk: Desk) -> None:
    before = dump(workspace)
    with pytest.raises(Invalid, match="few words"):
        contacts.log_activity(workspace, desk.person, Channel.CALL, Direction.IN, " \n")
    with pytest.raises(Invalid, match="either mine or theirs"):
        contacts.log_activity(workspace, desk.person, Channel.CALL, Direction.IN, "x", promised_by=WhoseMove.SCHEDULED)
    with pytest.raises(NotFound):
        contacts.log_activity(workspace, 99, Channel.CALL, Direction.IN, "x")
    with pytest.raises(NotFound):
        contacts.log_activity(workspace, desk.person, Channel.CALL, Direction.IN, "x", application_id=desk.trashed)
    assert dump(workspace) == before


@pytest.mark.parametrize(
    ("promised_by", "why"),
    [
        (WhoseMove.MINE, "You promised Ann Lee something"),
        (WhoseMove.THEIRS, "Ann Lee promised something"),
        (None, "Come back to Ann Lee"),
    ],
)
def test_a_due_day_starts_a_follow_up(
    workspace: Workspace, desk: Desk, promised_by: WhoseMove | None, why: str
) -> None:
    due = date(2026, 11, 23)
    contacts.log_activity(workspace, desk.person, Channel.CALL, Direction.IN, "x", promised_by=promised_by, due_on=due)
    first, second = contacts.list_follow_ups(workspace)
    assert (first.why, first.due_on, first.contact_id, first.application_id) == (why, due, desk.person, None)
    assert second.id == desk.follow_up


def test_a_follow_up_is_snoozed_finished_or_retired(workspace: Workspace, desk: Desk) -> None:
    contacts.snooze_follow_up(workspace, desk.follow_up, date(2027, 1, 1))
    assert contacts.list_follow_ups(workspace)[0].due_on == date(2027, 1, 1)
    for end in (contacts.finish_follow_up, contacts.retire_follow_up):
        end(workspace, desk.follow_up)
        assert contacts.list_follow_ups(workspace) == []
        with pytest.raises(NotFound, match="no open follow-up"):
            end(workspace, desk.follow_up)
        workspace.undo()
    assert len(contacts.list_follow_ups(workspace)) == 1


def test_a_follow_up_rests_while_its_application_is_in_the_trash(workspace: Workspace, desk: Desk) -> None:
    trash_applications(workspace, [desk.technical])
    assert contacts.list_follow_ups(workspace) == []
    workspace.undo()
    assert len(contacts.list_follow_ups(workspace)) == 1
