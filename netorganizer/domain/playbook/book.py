"""One company's hiring process, and the questions that the rest of the program asks it."""

from collections.abc import Mapping
from dataclasses import dataclass

from netorganizer.domain.pipeline import STAGE_NAMES, RoleGroup, Stage
from netorganizer.domain.playbook.guide import Guide
from netorganizer.domain.playbook.parts import (
    Advice,
    Fact,
    Figure,
    FollowUpRule,
    InterviewDefaults,
    InterviewPlan,
    Mark,
    PillarList,
    PlaybookCheck,
    SourceNote,
    Span,
    Step,
    Topic,
)

# Ours, where a playbook plans no interview for a stage.
_UNPLANNED_MINUTES = 30


@dataclass(frozen=True, slots=True)
class Playbook:
    """A company's process as data. ``company`` is empty for one that fits any company.

    ``label`` says in a word or two whose knowledge it is ("public guide", "ours"); ``gap`` and ``role_gap``
    are the words for what its source leaves open; ``caveat`` is shown with every stage; ``file`` is the name
    it was read from.
    """

    key: str
    company: str
    aliases: tuple[str, ...]
    label: str
    file: str
    source: SourceNote
    gap: str
    role_gap: str
    caveat: Fact
    steps: tuple[Step, ...]
    pillars: tuple[PillarList, ...]
    advice: tuple[Advice, ...]
    follow_ups: tuple[FollowUpRule, ...]
    facts: Mapping[Topic, tuple[Fact, ...]]

    @property
    def name(self) -> str:
        """What a list of playbooks calls it."""
        return f"{self.company or 'Any company'} ({self.label})"

    def steps_of(self, stage: Stage) -> tuple[Step, ...]:
        """The company's own steps in this stage, in order; none where its process has no such stage."""
        return tuple(step for step in self.steps if step.stage is stage)

    def first_step(self, stage: Stage) -> Step | None:
        """Where a card that comes to this stage starts."""
        return next(iter(self.steps_of(stage)), None)

    def step(self, key: str) -> Step | None:
        """The step with this key."""
        return next((step for step in self.steps if step.key == key), None)

    def facts_about(self, topic: Topic) -> tuple[Fact, ...]:
        """What it says about the company, in the source's order."""
        return self.facts.get(topic, ())

    def figure(self, fact_id: str, what: str) -> Figure | None:
        """The number called ``what`` in the fact ``fact_id`` among the facts about the company."""
        for facts in self.facts.values():
            for fact in facts:
                if fact.id == fact_id:
                    return next((figure for figure in fact.figures if figure.what == what), None)
        return None

    def pillars_of(self, stage: Stage) -> tuple[PillarList, ...]:
        """The pillar lists that belong to this stage."""
        return tuple(pillars for pillars in self.pillars if pillars.stage is stage)

    def follow_ups_of(self, stage: Stage) -> tuple[FollowUpRule, ...]:
        """The follow-up rules for this stage, those for any stage included."""
        return tuple(rule for rule in self.follow_ups if not rule.stages or stage in rule.stages)

    def plans_of(self, stage: Stage) -> tuple[InterviewPlan, ...]:
        """The interviews this stage usually has, one plan for each round."""
        return tuple(plan for step in self.steps_of(stage) for plan in step.plans)

    def checklist(self, stage: Stage) -> tuple[PlaybookCheck, ...]:
        """The stage's checklist: a step's own checks, else its dos and don'ts. Keys are unique in it."""
        checks = [check for step in self.steps_of(stage) for check in self._checks_of(step)]
        return tuple({check.key: check for check in checks}.values())

    def interview_defaults(
        self, stage: Stage, round: int | None = None, role_group: RoleGroup = RoleGroup.OTHER
    ) -> InterviewDefaults:
        """What a new interview of this stage starts with.

        Without a round it is the stage's first; a round that the playbook doesn't know is like its last.
        Minutes that the source gives for one role group only are its own there and ours elsewhere.
        """
        plans = self.plans_of(stage)
        if not plans:
            return _unplanned(stage)
        wanted = [plan for plan in plans if round is None or plan.round == round]
        plan = wanted[0] if wanted else plans[-1]
        for step in self.steps_of(stage):
            note = step.role_note(role_group)
            if note is not None and note.minutes is not None:
                return _defaults(plan, note.minutes, minutes_are_ours=False)
        return _defaults(plan, plan.minutes, minutes_are_ours=plan.minutes_are_ours)

    def guide(self, stage: Stage, role_group: RoleGroup, step_key: str = "") -> Guide:
        """The guide to ``stage`` for a role group; of the step ``step_key`` where several share the stage."""
        steps = self.steps_of(stage)
        step = next((step for step in steps if step.key == step_key), self.first_step(stage))
        if step is None:
            step = self._gap_step(stage)
        note = step.role_note(role_group)
        return Guide(
            company=self.company,
            label=self.label,
            stage=stage,
            step_name=step.name,
            main_test=step.main_test,
            tested=step.tested,
            length=step.length,
            who=step.who,
            role=note.fact if note else self._role_gap(step, role_group),
            tools=note.tools if note else (),
            rounds=tuple(plan for plan in step.plans if plan.round is not None),
            pillars=self.pillars_of(stage),
            dos=self._advice_of(step, is_do=True),
            donts=self._advice_of(step, is_do=False),
            questions=step.questions,
            notes=(*step.notes, *(fact for topic in step.topics for fact in self.facts_about(topic))),
            caveat=self.caveat,
            source=self.source,
        )

    def _checks_of(self, step: Step) -> tuple[PlaybookCheck, ...]:
        if step.checks:
            return step.checks
        facts = (*self._advice_of(step, is_do=True), *self._advice_of(step, is_do=False))
        return tuple(PlaybookCheck(fact.id, fact.text, fact.points, fact.marks) for fact in facts)

    def _advice_of(self, step: Step, *, is_do: bool) -> tuple[Fact, ...]:
        return tuple(advice.fact for advice in self.advice if advice.is_do is is_do and step.key in advice.steps)

    def _role_gap(self, step: Step, group: RoleGroup) -> Fact:
        fact_id = next((note.fact.id for note in step.roles if group in note.groups), step.id)
        return self._gap(fact_id, self.role_gap)

    def _gap_step(self, stage: Stage) -> Step:
        gap = self._gap(stage.value, self.gap)
        name = STAGE_NAMES[stage]
        return Step(stage.value, stage.value, name, stage, gap, gap, gap, (), (), (), (), (), (), ())

    def _gap(self, fact_id: str, text: str) -> Fact:
        return Fact(fact_id, text, self.source, frozenset({Mark.GAP}))


def _defaults(plan: InterviewPlan, minutes: Span, *, minutes_are_ours: bool) -> InterviewDefaults:
    return InterviewDefaults(
        title=plan.title,
        minutes=min(max(plan.default_minutes, minutes.low), minutes.high),
        minutes_range=minutes,
        count=plan.default_count,
        count_range=plan.count,
        panel=plan.seats,
        minutes_are_ours=minutes_are_ours,
        count_is_ours=plan.count_is_ours,
    )


def _unplanned(stage: Stage) -> InterviewDefaults:
    minutes = Span(_UNPLANNED_MINUTES, _UNPLANNED_MINUTES)
    return InterviewDefaults(
        title=STAGE_NAMES[stage],
        minutes=_UNPLANNED_MINUTES,
        minutes_range=minutes,
        count=1,
        count_range=Span(1, 1),
        panel=(),
        minutes_are_ours=True,
        count_is_ours=True,
    )
