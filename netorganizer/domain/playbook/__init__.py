"""The Playbook idea: one company's hiring process as data, and what the program asks of it.

A playbook is a TOML file (``resources/playbooks/``, or people's own): steps mapped onto the canonical stages, with
durations, role notes, checklists, questions, pillars, follow-up rules and facts, each with an id, its source and a
mark where it is derived, a gap, in conflict or ours. Nothing else in the program knows a company by name.
"""

from netorganizer.domain.playbook.book import Playbook
from netorganizer.domain.playbook.guide import Guide, guide_notes
from netorganizer.domain.playbook.parts import (
    Advice,
    Fact,
    Figure,
    FollowUpRule,
    FollowUpWhen,
    InterviewDefaults,
    InterviewPlan,
    Mark,
    PanelSeat,
    PillarList,
    PlaybookCheck,
    Question,
    QuestionKind,
    RoleNote,
    SourceNote,
    Span,
    Step,
    Topic,
    Wait,
    WaitUnit,
)
from netorganizer.domain.playbook.reader import parse_playbook
from netorganizer.domain.playbook.shelf import GENERIC, PlaybookShelf, load_playbooks, load_shipped
from netorganizer.domain.playbook.toml_table import PlaybookProblem, PlaybookRefused

__all__ = [
    "GENERIC",
    "Advice",
    "Fact",
    "Figure",
    "FollowUpRule",
    "FollowUpWhen",
    "Guide",
    "InterviewDefaults",
    "InterviewPlan",
    "Mark",
    "PanelSeat",
    "PillarList",
    "Playbook",
    "PlaybookCheck",
    "PlaybookProblem",
    "PlaybookRefused",
    "PlaybookShelf",
    "Question",
    "QuestionKind",
    "RoleNote",
    "SourceNote",
    "Span",
    "Step",
    "Topic",
    "Wait",
    "WaitUnit",
    "guide_notes",
    "load_playbooks",
    "load_shipped",
    "parse_playbook",
]
