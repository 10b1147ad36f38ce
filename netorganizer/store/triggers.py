"""The persistent triggers: they fill the change log and keep the calendar entries rising.

They live in the database, so deletes that cascade and writes of another process are recorded too. A write
while ``change_context`` names no mode is refused by the database itself.
"""

from sqlalchemy import Table

from netorganizer.store.tables import LOGGED_TABLES, metadata

# The columns a calendar shows: a change of one of them must reach other calendars as a newer SEQUENCE.
_CALENDAR_COLUMNS = ("stage", "round", "title", "starts_at", "zone", "minutes", "link", "place", "status", "trashed_at")
_AT = "coalesce((select at from change_context), strftime('%Y-%m-%dT%H:%M:%SZ', 'now'))"
_LATER = f"max(modified_at, {_AT})"  # also when the machine's clock was set back
_RAISE_ALWAYS = f"update calendar_entry set sequence = sequence + 1, modified_at = {_LATER}"
_RAISE_IF_EXPORTED = f"{_RAISE_ALWAYS} where exported_sequence = sequence"


def trigger_statements() -> list[str]:
    """The DDL of all triggers, each dropped first, so that running it again repairs them."""
    created = [statement for name in LOGGED_TABLES for statement in _log_triggers(metadata.tables[name])]
    created += _calendar_triggers()
    dropped = [f"drop trigger if exists {statement.split()[2]}" for statement in created]
    return dropped + created


def _log_triggers(table: Table) -> list[str]:
    columns = [column.name for column in table.columns]
    changed = " or ".join(f"old.{column} is not new.{column}" for column in columns)
    images = {
        "insert": ("new", "null", _image("new", columns), ""),
        "update": ("new", _image("old", columns), _image("new", columns), f"and ({changed})"),
        "delete": ("old", _image("old", columns), "null", ""),
    }
    statements = [_guard(table.name, operation) for operation in images]
    for operation, (row, before, after, condition) in images.items():
        statements.append(
            f"create trigger log_{table.name}_{operation} after {operation} on {table.name} "
            f"when (select mode from change_context) = 'logged' {condition} begin "
            f"insert into change_row (change_id, table_name, row_id, application_id, before, after) "
            f"select change_id, '{table.name}', {row}.id, {_application_of(table, row)}, {before}, {after} "
            f"from change_context; end"
        )
    return statements


def _guard(table: str, operation: str) -> str:
    return (
        f"create trigger guard_{table}_{operation} before {operation} on {table} "
        f"when (select mode from change_context) is null begin "
        f"select raise(abort, 'write outside a change'); end"
    )


def _image(row: str, columns: list[str]) -> str:
    return "json_object(" + ", ".join(f"'{column}', {row}.{column}" for column in columns) + ")"


def _application_of(table: Table, row: str) -> str:
    if table.name == "application":
        return f"{row}.id"
    if "application_id" in table.columns:
        return f"{row}.application_id"
    if "interview_id" in table.columns:
        return f"(select application_id from interview where id = {row}.interview_id)"
    return "null"


def _calendar_triggers() -> list[str]:
    changed = " or ".join(f"old.{column} is not new.{column}" for column in _CALENDAR_COLUMNS)
    whole = "interview_id in (select id from interview where application_id = new.id)"
    return [
        "create trigger calendar_interview_insert after insert on interview begin "
        "insert into calendar_entry (interview_id, uid, created_at, modified_at) "
        f"values (new.id, new.uid, new.created_at, {_AT}) "
        f"on conflict (interview_id) do update set sequence = sequence + 1, modified_at = {_LATER}; end",
        f"create trigger calendar_interview_update after update on interview when {changed} begin "
        f"{_RAISE_ALWAYS} where interview_id = new.id; end",
        "create trigger calendar_interview_delete after delete on interview begin "
        f"{_RAISE_ALWAYS} where interview_id = old.id; end",
        "create trigger calendar_panel_insert after insert on interview_panel begin "
        f"{_RAISE_IF_EXPORTED} and interview_id = new.interview_id; end",
        "create trigger calendar_panel_delete after delete on interview_panel begin "
        f"{_RAISE_IF_EXPORTED} and interview_id = old.interview_id; end",
        "create trigger calendar_application_trash after update of trashed_at on application "
        f"when old.trashed_at is not new.trashed_at begin {_RAISE_ALWAYS} where {whole}; end",
        "create trigger calendar_application_name after update of company, role on application "
        "when old.company is not new.company or old.role is not new.role begin "
        f"{_RAISE_IF_EXPORTED} and {whole}; end",
    ]
