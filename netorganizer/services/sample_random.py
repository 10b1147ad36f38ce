"""A random search of any size that looks like one, all of it in one change."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from random import Random
from typing import TYPE_CHECKING
from uuid import UUID
from zoneinfo import ZoneInfo

from netorganizer.domain.pipeline import (
    STAGE_NAMES,
    Channel,
    Direction,
    InterviewStatus,
    Outcome,
    Relationship,
    Stage,
    WhoseMove,
)
from netorganizer.services.board import RANK_GAP, first_step_key
from netorganizer.services.sample_diary import WalkingWatch, read_sample
from netorganizer.services.sample_random_steps import make_steps
from netorganizer.services.workspace import open_workspace
from netorganizer.store.queries.sample import write_quickly

if TYPE_CHECKING:
    from netorganizer.domain.clock import Clock
    from netorganizer.paths import Home
    from netorganizer.services.workspace import Workspace
    from netorganizer.store.transaction import Transaction

_PLAYBOOK = "generic"
_LIVE_STAGES = (18, 40, 14, 9, 8, 5, 3, 3)  # per cent of the live applications in each stage
_CLOSED_STAGES = (2, 50, 16, 10, 10, 8, 2, 2)
_OUTCOMES = {Outcome.ACCEPTED: 1, Outcome.DECLINED: 4, Outcome.REJECTED: 60, Outcome.WITHDRAWN: 10, Outcome.GHOSTED: 25}
_CLOSED_SHARE = 0.36
_STEPS_DAYS = 7  # the single steps fall into the last week, all else happened before
_MOST_COMING = 60  # nobody has more interviews before them, however many applications
_TALKING = (Stage.RECRUITER_CALL, Stage.HM_SCREEN, Stage.TECHNICAL_SCREEN, Stage.ONSITE, Stage.NEGOTIATION)


@dataclass(frozen=True, slots=True)
class RandomSize:
    """How much there shall be; ``changes`` are the steps of the history, the first of which brings everything."""

    applications: int
    notes: int
    changes: int


def make_random(home: Home, clock: Clock, size: RandomSize, seed: int) -> None:
    """Write a random search into the new home ``home``. Its days end with yesterday, as ``clock`` sees it."""
    today = clock.today()
    midnight = datetime.combine(today, time(), clock.zone).astimezone(UTC)
    watch = WalkingWatch(clock.zone_name)
    watch.at = midnight - timedelta(days=_STEPS_DAYS)
    random = Random(seed)  # noqa: S311 - nothing to keep secret
    workspace = open_workspace(home, watch.clock)
    try:
        workspace.read(write_quickly)
        with workspace.change(f"Fill with {size.applications:,} random applications") as tx:
            _Filler(workspace, tx, random, today).fill(size)
        make_steps(workspace, watch, random, size.changes - 1, _STEPS_DAYS)
    finally:
        workspace.close()


@dataclass(frozen=True, slots=True)
class _Made:
    """What the other rows of an application need to know of it."""

    id: int
    company: str
    stage: Stage
    is_live: bool
    created_at: datetime
    ended_at: datetime


class _Filler:
    def __init__(self, workspace: Workspace, tx: Transaction, random: Random, today: date) -> None:
        self._tx, self._random, self._today = tx, random, today
        words = read_sample("random")
        self._roles = words.pairs("roles")
        self._words = {name: words.texts(name) for name in _LISTS}
        self._steps = {stage: first_step_key(workspace, _PLAYBOOK, stage) for stage in Stage}
        self._ranks = dict.fromkeys(Stage, 0)
        self._coming = 0

    def fill(self, size: RandomSize) -> None:
        made = [self._add_application() for _ in range(size.applications)]
        for application in made:
            self._add_tags(application)
            contact_id = self._add_contact(application) if self._happens(0.3) else None
            self._add_interviews(application, contact_id)
        for _ in range(size.notes):
            self._add_note(self._random.choice(made))

    def _word(self, name: str) -> str:
        return self._random.choice(self._words[name])

    def _happens(self, share: float) -> bool:
        return self._random.random() < share

    def _between(self, start: datetime, end: datetime) -> datetime:
        return start + timedelta(seconds=int((end - start).total_seconds() * self._random.random()))

    def _add_application(self) -> _Made:
        is_live = not self._happens(_CLOSED_SHARE)
        stage = self._random.choices(list(Stage), _LIVE_STAGES if is_live else _CLOSED_STAGES)[0]
        created_at = self._tx.at - timedelta(minutes=self._random.randint(1, (60 if is_live else 400) * 24 * 60))
        stage_since = self._between(created_at, self._tx.at) if stage is not Stage.SAVED else created_at
        closed_at = self._between(stage_since, self._tx.at)
        group, role = self._random.choice(self._roles)
        company = f"{self._word('company_first')} {self._word('company_last')}"
        self._ranks[stage] += RANK_GAP
        application_id = self._tx.insert(
            "application",
            company=company,
            role=f"{self._word('levels')}{role}, {self._word('teams')}",
            playbook=_PLAYBOOK,
            role_group=group,
            stage=stage,
            step=self._steps[stage],
            rank=self._ranks[stage],
            outcome=None if is_live else self._random.choices(list(_OUTCOMES), list(_OUTCOMES.values()))[0],
            closed_at=None if is_live else closed_at,
            close_reason="" if is_live else self._word("reasons"),
            on_hold=is_live and self._happens(0.03),
            starred=self._happens(0.08),
            location=self._word("locations"),
            source=self._word("sources"),
            url=f"https://jobs.example.com/{self._random.getrandbits(32):08x}",
            applied_on=None if stage is Stage.SAVED else created_at.date(),
            created_at=created_at,
            stage_since=stage_since,
            **self._next(is_live),
        )
        return _Made(application_id, company, stage, is_live, created_at, self._tx.at if is_live else closed_at)

    def _next(self, is_live: bool) -> dict[str, str | date | None]:
        """Whose move it is, and what comes next on most cards."""
        if not is_live:
            return {}
        whose = self._random.choices((WhoseMove.MINE, WhoseMove.THEIRS, WhoseMove.NONE), (25, 60, 15))[0]
        if not self._happens(0.7):
            return {"whose_move": whose}
        next_on = self._today + timedelta(days=self._random.randint(-3, 21))
        return {"whose_move": whose, "next_action": self._word("actions"), "next_on": next_on}

    def _add_tags(self, application: _Made) -> None:
        if self._happens(0.25):
            for tag in self._random.sample(self._words["tags"], self._random.randint(1, 2)):
                self._tx.insert("application_tag", application_id=application.id, tag=tag)

    def _add_contact(self, application: _Made) -> int:
        first, last = self._word("first_names"), self._word("last_names")
        as_recruiter = Relationship.RECRUITER
        contact_id = self._tx.insert(
            "contact",
            name=f"{first} {last}",
            company=application.company,
            relationship=as_recruiter,
            zone=self._word("zones"),
            created_at=self._between(application.created_at, application.ended_at),
        )
        address = f"contact{contact_id}@example.com"
        self._tx.insert("contact_handle", contact_id=contact_id, kind="email", value=address)
        of = {"application_id": application.id, "contact_id": contact_id}
        self._tx.insert("application_contact", relationship=as_recruiter, **of)
        for _ in range(self._random.randint(0, 3)):
            self._add_activity(application, contact_id)
        return contact_id

    def _add_activity(self, application: _Made, contact_id: int) -> None:
        due_on = self._today + timedelta(days=self._random.randint(-2, 14))
        is_promise = application.is_live and self._happens(0.2)
        of = {"application_id": application.id, "contact_id": contact_id}
        activity_id = self._tx.insert(
            "activity",
            channel=self._random.choice(list(Channel)),
            direction=self._random.choice(list(Direction)),
            summary=self._word("summaries"),
            happened_at=self._between(application.created_at, application.ended_at),
            promised_by=WhoseMove.MINE if is_promise else None,
            due_on=due_on if is_promise else None,
            **of,
        )
        if is_promise:
            self._tx.insert("follow_up", activity_id=activity_id, due_on=due_on, why=self._word("actions"), **of)

    def _add_interviews(self, application: _Made, contact_id: int | None) -> None:
        stages = [stage for stage in _TALKING if stage.number <= application.stage.number]
        for stage in stages[:-1]:
            if self._happens(0.6):
                day = self._between(application.created_at, application.ended_at).date()
                self._add_interview(application, stage, day, contact_id, InterviewStatus.DONE)
        if stages and application.is_live and self._coming < _MOST_COMING and self._happens(0.6):
            self._coming += 1
            day = self._today + timedelta(days=self._random.randint(1, 28))
            status = self._random.choices((InterviewStatus.CONFIRMED, InterviewStatus.TENTATIVE), (4, 1))[0]
            self._add_interview(application, stages[-1], day, contact_id, status)
            self._tx.update("application", application.id, whose_move=WhoseMove.SCHEDULED)

    def _add_interview(
        self, application: _Made, stage: Stage, day: date, contact_id: int | None, status: InterviewStatus
    ) -> None:
        zone = self._word("zones")
        day -= timedelta(days=max(0, day.weekday() - 4)) if status is InterviewStatus.DONE else timedelta()
        at = time(self._random.randint(9, 16), self._random.choice((0, 30)))
        is_done = status is InterviewStatus.DONE
        interview_id = self._tx.insert(
            "interview",
            uid=str(UUID(int=self._random.getrandbits(128), version=4)),
            application_id=application.id,
            stage=stage,
            title=STAGE_NAMES[stage],
            starts_at=datetime.combine(day, at, ZoneInfo(zone)),
            zone=zone,
            minutes=self._random.choice((30, 45, 45, 60)),
            link="https://meet.example.com/room" if self._happens(0.7) else "",
            status=status,
            went=self._random.choice(("well", "well", "mixed", "badly")) if is_done else None,
            created_at=application.created_at,
        )
        if contact_id is not None:
            self._tx.insert("interview_panel", interview_id=interview_id, contact_id=contact_id)

    def _add_note(self, application: _Made) -> None:
        body = " ".join(self._random.sample(self._words["sentences"], self._random.randint(1, 4)))
        at = self._between(application.created_at, application.ended_at)
        self._tx.insert("note", application_id=application.id, body=body, created_at=at, updated_at=at)


_LISTS = (
    *("company_first", "company_last", "levels", "teams", "sources", "locations", "tags", "zones"),
    *("first_names", "last_names", "sentences", "actions", "summaries", "reasons"),
)
