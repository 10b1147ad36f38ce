"""The person's own playbooks: rows of TOML text."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from sqlite3 import Connection


OWN_PREFIX = "own "


class OwnPlaybook(NamedTuple):
    """One row."""

    id: int
    key: str
    toml: str

    @property
    def file(self) -> str:
        """How messages call it; never the name of a shipped file."""
        return f"{OWN_PREFIX}{self.key}.toml"


def list_own_playbooks(connection: Connection) -> list[OwnPlaybook]:
    """All of them, oldest first."""
    return [OwnPlaybook(*row) for row in connection.execute("select id, key, toml from own_playbook order by id")]
