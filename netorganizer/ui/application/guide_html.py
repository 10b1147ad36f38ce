"""The guide to a stage as a document: headings, lists, and a word wherever something is not the source's own."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from netorganizer.domain.clock import format_day
from netorganizer.domain.playbook import Mark
from netorganizer.ui.application.words import translate

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from netorganizer.domain.playbook import Fact, Guide, InterviewPlan, PillarList, Question
    from netorganizer.ui.theme import Look


def guide_html(guide: Guide, role_name: str, look: Look) -> str:
    """The guide in reading order, in the colours and sizes of ``look``. All of its text is escaped."""
    return _Writer(look).write(guide, role_name)


class _Writer:
    """Turns the parts of a guide into paragraphs and lists."""

    def __init__(self, look: Look) -> None:
        self._look = look

    def write(self, guide: Guide, role_name: str) -> str:
        parts = [
            self._lead(guide),
            self._facts(translate("Application", "How long"), [guide.length]),
            self._facts(translate("Application", "Who"), [guide.who]),
            self._role(guide, role_name),
            *(self._round(plan) for plan in guide.rounds),
            *(self._pillars(pillars) for pillars in guide.pillars),
            self._facts(translate("Application", "Do"), guide.dos),
            self._facts(translate("Application", "Don’t"), guide.donts),
            self._questions(translate("Application", "They may ask"), guide.asked),
            self._questions(translate("Application", "Ask them"), guide.ask_back),
            self._questions(translate("Application", "Better not ask"), guide.avoid),
            self._facts(translate("Application", "Good to know"), guide.notes),
            self._varies(guide.caveat),
            self._source(guide),
        ]
        return "".join(parts)

    def _heading(self, words: str) -> str:
        px = self._look.px
        size = f"font-size:{px(13)}px; font-weight:600; margin-top:{px(14)}px; margin-bottom:{px(3)}px"
        return f'<p style="{size}">{escape(words)}</p>'

    def _lead(self, guide: Guide) -> str:
        px = self._look.px
        style = f"font-size:{px(15)}px; font-weight:600; margin-top:0; margin-bottom:{px(4)}px"
        title = f'<p style="{style}">{escape(guide.step_name)}</p>'
        tested = self._list(guide.tested) if guide.tested else ""
        heading = self._heading(translate("Application", "What it tests"))
        return f"{title}{heading}{self._fact(guide.main_test)}{tested}"

    def _facts(self, heading: str, facts: Sequence[Fact]) -> str:
        if not facts:
            return ""
        body = self._fact(facts[0]) if len(facts) == 1 else self._list(facts)
        return self._heading(heading) + body

    def _fact(self, fact: Fact) -> str:
        points = self._items(escape(point) for point in fact.points)
        return self._paragraph(self._words(fact)) + points + self._ours(fact)

    def _list(self, facts: Iterable[Fact]) -> str:
        return self._items(
            self._words(fact) + self._items(escape(point) for point in fact.points) + self._ours(fact) for fact in facts
        )

    def _words(self, fact: Fact) -> str:
        words = escape(fact.text)
        if fact.is_gap:
            color = self._look.theme.text2.name()
            words = f'<i style="color:{color}">{words}</i>{self._mark(translate("Application", "gap"), "waiting")}'
        if Mark.DERIVED in fact.marks:
            words += self._mark(translate("Application", "derived"), "info")
        if Mark.OURS in fact.marks:
            words += self._mark(translate("Application", "ours"), "info")
        if Mark.CONFLICT in fact.marks:
            words += self._mark(translate("Application", "the source contradicts itself"), "warn")
        return words

    def _mark(self, words: str, tone: str) -> str:
        ink, soft = self._look.theme.tone(tone)
        style = f"font-size:{self._look.px(11)}px; font-weight:600; color:{ink.name()}; background-color:{soft.name()}"
        return f' <span style="{style}">&nbsp;{escape(words)}&nbsp;</span>'

    def _ours(self, fact: Fact) -> str:
        if not fact.ours:
            return ""
        return self._paragraph(self._mark(translate("Application", "ours"), "info") + f" {escape(fact.ours)}")

    def _role(self, guide: Guide, role_name: str) -> str:
        heading = translate("Application", "For your role: {role}").format(role=role_name)
        tools = ""
        if guide.tools:
            words = translate("Application", "Tools: {tools}").format(tools=", ".join(guide.tools))
            tools = self._paragraph(escape(words))
        return self._heading(heading) + self._fact(guide.role) + tools

    def _round(self, plan: InterviewPlan) -> str:
        ours = self._mark(translate("Application", "ours"), "info")
        count = translate("Application", "{count} interviews").format(count=plan.count)
        minutes = translate("Application", "{minutes} minutes each").format(minutes=plan.minutes)
        words = (
            escape(count) + (ours if plan.count_is_ours else "") + ", " + escape(minutes)
            + (ours if plan.minutes_are_ours else "")
        )  # fmt: skip
        heading = translate("Application", "Round {number}: {title}").format(number=plan.round, title=plan.title)
        seats = self._items(escape(seat.text) for seat in plan.seats if seat.text)
        return self._heading(heading) + self._paragraph(words) + seats + self._list(plan.notes)

    def _pillars(self, pillars: PillarList) -> str:
        heading = translate("Application", "Pillars: {name}").format(name=pillars.name)
        return self._heading(heading) + self._items(map(escape, pillars.members))

    def _questions(self, heading: str, questions: Sequence[Question]) -> str:
        if not questions:
            return ""
        body, group = "", None
        groups: list[tuple[str, list[Question]]] = []
        for question in questions:
            if question.group != group:
                group = question.group
                groups.append((group, []))
            groups[-1][1].append(question)
        color = self._look.theme.text2.name()
        for name, asked in groups:
            if name and len(groups) > 1:
                body += self._paragraph(f'<span style="color:{color}">{escape(name.capitalize())}</span>')
            body += self._items(escape(question.text) for question in asked)
        return self._heading(heading) + body

    def _varies(self, caveat: Fact) -> str:
        return self._heading(translate("Application", "It varies by team")) + self._fact(caveat)

    def _source(self, guide: Guide) -> str:
        source = guide.source
        whose = f"{guide.company or translate('Application', 'Any company')} ({guide.label})"
        credit = ", ".join(filter(None, (source.title, source.author, source.publisher, format_day(source.dated_on))))
        lines = "<br>".join(escape(line) for line in (whose, credit, source.note) if line)
        style = f"font-size:{self._look.px(12)}px; color:{self._look.theme.text2.name()}"
        return self._heading(translate("Application", "Source")) + f'<p style="{style}">{lines}</p>'

    def _paragraph(self, html: str) -> str:
        return (
            f'<p style="margin-top:0; margin-bottom:{self._look.px(3)}px; line-height:128%">{html}</p>' if html else ""
        )

    def _items(self, items: Iterable[str]) -> str:
        space = self._look.px(3)
        made = "".join(f'<li style="margin-bottom:{space}px; line-height:128%">{item}</li>' for item in items)
        style = f"margin-top:0; margin-bottom:{space}px; -qt-list-indent:1"
        return f'<ul style="{style}">{made}</ul>' if made else ""
