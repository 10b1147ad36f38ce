"""Adding, editing, tagging, noting and throwing away applications."""

from datetime import date

import pytest
from desk import Desk, Watch, columns, dump, labels

from netorganizer.domain.errors import Invalid, NotFound
from netorganizer.domain.pipeline import Outcome, RoleGroup, Stage, WhoseMove
from netorganizer.services import applications
from netorganizer.services.applications import add_application, edit_application, get_application
from netorganizer.services.board import close_applications, reopen_applications
from netorganizer.services.trash import restore_item
from netorganizer.services.workspace import Workspace


def test_an_added_one_has_what_was_given_and_good_guesses(workspace: Workspace, watch: Watch) -> None:
    id_ = add_application(
        workspace,
        Stage.RECRUITER_CALL,
        "First\nwords",
        company="  Net\tflix  ",
        role=" Senior   Data Engineer ",
        url=" https://x.test ",
        whose_move=WhoseMove.MINE,
        next_on=date(2027, 1, 2),
        needs_sponsorship=True,
    )
    added = get_application(workspace, id_)
    assert (added.company, added.role, added.role_group) == (
        "Net flix",
        "Senior Data Engineer",
        RoleGroup.DATA_ENGINEER,
    )
    assert (added.playbook, added.url, added.next_on) == ("netflix", "https://x.test", date(2027, 1, 2))
    assert added.created_at == added.stage_since == watch.at
    assert [note.body for note in applications.list_notes(workspace, id_)] == ["First\nwords"]
    assert labels(workspace) == ["Add Net flix, Senior Data Engineer"]


def test_an_unknown_company_gets_the_generic_playbook(workspace: Workspace) -> None:
    id_ = add_application(workspace, company="Initech", role="Jester")
    added = get_application(workspace, id_)
    assert (added.playbook, added.role_group, added.step) == ("generic", RoleGroup.OTHER, "")


@pytest.mark.parametrize(("company", "role"), [("", "R"), ("  \n", "R"), ("C", "\x00"), ("C", "")])
def test_nameless_ones_are_refused(workspace: Workspace, company: str, role: str) -> None:
    with pytest.raises(Invalid, match="is empty"):
        add_application(workspace, company=company, role=role)
    assert not any(dump(workspace).values())


def test_a_new_one_goes_below_everything_in_its_column(workspace: Workspace) -> None:
    """Closed and thrown away cards too: they keep their place, and come back above it."""
    a, b, c, d = (add_application(workspace, company=name, role="R") for name in "ABCD")
    close_applications(workspace, [c, d], Outcome.REJECTED)
    applications.trash_applications(workspace, [b])
    e = add_application(workspace, company="E", role="R")
    assert columns(workspace) == {"saved": [a, e]}
    restore_item(workspace, "application", b)
    reopen_applications(workspace, [d, c])
    assert columns(workspace) == {"saved": [a, b, c, d, e]}


def test_text_that_cannot_be_stored_is_cleaned_everywhere(workspace: Workspace) -> None:
    """Lone surrogates are what undecodable bytes on a command line become; NUL ends text in other programs."""
    dirty = "x\udcffy\x00z"
    id_ = add_application(workspace, note=dirty, company=dirty, role=dirty, url=dirty, source=dirty)
    edit_application(workspace, id_, dirty, location=dirty, next_action=dirty)
    applications.add_tag(workspace, id_, dirty)
    note = applications.add_note(workspace, id_, dirty)
    applications.edit_note(workspace, note, f"{dirty}!")
    stored = "".join(str(row) for rows in dump(workspace).values() for row in rows)
    assert "xyz" in stored
    assert "\\x00" not in stored
    assert "udcff" not in stored
    assert all(change.label == change.label.replace("\0", "") for change in workspace.history())


def test_only_what_is_given_is_edited(workspace: Workspace, desk: Desk) -> None:
    before = get_application(workspace, desk.technical)
    edit_application(workspace, desk.technical, starred=True)
    assert labels(workspace)[0] == "Star Initech, Data Engineer"
    after = get_application(workspace, desk.technical)
    assert after.starred
    assert (after.company, after.tags, after.stage_since, after.position) == (
        *(before.company, before.tags, before.stage_since, before.position),
    )
    history = workspace.history()
    edit_application(workspace, desk.technical, starred=True, company="Initech")
    edit_application(workspace, desk.technical)
    assert workspace.history() == history, "the same again changes nothing"


def test_an_edit_is_labelled_by_what_it_does(workspace: Workspace, desk: Desk) -> None:
    for fields in ({"starred": True}, {"starred": False}, {"on_hold": True}, {"on_hold": False}):
        edit_application(workspace, desk.saved, **fields)  # type: ignore[arg-type]
    edit_application(workspace, desk.saved, company="Netflix, Inc.")
    assert [label.partition(" Netflix")[0] for label in labels(workspace)[:5]] == [
        *("Edit", "Take off hold:", "Put on hold:", "Unstar", "Star"),
    ]


def test_several_are_starred_as_one_change_and_only_where_needed(workspace: Workspace, desk: Desk) -> None:
    edit_application(workspace, desk.saved, starred=True)
    applications.star_applications(workspace, [desk.saved, desk.technical], starred=True)
    name = get_application(workspace, desk.technical).name
    assert labels(workspace)[0] == f"Star {name}"
    history = workspace.history()
    applications.star_applications(workspace, [desk.saved, desk.technical], starred=True)
    assert workspace.history() == history
    applications.star_applications(workspace, [desk.saved, desk.technical], starred=False)
    assert labels(workspace)[0] == "Unstar 2 applications"
    assert not get_application(workspace, desk.saved).starred


def test_a_day_can_be_cleared(workspace: Workspace, desk: Desk) -> None:
    edit_application(workspace, desk.saved, applied_on=date(2026, 1, 1))
    edit_application(workspace, desk.saved, applied_on=None)
    assert get_application(workspace, desk.saved).applied_on is None


def test_another_playbook_brings_its_own_step(workspace: Workspace, desk: Desk) -> None:
    edit_application(workspace, desk.onsite, playbook="generic")
    step = workspace.playbooks.get("generic").first_step(Stage.ONSITE)
    assert get_application(workspace, desk.onsite).step == (step.key if step else "")
    with pytest.raises(NotFound, match="no playbook called “nope”"):
        edit_application(workspace, desk.onsite, playbook="nope")


def test_likely_duplicates_are_found(workspace: Workspace, desk: Desk) -> None:
    assert applications.find_duplicates(workspace, "NETFLIX", "swe  l5") == [desk.saved]
    assert applications.find_duplicates(workspace, "Hooli", "PM") == [], "closed ones are no duplicates"
    assert applications.find_duplicates(workspace, "Globex", "TPM") == [], "nor are thrown away ones"


def test_lists_are_by_column_and_place(workspace: Workspace, desk: Desk) -> None:
    names = [each.company for each in applications.list_applications(workspace)]
    assert names == ["Netflix", "Initech", "Last", "Netflix"]
    closed = applications.list_applications(workspace, live=False, closed=True)
    assert [each.id for each in closed] == [desk.closed]
    assert len(applications.list_applications(workspace, closed=True)) == 5
    in_stage = applications.list_applications(workspace, stage=Stage.TECHNICAL_SCREEN)
    assert [each.position for each in in_stage] == [0, 1]
    assert in_stage[0].tags == ("remote",)


def test_a_tag_is_there_once(workspace: Workspace, desk: Desk) -> None:
    for tag in ("#dream", "dream", "  # dream "):
        applications.add_tag(workspace, desk.saved, tag)
    assert get_application(workspace, desk.saved).tags == ("dream",)
    for nothing in ("", "#", " # "):
        with pytest.raises(Invalid, match="tag is empty"):
            applications.add_tag(workspace, desk.saved, nothing)
    applications.remove_tag(workspace, desk.saved, "#dream")
    with pytest.raises(NotFound, match="has no tag “dream”"):
        applications.remove_tag(workspace, desk.saved, "dream")


def test_a_note_is_kept_exactly(workspace: Workspace, desk: Desk) -> None:
    body = "  leading\n\ttabs\n\n👩🏽‍💻 מכתב e\u0301 \n"
    note = applications.add_note(workspace, desk.saved, body)
    assert applications.list_notes(workspace, desk.saved)[0].body == body
    applications.edit_note(workspace, note, body + "more")
    edited = applications.list_notes(workspace, desk.saved)[0]
    assert (edited.body, edited.created_at < edited.updated_at) == (body + "more", True)
    history = workspace.history()
    applications.edit_note(workspace, note, body + "more")
    assert workspace.history() == history
    applications.trash_note(workspace, note)
    assert applications.list_notes(workspace, desk.saved) == []
    with pytest.raises(NotFound, match=f"no note {note}"):
        applications.edit_note(workspace, note, "x")


def test_over_10_mb_is_refused(workspace: Workspace, desk: Desk) -> None:
    before = dump(workspace)
    with pytest.raises(Invalid, match="over 10 MB"):
        applications.add_note(workspace, desk.saved, "面" * 3_500_000)
    assert dump(workspace) == before


def test_thrown_away_ones_are_gone_from_everything(workspace: Workspace, desk: Desk) -> None:
    applications.trash_applications(workspace, [desk.saved, desk.closed])
    assert labels(workspace)[0] == "Move 2 applications to the trash"
    for id_ in (desk.saved, desk.closed):
        with pytest.raises(NotFound):
            get_application(workspace, id_)
    with pytest.raises(NotFound):
        applications.add_note(workspace, desk.saved, "x")
    workspace.undo()
    assert get_application(workspace, desk.closed).outcome is Outcome.REJECTED
