"""Typed and pasted text is kept exactly, but for what nothing downstream can carry."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from netorganizer.domain.errors import Invalid
from netorganizer.domain.text import MAX_TEXT_BYTES, clean_line, clean_text


@pytest.mark.parametrize(
    "text",
    [
        "",
        "  two  spaces and a trailing one ",
        "line\nline\n\ttabbed\n",
        "שלום עולם, مرحبا",
        "e\u0301 and \u00e9 stay two spellings",
        "👩🏽‍💻 works 🏳️‍🌈",
        "zero\u200bwidth \u202eoverride\u202c \u00a0no-break",
    ],
)
def test_text_is_kept_exactly(text: str) -> None:
    assert clean_text(text) == text


def test_control_characters_and_lone_surrogates_go() -> None:
    assert clean_text("a\x00b\x07c\x1bd\x0be\x0cf") == "abcdef"
    assert clean_text("one\r\ntwo") == "one\ntwo"
    assert clean_text("bad \udcff byte") == "bad  byte"


@given(st.text())
def test_cleaning_twice_is_cleaning_once(text: str) -> None:
    once = clean_text(text)
    assert clean_text(once) == once
    assert once.encode().decode() == once


@given(st.text())
def test_nothing_but_controls_and_surrogates_is_lost(text: str) -> None:
    kept = [char for char in text if char in "\t\n" or (ord(char) >= 32 and not 0xD800 <= ord(char) <= 0xDFFF)]
    assert clean_text(text) == "".join(kept)


def test_a_megabyte_of_note_is_kept() -> None:
    note = "ä👍 note\n" * 100_000
    assert len(note.encode()) > 1024 * 1024
    assert clean_text(note) == note


def test_ten_megabytes_are_the_limit() -> None:
    assert clean_text("x" * MAX_TEXT_BYTES)
    with pytest.raises(Invalid, match="over 10 MB"):
        clean_text("x" * (MAX_TEXT_BYTES + 1))
    with pytest.raises(Invalid, match="over 10 MB"):
        clean_text("ä" * (MAX_TEXT_BYTES // 2 + 1))


def test_a_line_is_one_line_without_space_around() -> None:
    assert clean_line("  Netflix \n\t Inc. ", "company") == "Netflix Inc."


@pytest.mark.parametrize("text", ["", "   ", "\n\t", "\x00\x07", "\u00a0\u2003"])
def test_an_empty_line_is_refused_by_its_name(text: str) -> None:
    with pytest.raises(Invalid, match="The company is empty"):
        clean_line(text, "company")
