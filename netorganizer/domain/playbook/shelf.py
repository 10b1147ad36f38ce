"""All playbooks at hand: the shipped ones and people's own."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from netorganizer import assets
from netorganizer.domain.errors import NotFound
from netorganizer.domain.playbook.book import Playbook
from netorganizer.domain.playbook.reader import parse_playbook
from netorganizer.domain.playbook.toml_table import PlaybookProblem, PlaybookRefused

GENERIC = "generic"


@dataclass(frozen=True, slots=True)
class PlaybookShelf:
    """The playbooks that could be read, by key, and what is wrong with those that couldn't.

    ``texts`` has each one's TOML as it was read, for exporting and editing.
    """

    playbooks: dict[str, Playbook]
    texts: dict[str, str]
    problems: tuple[PlaybookProblem, ...]

    def __iter__(self) -> Iterator[Playbook]:
        return iter(self.playbooks.values())

    def get(self, key: str) -> Playbook:
        """The playbook with this key; :class:`NotFound` names the keys there are."""
        if key in self.playbooks:
            return self.playbooks[key]
        known = ", ".join(self.playbooks) or "none could be read"
        raise NotFound(f"There is no playbook called “{key}”. Use one of: {known}.")

    def find(self, key: str) -> Playbook:
        """The playbook with this key, or ``generic`` when it is gone: an application outlives its playbook."""
        return self.playbooks.get(key) or self.get(GENERIC)

    def for_company(self, company: str) -> Playbook:
        """The company's playbook by its name or an alias, whatever the case and punctuation; else ``generic``.

        Where several name the company, the one put on the shelf last (people's own) is it.
        """
        wanted = _spoken(company)
        for playbook in reversed(self.playbooks.values()):
            if wanted and wanted in map(_spoken, (playbook.company, *playbook.aliases)):
                return playbook
        return self.get(GENERIC)


def load_playbooks(sources: Iterable[tuple[str, str]]) -> PlaybookShelf:
    """The shelf of these (file name, TOML text) pairs. Of two with one key the later counts.

    A file that can't be used is told in ``problems`` and leaves the others, also an earlier one with its key.
    """
    playbooks: dict[str, Playbook] = {}
    texts: dict[str, str] = {}
    problems: list[PlaybookProblem] = []
    for file, text in sources:
        try:
            playbook = parse_playbook(text, file)
        except PlaybookRefused as refusal:
            problems += refusal.problems
            continue
        playbooks.pop(playbook.key, None)
        playbooks[playbook.key] = playbook
        texts[playbook.key] = text
    return PlaybookShelf(playbooks, texts, tuple(problems))


def load_shipped(own: Iterable[tuple[str, str]] = ()) -> PlaybookShelf:
    """The shelf of the shipped playbooks and, over them, people's ``own`` (file name, TOML text) pairs."""
    return load_playbooks((*_read_shipped(), *own))


def _read_shipped() -> Iterator[tuple[str, str]]:
    folder = assets.root().joinpath("playbooks")
    for name in sorted(entry.name for entry in folder.iterdir() if entry.name.endswith(".toml")):
        yield name, assets.read_text(f"playbooks/{name}")


def _spoken(name: str) -> str:
    """A company's name without case, punctuation and spacing."""
    return "".join(letter for letter in name.casefold() if letter.isalnum())
