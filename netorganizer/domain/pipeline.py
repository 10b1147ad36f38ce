"""The canonical stages and the other fixed vocabularies. Keys are a promise: they are stored and typed."""

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeVar

from netorganizer.domain.errors import NotFound


class Stage(StrEnum):
    """A column of the board. Every playbook maps its own steps onto these."""

    SAVED = "saved"
    RESUME_SCREEN = "resume_screen"
    RECRUITER_CALL = "recruiter_call"
    HM_SCREEN = "hm_screen"
    TECHNICAL_SCREEN = "technical_screen"
    ONSITE = "onsite"
    HIRING_COMMITTEE = "hiring_committee"
    NEGOTIATION = "negotiation"

    @property
    def number(self) -> int:
        """0 for saved, then 1 to 7: how far the seven-step ring is filled."""
        return list(Stage).index(self)


STAGE_NAMES: dict[Stage, str] = {
    Stage.SAVED: "Saved",
    Stage.RESUME_SCREEN: "Applied",
    Stage.RECRUITER_CALL: "Recruiter",
    Stage.HM_SCREEN: "Hiring manager",
    Stage.TECHNICAL_SCREEN: "Technical",
    Stage.ONSITE: "On-site",
    Stage.HIRING_COMMITTEE: "Committee",
    Stage.NEGOTIATION: "Offer",
}


class Outcome(StrEnum):
    """How an application ended. Ghosted is only ever chosen by the person."""

    ACCEPTED = "accepted"
    DECLINED = "declined"
    REJECTED = "rejected"
    WITHDRAWN = "withdrawn"
    GHOSTED = "ghosted"


class WhoseMove(StrEnum):
    """Who has to act next."""

    MINE = "mine"
    THEIRS = "theirs"
    SCHEDULED = "scheduled"
    NONE = "none"


class InterviewStatus(StrEnum):
    """Where an interview stands."""

    TENTATIVE = "tentative"
    CONFIRMED = "confirmed"
    DONE = "done"
    CANCELLED = "cancelled"


class Relationship(StrEnum):
    """What a contact is to the person."""

    RECRUITER = "recruiter"
    AGENCY_RECRUITER = "agency_recruiter"
    HIRING_MANAGER = "hiring_manager"
    INTERVIEWER = "interviewer"
    PEER = "peer"
    REFERRER = "referrer"
    OTHER = "other"


class Channel(StrEnum):
    """How a contact happened."""

    EMAIL = "email"
    CALL = "call"
    MESSAGE = "message"
    MEETING = "meeting"


class Direction(StrEnum):
    """Who started a contact: ``in`` from them, ``out`` from the person."""

    IN = "in"
    OUT = "out"


class RoleGroup(StrEnum):
    """The kinds of role a playbook can have notes for."""

    SOFTWARE_ENGINEER = "software_engineer"
    BACKEND_INFRASTRUCTURE_SRE = "backend_infrastructure_sre"
    DATA_ENGINEER = "data_engineer"
    DATA_SCIENTIST = "data_scientist"
    MACHINE_LEARNING_ENGINEER = "machine_learning_engineer"
    PRODUCT_MANAGER = "product_manager"
    TECHNICAL_PROGRAM_MANAGER = "technical_program_manager"
    ENGINEERING_MANAGER = "engineering_manager"
    OTHER = "other"


ROLE_GROUP_NAMES: dict[RoleGroup, str] = {
    RoleGroup.SOFTWARE_ENGINEER: "Software engineer",
    RoleGroup.BACKEND_INFRASTRUCTURE_SRE: "Backend / Infrastructure / SRE",
    RoleGroup.DATA_ENGINEER: "Data engineer",
    RoleGroup.DATA_SCIENTIST: "Data scientist",
    RoleGroup.MACHINE_LEARNING_ENGINEER: "Machine-learning engineer",
    RoleGroup.PRODUCT_MANAGER: "Product manager",
    RoleGroup.TECHNICAL_PROGRAM_MANAGER: "Technical programme manager",
    RoleGroup.ENGINEERING_MANAGER: "Engineering manager",
    RoleGroup.OTHER: "Other",
}


# The most telling words first: "machine learning engineering manager" is a manager.
_ROLE_WORDS: tuple[tuple[RoleGroup, tuple[str, ...]], ...] = (
    (RoleGroup.ENGINEERING_MANAGER, ("engineering manager", "manager, engineering", "software engineering manager")),
    (RoleGroup.TECHNICAL_PROGRAM_MANAGER, ("program manager", "programme manager", "tpm")),
    (RoleGroup.PRODUCT_MANAGER, ("product manager", "product owner", "group product")),
    (
        RoleGroup.MACHINE_LEARNING_ENGINEER,
        ("machine learning", "machine-learning", "ml engineer", "mle", "ai engineer"),
    ),
    (RoleGroup.DATA_SCIENTIST, ("data scientist", "applied scientist", "research scientist")),
    (RoleGroup.DATA_ENGINEER, ("data engineer", "analytics engineer", "data platform")),
    (
        RoleGroup.BACKEND_INFRASTRUCTURE_SRE,
        ("sre", "site reliability", "infrastructure", "infra", "backend", "back-end", "platform engineer", "devops"),
    ),
    (RoleGroup.SOFTWARE_ENGINEER, ("software engineer", "swe", "software developer", "engineer", "developer")),
)

_WORD = re.compile(r"[^\W_]+")


def _spaced_words(text: str) -> str:
    """The bare words of ``text``, a space around each: brackets, slashes and hyphens part words too."""
    return f" {' '.join(_WORD.findall(text.casefold()))} "


def guess_role_group(role: str) -> RoleGroup:
    """The role group that a role's title most likely belongs to; the person can change it."""
    title = _spaced_words(role)
    for group, phrases in _ROLE_WORDS:
        if any(_spaced_words(phrase) in title for phrase in phrases):
            return group
    return RoleGroup.OTHER


@dataclass(frozen=True, slots=True)
class Slot:
    """A place on the board: before ``before_id`` in the column of ``stage``, or at its bottom."""

    stage: Stage
    before_id: int | None = None


Vocabulary = TypeVar("Vocabulary", bound=StrEnum)


def parse_key(vocabulary: type[Vocabulary], key: str, what: str) -> Vocabulary:
    """The member with this key; :class:`NotFound` names the keys there are. ``what`` is the word for people."""
    try:
        return vocabulary(key)
    except ValueError:
        known = ", ".join(member.value for member in vocabulary)
        raise NotFound(f"There is no {what} called “{key}”. Use one of: {known}.") from None
