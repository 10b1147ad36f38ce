"""Checklists: the playbook's items with their ticks, and the person's own."""

import pytest
from desk import Desk, Watch, dump, labels

from netorganizer.domain.errors import Invalid, NotFound
from netorganizer.domain.pipeline import Stage
from netorganizer.services.applications import edit_application
from netorganizer.services.board import move_application
from netorganizer.services.checklists import add_item, list_checklist, tick_item, untick_item
from netorganizer.services.workspace import Workspace


def test_the_playbooks_items_come_first_then_own_ones(workspace: Workspace, desk: Desk) -> None:
    known = workspace.playbooks.get("netflix").checklist(Stage.ONSITE)
    assert known, "the playbook has a checklist for this stage"
    one = add_item(workspace, desk.onsite, "  Buy\na whiteboard ")
    two = add_item(workspace, desk.onsite, "Sleep")
    items = list_checklist(workspace, desk.onsite)
    assert [item.key for item in items] == [*(check.key for check in known), one, two]
    assert [(item.text, item.source, item.ticked_at) for item in items[-2:]] == [
        ("Buy a whiteboard", "own", None),
        ("Sleep", "own", None),
    ]
    assert labels(workspace)[0] == "Add “Sleep” to the checklist of Netflix, SRE"


def test_ticks_stay_with_their_item_and_stage(workspace: Workspace, desk: Desk, watch: Watch) -> None:
    key = list_checklist(workspace, desk.onsite)[0].key
    tick_item(workspace, desk.onsite, key)
    assert list_checklist(workspace, desk.onsite)[0].ticked_at == watch.at
    move_application(workspace, desk.onsite, Stage.SAVED)
    assert list_checklist(workspace, desk.onsite, Stage.ONSITE)[0].ticked_at is not None
    untick_item(workspace, desk.onsite, key, Stage.ONSITE)
    assert list_checklist(workspace, desk.onsite, Stage.ONSITE)[0].ticked_at is None
    tick_item(workspace, desk.onsite, key, Stage.ONSITE)
    assert len(dump(workspace)["checklist_item"]) == 2, "one row an item, however often it is ticked"


def test_ticking_twice_changes_nothing(workspace: Workspace, desk: Desk) -> None:
    history = workspace.history()
    tick_item(workspace, desk.technical, desk.own_item)
    assert workspace.history() == history
    untick_item(workspace, desk.technical, desk.own_item)
    untick_item(workspace, desk.technical, desk.own_item)
    assert len(workspace.history()) == len(history) + 1


def test_unknown_items_are_refused_with_the_known_ones(workspace: Workspace, desk: Desk) -> None:
    before = dump(workspace)
    for key in ("nope", "own-999", "own-x", ""):
        with pytest.raises(NotFound, match=f"has no item “{key}” in this stage.*{desk.own_item}"):
            tick_item(workspace, desk.technical, key)
    with pytest.raises(NotFound, match="Its items: none"):
        tick_item(workspace, desk.saved, desk.own_item)
    with pytest.raises(Invalid, match="checklist item is empty"):
        add_item(workspace, desk.saved, " ")
    with pytest.raises(NotFound, match="no application 99"):
        list_checklist(workspace, 99)
    assert dump(workspace) == before


def test_own_items_survive_another_playbook(workspace: Workspace, desk: Desk) -> None:
    item = add_item(workspace, desk.onsite, "Sleep")
    ticked = list_checklist(workspace, desk.onsite)[0].key
    tick_item(workspace, desk.onsite, ticked)
    edit_application(workspace, desk.onsite, playbook="generic")
    assert list_checklist(workspace, desk.onsite)[-1].key == item
    edit_application(workspace, desk.onsite, playbook="netflix")
    assert list_checklist(workspace, desk.onsite)[0].ticked_at is not None
