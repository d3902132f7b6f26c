"""What a person decided of a candidate: in their own words, after they read the report. Nothing here proposes one."""

import re
from typing import Final

from progrez_desktop.core.candidate_code import as_printed
from progrez_desktop.core.duty import day_of
from progrez_desktop.core.errors import UsageFault
from progrez_desktop.core.model.decision import Decision, Terms
from progrez_desktop.core.model.registry import Row
from progrez_desktop.core.retention import DAY_MS
from progrez_desktop.core.services.recruiting import roles, typed
from progrez_desktop.core.services.recruiting.candidates import candidate
from progrez_desktop.core.services.recruiting.reader import reader
from progrez_desktop.core.services.registry_deps import RegistryDeps
from progrez_desktop.core.words import Words

LONGEST_DECISION, LONGEST_REASON, LONGEST_BASIS = 300, 4000, 500
USUAL_DAYS: Final = 183
"""Half a year: so long logs of such a system are kept at least (AI Act, article 26(6))."""
MOST_DAYS: Final = 3653
_SCORE = re.compile(
    r"\bstens?\b|\bpercentiel|\bpercentile"  # what a scale is called
    r"|\b(?:10|[1-9])\s*[-–]\s*(?:10|[1-9])\b"  # a margin
    r"|\b(?:10|[0-9])[.,][0-9]\b"
    r"|\b(?:10|[1-9])\s*(?:/|van de|out of|of)\s*10\b"
    r"|\bscor\w*\D{0,20}\b(?:10|[1-9])\b",
    re.IGNORECASE,
)


def terms(deps: RegistryDeps, words: Words) -> Terms:
    """Return on what decisions are kept here, and for how long, unless a person says otherwise at one."""
    return deps.store.decisions.terms() or Terms(words("decision.basis.usual"), USUAL_DAYS)


def set_terms(deps: RegistryDeps, basis: str, days: int) -> Terms:
    """Say it for the whole organisation, from now on.

    Raises:
        UsageFault: "decision_no_basis", "desk_text_long", "decision_days".
    """
    new = _terms(basis, days)
    with deps.store.transaction():
        deps.store.decisions.put_terms(new)
        deps.note("decision_terms_set", None, days=str(days))
    return new


def quotes_a_score(text: str) -> bool:
    """Return whether something in a text looks like a score: a decision record has none, or it outlives its grant."""
    return bool(_SCORE.search(text))


def check_open(deps: RegistryDeps, release_id: str) -> Row:
    """Return whom somebody may decide of, who could have read what they decide on.

    Raises:
        UsageFault: "registry_no_such_release"; "role_not_locked"; "report_not_opened": neither page nor report was,
            in the version that is here; "reader_unnamed".
    """
    row = candidate(deps, release_id)
    roles.is_locked_for(deps, row.assessment)
    if not deps.store.decisions.was_opened(release_id):
        raise UsageFault("report_not_opened")
    reader(deps)
    return row


def decide(
    deps: RegistryDeps,
    release_id: str,
    decision: str,
    reason: str,
    kept: Terms,
    *,
    role_id: str | None = None,
    quotes_anyway: bool = False,
) -> Decision:
    """Keep what a person decided.

    Args:
        kept: On what, and for how many days.
        role_id: Of the roles of this procedure; the one that was locked last where none is named.
        quotes_anyway: Somebody was warned that the text looks as if it quoted a score, and meant it.

    Raises:
        UsageFault: As `check_open`; "decision_empty", "decision_no_reason", "decision_no_basis", "desk_text_long",
            "decision_days"; "decision_quotes_score"; "no_such_role".
    """
    row = check_open(deps, release_id)
    decision = typed.text(decision, "decision_empty", LONGEST_DECISION)
    reason = typed.text(reason, "decision_no_reason", LONGEST_REASON)
    kept = _terms(kept.basis, kept.days)
    if not quotes_anyway and any(map(quotes_a_score, (decision, reason, kept.basis))):
        raise UsageFault("decision_quotes_score")
    now = deps.mark_ms()
    of_procedure = roles.roles_of(deps, row.assessment)
    role = next((one for one in of_procedure if role_id in (None, one.id)), None)
    if role is None:
        raise UsageFault("no_such_role")
    new = Decision(
        id=deps.new_id(),
        release_id=release_id,
        code=row.code,
        role_id=role.id,
        role=role.name,
        decision=decision,
        reason=reason,
        basis=kept.basis,
        by=reader(deps).name,
        at_ms=now,
        until_ms=now + kept.days * DAY_MS,
    )
    with deps.store.transaction():
        deps.store.decisions.put(new)
        deps.note("decision_made", release_id)
    return new


def every(deps: RegistryDeps) -> tuple[Decision, ...]:
    """Return all decisions whose date has not passed, the newest first."""
    return deps.store.decisions.all(deps.mark_ms())


def of_release(deps: RegistryDeps, release_id: str) -> tuple[Decision, ...]:
    """Return what was decided of one release, the newest first."""
    return tuple(one for one in every(deps) if one.release_id == release_id)


def decision(deps: RegistryDeps, decision_id: str) -> Decision:
    """Return one decision.

    Raises:
        UsageFault: "no_such_decision": not here, or over.
    """
    found = deps.store.decisions.one(decision_id, deps.mark_ms())
    if found is None:
        raise UsageFault("no_such_decision")
    return found


def named(deps: RegistryDeps, start: str) -> Decision:
    """Return the one decision whose number, or whose candidate's code, somebody typed the beginning of.

    Raises:
        UsageFault: "no_such_decision", "which_decision".
    """
    found, code = every(deps), as_printed(start)
    asked = code if any(one.code == code for one in found) else start
    return typed.meant(asked, found, lambda one: (one.id, one.code), "no_such_decision", "which_decision")


def disclosed(deps: RegistryDeps, decision_id: str, words: Words) -> bytes:
    """Return a decision as a paper for its person, who asked for it.

    Raises:
        UsageFault: "no_such_decision".
    """
    from progrez_desktop.core.documents.letter import Letter, Part, render_letter

    one, now = decision(deps, decision_id), deps.clock.now_ms()
    with deps.store.transaction():
        deps.note("decision_disclosed", one.release_id)
    facts = {
        "code": one.code,
        "role": one.role,
        "by": one.by,
        "at": words.date(one.at_ms),
        "basis": one.basis,
        "until": words.date(one.until_ms),
    }
    letter = deps.store.decisions.letter(decision_id, deps.mark_ms())
    parts = {"decision": one.decision, "reason": one.reason, **({"letter": letter.text} if letter else {})}
    paper = Letter(
        title=words("decision.paper.title"),
        lead=words("decision.paper.lead"),
        facts=tuple((words(f"decision.paper.{name}"), told) for name, told in facts.items()),
        parts=tuple(Part(words(f"decision.paper.{name}"), tuple(told.split("\n"))) for name, told in parts.items()),
        language=words.language,
        foot=one.by,
        made=day_of(now),
    )
    return render_letter(paper)


def _terms(basis: str, days: int) -> Terms:
    if not 1 <= days <= MOST_DAYS:
        raise UsageFault("decision_days", most=MOST_DAYS)
    return Terms(typed.text(basis, "decision_no_basis", LONGEST_BASIS), days)
