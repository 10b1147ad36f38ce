"""What can happen in a sample's diary: each verb does what the person did then, through the services they used."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID, uuid5

from netorganizer.domain.clock import find_zone
from netorganizer.domain.pipeline import (
    Channel,
    Direction,
    InterviewStatus,
    Outcome,
    Relationship,
    RoleGroup,
    Stage,
    WhoseMove,
)
from netorganizer.services import applications, board, checklists, contacts, interviews
from netorganizer.store.documents import keep_content
from netorganizer.store.queries.contacts import find_contact_named

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from netorganizer.domain.application import Application
    from netorganizer.domain.interview import Interview
    from netorganizer.services.interviews import InterviewFields
    from netorganizer.services.sample_diary import Entry, Retelling, Step
    from netorganizer.store.transaction import Transaction

# Calendar programs know an interview by its uid, so a sample filled anew must bring the same ones.
_UIDS = UUID("6b1f3f0e-52a7-4c5e-9a44-0d5d3c1f7a90")


def retell(telling: Retelling, step: Step) -> None:
    """Do one step at its moment. Raises ValueError for a step that the diary's writer got wrong."""
    telling.watch.at = step.at
    telling.application = step.application
    if step.verb not in VERBS:
        raise ValueError(f"{step.application}: nobody knows how to “{step.verb}”")
    VERBS[step.verb](telling, step.entry)
    step.entry.finish()


def _application(telling: Retelling) -> Application:
    return applications.get_application(telling.workspace, telling.application_id)


def _add(telling: Retelling, entry: Entry) -> None:
    telling.application_ids[telling.application] = applications.add_application(
        telling.workspace,
        Stage(entry.text("stage", "saved")),
        entry.text("note", ""),
        company=entry.text("company"),
        role=entry.text("role"),
        role_group=RoleGroup(entry.text("role_group")),
        url=f"https://jobs.example.com/{telling.application}",
        location=entry.text("location"),
        source=entry.text("source"),
    )


def _move(telling: Retelling, entry: Entry) -> None:
    before = telling.application_ids[entry.text("before")] if "before" in entry else None
    board.move_application(telling.workspace, telling.application_id, Stage(entry.text("to")), before)


def _turn(telling: Retelling, entry: Entry) -> None:
    """Whose move it is, and what comes next."""
    applications.edit_application(
        telling.workspace,
        telling.application_id,
        whose_move=WhoseMove(entry.text("whose")),
        next_action=entry.text("next", ""),
        next_on=entry.optional_day("on"),
    )


def _apply(telling: Retelling, entry: Entry) -> None:
    today = telling.watch.clock.today()
    board.move_application(telling.workspace, telling.application_id, Stage.RESUME_SCREEN)
    applications.edit_application(
        telling.workspace,
        telling.application_id,
        applied_on=today,
        whose_move=WhoseMove.THEIRS,
        next_action=entry.text("next", ""),
        next_on=entry.optional_day("on"),
    )


def _star(telling: Retelling, entry: Entry) -> None:  # noqa: ARG001 - nothing more to say
    applications.edit_application(telling.workspace, telling.application_id, starred=True)


def _needs_visa(telling: Retelling, entry: Entry) -> None:  # noqa: ARG001 - nothing more to say
    applications.edit_application(telling.workspace, telling.application_id, needs_sponsorship=True)


def _tag(telling: Retelling, entry: Entry) -> None:
    for tag in entry.texts("tags"):
        applications.add_tag(telling.workspace, telling.application_id, tag)


def _note(telling: Retelling, entry: Entry) -> None:
    applications.add_note(telling.workspace, telling.application_id, entry.text("text").strip())


def _trash_note(telling: Retelling, entry: Entry) -> None:
    wanted = entry.text("starts")
    for note in applications.list_notes(telling.workspace, telling.application_id):
        if note.body.startswith(wanted):
            applications.trash_note(telling.workspace, note.id)


def _close(telling: Retelling, entry: Entry) -> None:
    outcome = Outcome(entry.text("as"))
    board.close_applications(telling.workspace, [telling.application_id], outcome, entry.text("why", ""))


def _contact(telling: Retelling, entry: Entry) -> None:
    contacts.add_contact(
        telling.workspace,
        entry.text("name"),
        company=entry.text("company", ""),
        relationship=Relationship(entry.text("as")),
        emails=entry.texts("emails"),
        phones=entry.texts("phones"),
        zone=entry.text("zone", ""),
        application_id=telling.application_id,
    )


def _find_contact(telling: Retelling, name: str) -> int:
    found = telling.workspace.read(find_contact_named, name, _application(telling).company)
    if found is None:
        raise ValueError(f"{telling.application}: nobody there is called {name}")
    return found


def _log(telling: Retelling, entry: Entry) -> None:
    contacts.log_activity(
        telling.workspace,
        _find_contact(telling, entry.text("with")),
        Channel(entry.text("by")),
        Direction(entry.text("way")),
        entry.text("text"),
        application_id=telling.application_id,
        happened_at=entry.moment("happened", telling.zone) if "happened" in entry else None,
        promised_by=WhoseMove(entry.text("promised")) if "promised" in entry else None,
        due_on=entry.optional_day("due"),
    )


def _followed_up(telling: Retelling, entry: Entry) -> None:
    contact_id = _find_contact(telling, entry.text("with"))
    due = [each for each in contacts.list_follow_ups(telling.workspace) if each.contact_id == contact_id]
    contacts.finish_follow_up(telling.workspace, due[0].id)


def _interview_fields(telling: Retelling, entry: Entry, zone: str) -> InterviewFields:
    is_tentative = entry.text("status", "confirmed") == "tentative"
    return {
        "title": entry.text("title"),
        "starts_at": entry.moment("starts", find_zone(zone)),
        "zone": zone,
        "minutes": entry.whole("minutes"),
        "stage": Stage(entry.text("stage", _application(telling).stage.value)),
        "round": entry.optional_whole("round"),
        "panel": entry.texts("with"),
        "link": entry.text("link", ""),
        "place": entry.text("place", ""),
        "status": InterviewStatus.TENTATIVE if is_tentative else InterviewStatus.CONFIRMED,
    }


def _book(telling: Retelling, tx: Transaction, application: Application, key: str, fields: InterviewFields) -> None:
    name = f"{telling.application}/{key}"
    telling.interview_ids[name] = interviews.insert_interview(tx, application, fields, str(uuid5(_UIDS, name)))


def _interview(telling: Retelling, entry: Entry) -> None:
    application, key = _application(telling), entry.text("key")
    fields = _interview_fields(telling, entry, entry.text("zone", telling.zone.key))
    with telling.workspace.change(f"Add interview “{fields['title']}” at {application.company}") as tx:
        _book(telling, tx, application, key, fields)


def _onsite(telling: Retelling, entry: Entry) -> None:
    application, zone = _application(telling), entry.text("zone", telling.zone.key)
    link, place, status = entry.text("link", ""), entry.text("place", ""), entry.text("status", "confirmed")
    booked: dict[str, InterviewFields] = {}
    for each in entry.entries("interviews"):
        key = each.text("key")
        booked[key] = _interview_fields(telling, each, zone)
        booked[key].update({"link": link, "place": place, "status": InterviewStatus(status)})
        each.finish()
    with telling.workspace.change(f"Plan the on-site of {application.name}") as tx:
        for key, fields in booked.items():
            _book(telling, tx, application, key, fields)


def _find_interview(telling: Retelling, key: str) -> Interview:
    return interviews.get_interview(telling.workspace, telling.interview_ids[f"{telling.application}/{key}"])


def _confirm(telling: Retelling, entry: Entry) -> None:
    for key in entry.texts("interviews"):
        interviews.confirm_interview(telling.workspace, _find_interview(telling, key).id)


def _cancel(telling: Retelling, entry: Entry) -> None:
    interviews.cancel_interview(telling.workspace, _find_interview(telling, entry.text("interview")).id)


def _shift(telling: Retelling, entry: Entry) -> None:
    """Move an interview to another time."""
    interview = _find_interview(telling, entry.text("interview"))
    interviews.move_interview(telling.workspace, interview.id, entry.moment("starts", find_zone(interview.zone)))


def _debrief(telling: Retelling, entry: Entry) -> None:
    """How interviews went: each marked as held, the words with the last."""
    held = [_find_interview(telling, key) for key in entry.texts("interviews")]
    went, words = entry.text("went"), entry.text("text", "")
    what = f"“{held[0].title}”" if len(held) == 1 else f"{len(held)} interviews"
    with telling.workspace.change(f"Debrief {what} at {held[0].company}") as tx:
        for interview in held:
            told = words if interview is held[-1] else ""
            done = InterviewStatus.DONE
            tx.update("interview", interview.id, status=done, went=went, debrief=told, debriefed_at=tx.at)


def _tick(telling: Retelling, entry: Entry) -> None:
    stage = Stage(entry.text("stage", _application(telling).stage.value))
    for key in entry.texts("items"):
        checklists.tick_item(telling.workspace, telling.application_id, key, stage)


def _check_item(telling: Retelling, entry: Entry) -> None:
    checklists.add_item(telling.workspace, telling.application_id, entry.text("text"))


def _document(telling: Retelling, entry: Entry) -> None:
    content = telling.texts[entry.text("content")].encode()
    content_hash = telling.workspace.write_growing(keep_content, content)
    name = entry.text("name")
    with telling.workspace.change(f"Add {name} to {_application(telling).name}") as tx:
        tx.insert(
            "document",
            application_id=telling.application_id,
            kind=entry.text("kind", "resume"),
            name=name,
            label=entry.text("label"),
            media_type="text/plain",
            content_hash=content_hash,
            size_bytes=len(content),
            added_at=tx.at,
            sent_at=tx.at if entry.text("sent", "yes") == "yes" else None,
        )


def _offer(telling: Retelling, entry: Entry) -> None:
    """An offer; amounts are in whole units of a currency that has hundredths."""
    application, trust = _application(telling), entry.text("trust")
    with telling.workspace.change(f"Add an offer of {application.name}") as tx:
        tx.insert(
            "offer",
            application_id=application.id,
            currency=entry.text("currency"),
            base_minor=entry.whole("base") * 100,
            bonus_minor=entry.whole("bonus") * 100,
            equity_per_year_minor=entry.whole("equity_per_year") * 100,
            sign_on_minor=entry.whole("sign_on") * 100,
            level=entry.text("level"),
            deadline_on=entry.optional_day("deadline"),
            trust=trust,
            created_at=tx.at,
        )


def _said(telling: Retelling, entry: Entry) -> None:
    """A figure said to somebody, in whole units of a currency that has hundredths."""
    name = entry.text("to")
    contact_id = _find_contact(telling, name)
    amount, currency = entry.whole("amount") * 100, entry.text("currency")
    with telling.workspace.change(f"Figure said to {name}") as tx:
        of = {"application_id": telling.application_id, "contact_id": contact_id}
        tx.insert("figure_said", amount_minor=amount, currency=currency, said_at=tx.at, **of)


def _story(telling: Retelling, entry: Entry) -> None:
    title = entry.text("title")
    told = {part: entry.text(part, "") for part in ("situation", "task", "action", "result")}
    with telling.workspace.change(f"Add story “{title}”") as tx:
        story_id = tx.insert("story", title=title, created_at=tx.at, **told)
        for pillar, strength in entry.pairs("pillars"):
            tx.insert("story_pillar", story_id=story_id, pillar=pillar, strength=strength)
        for interview in entry.texts("told_at"):
            tx.insert("story_use", story_id=story_id, interview_id=telling.interview_ids[interview])
    telling.story_ids[entry.text("key")] = story_id


def _answer(telling: Retelling, entry: Entry) -> None:
    """An answer to a question of a playbook (``question`` is its id) or to one's own (``text``), rehearsed."""
    key, text = entry.text("question", ""), entry.text("text", "")
    kind, answer, grade = entry.text("kind", "asked"), entry.text("answer", ""), entry.optional_whole("grade")
    asked_at, went = entry.text("asked_at", ""), entry.text("went", "")
    with telling.workspace.change(f"Answer “{text or key}”") as tx:
        question_id = tx.insert("question", key=key or None, text=text, kind=kind, answer=answer, confidence=grade)
        if grade is not None:
            tx.insert("rehearsal", question_id=question_id, rehearsed_at=tx.at, grade=grade)
        if asked_at:
            interview_id = telling.interview_ids[asked_at]
            tx.insert("question_asked", question_id=question_id, interview_id=interview_id, went=went)


VERBS: Mapping[str, Callable[[Retelling, Entry], None]] = {
    "add": _add,
    "move": _move,
    "turn": _turn,
    "apply": _apply,
    "star": _star,
    "needs_visa": _needs_visa,
    "tag": _tag,
    "note": _note,
    "trash_note": _trash_note,
    "close": _close,
    "contact": _contact,
    "log": _log,
    "followed_up": _followed_up,
    "interview": _interview,
    "onsite": _onsite,
    "confirm": _confirm,
    "cancel": _cancel,
    "shift": _shift,
    "debrief": _debrief,
    "tick": _tick,
    "check_item": _check_item,
    "document": _document,
    "offer": _offer,
    "said": _said,
    "story": _story,
    "answer": _answer,
}
