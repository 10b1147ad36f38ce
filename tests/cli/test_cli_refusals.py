"""What cannot be done: exit code 1, one sentence on standard error, nothing on standard output, nothing changed."""

from pathlib import Path

import pytest
from cli_tools import Run, assert_refused, read_everything

from netorganizer.paths import Home

ADD = ("interview", "add", 1, "--title", "T", "--minutes", 30)
LOG = ("contact", "log", 1, "--channel", "call", "--direction", "in", "--summary", "S")

UNKNOWN_IDS = [
    ("application", "show", 99),
    ("application", "edit", 99, "--url", "x"),
    ("application", "tag", 99, "x"),
    ("application", "untag", 1, "absent"),
    ("application", "star", 99),
    ("application", "hold", 99),
    ("application", "move", 99, "onsite"),
    ("application", "move", 1, "onsite", "--before", 99),
    ("application", "close", 99, "declined"),
    ("application", "reopen", 99),
    ("application", "reopen", 1),
    ("application", "trash", 99),
    ("application", "show", -1),
    ("application", "show", "abc"),
    ("application", "show", "99999999999999999999999"),
    ("application", "show", "１"),
    ("trash", "restore", "application", 1),
    ("trash", "restore", "sqlite_master", 1),
    ("interview", "add", 99, *ADD[3:], "--starts", "2027-03-12T09:00"),
    ("interview", "list", 99),
    ("interview", "edit", 99, "--title", "T"),
    ("interview", "move", 99, "--starts", "2027-03-12T09:00"),
    ("interview", "confirm", 99),
    ("interview", "cancel", 99),
    ("onsite", "plan", 99, "--first-day", "2027-03-12"),
    ("calendar", "export", "--application", 99, "-o", "-"),
    ("calendar", "export", "--interview", 99, "-o", "-"),
    ("calendar", "export", "--application", 1, "--onsite-day", 3, "-o", "-"),
    ("calendar", "export", "--day", "2001-01-01", "-o", "-"),
    ("pack", 99, "-o", "-"),
    ("pack", 1, "--interview", 99, "-o", "-"),
    ("pack", 1, "--onsite-day", 9, "-o", "-"),
    ("checklist", 99),
    ("checklist", "tick", 1, "NOPE-1"),
    ("checklist", "tick", 1, "own-99"),
    ("checklist", "untick", 99, "x"),
    ("checklist", "add", 99, "x"),
    ("contact", "show", 99),
    ("contact", "log", 99, *LOG[3:]),
    (*LOG, "--application", 99),
    ("note", 99, "x"),
    ("follow-up", "done", 99),
    ("follow-up", "snooze", 99, "2026-03-09"),
    ("follow-up", "retire", 99),
    ("history", 99),
    ("revert", 99),
    ("redo",),
    ("playbook", "show", "nope"),
    ("playbook", "export", "nope", "-"),
]

IMPOSSIBLE = [
    (("application", "add", "--company", " ", "--role", "R"), "company"),
    (("application", "add", "--company", "C", "--role", "\t\n"), "role"),
    (("application", "edit", 1, "--company", ""), "company"),
    (("application", "add", "--company", "C", "--role", "R", "--stage", "nowhere"), "recruiter_call"),
    (("application", "add", "--company", "C", "--role", "R", "--playbook", "nope"), "generic"),
    (("application", "add", "--company", "C", "--role", "R", "--role-group", "nope"), "data_engineer"),
    (("application", "add", "--company", "C", "--role", "R", "--applied-on", "2026-02-30"), "2026-02-30"),
    (("application", "edit", 1, "--next-on", "soon"), "soon"),
    (("application", "edit", 1, "--whose-move", "nobody"), "theirs"),
    (("application", "move", 1, "Onsite"), "onsite"),
    (("application", "close", 1, "won"), "accepted"),
    (("application", "list", "--stage", "x"), "saved"),
    (("application", "tag", 1, "  "), "tag"),
    ((*ADD, "--starts", "2027-03-14T02:30", "--zone", "America/Los_Angeles"), "-07:00"),
    ((*ADD, "--starts", "2027-03-14T02:30", "--zone", "America/Los_Angeles"), "-08:00"),
    ((*ADD, "--starts", "2027-10-31T02:30"), "+02:00"),
    ((*ADD, "--starts", "2027-10-31T02:30"), "+01:00"),
    ((*ADD, "--starts", "2027-03-12T09:00", "--zone", "Mars/Base"), "Mars/Base"),
    ((*ADD, "--starts", "2027-03-12T09:00", "--zone", "../../etc/passwd"), "IANA"),
    ((*ADD, "--starts", "tomorrow"), "tomorrow"),
    ((*ADD, "--starts", "2027-03-12"), "time of day"),
    ((*ADD, "--starts", "2027-13-12T09:00"), "2027-13-12"),
    ((*ADD, "--starts", "0001-01-01T00:00"), "far"),
    ((*ADD, "--starts", "2027-03-12T09:00", "--stage", "lunch"), "lunch"),
    ((*ADD, "--starts", "2027-03-12T09:00", "--round", 0), "Rounds"),
    ((*ADD, "--starts", "2027-03-12T09:00", "--minutes", 0), "0 minutes"),
    ((*ADD, "--starts", "2027-03-12T09:00", "--minutes", -30), "-30 minutes"),
    ((*ADD, "--starts", "2027-03-12T09:00", "--minutes", 100_000), "100000"),
    ((*ADD, "--starts", "2027-03-12T09:00", "--minutes", "1e3"), "1e3"),
    ((*ADD, "--starts", "2027-03-12T09:00", "--title", " "), "title"),
    ((*ADD, "--starts", "2027-03-12T09:00", "--with", " "), "name"),
    (("interview", "move", 1, "--starts", "2027-03-12T09:00", "--minutes", 0), "0 minutes"),
    (("interview", "move", 1, "--starts", "2027-03-14T02:30"), "does not exist"),
    (("interview", "edit", 1, "--zone", "Nowhere"), "Nowhere"),
    (("onsite", "plan", 1, "--first-day", "2027-03-12", "--days", 3), "1 or 2"),
    (("onsite", "plan", 1, "--first-day", "2027-03-12", "--second-day", "2027-03-11"), "second day"),
    (("onsite", "plan", 1, "--first-day", "12.3.2027"), "12.3.2027"),
    (("onsite", "plan", 1, "--first-day", "2027-03-12", "--start", "25:00"), "25:00"),
    (("onsite", "plan", 1, "--first-day", "2027-03-12", "--zone", "X/Y"), "X/Y"),
    (("pack", 1, "--stage", "x", "-o", "-"), "saved"),
    (("pack", 1, "--paper", "a5", "-o", "-"), "letter"),
    (("contact", "add", "--name", " "), "name"),
    (("contact", "add", "--name", "N", "--relationship", "boss"), "recruiter"),
    (("contact", "add", "--name", "N", "--zone", "X/Y"), "X/Y"),
    ((*LOG, "--channel", "fax"), "email"),
    ((*LOG, "--direction", "up"), "out"),
    ((*LOG, "--promised-by", "scheduled"), "mine"),
    ((*LOG, "--at", "2026-03-29T02:30"), "does not exist"),
    ((*LOG, "--follow-up", "x"), "x"),
    ((*LOG, "--summary", " "), "few words"),
    (("checklist", "add", 1, " "), "checklist item"),
    (("follow-up", "snooze", 1, "2026-02-30"), "2026-02-30"),
    (("--screen", "cellar", "application", "list"), "board"),
    (("application", "add", "--company", "\u200b\u202e", "--role", "R"), "company is empty"),
    (("application", "edit", 1, "--role", "\u2066 \u00a0"), "role is empty"),
    (("--home", "", "application", "list"), "--home"),
    ((*ADD, "--starts", "2027-03-12T09:00", "--zone", ""), "--zone"),
    (("interview", "edit", 1, "--zone", "", "--title", "T"), "--zone"),
    (("onsite", "plan", 1, "--first-day", "2027-03-12", "--zone", ""), "--zone"),
    (("contact", "add", "--name", "N", "--zone", ""), "--zone"),
    (("calendar", "export", "--all", "-o", ""), "file is empty"),
    (("pack", 1, "-o", ""), "file is empty"),
    (("backup", ""), "file is empty"),
    (("restore", ""), "file is empty"),
    (("playbook", "check", ""), "file is empty"),
    (("application", "show", "9" * 19), "too large"),
    (("application", "add", "--company", "caf\udce9", "--role", "R"), "UTF-8"),
    (("note", 1, "caf\udce9"), "UTF-8"),
    (("contact", "add", "--name", "N", "--company", "\udcff"), "UTF-8"),
]


@pytest.mark.parametrize("words", UNKNOWN_IDS, ids=lambda words: " ".join(map(str, words)))
def test_unknown_things_are_refused(run: Run, filled: Home, words: tuple[object, ...]) -> None:
    before = read_everything(filled)
    assert_refused(run(*words))
    assert_refused(run(*words, *([] if "-o" in words or "export" in words else ["--json"])))
    assert read_everything(filled) == before


@pytest.mark.parametrize(("words", "said"), IMPOSSIBLE)
def test_impossible_values_are_refused(run: Run, filled: Home, words: tuple[object, ...], said: str) -> None:
    before = read_everything(filled)
    assert_refused(run(*words), said)
    assert read_everything(filled) == before


def test_a_text_over_10_mb_is_refused(run: Run, filled: Home) -> None:
    before = read_everything(filled)
    assert_refused(run("note", 1, "-", stdin=b"x" * (10 * 1024 * 1024 + 1)), "10 MB")
    assert read_everything(filled) == before
    assert run("note", 1, "-", stdin=b"x" * (10 * 1024 * 1024)).code == 0


def test_a_text_that_is_no_text_is_refused(run: Run, filled: Home) -> None:
    before = read_everything(filled)
    assert_refused(run("note", 1, "-", stdin=b"caf\xe9"), "UTF-8")
    assert read_everything(filled) == before


@pytest.mark.usefixtures("filled")
@pytest.mark.parametrize(
    "words",
    [
        ("calendar", "export", "--all", "-o"),
        ("pack", "1", "-o"),
        ("playbook", "export", "generic"),
        ("backup",),
    ],
)
def test_files_are_never_written_over_nor_into_nowhere(run: Run, tmp_path: Path, words: tuple[str, ...]) -> None:
    file = tmp_path / "there"
    file.write_text("precious")
    assert_refused(run(*words, file), "exists already", "--force")
    assert file.read_text() == "precious"
    assert_refused(run(*words, tmp_path / "no" / "such" / "folder"), "cannot be written")
    assert_refused(run(*words, tmp_path, "--force"), str(tmp_path))
    assert [each.name for each in tmp_path.iterdir()] == ["there"]
    assert run(*words, file, "--force").code == 0
    assert file.read_bytes() != b"precious"


@pytest.mark.usefixtures("filled")
@pytest.mark.parametrize(
    "words", [("restore",), ("restore", "--dry-run"), ("playbook", "check"), ("playbook", "import")]
)
def test_files_that_cannot_be_read_are_refused(run: Run, tmp_path: Path, words: tuple[str, ...]) -> None:
    assert_refused(run(*words, tmp_path / "absent"), "cannot be read")
    assert_refused(run(*words, tmp_path))
    (tmp_path / "garbage").write_bytes(b"\xff\xfe garbage \x00" * 100)
    assert_refused(run(*words, tmp_path / "garbage"), "garbage")
    (tmp_path / "empty").touch()
    assert_refused(run(*words, tmp_path / "empty"), "empty")


LONG = "x" * 5000


@pytest.mark.parametrize(
    "words",
    [
        ("calendar", "export", "--all", "-o", LONG),
        ("pack", "1", "-o", LONG),
        ("playbook", "export", "generic", LONG),
        ("playbook", "check", LONG),
        ("backup", LONG),
        ("restore", LONG),
        ("--home", LONG, "application", "list"),
        ("--home", __file__, "application", "list"),
        ("--home", f"{__file__}/x", "application", "list"),
    ],
)
def test_names_that_can_be_no_file_are_refused(run: Run, filled: Home, words: tuple[str, ...]) -> None:
    before = read_everything(filled)
    assert_refused(run(*words), "cannot be")
    assert read_everything(filled) == before


def test_a_word_that_can_be_no_file_is_wrong_usage(run: Run) -> None:
    assert run(LONG).code == 2


def test_what_never_ends_is_refused(run: Run, filled: Home) -> None:
    before = read_everything(filled)
    assert_refused(run("playbook", "check", "/dev/zero"), "10 MB")
    assert_refused(run("restore", "/dev/zero"), "cannot be read")
    assert read_everything(filled) == before


def test_a_backup_never_goes_over_the_store(run: Run, filled: Home) -> None:
    before = read_everything(filled)
    assert_refused(run("backup", filled.database, "--force"), "your data itself")
    assert read_everything(filled) == before


@pytest.mark.parametrize(
    "words",
    [
        ("application",),
        ("application", "fly"),
        ("application", "show"),
        ("application", "add", "--company", "C"),
        ("application", "list", "--nonsense"),
        ("application", "list", "--al"),
        ("application", "edit", "1"),
        ("application", "move", "1"),
        ("interview", "add", "1", "--title", "T", "--starts", "2027-03-12T09:00"),
        ("interview", "edit", "1"),
        ("calendar", "export", "-o", "-"),
        ("calendar", "export", "--all", "--interview", "1", "-o", "-"),
        ("calendar", "export", "--onsite-day", "1", "-o", "-"),
        ("calendar", "export", "--all"),
        ("calendar", "export", "--all", "-o", "-", "--json"),
        ("pack", "1"),
        ("pack", "1", "-o", "-", "--json"),
        ("backup", "-", "--json"),
        ("playbook", "export", "generic", "-", "--json"),
        ("checklist",),
        ("onsite", "plan", "1"),
        ("onsite", "plan", "1", "--first-day", "2027-03-12", "--days", "1", "--second-day", "2027-03-15"),
        ("pack", "1", "--interview", "1", "--onsite-day", "1", "-o", "-"),
        ("undo", "1"),
        ("today",),
        ("story", "list"),
        ("nonsense",),
        ("--home",),
        ("--nonsense",),
    ],
)
def test_wrong_usage_is_exit_2(run: Run, filled: Home, words: tuple[str, ...]) -> None:
    before = read_everything(filled)
    result = run(*words)
    assert (result.code, result.out) == (2, b"")
    assert "netorganizer" in result.err
    assert "Traceback" not in result.err
    assert read_everything(filled) == before
