"""The guide to one stage for one role: what the detail panel and the prep pack show."""

from dataclasses import dataclass

from netorganizer.domain.pipeline import Stage
from netorganizer.domain.playbook.parts import (
    Fact,
    InterviewPlan,
    PillarList,
    Question,
    QuestionKind,
    SourceNote,
)
from netorganizer.domain.prep_pack import GuideNote


@dataclass(frozen=True, slots=True)
class Guide:
    """Everything a playbook says about a stage, for one role group, in reading order.

    ``role`` is the role's note, or a gap in words; ``caveat`` says that it varies and belongs on every view;
    ``rounds`` are there where the stage has rounds; ``label`` says whose playbook it is.
    """

    company: str
    label: str
    stage: Stage
    step_name: str
    main_test: Fact
    tested: tuple[Fact, ...]
    length: Fact
    who: Fact
    role: Fact
    tools: tuple[str, ...]
    rounds: tuple[InterviewPlan, ...]
    pillars: tuple[PillarList, ...]
    dos: tuple[Fact, ...]
    donts: tuple[Fact, ...]
    questions: tuple[Question, ...]
    notes: tuple[Fact, ...]
    caveat: Fact
    source: SourceNote

    @property
    def asked(self) -> tuple[Question, ...]:
        """What they may ask."""
        return self._questions(QuestionKind.ASKED)

    @property
    def ask_back(self) -> tuple[Question, ...]:
        """What to ask them."""
        return self._questions(QuestionKind.ASK_BACK)

    @property
    def avoid(self) -> tuple[Question, ...]:
        """What not to ask them."""
        return self._questions(QuestionKind.AVOID)

    def _questions(self, kind: QuestionKind) -> tuple[Question, ...]:
        return tuple(question for question in self.questions if question.kind is kind)


def guide_notes(guide: Guide) -> tuple[GuideNote, ...]:
    """The guide as headed notes for the prep pack; questions are left out, the pack has room of its own."""
    role = (*guide.role.lines, *((f"Tools: {', '.join(guide.tools)}",) if guide.tools else ()))
    notes = [
        _note("What it tests", guide.main_test, *guide.tested),
        _note("How long", guide.length),
        _note("Who", guide.who),
        GuideNote("For your role", role, guide.role.is_gap),
        *(_round_note(plan) for plan in guide.rounds),
        *(GuideNote(f"Pillars: {pillars.name}", pillars.members) for pillars in guide.pillars),
        _note("Do", *guide.dos),
        _note("Don’t", *guide.donts),
        _note("Good to know", *guide.notes),
        _note("It varies", guide.caveat),
    ]
    return tuple(note for note in notes if note.lines)


def _note(heading: str, *facts: Fact) -> GuideNote:
    lines = tuple(line for fact in facts for line in fact.lines)
    return GuideNote(heading, lines, bool(facts) and all(fact.is_gap for fact in facts))


def _round_note(plan: InterviewPlan) -> GuideNote:
    count = f"{plan.count} interviews{' (ours)' if plan.count_is_ours else ''}"
    minutes = f"{plan.minutes} minutes each{' (ours)' if plan.minutes_are_ours else ''}"
    people = tuple(seat.text for seat in plan.seats)
    told = tuple(line for fact in plan.notes for line in fact.lines)
    return GuideNote(f"Round {plan.round}: {plan.title}", (f"{count}, {minutes}", *people, *told))
