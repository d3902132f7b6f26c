"""A team in sentences, the same on screen, on paper and in the terminal: how well proven, why, and what clashes."""

import re
from collections.abc import Callable, Iterator, Sequence

from progrez_desktop.core.model.team import Ask, Clash, Composed, Covered, Member, Person, SkillLine, Team
from progrez_desktop.core.words import Words
from progrez_desktop.scoring.teams.rules import DRAWS

Called = Callable[[str], str]
"""The short name of a skill in the language of the words."""
_READABLE = 10**12
_LONGEST = 60
_LONG_WORD = re.compile(r"\S{12}(?=\S{3})")
LOW = 4.5
"""In stens: below it a score rounds to 4 or less, where the lower third of the norm group lies."""


def name_of(person: Person, words: Words) -> str:
    """Return how somebody is called here, as a sentence has room for it."""
    name = person.name if len(person.name) <= _LONGEST else f"{person.name[: _LONGEST - 1]}…"
    return breakable(name) or words("team.person", code=person.code)


def breakable(name: str) -> str:
    """Return a name in which a long word may go on in the next line: else it would widen what it stands in."""
    return _LONG_WORD.sub(lambda found: f"{found[0]}\u200b", name)


def letter_of(place: int) -> str:
    """Return the letter that a member has here, beside a colour and a shape: A to Z, then A2 and so on."""
    again, letter = divmod(place, 26)
    return chr(ord("A") + letter) + (str(again + 1) if again else "")


def proof(composed: Composed, words: Words) -> str:
    """Say how good the best proposal is proven to be, and who decides."""
    took, possible = words.decimal(composed.took_s, 1), _many(composed.possible, words)
    told = []
    if composed.was_cancelled:
        told.append(words("team.proof.stopped"))
    if composed.is_proven:
        told.append(words.plural("team.proof.best", composed.possible, possible=possible, took=took))
    else:
        gap = words.decimal(100 * composed.gap, 1)
        told.append(words("team.proof.bound", possible=possible, gap=gap, took=took))
    if composed.incomplete:
        told.append(words.plural("team.proof.incomplete", composed.incomplete))
    if composed.ask.teams > 1:
        told.append(divided(composed, words))
    return " ".join((*told, words("team.proof.you_decide")))


def divided(composed: Composed, words: Words) -> str:
    """Say how often was drawn over the margins of a division, and how far that goes."""
    return (
        words.plural("team.proof.divided", composed.draws, most=DRAWS)
        if composed.draws
        else words("team.proof.no_draws")
    )


def _many(n: int, words: Words) -> str:
    """Return a number in full, or where nobody could read it, as a power of ten."""
    return words.number(n) if n < _READABLE else words("team.proof.power", power=len(str(n)) - 1)


def nobody(composed: Composed, words: Words) -> list[str]:
    """Say why there is no proposal: conditions that clash, each by its name, or that nothing was found in the time."""
    if not composed.clashes:
        return [words("team.none.stopped" if composed.was_cancelled else "team.none.not_found")]
    alone = "team.none.clash" if len(composed.clashes) > 1 else "team.none.clash_alone"
    return [words(alone), *(clash_of(one, words) for one in composed.clashes)]


def clash_of(clash: Clash, words: Words) -> str:
    """Say one condition as it was asked for, with how many people there are for it."""
    people = ", ".join(name_of(one, words) for one in clash.people)
    return words(
        f"team.clash.{clash.kind}",
        **{"people": people, "name": requirement_name(clash.name, words), "least": clash.least, "there": clash.there},
    )


def requirement_name(name: str, words: Words) -> str:
    """Return what a requirement is about; one about a driver's licence has its words here."""
    kind, _, licence = name.partition(":")
    return words("team.licence", licence=licence) if kind == "licence" and licence else name


def covered(line: SkillLine, words: Words) -> str:
    return coverage(line.covered if line.of else None, words)


def coverage(found: Covered | None, words: Words) -> str:
    return words(f"team.covered.{found or 'untold'}")


def sten(value: float | None, words: Words) -> str:
    return words("team.untold") if value is None else words.decimal(value, 1)


def brings(member: Member, called: Called, words: Words) -> str:
    if not member.may_show:
        return words("team.brings.hidden")
    if not member.brings:
        return words("team.brings.nothing")
    return words("team.brings", skills=", ".join(called(one) for one in member.brings))


def stays(member: Member, draws: int, words: Words) -> str:
    if draws and member.stays_with is not None:
        return words("team.stays.with", percent=round(100 * member.stays_with), draws=draws)
    if member.stays is None or not draws:
        return ""
    return words("team.stays", percent=round(100 * member.stays), draws=draws)


def why(team: Team, ask: Ask, called: Called, words: Words) -> Iterator[str]:
    """Say what speaks for a team and what it rests on."""
    told = {line.skill: line for line in team.skills if line.of and line.least is not None}
    steady = [one for one in ask.wishes.weak_link_of if one in told and (told[one].least or 0.0) >= LOW]
    if steady and ask.wishes.weight("weak_link"):
        yield words("team.why.nobody_low", skills=_listed(steady, called))
    needed = [need.skill for need in ask.wishes.needs]
    met = [one for one in needed if one in told and told[one].covered == "covered"]
    if met:
        yield words("team.why.covered", skills=_listed(met, called))
    for line in _in(told, needed, "thin"):
        yield _thin(line, team, called, words)
    missing = [line.skill for line in _in(told, needed, "missing")]
    if missing:
        yield words("team.why.missing", skills=_listed(missing, called))
    risks = [line.skill for line in told.values() if line.shared_risk]
    if risks:
        yield words("team.why.risk", skills=_listed(risks, called))
    hidden = sum(not member.may_show for member in team.members)
    if hidden:
        yield words.plural("team.why.hidden", hidden)


def _thin(line: SkillLine, team: Team, called: Called, words: Words) -> str:
    bearers = [one for one in team.members if line.skill in one.brings]
    if line.reach == 1 and len(bearers) == 1:
        return words("team.why.rests_on", skill=called(line.skill), name=name_of(bearers[0].person, words))
    return words.plural("team.why.thin", line.reach, skill=called(line.skill))


def _in(told: "dict[str, SkillLine]", skills: Sequence[str], found: Covered) -> list[SkillLine]:
    return [told[one] for one in skills if one in told and told[one].covered == found]


def _listed(skills: Sequence[str], called: Called) -> str:
    return ", ".join(called(one) for one in skills)
