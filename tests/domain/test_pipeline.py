"""The vocabularies: their keys are typed and stored, so they may not change by accident."""

from enum import StrEnum

import pytest

from netorganizer.domain.errors import NotFound
from netorganizer.domain.pipeline import (
    ROLE_GROUP_NAMES,
    STAGE_NAMES,
    Channel,
    Direction,
    InterviewStatus,
    Outcome,
    Relationship,
    RoleGroup,
    Slot,
    Stage,
    WhoseMove,
    guess_role_group,
    parse_key,
)

KEYS = {
    Stage: "saved resume_screen recruiter_call hm_screen technical_screen onsite hiring_committee negotiation",
    Outcome: "accepted declined rejected withdrawn ghosted",
    WhoseMove: "mine theirs scheduled none",
    InterviewStatus: "tentative confirmed done cancelled",
    Relationship: "recruiter agency_recruiter hiring_manager interviewer peer referrer other",
    Channel: "email call message meeting",
    Direction: "in out",
    RoleGroup: "software_engineer backend_infrastructure_sre data_engineer data_scientist "
    "machine_learning_engineer product_manager technical_program_manager engineering_manager other",
}


@pytest.mark.parametrize("vocabulary", KEYS)
def test_the_keys_are_those_that_were_promised(vocabulary: type[StrEnum]) -> None:
    assert [member.value for member in vocabulary] == KEYS[vocabulary].split()


def test_every_stage_and_role_group_has_a_name_of_its_own() -> None:
    assert set(STAGE_NAMES) == set(Stage)
    assert set(ROLE_GROUP_NAMES) == set(RoleGroup)
    assert len(set(STAGE_NAMES.values())) == len(Stage)
    assert len(set(ROLE_GROUP_NAMES.values())) == len(RoleGroup)


def test_stages_are_numbered_from_saved_on() -> None:
    assert [stage.number for stage in Stage] == list(range(8))
    assert Stage.ONSITE.number == 5


def test_a_typed_key_is_its_member() -> None:
    assert parse_key(Stage, "onsite", "stage") is Stage.ONSITE


@pytest.mark.parametrize("key", ["", "Onsite", "on-site", "offer", "onsite "])
def test_an_unknown_key_is_refused_with_the_known_ones(key: str) -> None:
    with pytest.raises(NotFound) as refusal:
        parse_key(Stage, key, "stage")
    assert str(refusal.value).startswith(f"There is no stage called “{key}”. Use one of: saved, resume_screen,")


def test_a_slot_without_a_card_to_stand_before_is_the_bottom() -> None:
    assert Slot(Stage.SAVED) == Slot(Stage.SAVED, None)


@pytest.mark.parametrize(
    ("role", "group"),
    [
        ("Software Engineer L5, Content Platform", RoleGroup.SOFTWARE_ENGINEER),
        ("SWE", RoleGroup.SOFTWARE_ENGINEER),
        ("Senior Software Engineer (Backend)", RoleGroup.BACKEND_INFRASTRUCTURE_SRE),
        ("Back-End Engineer/Infra", RoleGroup.BACKEND_INFRASTRUCTURE_SRE),
        ("Site Reliability Engineer", RoleGroup.BACKEND_INFRASTRUCTURE_SRE),
        ("Sr Data Engineer Ads", RoleGroup.DATA_ENGINEER),
        ("Data Scientist - Experimentation", RoleGroup.DATA_SCIENTIST),
        ("MLE L5 Personalization", RoleGroup.MACHINE_LEARNING_ENGINEER),
        ("Machine-Learning Engineer", RoleGroup.MACHINE_LEARNING_ENGINEER),
        ("Product Manager, Machine Learning", RoleGroup.PRODUCT_MANAGER),
        ("Technical Program Manager", RoleGroup.TECHNICAL_PROGRAM_MANAGER),
        ("Manager, Engineering: Playback", RoleGroup.ENGINEERING_MANAGER),
        ("Engineering Manager, Data Science", RoleGroup.ENGINEERING_MANAGER),
        ("Studio Counsel", RoleGroup.OTHER),
        ("Presrelease Coordinator", RoleGroup.OTHER),
        ("", RoleGroup.OTHER),
    ],
)
def test_a_role_group_is_guessed_from_whole_words_of_the_title(role: str, group: RoleGroup) -> None:
    assert guess_role_group(role) is group
