"""Reading a TOML file strictly: every value by its kind, every leftover key a problem, all problems at once."""

import re
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TypeVar

from netorganizer.domain.errors import FileRefused
from netorganizer.domain.pipeline import Vocabulary
from netorganizer.domain.playbook.parts import Span
from netorganizer.domain.text import clean_text

MAX_FILE_BYTES = 1024 * 1024
_KEY = re.compile(r"[a-z0-9][a-z0-9_-]{0,63}")
_KINDS = {
    str: "a text",
    bool: "true or false",
    int: "a whole number",
    Decimal: "a number",
    date: "a date",
    list: "a list",
    dict: "a table",
}
Value = TypeVar("Value")


@dataclass(frozen=True, slots=True)
class PlaybookProblem:
    """What is wrong in a file. ``key`` is the path to the value, empty when the whole file is meant."""

    file: str
    key: str
    why: str

    @property
    def sentence(self) -> str:
        """File, key and what is wrong, for people."""
        place = f"{self.file}: {self.key}" if self.key else self.file
        return f"{place}: {self.why}."


class PlaybookRefused(FileRefused):
    """A playbook file cannot be used. ``problems`` has everything found; the message tells the first."""

    def __init__(self, problems: tuple[PlaybookProblem, ...]) -> None:
        more = f" {len(problems) - 1} more like it in this file." if len(problems) > 1 else ""
        super().__init__(problems[0].sentence + more)
        self.problems = problems


class Findings:
    """What reading one file has found so far: problems, the tables seen and the ids given."""

    def __init__(self, file: str) -> None:
        self.file = file
        self._problems: list[PlaybookProblem] = []
        self._tables: list[TomlTable] = []
        self._ids: dict[str, str] = {}

    def note(self, table: "TomlTable") -> None:
        """Remember a table, so that its unread keys are found at the end."""
        self._tables.append(table)

    def refuse(self, path: str, why: str) -> None:
        """Write a problem down; reading goes on, to find them all."""
        self._problems.append(PlaybookProblem(self.file, path, why))

    def claim(self, fact_id: str, path: str) -> None:
        """Give ``fact_id`` to the value at ``path``; the second claim of one id is a problem."""
        first = self._ids.setdefault(fact_id, path)
        if first != path:
            self.refuse(path, f"the id “{fact_id}” is already that of {first.removesuffix('.id')}")

    def settle(self) -> None:
        """Raise :class:`PlaybookRefused` if anything is wrong. Unknown keys lead: they explain missing ones."""
        unknown = [
            PlaybookProblem(self.file, table.path_of(key), table.unknown(key))
            for table in self._tables
            for key in table.unread()
        ]
        if problems := (*unknown, *self._problems):
            raise PlaybookRefused(problems)


class TomlTable:
    """A table of the file and its place in it.

    Each reading method notes a problem and answers with a harmless value when the key is missing (and has no
    default) or is of the wrong kind; :meth:`Findings.settle` raises afterwards.
    """

    def __init__(self, values: dict[str, object], path: str, findings: Findings) -> None:
        self._values = values
        self._path = path
        self._findings = findings
        self._read: set[str] = set()
        findings.note(self)

    def __contains__(self, key: str) -> bool:
        """Whether the file has ``key`` here; asking makes it a known one."""
        self._read.add(key)
        return key in self._values

    def path_of(self, key: str) -> str:
        """The key as people find it in the file: ``steps[2].stage``, counted from 0."""
        return f"{self._path}.{key}" if self._path else key

    def unread(self) -> tuple[str, ...]:
        """The keys that nobody asked for: typing errors."""
        return tuple(key for key in self._values if key not in self._read)

    def unknown(self, key: str) -> str:
        """What to say about the unread key."""
        from difflib import get_close_matches

        close = get_close_matches(key, self._read, n=1)
        advice = f"did you mean “{close[0]}”" if close else f"known here: {', '.join(sorted(self._read))}"
        return f"there is no such key ({advice})"

    def refuse(self, key: str, why: str) -> None:
        """Note a problem with ``key``."""
        self._findings.refuse(self.path_of(key), why)

    def text(self, key: str, default: str | None = None) -> str:
        """A text as one line. Required without a default; never empty then."""
        value = self._take(key, str, required=default is None)
        if value is None:
            return default or ""
        line = " ".join(clean_text(value).split())
        if not line and default is None:
            self.refuse(key, "this is empty")
        return line

    def key(self, key: str) -> str:
        """A key: small letters, digits, ``_`` and ``-``, at most 64, starting with a letter or digit."""
        value = self.text(key)
        if value and not _KEY.fullmatch(value):
            self.refuse(key, f"“{value}” is no key; use small letters, digits, _ and -, at most 64")
        return value

    def claimed_id(self, key: str, default: str | None = None) -> str:
        """An id that no other value of the file has; a default is shared freely."""
        value = self.text(key, default)
        if key in self and value:
            self._findings.claim(value, self.path_of(key))
        return value

    def texts(self, key: str) -> tuple[str, ...]:
        """A list of texts, each as one line; empty when absent."""
        lines = []
        for number, value in enumerate(self._take(key, list) or ()):
            line = " ".join(clean_text(value).split()) if isinstance(value, str) else ""
            if not line:
                self.refuse(f"{key}[{number}]", "this must be a text that is not empty")
            lines.append(line)
        return tuple(lines)

    def whole(self, key: str, default: int | None = None, low: int = 1, high: int = 10_000) -> int:
        """A whole number from ``low`` to ``high``."""
        value = self._take(key, int, required=default is None)
        if value is None:
            return low if default is None else default
        if not low <= value <= high:
            self.refuse(key, f"{value} is out of range; use {low} to {high}")
        return value

    def number(self, key: str) -> Decimal:
        """A number, exact as written."""
        if isinstance(self._values.get(key), Decimal):
            return self._take(key, Decimal) or Decimal()
        return Decimal(self._take(key, int, required=True) or 0)

    def span(self, key: str, default: Span | None = None, low: int = 1, high: int = 10_000) -> Span:
        """A whole number or a pair ``[least, most]``, within ``low`` to ``high``."""
        if isinstance(self._values.get(key), list):
            pair = self._take(key, list) or []
        elif (number := self._take(key, int, required=default is None)) is not None:
            pair = [number, number]
        else:
            return default or Span(low, low)
        match pair:
            case [int(least), int(most)] if bool not in map(type, pair) and low <= least <= most <= high:
                return Span(least, most)
        self.refuse(key, f"this must be a whole number or a pair [least, most] within {low} to {high}")
        return Span(low, low)

    def flag(self, key: str, *, default: bool) -> bool:
        """True or false."""
        value = self._take(key, bool)
        return default if value is None else value

    def day(self, key: str, default: date | None = None) -> date:
        """A date without a time."""
        value = self._take(key, date, required=default is None)
        return value or default or date.min

    def member(
        self, key: str, vocabulary: type[Vocabulary], what: str, default: Vocabulary | None = None
    ) -> Vocabulary:
        """A word of a fixed vocabulary; ``what`` is the word for people."""
        value = self._take(key, str, required=default is None)
        fallback = default or next(iter(vocabulary))
        return fallback if value is None else self._member_of(key, value, vocabulary, what) or fallback

    def members(self, key: str, vocabulary: type[Vocabulary], what: str) -> tuple[Vocabulary, ...]:
        """A list of words of a fixed vocabulary; empty when absent."""
        words = enumerate(self.texts(key))
        found = (self._member_of(f"{key}[{n}]", word, vocabulary, what) for n, word in words if word)
        return tuple(member for member in found if member is not None)

    def names(self, key: str, known: Collection[str], what: str) -> tuple[str, ...]:
        """A list of names that stand elsewhere in the file; all of them when absent."""
        if key not in self:
            return tuple(known)
        names = self.texts(key)
        for number, name in enumerate(names):
            if name and name not in known:
                self.refuse(f"{key}[{number}]", _no_such(what, name, known))
        return names

    def table(self, key: str, shorthand: str = "") -> "TomlTable | None":
        """The table at ``key``, if any; a plain text stands for ``{ shorthand = text }``."""
        if shorthand and isinstance(self._values.get(key), str):
            return TomlTable({shorthand: self._take(key, str)}, self.path_of(key), self._findings)
        value = self._take(key, dict)
        return None if value is None else TomlTable(value, self.path_of(key), self._findings)

    def section(self, key: str) -> "TomlTable":
        """The table at ``key``, empty when absent: what it must hold is then missing, each by its name."""
        return self.table(key) or TomlTable({}, self.path_of(key), self._findings)

    def tables(self, key: str, shorthand: str = "") -> "tuple[TomlTable, ...]":
        """The list of tables at ``key``, each of which may be a plain text for ``{ shorthand = text }``."""
        tables = []
        for number, value in enumerate(self._take(key, list) or ()):
            place = f"{key}[{number}]"
            values = {shorthand: value} if shorthand and isinstance(value, str) else value
            if isinstance(values, dict):
                tables.append(TomlTable(values, self.path_of(place), self._findings))
            else:
                self.refuse(place, "this must be a table")
        return tuple(tables)

    def _take(self, key: str, kind: type[Value], *, required: bool = False) -> Value | None:
        self._read.add(key)
        if key not in self._values:
            if required:
                self.refuse(key, "this is missing")
            return None
        value = self._values[key]
        # Exactly this kind: in Python true is also an int and a moment is also a date.
        if isinstance(value, kind) and type(value) is kind:
            return value
        self.refuse(key, f"this must be {_KINDS[kind]}, not {_KINDS.get(type(value), 'a moment in time')}")
        return None

    def _member_of(self, key: str, word: str, vocabulary: type[Vocabulary], what: str) -> Vocabulary | None:
        try:
            return vocabulary(word)
        except ValueError:
            self.refuse(key, _no_such(what, word, [member.value for member in vocabulary]))
            return None


def open_file(text: str, file: str) -> tuple[TomlTable, Findings]:
    """The file's root table. Raises :class:`PlaybookRefused` when it is no TOML or over 1 MB."""
    # Here and not above: the board's first frame needs no playbook file.
    import tomllib

    if len(text.encode(errors="replace")) > MAX_FILE_BYTES:
        raise PlaybookRefused((PlaybookProblem(file, "", "it is over 1 MB, too large for a playbook"),))
    findings = Findings(file)
    try:
        return TomlTable(tomllib.loads(text, parse_float=Decimal), "", findings), findings
    except (ValueError, ArithmeticError) as error:
        problem = PlaybookProblem(file, "", f"it is not valid TOML: {str(error).rstrip('.')}")
    except RecursionError:
        problem = PlaybookProblem(file, "", "it is not valid TOML: it is nested too deeply")
    raise PlaybookRefused((problem,))


def _no_such(what: str, word: str, known: Collection[str]) -> str:
    return f"there is no {what} called “{word}”; use one of: {', '.join(known)}"
