"""Right-to-left text: which way each character runs, and the joined forms of Arabic letters.

The Unicode Bidirectional Algorithm (UAX #9) without its explicit marks, which ``printable`` removes, and the
joining of UAX 9.2 of the core standard through the presentation forms that the shipped Arabic face holds.
"""

import re
import unicodedata
from functools import lru_cache
from typing import Final

from netorganizer.exchange.pdf.printable import JOINERS

_RIGHT_TO_LEFT: Final = re.compile(
    "[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefe\U00010800-\U00010fff\U0001e800-\U0001efff]"
)
_OPENING: Final = {"(": ")", "[": "]", "{": "}", "⟨": "⟩", "「": "」"}
_MIRRORS: Final = dict(zip("()[]{}<>«»‹›≤≥⟨⟩", ")(][}{><»«›‹≥≤⟩⟨", strict=True))
_NEUTRAL: Final = frozenset({"B", "S", "WS", "ON"})


def has_right_to_left(text: str) -> bool:
    """Whether any character of ``text`` needs this module."""
    return _RIGHT_TO_LEFT.search(text) is not None


def base_level(text: str) -> int:
    """1 when the first letter of ``text`` runs from right to left, else 0 (rules P2, P3)."""
    for character in text:
        kind = unicodedata.bidirectional(character)
        if kind in ("L", "R", "AL"):
            return 0 if kind == "L" else 1
    return 0


def levels(text: str) -> list[int]:
    """The level of each character of the paragraph ``text``: odd ones run from right to left."""
    base = base_level(text)
    kinds = [unicodedata.bidirectional(character) or "L" for character in text]
    _resolve_weak(kinds, "R" if base else "L")
    _resolve_brackets(text, kinds, base)
    _resolve_neutral(kinds, base)
    return [_implicit(kind, base) for kind in kinds]


def _implicit(kind: str, base: int) -> int:
    """Rules I1 and I2."""
    if base:
        return 1 if kind == "R" else 2
    return {"L": 0, "R": 1}.get(kind, 2)


def _resolve_weak(kinds: list[str], edge: str) -> None:
    """Rules W1 to W7, in place."""
    before, strong = edge, edge
    for position, given in enumerate(kinds):  # W1, W2, W3
        kind = before = before if given in ("NSM", "BN") else given
        if kind in ("L", "R", "AL"):
            strong = kind
        kinds[position] = "AN" if kind == "EN" and strong == "AL" else "R" if kind == "AL" else kind
    for position in range(1, len(kinds) - 1):  # W4
        left, kind, right = kinds[position - 1 : position + 2]
        if left == right and ((kind == "CS" and left in ("EN", "AN")) or (kind == "ES" and left == "EN")):
            kinds[position] = left
    for start, end in _stretches(kinds, frozenset({"ET"})):  # W5
        if "EN" in (kinds[start - 1 : start] + kinds[end : end + 1]):
            kinds[start:end] = ["EN"] * (end - start)
    strong = edge
    for position, kind in enumerate(kinds):  # W6, W7
        if kind in ("L", "R"):
            strong = kind
        elif kind in ("ES", "ET", "CS"):
            kinds[position] = "ON"
        elif kind == "EN" and strong == "L":
            kinds[position] = "L"


def _resolve_brackets(text: str, kinds: list[str], base: int) -> None:
    """Rule N0, in place: a pair of brackets takes the direction of what it holds."""
    embedding = "R" if base else "L"
    for opened, closed in sorted(_bracket_pairs(text, kinds)):
        inside = {_direction(kind) for kind in kinds[opened + 1 : closed]} & {"L", "R"}
        if not inside:
            continue
        direction = embedding
        if embedding not in inside:
            before = next((d for k in reversed(kinds[:opened]) if (d := _direction(k)) in "LR"), embedding)
            direction = before
        kinds[opened] = kinds[closed] = direction


def _bracket_pairs(text: str, kinds: list[str]) -> list[tuple[int, int]]:
    """Rule BD16, which gives up beyond 63 open brackets."""
    waiting: list[tuple[str, int]] = []
    pairs: list[tuple[int, int]] = []
    for position, character in enumerate(text):
        if kinds[position] != "ON":
            continue
        if character in _OPENING:
            if len(waiting) == 63:
                break
            waiting.append((_OPENING[character], position))
            continue
        depth = next((n for n in reversed(range(len(waiting))) if waiting[n][0] == character), None)
        if depth is not None:
            pairs.append((waiting[depth][1], position))
            del waiting[depth:]
    return pairs


def _resolve_neutral(kinds: list[str], base: int) -> None:
    """Rules N1 and N2, in place."""
    embedding = "R" if base else "L"
    for start, end in _stretches(kinds, _NEUTRAL):
        before = _direction(kinds[start - 1]) if start else embedding
        after = _direction(kinds[end]) if end < len(kinds) else embedding
        kinds[start:end] = [before if before == after else embedding] * (end - start)


def _direction(kind: str) -> str:
    return "R" if kind in ("EN", "AN", "R") else "L" if kind == "L" else "-"


def _stretches(kinds: list[str], wanted: frozenset[str]) -> list[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    start: int | None = None
    for position, kind in enumerate([*kinds, ""]):
        if kind in wanted:
            start = position if start is None else start
        elif start is not None:
            found.append((start, position))
            start = None
    return found


def visual_order(line_levels: list[int]) -> list[int]:
    """The positions of a line's characters from left to right (rule L2)."""
    order = list(range(len(line_levels)))
    for level in range(max(line_levels, default=0), 0, -1):
        start = 0
        while start < len(order):
            end = start
            while end < len(order) and line_levels[order[end]] >= level:
                end += 1
            order[start:end] = reversed(order[start:end])
            start = end + 1
    return order


def mirrored(text: str) -> str:
    """``text`` as it is drawn from right to left: brackets and quotes face the other way (rule L4)."""
    return "".join(_MIRRORS.get(character, character) for character in text)


@lru_cache(maxsize=1)
def _joined_forms() -> dict[tuple[str, str], str]:
    """(form, letters) -> presentation form, for the forms isolated, final, initial and medial."""
    forms: dict[tuple[str, str], str] = {}
    for code in (*range(0xFB50, 0xFC00), *range(0xFE80, 0xFEFD)):
        form, *letters = unicodedata.decomposition(chr(code)).split() or [""]
        if letters:
            forms[form.strip("<>"), "".join(chr(int(letter, 16)) for letter in letters)] = chr(code)
    return forms


def join_letters(text: str) -> list[str]:
    """What is drawn for each character of ``text``: the joined form of an Arabic letter, or itself.

    Lam and alef become one form; the alef then draws nothing.
    """
    forms, drawn = _joined_forms(), list(text)
    visible = [n for n, character in enumerate(text) if not unicodedata.combining(character)]
    skipped = -1
    for place, position in enumerate(visible):
        if position == skipped or ("final", text[position]) not in forms:
            continue
        before = text[visible[place - 1]] if place else ""
        after_position = visible[place + 1] if place + 1 < len(visible) else -1
        letters, after_place = text[position], place + 1
        if after_position >= 0 and ("isolated", letters + text[after_position]) in forms and letters == "ل":
            letters, skipped, after_place = letters + text[after_position], after_position, place + 2
            drawn[after_position] = ""
        after = text[visible[after_place]] if after_place < len(visible) else ""
        form = _form(_joins_next(before), _joins_previous(after) and _joins_next(letters[-1]))
        drawn[position] = forms.get((form, letters), text[position])
    return ["" if character in JOINERS else character for character in drawn]


def _form(joined_before: bool, joined_after: bool) -> str:
    if joined_before:
        return "medial" if joined_after else "final"
    return "initial" if joined_after else "isolated"


def _joins_next(character: str) -> bool:
    return character in ("\u0640", "\u200d") or ("initial", character) in _joined_forms()


def _joins_previous(character: str) -> bool:
    return character in ("\u0640", "\u200d") or ("final", character) in _joined_forms()
