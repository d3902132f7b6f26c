"""How a line of a profile is put into words: what its score rests on, how exact it is, how it stands to others."""

from math import ceil

from progrez_desktop.core.model.profile import Agreement, SkillLine, SourceName
from progrez_desktop.core.profile import is_as_precise, told_agreement
from progrez_desktop.core.services.comparing import Change
from progrez_desktop.core.services.own_age import AmongOwnAge, NoComparison
from progrez_desktop.core.words import Words
from progrez_desktop.scoring.scores import SkillScore


def statements_line(line: SkillLine, is_adaptive: bool, words: Words) -> str:
    """Return how many statements a score rests on, and in an adaptive form of which scale."""
    found, weight = line.statements, _weight(line, "statements", words)
    if not is_adaptive:
        return f"{words('profile.statements_count', answered=found.answered, of=found.of)} · {weight}"
    key = "profile.statements_asked" if found.scale == line.skill_id else "profile.statements_asked_longer"
    told = f"{words(key, answered=found.answered, asked=found.asked, of=found.of)} · {weight}"
    return f"{told}. {words.plural('profile.statements_shared', found.shared)}." if found.shared else told


def situations_line(line: SkillLine, words: Words) -> str:
    """Return how near the choices in situations are to their key, how that stands to the score, and what it weighs."""
    found = line.situations
    parts = [words("profile.answered_of", answered=found.answered, of=found.of)]
    if found.nearness is not None:
        parts.append(
            words(f"profile.nearness.{_nearness(found.nearness)}", keyed=words(f"profile.keyed.{found.keyed}"))
        )
    parts += [words(f"profile.agreement.{told_agreement(found)}"), _weight(line, "situations", words)]
    return " · ".join(parts)


def own_words_weight(line: SkillLine, words: Words) -> str:
    return _weight(line, "own_words", words)


def disagreement(line: SkillLine, own_words: Agreement | None, words: Words) -> str | None:
    """Return which sources contradict the statements, where one does.

    Args:
        own_words: How the texts stand to the score, as far as they were read.
    """
    told = [one.other for one in line.sources.disagreements] if line.sources else []
    against = [other for other in told if other != "situations" or told_agreement(line.situations) == "differs"]
    if own_words == "differs":
        against.append("own_words")
    if not against:
        return None
    key = "profile.disagree.both" if len(against) > 1 else f"profile.disagree.{against[0]}"
    return words(key)


def since_line(change: Change, day: str, words: Words) -> str:
    """Return how a skill stands to the time before."""
    return words(f"profile.since.{change}", date=day)


def by_age_line(found: AmongOwnAge | NoComparison, words: Words) -> str:
    if isinstance(found, NoComparison):
        return words(f"profile.by_age.{found.why}")
    return words("profile.by_age.place", low=found.low, high=found.high)


def _weight(line: SkillLine, source: SourceName, words: Words) -> str:
    """What a source weighs in the score, and why it weighs nothing."""
    if line.sources is None:
        return words("profile.weight.no_score")
    weight = line.sources.weights[source]
    # Shares of 1: whole ones without digits that say nothing.
    shown = words.number(int(weight)) if weight in (0.0, 1.0) else words.decimal(weight, 2)
    key = "profile.weight.unmeasured" if source in line.sources.apart else "profile.weight"
    return words(key, weight=shown)


def _nearness(nearness: float) -> str:
    from progrez_desktop.scoring.situations import HALF_NEAR

    if abs(nearness) < HALF_NEAR - 1e-9:  # results of before hold a half that was rounded
        return "between"
    return "near" if nearness > 0 else "far"


def precision_line(score: SkillScore, aim_se: float, words: Words) -> str:
    """Return the honest error of a score, and whether the model's own is as small as the adaptive form aimed at."""
    key = "profile.precision.reached" if is_as_precise(score, aim_se) else "profile.precision.missed"
    # Upwards: "0.35, by the model more than 0.35" would not look it.
    se = ceil(score.se_printed * 100 - 1e-9) / 100
    return words(key, se=words.decimal(se, 2), aim=words.decimal(aim_se, 2))


def position_line(score: SkillScore, words: Words) -> str:
    """Return where a score lies among those it is compared with, and whether it could lie further out."""
    told = words("profile.position", low=score.percentile_low, high=score.percentile_high)
    return f"{told} {words(f'profile.at_end.{score.at_end}')}" if score.at_end else told
