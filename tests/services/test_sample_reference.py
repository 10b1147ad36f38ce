"""The reference user's search: the facts that screens, pictures and the designs rely on."""

from collections import Counter
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from sample_tools import CLOCK, NOW, opened, read_everything, reference

from netorganizer.domain.application import Application, BoardCard
from netorganizer.domain.card_face import card_face
from netorganizer.domain.clock import format_utc
from netorganizer.domain.interview import Interview
from netorganizer.domain.pipeline import Direction, InterviewStatus, Outcome, Stage, WhoseMove
from netorganizer.services import applications, board, checklists, contacts, interviews, offers, onsite
from netorganizer.services.doctor import examine
from netorganizer.services.sample import SampleCounts, fill_reference
from netorganizer.services.workspace import Workspace
from netorganizer.store.queries.sample import count_rows

LOS_ANGELES = ZoneInfo("America/Los_Angeles")


@pytest.fixture(scope="module")
def noa(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    """The reference user's workspace, to be looked at only."""
    with reference(tmp_path_factory.mktemp("noa") / "home") as workspace:
        yield workspace


def find(workspace: Workspace, company: str, part_of_role: str = "") -> Application:
    (found,) = (
        each
        for each in applications.list_applications(workspace, closed=True)
        if each.company == company and part_of_role in each.role
    )
    return found


def coming(workspace: Workspace, application: Application) -> list[Interview]:
    return [each for each in interviews.list_interviews(workspace, application.id) if each.starts_at > CLOCK.now()]


def cards(workspace: Workspace) -> list[BoardCard]:
    index = board.read_board(workspace)
    return [card for ids in index.columns.values() for card in board.read_cards(workspace, ids)]


def test_the_board_has_eighteen_live_and_ten_closed(noa: Workspace) -> None:
    index = board.read_board(noa)
    assert {stage: len(ids) for stage, ids in index.columns.items()} == {
        Stage.SAVED: 3,
        Stage.RESUME_SCREEN: 6,
        Stage.RECRUITER_CALL: 2,
        Stage.HM_SCREEN: 1,
        Stage.TECHNICAL_SCREEN: 1,
        Stage.ONSITE: 2,
        Stage.HIRING_COMMITTEE: 1,
        Stage.NEGOTIATION: 2,
    }
    assert len(index.closed) == 10


def test_columns_read_as_in_the_pictures(noa: Workspace) -> None:
    shown = {stage.value: [card.company for card in cards(noa) if card.stage is stage] for stage in Stage}
    assert shown == {
        "saved": ["Figma", "Plaid", "Roku"],
        "resume_screen": ["Spotify", "Airbnb", "Stripe", "Zalando", "Shopify", "Notion"],
        "recruiter_call": ["Netflix", "Uber"],
        "hm_screen": ["Datadog"],
        "technical_screen": ["Netflix"],
        "onsite": ["Netflix", "Block"],
        "hiring_committee": ["Snowflake"],
        "negotiation": ["Databricks", "Apple"],
    }


def test_whose_move_adds_up(noa: Workspace) -> None:
    assert Counter(card.whose_move for card in cards(noa)) == {
        WhoseMove.MINE: 5,
        WhoseMove.THEIRS: 9,
        WhoseMove.SCHEDULED: 4,
    }
    assert all(card.next_action for card in cards(noa))


@pytest.mark.parametrize(
    ("company", "part", "days", "badge"),
    [
        ("Figma", "", 2, "Your move"),
        ("Stripe", "", 11, "Waiting 11 days"),
        ("Spotify", "", 30, "Your move"),
        ("Netflix", "Content Platform", 1, "Tomorrow"),
        ("Uber", "", 3, "In 2 days"),
        ("Datadog", "", 4, "Your move"),
        ("Netflix", "Ads", 2, "In 8 days"),
        ("Netflix", "Personalization", 6, "In 14 days"),
        ("Block", "", 1, "Clash"),
        ("Snowflake", "", 13, "Waiting 13 days"),
        ("Databricks", "", 1, "6 days left"),
        ("Apple", "", 3, "Clash"),
    ],
)
def test_cards_say(noa: Workspace, company: str, part: str, days: int, badge: str) -> None:
    (card,) = (each for each in cards(noa) if each.company == company and part in each.role)
    face = card_face(card, CLOCK)
    assert (card.days_in_stage(CLOCK.now()), face.badge and face.badge.text) == (days, badge)


def test_the_recruiter_calls_tomorrow(noa: Workspace) -> None:
    (call,) = coming(noa, find(noa, "Netflix", "Content Platform"))
    assert call.starts_at == datetime(2026, 3, 5, 9, 30, tzinfo=LOS_ANGELES)
    assert (call.zone, call.minutes, [person.name for person in call.panel]) == (
        "America/Los_Angeles",
        30,
        ["Dana Ruiz"],
    )


def test_the_technical_screen_is_on_thursday_the_twelfth(noa: Workspace) -> None:
    (screen,) = coming(noa, find(noa, "Netflix", "Data Engineer"))
    assert (screen.day, screen.stage) == (date(2026, 3, 12), Stage.TECHNICAL_SCREEN)


def test_the_onsite_has_eight_interviews_in_two_rounds_on_two_days(noa: Workspace) -> None:
    loop = coming(noa, find(noa, "Netflix", "Personalization"))
    assert {each.zone for each in loop} == {"America/Los_Angeles"}
    assert Counter((each.day, each.round) for each in loop) == {(date(2026, 3, 18), 1): 5, (date(2026, 3, 19), 2): 3}
    assert all(each.panel for each in loop)
    assert Counter(each.status for each in loop) == {InterviewStatus.CONFIRMED: 6, InterviewStatus.TENTATIVE: 2}
    gaps = [after.starts_at - before.ends_at for before, after in pairwise(loop) if before.day == after.day]
    assert timedelta(minutes=15) in gaps
    assert timedelta(minutes=45) in gaps
    assert min(gaps) >= timedelta()


def test_the_planner_warns_of_the_clocks_and_the_evening(noa: Workspace) -> None:
    warnings = onsite.list_warnings(noa, find(noa, "Netflix", "Personalization").id)
    assert {warning.kind for warning in warnings} == {"clock_change", "hours"}


def test_one_onsite_clashes_with_an_offer_call(noa: Workspace) -> None:
    assert {card.company for card in cards(noa) if card.clashes} == {"Block", "Apple"}
    assert "clash" in {warning.kind for warning in onsite.list_warnings(noa, find(noa, "Block").id)}


def test_two_offers_compete(noa: Workspace) -> None:
    told = {company: offers.list_offers(noa, find(noa, company).id)[0] for company in ("Databricks", "Apple")}
    assert told["Databricks"].deadline_on == date(2026, 3, 10)
    assert (told["Databricks"].trust, told["Apple"].trust, told["Apple"].deadline_on) == ("letter", "verbal", None)
    assert {offer.currency for offer in told.values()} == {"USD"}
    assert all(len(offer.parts) == 4 for offer in told.values())


def test_the_committee_sits_since_the_nineteenth(noa: Workspace) -> None:
    since = find(noa, "Snowflake").stage_since
    assert since.astimezone(CLOCK.zone).date() == date(2026, 2, 19)


def test_a_reply_is_owed_since_monday(noa: Workspace) -> None:
    datadog = find(noa, "Datadog")
    newest = contacts.list_activities(noa, datadog.id)[0]
    assert newest.contact_name.startswith("Priya")
    assert "3 slots" in newest.summary
    assert (newest.direction, newest.promised_by, newest.due_on) == (Direction.IN, WhoseMove.MINE, date(2026, 3, 2))
    assert (datadog.id, date(2026, 3, 2)) in {
        (each.application_id, each.due_on) for each in contacts.list_follow_ups(noa)
    }


def test_four_of_five_resume_tips_are_ticked(noa: Workspace) -> None:
    tips = checklists.list_checklist(noa, find(noa, "Netflix", "Content Platform").id, Stage.RESUME_SCREEN)
    assert [tip.ticked_at is not None for tip in tips] == [True, True, False, True, True]


def test_what_ended_says_how_far_it_got_and_why(noa: Workspace) -> None:
    closed = applications.list_applications(noa, live=False, closed=True)
    assert Counter(each.outcome for each in closed) == {
        Outcome.REJECTED: 6,
        Outcome.GHOSTED: 2,
        Outcome.WITHDRAWN: 1,
        Outcome.DECLINED: 1,
    }
    assert {each.stage for each in closed} == set(Stage) - {Stage.SAVED}
    assert all(each.close_reason for each in closed)


def test_every_table_that_a_screen_draws_has_something(noa: Workspace) -> None:
    empty = {table for table, rows in read_everything(noa).items() if not rows}
    assert empty <= {"own_playbook"}


def test_nobody_real_can_be_reached(noa: Workspace) -> None:
    people = contacts.list_contacts(noa)
    assert {mail.rpartition("@")[2] for each in people for mail in each.emails} == {"example.com", "example.org"}
    assert all("555" in phone for each in people for phone in each.phones)
    links = [each.link for each in interviews.list_interviews(noa)]
    links += [each.url for each in applications.list_applications(noa, closed=True)]
    assert all(".example.com/" in link for link in links if link)


def test_everything_happened_before_now(noa: Workspace) -> None:
    ahead = {"starts_at"}
    for table, rows in read_everything(noa).items():
        stamps = [str(row[name]) for row in rows for name in row.keys() - ahead if name.endswith("_at") and row[name]]
        assert max(stamps, default="") <= NOW, table


def test_the_history_is_lived_in(noa: Workspace) -> None:
    history = noa.history()[::-1]
    assert all(earlier.at <= later.at for earlier, later in pairwise(history))
    assert history[0].at < CLOCK.now() - timedelta(days=90)
    assert len({change.at.date() for change in history}) > 50
    berlin = {change.at.astimezone(CLOCK.zone).hour for change in history}
    assert not berlin & {23, 0, 1, 2, 3, 4, 5, 6}
    for application in applications.list_applications(noa, closed=True):
        first = noa.history(application.id)[-1]
        assert first.label == f"Add {application.name}"
        assert first.at == application.created_at


def test_rows_carry_the_moment_of_their_change(noa: Workspace) -> None:
    everything = read_everything(noa)
    at = {row["id"]: row["at"] for row in everything["change"]}
    born = {
        (row["table_name"], row["row_id"]): at[row["change_id"]]
        for row in everything["change_row"]
        if row["before"] is None
    }
    for table in ("application", "note", "contact", "interview", "story", "offer"):
        assert {row["id"]: row["created_at"] for row in everything[table]} == {
            row_id: moment for (name, row_id), moment in born.items() if name == table
        }


def test_keys_lead_somewhere(noa: Workspace) -> None:
    everything = read_everything(noa)
    shelf = noa.playbooks
    ids = {question.id for playbook in shelf for step in playbook.steps for question in step.questions}
    assert {row["key"] for row in everything["question"] if row["key"]} <= ids
    pillars = {name for playbook in shelf for pillars in playbook.pillars for name in pillars.members}
    assert {row["pillar"] for row in everything["story_pillar"]} <= pillars
    by_id = {row["id"]: shelf.get(str(row["playbook"])) for row in everything["application"]}
    for row in everything["application"]:
        assert row["step"] == "" or by_id[row["id"]].step(str(row["step"])) is not None
    for row in everything["checklist_item"]:
        known = {check.key for check in by_id[row["application_id"]].checklist(Stage(str(row["stage"])))}
        assert row["key"] is None or row["key"] in known


def test_filling_twice_gives_the_same_rows(tmp_path: Path, noa: Workspace) -> None:
    (tmp_path / "again").mkdir()
    with opened(tmp_path / "again") as again:
        fill_reference(again)
        assert read_everything(again) == read_everything(noa)


def test_the_counts_are_what_is_there(noa: Workspace) -> None:
    counts = SampleCounts(*noa.read(count_rows))
    assert counts.applications == len(applications.list_applications(noa, closed=True)) == 28
    assert counts.interviews == len(interviews.list_interviews(noa))
    assert counts.contacts == len(contacts.list_contacts(noa))
    assert counts.changes == len(noa.history())
    # One note lies in the trash.
    assert counts.notes == len(read_everything(noa)["note"]) - 1


def test_the_doctor_finds_nothing(tmp_path: Path) -> None:
    with reference(tmp_path / "home") as workspace:
        pass
    assert examine(workspace.home, CLOCK).problems == ()


def test_the_last_steps_can_be_undone_and_redone(tmp_path: Path) -> None:
    with reference(tmp_path / "home") as workspace:
        before = read_everything(workspace)
        history = workspace.history(limit=40)
        assert [workspace.undo().id for _ in history] == [change.id for change in history]
        figma = find(workspace, "Figma")
        assert checklists.list_checklist(workspace, figma.id, Stage.RESUME_SCREEN)[0].ticked_at is None
        assert coming(workspace, find(workspace, "Netflix", "Content Platform")) == []
        for _ in history:
            workspace.redo()
        after = read_everything(workspace)
        # Calendar entries only ever rise, through undo too.
        assert {**after, "calendar_entry": []} == {**before, "calendar_entry": []}


def test_the_newest_step_is_from_this_morning(noa: Workspace) -> None:
    assert format_utc(noa.history(limit=1)[0].at) == "2026-03-04T08:46:00Z"
    assert noa.undo_label == "Note on Netflix, Software Engineer L5, Content Platform"
