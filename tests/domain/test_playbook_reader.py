"""Whatever is wrong in a playbook file is told with the file and the key, and nothing else is ever raised."""

import tomllib
from collections.abc import Iterator
from copy import deepcopy
from datetime import UTC, datetime
from decimal import Decimal
from typing import cast

import pytest
import tomli_w
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from netorganizer import assets
from netorganizer.domain.errors import FileRefused
from netorganizer.domain.pipeline import RoleGroup, Stage
from netorganizer.domain.playbook import (
    FollowUpWhen,
    Mark,
    PlaybookRefused,
    Span,
    Topic,
    WaitUnit,
    parse_playbook,
)

FILE = "mine.toml"
SMALL = """
key = 'acme'
company = 'Acme'
label = 'notes'
[source]
title = 'What a friend told me'
dated_on = 2026-01-02
[[steps]]
key = 'chat'
name = 'A chat'
stage = 'recruiter_call'
main_test = 'Manners.'
[[steps.interviews]]
title = 'Chat'
minutes = [20, 40]
[[steps]]
key = 'pairing'
name = 'Pairing'
stage = 'technical_screen'
[[steps]]
key = 'homework'
name = 'Homework'
stage = 'technical_screen'
"""


def _refusal(text: str) -> PlaybookRefused:
    with pytest.raises(PlaybookRefused) as caught:
        parse_playbook(text, FILE)
    return caught.value


def test_a_small_file_is_enough() -> None:
    book = parse_playbook(SMALL, FILE)
    assert (book.key, book.company, book.file, book.aliases) == ("acme", "Acme", FILE, ())
    assert book.source.credit == "What a friend told me, 2 January 2026"
    assert [step.key for step in book.steps_of(Stage.TECHNICAL_SCREEN)] == ["pairing", "homework"]
    guide = book.guide(Stage.RECRUITER_CALL, RoleGroup.OTHER)
    assert (guide.main_test.text, guide.main_test.id) == ("Manners.", "chat")
    assert guide.length.is_gap
    assert guide.caveat.is_gap


def test_every_form_of_a_value() -> None:
    book = parse_playbook(
        SMALL.replace("main_test = 'Manners.'", "main_test = { text = 'Manners.', ours = 'So it seems.' }")
        + """
topics = ['pay']
notes = ['Plain', { id = 'N-1', text = "  Told\\tby\\n a friend ", source = 'Somebody' }]
roles = [{ id = 'R-1', groups = ['other'], text = 'For all.', minutes = 25 }]
questions = [{ id = 'Q-1', text = 'Why?', round = 2 }]
checks = [{ id = 'K-1', text = 'Sleep', points = ['Early', 'Long'] }]
[[steps.interviews]]
title = 'Homework talk'
minutes = 90
count = [1, 3]
default_count = 2
ours = ['count']
panel = [{ title = 'Anybody', count = 2, sometimes = true }]
[[pillars]]
id = 'P-1'
name = 'Values'
stage = 'onsite'
members = ['kindness']
[advice]
dos = [{ id = 'D-1', text = 'Sleep.', steps = ['homework'] }]
donts = [{ id = 'D-2', text = 'Don’t run.' }]
[[follow_ups]]
id = 'F-1'
when = 'after_silence'
wait = { amount = 3, unit = 'working_days' }
text = 'Ask.'
[facts]
pay = [{ id = 'X-1', text = 'Fair.', figures = [{ what = 'rise', low = 2.5, unit = 'percent', derived = true }] }]
""",
        FILE,
    )
    homework = book.step("homework")
    assert homework is not None
    assert homework.notes[0].id == "homework"
    assert homework.notes[1].text == "Told by a friend"
    assert (homework.notes[1].source.title, homework.notes[1].source.dated_on) == (
        "Somebody",
        book.source.dated_on,
    )
    assert homework.roles[0].minutes == Span(25, 25)
    assert homework.checks[0].detail == "Early\nLong"
    assert homework.questions[0].round == 2
    plan = homework.plans[0]
    assert (str(plan.minutes), str(plan.count), plan.default_count) == ("90", "1–3", 2)
    assert plan.count_is_ours
    assert not plan.minutes_are_ours
    assert not plan.seats[0].is_certain
    first, second = book.advice
    assert (first.is_do, first.steps) == (True, ("homework",))
    assert (second.is_do, second.steps) == (False, ("chat", "pairing", "homework"))
    rule = book.follow_ups[0]
    assert rule.wait is not None
    assert (rule.when, rule.stages) == (FollowUpWhen.AFTER_SILENCE, ())
    assert (rule.wait.amount, rule.wait.unit) == (3, WaitUnit.WORKING_DAYS)
    figure = book.figure("X-1", "rise")
    assert figure is not None
    assert (figure.low, figure.high, figure.is_derived) == (Decimal("2.5"), Decimal("2.5"), True)
    assert book.guide(Stage.RECRUITER_CALL, RoleGroup.OTHER).main_test.lines == ("Manners.", "Ours: So it seems.")


def test_marks_in_the_head_are_put_on_everything() -> None:
    book = parse_playbook("marks = ['ours']\n" + SMALL, FILE)
    assert Mark.OURS in book.guide(Stage.RECRUITER_CALL, RoleGroup.OTHER).main_test.marks
    assert book.guide(Stage.RECRUITER_CALL, RoleGroup.OTHER).main_test.is_ours
    assert book.interview_defaults(Stage.RECRUITER_CALL).is_ours
    plain = parse_playbook(SMALL, FILE)
    assert not plain.guide(Stage.RECRUITER_CALL, RoleGroup.OTHER).main_test.is_ours
    assert not plain.interview_defaults(Stage.RECRUITER_CALL).is_ours


@pytest.mark.parametrize(
    ("old", "new", "key", "words"),
    [
        ("key = 'acme'", "", "key", "this is missing"),
        ("key = 'acme'", "key = 'A Company'", "key", "“A Company” is no key"),
        ("key = 'acme'", "key = 3", "key", "this must be a text, not a whole number"),
        ("key = 'acme'", "format = 2\nkey = 'acme'", "format", "reads form 1, and this file is of form 2"),
        ("label = 'notes'", "label = ' '", "label", "this is empty"),
        ("label = 'notes'", "label = 'notes'\nmarks = ['our']", "marks[0]", "there is no mark called “our”"),
        ("label = 'notes'", "label = 'notes'\naliases = ['A', 7]", "aliases[1]", "this must be a text"),
        ("label = 'notes'", "label = 'notes'\naliases = 'A'", "aliases", "this must be a list, not a text"),
        ("label = 'notes'", "label = 'notes'\nfacts = { pays = [] }", "facts.pays", "did you mean “pay”"),
        ("title = 'What a friend told me'", "", "source.title", "this is missing"),
        ("dated_on = 2026-01-02", "", "source.dated_on", "this is missing"),
        ("dated_on = 2026-01-02", "dated_on = '2026-01-02'", "source.dated_on", "this must be a date, not a text"),
        (
            "dated_on = 2026-01-02",
            "dated_on = 2026-01-02T03:04:05Z",
            "source.dated_on",
            "this must be a date, not a moment in time",
        ),
        (
            "stage = 'recruiter_call'",
            "stage = 'x'",
            "steps[0].stage",
            "there is no stage called “x”; use one of: saved",
        ),
        ("stage = 'recruiter_call'", "stagee = 'saved'", "steps[0].stagee", "did you mean “stage”"),
        ("stage = 'recruiter_call'", "", "steps[0].stage", "this is missing"),
        ("name = 'Pairing'", "", "steps[1].name", "this is missing"),
        ("key = 'homework'", "key = 'chat'", "steps[2].key", "“chat” is already the key of steps[0]"),
        ("main_test = 'Manners.'", "main_test = 5", "steps[0].main_test", "this must be a table"),
        ("main_test = 'Manners.'", "notes = [4]", "steps[0].notes[0]", "this must be a table"),
        ("main_test = 'Manners.'", "notes = [{ text = '' }]", "steps[0].notes[0].text", "this is empty"),
        ("main_test = 'Manners.'", "notes = [{ texts = '' }]", "steps[0].notes[0].texts", "did you mean “text”"),
        ("main_test = 'Manners.'", "topics = ['rent']", "steps[0].topics[0]", "there is no topic called “rent”"),
        ("main_test = 'Manners.'", "roles = [{ id = 'a', text = 'b' }]", "steps[0].roles[0].groups", "at least one"),
        (
            "main_test = 'Manners.'",
            "roles = [{ id = 'a', text = 'b', groups = ['chef'] }]",
            "steps[0].roles[0].groups[0]",
            "there is no role group called “chef”",
        ),
        (
            "main_test = 'Manners.'",
            "questions = [{ id = 'a', text = 'b', kind = 'odd' }]",
            "steps[0].questions[0].kind",
            "there is no kind of question called “odd”; use one of: asked, ask_back, avoid",
        ),
        (
            "main_test = 'Manners.'",
            "checks = [{ id = 'a', text = 'b' }, { id = 'a', text = 'c' }]",
            "steps[0].checks[1].id",
            "the id “a” is already that of steps[0].checks[0]",
        ),
        ("main_test = 'Manners.'", "checks = [{ text = 'b' }]", "steps[0].checks[0].id", "this is missing"),
        ("minutes = [20, 40]", "", "steps[0].interviews[0].minutes", "this is missing"),
        ("minutes = [20, 40]", "minutes = 0", "steps[0].interviews[0].minutes", "within 1 to 1440"),
        ("minutes = [20, 40]", "minutes = -5", "steps[0].interviews[0].minutes", "within 1 to 1440"),
        ("minutes = [20, 40]", "minutes = true", "steps[0].interviews[0].minutes", "not true or false"),
        ("minutes = [20, 40]", "minutes = [40, 20]", "steps[0].interviews[0].minutes", "a pair [least, most]"),
        ("minutes = [20, 40]", "minutes = [true, true]", "steps[0].interviews[0].minutes", "a pair [least, most]"),
        ("minutes = [20, 40]", "minutes = [20]", "steps[0].interviews[0].minutes", "a pair [least, most]"),
        (
            "minutes = [20, 40]",
            "minutes = [20, 40]\ndefault_minutes = 50",
            "steps[0].interviews[0].default_minutes",
            "50 is out of range; use 20 to 40",
        ),
        ("minutes = [20, 40]", "minutes = 20\ncount = 51", "steps[0].interviews[0].count", "within 1 to 50"),
        ("minutes = [20, 40]", "minutes = 20\nround = 0", "steps[0].interviews[0].round", "0 is out of range"),
        (
            "minutes = [20, 40]",
            "minutes = 20\nours = ['all']",
            "steps[0].interviews[0].ours[0]",
            "no range called “all”",
        ),
        (
            "minutes = [20, 40]",
            "minutes = 20\npanel = [{ title = 'A', relationship = 'friend' }]",
            "steps[0].interviews[0].panel[0].relationship",
            "there is no relationship called “friend”",
        ),
    ],
)
def test_a_broken_value_is_named(old: str, new: str, key: str, words: str) -> None:
    assert old in SMALL
    refusal = _refusal(SMALL.replace(old, new, 1))
    told = next(problem for problem in refusal.problems if problem.key == key)
    assert words in told.why
    assert told.sentence.startswith(f"{FILE}: {key}: ")
    if len(refusal.problems) == 1:
        assert str(refusal) == told.sentence


@pytest.mark.parametrize(
    ("more", "key", "words"),
    [
        (
            "[advice]\ndos = [{ id = 'a', text = 'b', steps = ['chit'] }]",
            "advice.dos[0].steps[0]",
            "no step called “chit”",
        ),
        ("[advice]\ndo = []", "advice.do", "did you mean “dos”"),
        ("[[pillars]]\nid = 'a'\nname = 'b'\nstage = 'onsite'", "pillars[0].members", "at least one pillar"),
        ("[[pillars]]\nid = 'a'\nname = 'b'\nmembers = ['c']\nstage = 1", "pillars[0].stage", "this must be a text"),
        ("[[follow_ups]]\nid = 'a'\ntext = 'b'\nwhen = 'soon'", "follow_ups[0].when", "no moment called “soon”"),
        (
            "[[follow_ups]]\nid = 'a'\ntext = 'b'\nwhen = 'after_silence'\nwait = { amount = 1, unit = 'moons' }",
            "follow_ups[0].wait.unit",
            "there is no unit called “moons”",
        ),
        (
            "[facts]\npay = [{ text = 'a', figures = [{ what = 'b', low = 2, high = 1, unit = 'c' }] }]",
            "facts.pay[0].figures[0].high",
            "1 is less than low, 2",
        ),
        (
            "[facts]\npay = [{ text = 'a', figures = [{ what = 'b', low = 'two', unit = 'c' }] }]",
            "facts.pay[0].figures[0].low",
            "this must be a whole number, not a text",
        ),
        (
            "[facts]\npay = [{ text = 'a', figures = [{ what = 'b', low = 2, unit = 'c', derived = 1 }] }]",
            "facts.pay[0].figures[0].derived",
            "this must be true or false",
        ),
        ("[facts]\npay = [{ text = 'a', source = { }}]", "facts.pay[0].source.title", "this is missing"),
        ("[zzz]", "zzz", "there is no such key (known here: "),
    ],
)
def test_a_broken_part_is_named(more: str, key: str, words: str) -> None:
    refusal = _refusal(f"{SMALL}\n{more}\n")
    assert [problem.key for problem in refusal.problems] == [key]
    assert words in str(refusal)


def test_all_problems_are_found_at_once_and_typing_errors_lead() -> None:
    refusal = _refusal(SMALL.replace("stage = 'recruiter_call'", "stge = 'recruiter_call'").replace("'acme'", "''"))
    assert [problem.key for problem in refusal.problems] == ["steps[0].stge", "steps[0].stage", "key"]
    assert str(refusal) == (
        "mine.toml: steps[0].stge: there is no such key (did you mean “stage”). 2 more like it in this file."
    )
    assert isinstance(refusal, FileRefused)


def test_a_file_without_steps_is_refused() -> None:
    head = SMALL[: SMALL.index("[[steps]]")]
    assert str(_refusal(head)) == "mine.toml: steps: a playbook needs at least one step."


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("key = ", "mine.toml: it is not valid TOML: "),
        ("key = 'a'\nkey = 'b'", "mine.toml: it is not valid TOML: "),
        ("key = 2026-13-45", "mine.toml: it is not valid TOML: "),
        ("a = " + "[" * 5000, "nested too deeply"),
        ("a = " + "9" * 5000, "mine.toml: it is not valid TOML: "),
        ("# " + "x" * (1024 * 1024), "mine.toml: it is over 1 MB"),
        ("", "mine.toml: "),
    ],
)
def test_a_file_that_is_none_is_refused_by_name(text: str, words: str) -> None:
    assert words in str(_refusal(text))


Data = dict[str, object]
SHIPPED = {
    name: cast(Data, tomllib.loads(assets.read_text(f"playbooks/{name}"))) for name in ("netflix.toml", "generic.toml")
}


def _places(value: object, path: str = "") -> Iterator[tuple[str, list[object] | Data, str | int]]:
    """Every place in the data: its path, what holds it, and where in that."""
    items: list[tuple[str | int, object]] = []
    if isinstance(value, dict):
        items = list(value.items())
    elif isinstance(value, list):
        items = list(enumerate(value))
    for where, item in items:
        place = f"{path}[{where}]" if isinstance(where, int) else f"{path}.{where}".lstrip(".")
        yield place, cast("list[object] | Data", value), where
        yield from _places(item, place)


PLACES = [(name, number) for name, data in SHIPPED.items() for number, _ in enumerate(_places(data))]


@given(st.sampled_from(PLACES))
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_a_value_of_a_wrong_kind_is_named_wherever_it_stands(place: tuple[str, int]) -> None:
    name, number = place
    data = deepcopy(SHIPPED[name])
    path, holder, where = list(_places(data))[number]
    # A moment in time is right nowhere in a playbook.
    holder[where] = datetime(2026, 1, 2, tzinfo=UTC)  # type: ignore[index]
    with pytest.raises(PlaybookRefused) as caught:
        parse_playbook(tomli_w.dumps(data), name)
    keys = [problem.key for problem in caught.value.problems]
    # A pair like [45, 60] is named as a whole.
    assert path in keys or path.rpartition("[")[0] in keys, keys
    assert str(caught.value).startswith(f"{name}: ")


@given(st.sampled_from(PLACES), st.from_regex(r"zz[a-z]{1,8}", fullmatch=True))
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_an_unknown_key_is_named_wherever_it_stands(place: tuple[str, int], key: str) -> None:
    name, number = place
    data = deepcopy(SHIPPED[name])
    path, holder, where = list(_places(data))[number]
    inside = holder[where]  # type: ignore[index]
    table, table_path = (inside, path) if isinstance(inside, dict) else (data, "")
    table[key] = 1
    with pytest.raises(PlaybookRefused) as caught:
        parse_playbook(tomli_w.dumps(data), name)
    assert [problem.key for problem in caught.value.problems] == [f"{table_path}.{key}".lstrip(".")]


@given(st.text(max_size=200) | st.text(alphabet="[]{}='\"#\n .aks1,-", max_size=200))
@settings(deadline=None)
def test_any_text_is_read_or_refused(text: str) -> None:
    refusal = _refusal(text)
    assert all(problem.sentence.startswith(FILE) for problem in refusal.problems)


def test_written_anew_by_a_toml_writer_a_file_reads_the_same() -> None:
    for name, data in SHIPPED.items():
        again = parse_playbook(tomli_w.dumps(data), name)
        assert again == parse_playbook(assets.read_text(f"playbooks/{name}"), name)
        assert again.facts_about(Topic.NEGOTIATION)
