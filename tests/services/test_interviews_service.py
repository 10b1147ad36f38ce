"""Interviews: adding, editing, moving, confirming, cancelling, throwing away."""

from datetime import timedelta
from typing import Any

import pytest
from desk import SAN_FRANCISCO, STARTED_AT, Desk, dump, labels

from netorganizer.domain.errors import Invalid, NotFound
from netorganizer.domain.pipeline import InterviewStatus, Stage, WhoseMove
from netorganizer.services import interviews
from netorganizer.services.applications import get_application, trash_applications
from netorganizer.services.contacts import list_contacts
from netorganizer.services.workspace import Workspace

CALL: dict[str, Any] = {"title": "Call", "starts_at": STARTED_AT, "zone": "Europe/Berlin", "minutes": 30}


def test_an_added_one_has_what_was_given(workspace: Workspace, desk: Desk) -> None:
    id_ = interviews.add_interview(
        workspace, desk.saved, **{**CALL, "title": " Intro \n call "}, panel=["Bo Chen", "New Person"], place=" Room 1 "
    )
    added = interviews.get_interview(workspace, id_)
    assert (added.title, added.starts_at, added.zone, added.minutes) == ("Intro call", STARTED_AT, "Europe/Berlin", 30)
    assert (added.stage, added.status, added.sequence, added.place) == (
        *(Stage.SAVED, InterviewStatus.CONFIRMED, 0, "Room 1"),
    )
    assert [person.name for person in added.panel] == ["Bo Chen", "New Person"]
    assert {each.name: each.company for each in list_contacts(workspace, desk.saved)} == {
        "Bo Chen": "Netflix",
        "New Person": "Netflix",
    }
    assert labels(workspace)[0] == "Add interview “Intro call” at Netflix"
    assert get_application(workspace, desk.saved).whose_move is WhoseMove.SCHEDULED


def test_a_known_person_is_not_added_again(workspace: Workspace, desk: Desk) -> None:
    known = len(list_contacts(workspace))
    id_ = interviews.add_interview(workspace, desk.technical, **CALL, panel=["ann lee", "BO CHEN"])
    assert [person.name for person in interviews.get_interview(workspace, id_).panel] == ["Ann Lee", "Bo Chen"]
    assert len(list_contacts(workspace)) == known


def test_a_person_sits_on_a_panel_once(workspace: Workspace, desk: Desk) -> None:
    id_ = interviews.add_interview(workspace, desk.technical, **CALL, panel=["Ann Lee", "ann  lee", "Bo Chen"])
    assert [person.name for person in interviews.get_interview(workspace, id_).panel] == ["Ann Lee", "Bo Chen"]


@pytest.mark.parametrize(
    ("wrong", "error", "says"),
    [
        ({"title": "  "}, Invalid, "title is empty"),
        ({"minutes": 0}, Invalid, "0 minutes is impossible"),
        ({"minutes": -5}, Invalid, "-5 minutes is impossible"),
        ({"minutes": 1441}, Invalid, "1 to 1440"),
        ({"zone": "CET"}, NotFound, "no time zone called “CET”"),
        ({"zone": "Mars/Base"}, NotFound, "no time zone called"),
        ({"round": 0}, Invalid, "counted from 1"),
        ({"panel": ["Ann Lee", " "]}, Invalid, "name is empty"),
    ],
)
def test_the_impossible_is_refused_and_leaves_nothing(
    workspace: Workspace, desk: Desk, wrong: dict[str, Any], error: type[Exception], says: str
) -> None:
    before = dump(workspace)
    with pytest.raises(error, match=says):
        interviews.add_interview(workspace, desk.saved, **{**CALL, **wrong})
    with pytest.raises(error, match=says):
        interviews.edit_interview(workspace, desk.interview, **wrong)
    assert dump(workspace) == before


def test_a_title_of_undecodable_bytes_is_cleaned(workspace: Workspace, desk: Desk) -> None:
    interviews.add_interview(workspace, desk.saved, **{**CALL, "title": "a\udcff\x00b"})
    assert labels(workspace)[0] == "Add interview “ab” at Netflix"


def test_an_unknown_or_thrown_away_application_is_refused(workspace: Workspace, desk: Desk) -> None:
    for id_ in (desk.trashed, 99):
        with pytest.raises(NotFound):
            interviews.add_interview(workspace, id_, **CALL)


def test_moving_keeps_what_is_not_given(workspace: Workspace, desk: Desk) -> None:
    before = interviews.get_interview(workspace, desk.interview)
    interviews.move_interview(workspace, desk.interview, STARTED_AT + timedelta(days=9))
    moved = interviews.get_interview(workspace, desk.interview)
    assert (moved.starts_at, moved.zone, moved.minutes) == (STARTED_AT + timedelta(days=9), SAN_FRANCISCO, 45)
    assert (moved.uid, moved.panel, moved.sequence) == (before.uid, before.panel, before.sequence + 1)
    interviews.move_interview(workspace, desk.interview, moved.starts_at, "Asia/Tokyo", 60)
    again = interviews.get_interview(workspace, desk.interview)
    assert (again.zone, again.minutes, again.starts_at) == ("Asia/Tokyo", 60, moved.starts_at)
    with pytest.raises(Invalid, match="0 minutes"):
        interviews.move_interview(workspace, desk.interview, moved.starts_at, minutes=0)
    history = workspace.history()
    interviews.move_interview(workspace, desk.interview, moved.starts_at)
    assert workspace.history() == history


def test_a_panel_is_replaced_only_when_it_changes(workspace: Workspace, desk: Desk) -> None:
    interviews.edit_interview(workspace, desk.interview, panel=["Ann Lee", "Cy Dee"])
    names = [person.name for person in interviews.get_interview(workspace, desk.interview).panel]
    assert names == ["Ann Lee", "Cy Dee"]
    history = workspace.history()
    interviews.edit_interview(workspace, desk.interview, panel=["ann lee", "Cy Dee", "Cy Dee"])
    assert workspace.history() == history
    interviews.edit_interview(workspace, desk.interview, panel=[])
    assert interviews.get_interview(workspace, desk.interview).panel == ()


def test_confirmed_cancelled_and_trashed(workspace: Workspace, desk: Desk) -> None:
    interviews.confirm_interview(workspace, desk.tentative)
    interviews.cancel_interview(workspace, desk.interview)
    assert [each.status for each in interviews.list_interviews(workspace, desk.technical)] == [
        *(InterviewStatus.CANCELLED, InterviewStatus.CONFIRMED),
    ]
    assert not interviews.get_interview(workspace, desk.interview).is_live
    interviews.trash_interview(workspace, desk.interview)
    with pytest.raises(NotFound, match=f"no interview {desk.interview}"):
        interviews.get_interview(workspace, desk.interview)
    assert [each.id for each in interviews.list_interviews(workspace)] == [desk.tentative]


def test_a_thrown_away_application_takes_its_interviews_along(workspace: Workspace, desk: Desk) -> None:
    trash_applications(workspace, [desk.technical])
    assert interviews.list_interviews(workspace) == []
    workspace.undo()
    assert len(interviews.list_interviews(workspace)) == 2
