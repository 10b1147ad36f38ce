"""The tables, laid out for the whole mission.

Conventions: ids are AUTOINCREMENT and never used again; instants are UTC text ``YYYY-MM-DDTHH:MM:SSZ``, days
``YYYY-MM-DD``, zones IANA names, money integer minor units beside an ISO 4217 currency, truth 0 or 1. Tables in
``LOGGED_TABLES`` are recorded in the change log by triggers (change_log.py); the others only ever grow or rise.
"""

from enum import StrEnum
from typing import Literal

from sqlalchemy import CheckConstraint, Column, ForeignKey, Index, Integer, LargeBinary, MetaData, Table, Text

from netorganizer.domain.pipeline import (
    Channel,
    Direction,
    InterviewStatus,
    Outcome,
    Relationship,
    RoleGroup,
    Stage,
    WhoseMove,
)

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_name)s",
        "uq": "uq_%(table_name)s_%(column_0_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "pk": "pk_%(table_name)s",
    }
)


def _text(name: str, default: str | None = "") -> Column[str]:
    """A text column: never null with a default of ``""``, or nullable with ``default=None``."""
    if default is None:
        return Column(name, Text, nullable=True)
    return Column(name, Text, nullable=False, server_default=default)


def _whole(name: str, default: int | None = None) -> Column[int]:
    if default is None:
        return Column(name, Integer, nullable=True)
    return Column(name, Integer, nullable=False, server_default=str(default))


def _flag(name: str) -> Column[int]:
    return Column(name, Integer, CheckConstraint(f"{name} in (0, 1)", name=name), nullable=False, server_default="0")


def _choice(name: str, vocabulary: type[StrEnum], default: str | None = None, optional: bool = False) -> Column[str]:
    keys = ", ".join(f"'{member.value}'" for member in vocabulary)
    check = CheckConstraint(f"{name} in ({keys})", name=name)
    return Column(name, Text, check, nullable=optional, server_default=default)


def _refers(name: str, target: str, required: bool = True, ondelete: str = "CASCADE") -> Column[int]:
    return Column(name, Integer, ForeignKey(f"{target}.id", ondelete=ondelete), nullable=not required, index=True)


def _table(name: str, *columns: Column[str] | Column[int] | CheckConstraint | Index) -> Table:
    identity = Column("id", Integer, primary_key=True)
    return Table(name, metadata, identity, *columns, sqlite_autoincrement=True)


_table(
    "application",
    Column("company", Text, CheckConstraint("company <> ''", name="company"), nullable=False),
    Column("role", Text, CheckConstraint("role <> ''", name="role"), nullable=False),
    _text("playbook", "generic"),
    _choice("role_group", RoleGroup, RoleGroup.OTHER),
    _choice("stage", Stage),
    _text("step"),
    Column("rank", Integer, nullable=False),
    _choice("outcome", Outcome, optional=True),
    _text("closed_at", None),
    _text("close_reason"),
    _flag("on_hold"),
    _choice("whose_move", WhoseMove, WhoseMove.NONE),
    _text("next_action"),
    _text("next_on", None),
    _flag("starred"),
    _flag("needs_sponsorship"),
    _text("url"),
    _text("location"),
    _text("source"),
    _text("applied_on", None),
    Column("created_at", Text, nullable=False),
    Column("stage_since", Text, nullable=False),
    _text("trashed_at", None),
    Index("ix_application_stage_rank", "stage", "rank"),
)
_table(
    "application_tag",
    _refers("application_id", "application"),
    Column("tag", Text, nullable=False),
    Index("uq_application_tag", "application_id", "tag", unique=True),
)
_table(
    "note",
    _refers("application_id", "application"),
    _text("body"),
    Column("created_at", Text, nullable=False),
    Column("updated_at", Text, nullable=False),
    _text("trashed_at", None),
)
_table(
    "contact",
    Column("name", Text, CheckConstraint("name <> ''", name="name"), nullable=False),
    _text("company"),
    _choice("relationship", Relationship, Relationship.OTHER),
    _text("zone"),
    _text("note"),
    Column("created_at", Text, nullable=False),
    _text("trashed_at", None),
)
_table(
    "contact_handle",
    _refers("contact_id", "contact"),
    Column("kind", Text, CheckConstraint("kind in ('email', 'phone', 'url')", name="kind"), nullable=False),
    Column("value", Text, nullable=False),
)
_table(
    "application_contact",
    _refers("application_id", "application"),
    _refers("contact_id", "contact"),
    _choice("relationship", Relationship, Relationship.OTHER),
    Index("uq_application_contact", "application_id", "contact_id", unique=True),
)
_table(
    "activity",
    _refers("contact_id", "contact"),
    _refers("application_id", "application", required=False),
    _choice("channel", Channel),
    _choice("direction", Direction),
    _text("summary"),
    Column("happened_at", Text, nullable=False, index=True),
    _choice("promised_by", WhoseMove, optional=True),
    _text("due_on", None),
)
_table(
    "follow_up",
    _refers("application_id", "application", required=False),
    _refers("contact_id", "contact", required=False),
    _refers("activity_id", "activity", required=False),
    Column("due_on", Text, nullable=False, index=True),
    _text("why"),
    _text("rule", "own"),
    _text("snoozed_from", None),
    _text("done_at", None),
    _text("retired_at", None),
)
_table(
    "interview",
    Column("uid", Text, nullable=False, unique=True),
    _refers("application_id", "application"),
    _choice("stage", Stage),
    _whole("round"),
    Column("title", Text, CheckConstraint("title <> ''", name="title"), nullable=False),
    Column("starts_at", Text, nullable=False, index=True),
    Column("zone", Text, nullable=False),
    Column("minutes", Integer, CheckConstraint("minutes > 0", name="minutes"), nullable=False),
    _text("link"),
    _text("place"),
    _choice("status", InterviewStatus, InterviewStatus.CONFIRMED),
    _flag("is_locked"),
    _text("went", None),
    _text("debrief"),
    _text("debriefed_at", None),
    Column("created_at", Text, nullable=False),
    _text("trashed_at", None),
)
_table(
    "interview_panel",
    _refers("interview_id", "interview"),
    _refers("contact_id", "contact"),
    _text("role"),
    Index("uq_interview_panel", "interview_id", "contact_id", unique=True),
)
_table(
    "checklist_item",
    _refers("application_id", "application"),
    _choice("stage", Stage),
    _text("key", None),
    _text("text"),
    _whole("position", 0),
    _text("ticked_at", None),
    # An own item has no key; those may be as many as they like.
    Index("uq_checklist_item", "application_id", "stage", "key", unique=True),
)
_table(
    "document",
    _refers("application_id", "application", required=False),
    _text("kind", "other"),
    _text("name"),
    _text("label"),
    _text("media_type"),
    Column("content_hash", Text, nullable=False, index=True),
    _whole("size_bytes", 0),
    Column("added_at", Text, nullable=False),
    _text("sent_at", None),
    _text("trashed_at", None),
)
_table(
    "story",
    Column("title", Text, nullable=False),
    _text("situation"),
    _text("task"),
    _text("action"),
    _text("result"),
    Column("created_at", Text, nullable=False),
    _text("trashed_at", None),
)
_table(
    "story_pillar",
    _refers("story_id", "story"),
    Column("pillar", Text, nullable=False),
    Column(
        "strength",
        Text,
        CheckConstraint("strength in ('touches', 'strong')", name="strength"),
        nullable=False,
    ),
)
_table("story_use", _refers("story_id", "story"), _refers("interview_id", "interview"))
_table(
    "question",
    _refers("application_id", "application", required=False),
    _text("key", None),
    _text("text"),
    _choice("stage", Stage, optional=True),
    _choice("role_group", RoleGroup, optional=True),
    Column("kind", Text, CheckConstraint("kind in ('asked', 'ask_back', 'avoid')", name="kind"), nullable=False),
    _text("answer"),
    _whole("confidence"),
    _text("trashed_at", None),
)
_table(
    "rehearsal",
    _refers("question_id", "question"),
    Column("rehearsed_at", Text, nullable=False),
    Column("grade", Integer, CheckConstraint("grade between 1 and 4", name="grade"), nullable=False),
    _text("partner"),
    _text("feedback"),
)
_table(
    "question_asked",
    _refers("question_id", "question"),
    _refers("interview_id", "interview"),
    _text("went"),
)
_table(
    "offer",
    _refers("application_id", "application"),
    Column("currency", Text, nullable=False),
    _whole("base_minor"),
    _whole("bonus_minor"),
    _whole("equity_per_year_minor"),
    _whole("sign_on_minor"),
    _text("level"),
    _text("deadline_on", None),
    Column(
        "trust",
        Text,
        CheckConstraint("trust in ('contract', 'letter', 'mail', 'verbal', 'own')", name="trust"),
    ),
    Column("created_at", Text, nullable=False),
    _text("trashed_at", None),
)
_table(
    "figure_said",
    _refers("application_id", "application"),
    _refers("contact_id", "contact", required=False, ondelete="SET NULL"),
    Column("amount_minor", Integer, nullable=False),
    Column("currency", Text, nullable=False),
    Column("said_at", Text, nullable=False),
)
_table(
    "own_playbook",
    Column("key", Text, nullable=False, unique=True),
    Column("toml", Text, nullable=False),
    Column("updated_at", Text, nullable=False),
)

# Outside the change log: they only ever grow or rise, or belong to the log itself.
Table(
    "document_content",
    metadata,
    Column("content_hash", Text, primary_key=True),
    Column("content", LargeBinary, nullable=False),
)
Table(
    "calendar_entry",
    metadata,
    Column("interview_id", Integer, primary_key=True, autoincrement=False),
    Column("uid", Text, nullable=False, unique=True),
    Column("sequence", Integer, nullable=False, server_default="0"),
    Column("created_at", Text, nullable=False),
    Column("modified_at", Text, nullable=False),
    Column("exported_at", Text),
    Column("exported_sequence", Integer),
    Column("exported_as", Text),
)
_table(
    "change",
    Column("at", Text, nullable=False),
    Column("label", Text, nullable=False),
    Column(
        "state",
        Text,
        CheckConstraint("state in ('done', 'undone', 'dropped')", name="state"),
        nullable=False,
        server_default="done",
        index=True,
    ),
)
_table(
    "change_row",
    _refers("change_id", "change"),
    Column("table_name", Text, nullable=False),
    Column("row_id", Integer, nullable=False),
    _whole("application_id"),
    Column("before", Text),
    Column("after", Text),
    Index("ix_change_row_table_row", "table_name", "row_id"),
    Index("ix_change_row_application_id", "application_id"),
)
Table(
    "change_context",
    metadata,
    Column("mode", Text, CheckConstraint("mode in ('logged', 'quiet')", name="mode")),
    Column("change_id", Integer),
    Column("at", Text),
)

TableName = Literal[
    "application",
    "application_tag",
    "note",
    "contact",
    "contact_handle",
    "application_contact",
    "activity",
    "follow_up",
    "interview",
    "interview_panel",
    "checklist_item",
    "document",
    "story",
    "story_pillar",
    "story_use",
    "question",
    "rehearsal",
    "question_asked",
    "offer",
    "figure_said",
    "own_playbook",
]
UNLOGGED_TABLES = frozenset({"document_content", "calendar_entry", "change", "change_row", "change_context"})
LOGGED_TABLES = tuple(name for name in metadata.tables if name not in UNLOGGED_TABLES)
TRASHABLE_TABLES = tuple(name for name in LOGGED_TABLES if "trashed_at" in metadata.tables[name].columns)
