"""Texts that a person types or pastes: nothing in them is an instruction, none of them breaks a pack."""

import re
import sys
import time
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pack_samples import HOSTILE, empty_pack, full_pack, pack_of
from pdf_reading import open_pdf, read_aloud, rendered, run_on, words

from netorganizer.domain.prep_pack import Paper, PrepPack
from netorganizer.exchange.pdf import bidi
from netorganizer.exchange.pdf.pack import render
from netorganizer.exchange.pdf.printable import clusters, one_line, printable
from netorganizer.exchange.pdf.style import BODY, QUESTION
from netorganizer.exchange.pdf.typeset import Line, Typesetter

SPEECH = "".join(HOSTILE.values())
_watched: list[str] = []
_is_watching = False


def _watch(event: str, arguments: tuple[object, ...]) -> None:
    if _is_watching and event in ("open", "os.system", "subprocess.Popen", "exec", "import"):
        _watched.append(f"{event} {arguments[0]!r}")
    elif _is_watching and event.startswith("socket."):
        _watched.append(event)


sys.addaudithook(_watch)


@contextmanager
def watching() -> Iterator[list[str]]:
    global _is_watching  # noqa: PLW0603 - an audit hook cannot be removed
    _watched.clear()
    _is_watching = True
    try:
        yield _watched
    finally:
        _is_watching = False


def test_watching_sees_files_sockets_and_programs() -> None:
    with watching() as seen, open("/dev/null", encoding="utf-8"):  # noqa: PTH123
        pass
    assert seen == ["open '/dev/null'"]


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_text_is_printed_as_text_and_opens_nothing(name: str) -> None:
    pack = pack_of(HOSTILE[name])
    render(full_pack(notes=(SPEECH,)), Paper.A4)  # every face, zone and module is loaded now
    with watching() as seen:
        made = render(pack, Paper.A4)
    assert seen == []
    assert "No syntax or stream encoding errors found" in run_on(made.data, "qpdf", "--check")
    uris = [str(note.A.URI) for page in open_pdf(made.data).pages for note in page.Annots if "/A" in note]
    assert set(uris) <= {"https://meet.example.com/a"}


@pytest.mark.parametrize("name", HOSTILE)
def test_what_can_be_printed_of_a_hostile_text_is_all_there(name: str) -> None:
    text = HOSTILE[name]
    read = read_aloud(rendered(empty_pack(notes=(text,))).data)
    kept = (
        re.sub("[\x00-\x08\x0b-\x1f\x7f-\x84\x86-\x9f\u200f\u2066\u2069\u202e\ufeff\u200b\ufe0f]", "", text)
        if name != "line ends"
        else text
    )
    kept = "".join(c for c in kept if unicodedata.category(c) not in ("Cs", "Cn") and ord(c) < 0xF0000)
    assert "".join(words(*read)).endswith("".join(words(kept)))


def test_characters_without_a_glyph_are_boxes_and_are_reported() -> None:
    made = rendered(full_pack(company="陈 & Co", notes=("Zażółć шины Ωμέγα שלום مرحبا नमस्ते ☎",)))
    assert made.missing_glyphs == ("陈",)
    # Inter has a picture there, but not the one that the writer's font had.
    assert rendered(full_pack(company="a\ue000b")).missing_glyphs == ("\ue000",)
    assert rendered(full_pack()).missing_glyphs == ()


@settings(max_examples=40)
@given(st.text(max_size=120), st.sampled_from(list(Paper)))
def test_any_text_anywhere_makes_a_valid_pack(text: str, paper: Paper) -> None:
    made = render(pack_of(text), paper)
    assert len(open_pdf(made.data).pages) == made.pages


@given(st.text(max_size=300))
def test_printable_text_has_no_controls_and_stays_as_it_is(text: str) -> None:
    clean = printable(text)
    assert printable(clean) == clean
    assert all(unicodedata.category(c) not in ("Cc", "Cs", "Zl", "Zp") or c == "\n" for c in clean)
    assert all(
        unicodedata.bidirectional(c) not in {"LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"}
        for c in clean
    )
    assert "".join(clusters(clean)) == clean
    assert "\n" not in one_line(text)


def _letters(line: Line) -> str:
    return "".join(run.glyphs if run.actual is None else run.actual for run in line.runs)


@given(
    st.text(alphabet=st.sampled_from("ab -/.שלם()مرحبا12陈👩\u200d💻👍🏽e\u0301ñ"), max_size=200), st.floats(20, 300)
)
def test_lines_hold_all_of_the_text_in_order_within_the_width(text: str, width: float) -> None:
    lines = Typesetter().lines(text, BODY, width)
    assert "".join(map(_letters, lines)) == one_line(text)
    # Only a single character wider than the line may stand out of it.
    assert all(line.width <= width + 0.01 or len(list(clusters(_letters(line)))) == 1 for line in lines)
    for line in lines:
        assert min((run.offset for run in line.runs), default=0) >= -0.01


def test_a_line_ends_at_a_space_or_a_separator_where_there_is_one() -> None:
    lines = Typesetter().lines("https://example.com/a/long/path-to/some/where?with=a&query=that", BODY, 120)
    assert [_letters(line)[-1] for line in lines[:-1]] == ["/", "-"] or all(
        _letters(line)[-1] in "/-?&=." for line in lines[:-1]
    )
    lines = Typesetter().lines("one two three", BODY, 45)
    assert [_letters(line) for line in lines] == ["one two ", "three"]


def test_too_long_a_text_ends_in_an_ellipsis() -> None:
    lines = Typesetter().lines("word " * 200, QUESTION, 200, most=2)
    assert len(lines) == 2
    assert _letters(lines[-1]).endswith("…")
    assert all(line.width <= 200 for line in lines)


RIGHT_TO_LEFT = [  # logical, as seen from left to right
    ("abc", "abc"),
    ("אבג", "גבא"),
    ("אבג 42", "42 גבא"),
    ("abc אבג def", "abc גבא def"),
    ("אבג abc דהו", "והד abc גבא"),
    ("אבג (abc) דהו", "והד (abc) גבא"),
    ("אבג (דה)", "(הד) גבא"),
    ("abc (אבג) 1.5", "abc (גבא) 1.5"),
    ("אבג 1,500$ דהו", "והד 1,500$ גבא"),
    ("אבג-12:30", "12:30-גבא"),
    ("a (אב) ב", "a (בא) ב"),
    ("abc, אבג!", "abc, גבא!"),
]


@pytest.mark.parametrize(("logical", "visual"), RIGHT_TO_LEFT)
def test_right_to_left_text_is_drawn_in_its_order(logical: str, visual: str) -> None:
    (line,) = Typesetter().lines(logical, BODY, 400)
    assert "".join(run.glyphs for run in sorted(line.runs, key=lambda run: run.offset)) == visual


def test_arabic_letters_join() -> None:
    joined = "".join(bidi.join_letters("سلام"))
    assert joined == "\ufeb3\ufefc\ufee1"  # seen initial, lam-alef final, meem isolated
    assert bidi.join_letters("دار") == ["\ufea9", "\ufe8d", "\ufead"]  # none of them joins to its left
    assert bidi.join_letters("بَب") == ["\ufe91", "\u064e", "\ufe90"]  # a vowel mark does not part letters
    assert bidi.join_letters("ب\u200cب") == ["\ufe8f", "", "\ufe8f"]  # a non-joiner does
    assert bidi.join_letters("abc") == list("abc")


def _seconds(pack: PrepPack) -> float:
    start = time.process_time()
    render(pack, Paper.A4)
    return time.process_time() - start


@pytest.mark.alone
def test_long_texts_take_time_in_proportion_to_their_length() -> None:
    def note(count: int) -> PrepPack:
        return empty_pack(notes=(" ".join(f"word{n % 977}" for n in range(count)),))

    small, large = (min(_seconds(note(count)) for _ in range(3)) for count in (5_000, 50_000))
    assert large < 2
    assert large < 20 * small


@pytest.mark.alone
@pytest.mark.parametrize("piece", ["x", "א", "陈", "e\u0301\u0323", "( "])
def test_one_endless_word_is_cut_in_time_in_proportion_to_its_length(piece: str) -> None:
    def everywhere(count: int) -> PrepPack:
        text = piece * (count // len(piece))
        return empty_pack(notes=(text,), company=text, role=text)

    small, large = (min(_seconds(everywhere(count)) for _ in range(2)) for count in (4_000, 24_000))
    assert large < 14 * small  # in proportion it is 6 times, by the square 36
