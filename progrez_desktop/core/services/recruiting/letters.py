"""The letter that explains a decision to its person (AI Act, article 86): drafted from the log, edited by hand.

Headings of the text begin with "# ", and an empty line parts its paragraphs. No number of a score is put into it.
"""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Final

from progrez_desktop.core.duty import day_of
from progrez_desktop.core.errors import UsageFault
from progrez_desktop.core.model.decision import Decision, ExplanationLetter
from progrez_desktop.core.services import registry_online, registry_reads
from progrez_desktop.core.services.recruiting import decisions, typed
from progrez_desktop.core.services.recruiting.reader import reader
from progrez_desktop.core.services.registry_deps import RegistryDeps
from progrez_desktop.core.services.registry_reads import LONGEST_MESSAGE
from progrez_desktop.core.words import LANGUAGES, Words

if TYPE_CHECKING:
    from progrez_desktop.core.documents.letter import Letter
    from progrez_desktop.core.model.assessment import Skill
    from progrez_desktop.core.model.registry import Row
    from progrez_desktop.core.model.role import RoleProfile, Want

LONGEST_LETTER: Final = 20_000
_HEADING: Final = "# "
_PART: Final = LONGEST_MESSAGE - len("(20/20)\n\n")
_PARTS: Final = ("decided", "computer", "elements", "people", "disagree", "kept")
_FITS: Final = ("likely_meets", "uncertain", "likely_below", "likely_above")


def draft(deps: RegistryDeps, decision_id: str, skills: "Sequence[Skill]", words: Words) -> str:
    """Return what the log has to say of a decision; it is kept nowhere, and leaves nowhere.

    How scores lie to what was asked for is in it only while the profile is here.

    Raises:
        UsageFault: "no_such_decision".
    """
    one = decisions.decision(deps, decision_id)
    row = _profile(deps, one)
    role = deps.store.roles.role(one.role_id)
    parts = (
        _decided(one, words),
        [words("letter.computer")],
        list(_elements(role, row, skills, words)),
        list(_people(deps, one, words, is_here=row is not None)),
        list(_disagree(_organisation(deps, words), words, is_here=row is not None)),
        [words("letter.kept", basis=one.basis, until=words.date(one.until_ms))],
    )
    told = [words("letter.title", role=one.role), words("letter.lead", code=one.code)]
    for name, lines in zip(_PARTS, parts, strict=True):
        told += [_HEADING + words(f"letter.heading.{name}"), *lines]
    return "\n\n".join([*told, words("letter.end", by=one.by, organisation=_organisation(deps, words))])


def kept(deps: RegistryDeps, decision_id: str) -> ExplanationLetter | None:
    """Return the letter as it was kept last; None where there is none, or it went with the profile.

    Raises:
        UsageFault: "no_such_decision".
    """
    decisions.decision(deps, decision_id)
    return deps.store.decisions.letter(decision_id, deps.mark_ms())


def keep(
    deps: RegistryDeps, decision_id: str, text: str, skills: "Sequence[Skill]", words: Words, *, looked_at: bool
) -> ExplanationLetter:
    """Keep a letter as a person edited it, in the place of the one before.

    Args:
        words: Of the language that it is in where neither its headings nor the letter of before say another.
        looked_at: Somebody says that they read it; without that, what is as it was drafted is not kept.

    Raises:
        UsageFault: "no_such_decision", "letter_empty", "desk_text_long", "letter_not_looked_at", "reader_unnamed";
            "letter_says_scores": it was drafted before the profile went.
    """
    one = decisions.decision(deps, decision_id)
    text = typed.text(text, "letter_empty", LONGEST_LETTER)
    drafts = (draft(deps, decision_id, skills, Words(language)) for language in LANGUAGES)
    if not looked_at and any(text == drafted.strip() for drafted in drafts):
        raise UsageFault("letter_not_looked_at")
    before = kept(deps, decision_id)
    language = _language_of(text, before.language if before else words.language)
    letter = ExplanationLetter(decision_id, language, text, reader(deps).name, deps.clock.now_ms())
    is_here = check_says_no_more(deps, decision_id, text)
    with deps.store.transaction():
        deps.store.decisions.put_letter(letter, one.release_id if is_here else None)
        deps.note("letter_kept", one.release_id)
    return letter


def check_says_no_more(deps: RegistryDeps, decision_id: str, text: str) -> bool:
    """Return whether the profile is here; where it is not, a letter says nothing of its scores any more.

    Raises:
        UsageFault: "no_such_decision"; "letter_says_scores".
    """
    one = decisions.decision(deps, decision_id)
    is_here = _profile(deps, one) is not None
    if not is_here and _says_scores(_without_record(text, one)):
        raise UsageFault("letter_says_scores")
    return is_here


def paper(deps: RegistryDeps, decision_id: str) -> bytes:
    """Return the kept letter as a PDF, and note that it was handed over.

    Raises:
        UsageFault: "no_such_decision", "letter_not_kept".
    """
    from progrez_desktop.core.documents.letter import render_letter

    one, letter = _ready(deps, decision_id)
    with deps.store.transaction():
        _hand_over(deps, one, "pdf")
    return render_letter(_document(letter))


def sent_ms(deps: RegistryDeps, decision_id: str) -> int | None:
    """Return when a letter on a decision was sent as a message last; None where none was.

    Raises:
        UsageFault: "no_such_decision".
    """
    one = decisions.decision(deps, decision_id)
    return deps.store.decisions.sent_ms(one.id, one.release_id)


def send(deps: RegistryDeps, decision_id: str, *, again: bool = False) -> int:
    """Send the kept letter as a message, or as some that are numbered; it goes with the next fetch.

    Args:
        again: Somebody was told that one was sent before, and wants it to go once more.

    Returns:
        When that was.

    Raises:
        UsageFault: "no_such_decision", "letter_not_kept"; "letter_sent_before"; and as `registry_reads.messages`.
    """
    one, letter = _ready(deps, decision_id)
    if not again and sent_ms(deps, decision_id) is not None:
        raise UsageFault("letter_sent_before")
    parts = _in_messages(letter.text)
    registry_reads.messages(deps, one.release_id, parts, lambda: _hand_over(deps, one, "message"))
    return deps.clock.now_ms()


def _in_messages(text: str) -> list[str]:
    """Return a letter as it goes: whole where it fits, else in numbered parts that end where a paragraph does."""
    if len(text) <= LONGEST_MESSAGE:
        return [text]
    parts, heading = list[str](), ""
    for block in text.split("\n\n"):
        told, heading = heading + block, ""
        if block.startswith(_HEADING) and "\n" not in block:
            heading = told + "\n\n"  # stays with what it is above
        elif parts and len(parts[-1]) + 2 + len(told) <= _PART:
            parts[-1] += "\n\n" + told
        else:
            parts.append(told)
    if heading:
        parts.append(heading)
    return [f"({number}/{len(parts)})\n\n{part}" for number, part in enumerate(parts, start=1)]


def _ready(deps: RegistryDeps, decision_id: str) -> tuple[Decision, ExplanationLetter]:
    one, letter = decisions.decision(deps, decision_id), kept(deps, decision_id)
    if letter is None:
        raise UsageFault("letter_not_kept")
    return one, letter


def _profile(deps: RegistryDeps, one: Decision) -> "Row | None":
    """Return whom a decision is of, while they allow a profile."""
    row = deps.store.profiles.row(one.release_id, deps.mark_ms())
    return row if row is not None and "profile" in row.purposes else None


def _language_of(text: str, usual: str) -> str:
    """Return the language that most headings of a text are in: the window's may be another by now."""
    lines = text.split("\n")

    def headings(language: str) -> int:
        words = Words(language)
        return sum(lines.count(_HEADING + words(f"letter.heading.{name}")) for name in _PARTS)

    return max((usual, *LANGUAGES), key=headings)


def _without_record(text: str, one: Decision) -> str:
    """Return what a letter says beside the record, which was looked through for scores when it was written."""
    for own in (one.decision, one.reason, one.basis):
        text = text.replace(own, "")
    return text


def _says_scores(text: str) -> bool:
    """Return whether a text says how scores lie to what was asked for, in a sentence of a draft or in numbers."""
    fits = (Words(language)(f"letter.fit.{fit}") for language in LANGUAGES for fit in _FITS)
    return decisions.quotes_a_score(text) or any(fit in text for fit in fits)


def _hand_over(deps: RegistryDeps, one: Decision, way: str) -> None:
    """Note it; the caller holds the transaction."""
    deps.store.decisions.handed(one.id, deps.clock.now_ms())
    deps.note("letter_handed_over", one.release_id, way=way, decision=one.id)


# What it says


def _decided(one: Decision, words: Words) -> list[str]:
    told = words("letter.decided", by=one.by, at=words.date(one.at_ms), role=one.role)
    return [told, one.decision, words("letter.reason"), one.reason]


def _elements(role: "RoleProfile | None", row: "Row | None", skills: "Sequence[Skill]", words: Words) -> Iterator[str]:
    if role is None or role.is_empty:
        yield words("letter.nothing_asked")
        return
    assert role.locked_ms is not None
    yield words.plural("letter.asked", max(1, len(role.experts)), at=words.date(role.locked_ms))
    names = {skill.id: skill.name[words.language] for skill in skills}
    lines = (_element(names.get(skill, skill), skill, want, row, words) for skill, want in role.wants.items())
    yield "\n".join(lines)
    yield words("letter.ranges" if row is not None else "letter.profile_gone")
    if role.opened_before:
        yield words("letter.locked_late")


def _element(name: str, skill: str, want: "Want", row: "Row | None", words: Words) -> str:
    told = words(
        "letter.skill",
        skill=name,
        importance=words(f"role.importance.{want.importance}"),
        low=want.range.low,
        high=want.range.high,
    )
    return told if row is None else f"{told} {words(f'letter.fit.{_fit(skill, want, row)}')}"


def _fit(skill: str, want: "Want", row: "Row") -> str:
    from progrez_desktop.scoring.fit import fitting

    margin = row.scores.get(skill)
    return "unknown" if margin is None else fitting(margin.exact, margin.error, want.range).said


def _people(deps: RegistryDeps, one: Decision, words: Words, *, is_here: bool) -> Iterator[str]:
    reads = [read for read in deps.store.decisions.reads_of(one.release_id) if read[0] <= one.at_ms]
    yield words("letter.read")
    yield "\n".join(
        words(f"letter.{action}", at=words.moment(at_ms), by=by or words("letter.unnamed"))
        for at_ms, action, by in reads
    )
    if not is_here:
        return  # what was written beside the profile went with it
    if not deps.store.decisions.was_combined(one.release_id, one.role_id):
        yield words("letter.not_combined")
        return
    override = deps.store.decisions.override_of(one.release_id, one.role_id)
    yield words("letter.no_override") if override is None else words("letter.override", reason=override)


def _disagree(organisation: str, words: Words, *, is_here: bool) -> Iterator[str]:
    yield words("letter.disagree.again", organisation=organisation)
    yield words("letter.disagree.profile" if is_here else "letter.disagree.profile_gone")
    yield words("letter.disagree.complain")


def _organisation(deps: RegistryDeps, words: Words) -> str:
    return registry_online.card_of(deps).name[words.language]


def _document(letter: ExplanationLetter) -> "Letter":
    from progrez_desktop.core.documents.letter import Letter, Part

    blocks = [block.split("\n") for block in letter.text.split("\n\n") if block.strip()]
    (title, *lead), parts = blocks[0], list[Part]()
    for lines in blocks[1:]:
        if lines[0].startswith(_HEADING):
            parts.append(Part(lines[0].removeprefix(_HEADING), tuple(lines[1:])))
        elif parts:
            parts[-1] = Part(parts[-1].title, (*parts[-1].lines, *lines))
        else:
            lead += lines
    made = day_of(letter.at_ms)
    return Letter(title.removeprefix(_HEADING), "\n".join(lead), (), tuple(parts), letter.language, made, letter.by)
