"""Whom a score is compared with, as a named record, and that record in words."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from progrez_desktop.core.model.local_measure import LocalNorm
from progrez_desktop.core.words import Words

if TYPE_CHECKING:
    from progrez_desktop.core.model.profile import Profile
    from progrez_desktop.scoring.bank import Bank
    from progrez_desktop.scoring.norms import NormGroup

FindLocal = Callable[[str], LocalNorm | None]
"""Gives a norm that grew on this device, by its id."""

_MOST_COUNTRIES = 3


def none_grew(_: str) -> None:
    """Find nothing, where no device is looked at."""


@dataclass(frozen=True)
class _Counted:
    id: str
    n: int


def groups_of(
    profile: "Profile", bank: "Bank", find_local: FindLocal = none_grew
) -> "dict[str, NormGroup | LocalNorm]":
    """Return the groups behind the scores of a profile, by norm id: of the bank, or of this device.

    A norm of the bank is called SET/DATA SET: its people are those of the data set, in whichever set of norms they
    were put.
    """
    from progrez_desktop.core.profile import scored_lines

    sizes = {score.norm_id: score.norm_n for _, score in scored_lines(profile)}
    found = ((norm_id, group_of(norm_id, n, bank) or find_local(norm_id)) for norm_id, n in sizes.items())
    return {norm_id: group for norm_id, group in found if group is not None}


def group_of(norm_id: str, n: int, bank: "Bank") -> "NormGroup | None":
    """Return the group behind one norm; None where the bank does not know its people."""
    from progrez_desktop.scoring.norms import NormGroup

    people = bank.data.get(norm_id.rpartition("/")[2])
    return None if people is None else NormGroup.of(_Counted(norm_id, n), people)


def name_of(group: "NormGroup | LocalNorm | None", words: Words) -> str:
    """Return who, how many, when, in which language, what was at stake for them and where they came from.

    What this program has no words for in the person's language is told as the bank tells it.
    """
    if group is None:
        return words("norm.unknown")
    if isinstance(group, LocalNorm):
        return local_name(group, words)
    source = group.id.rpartition("/")[2]
    return words(
        "norm.named",
        n=words.number(group.n),
        who=_told(f"norm.{source}.who", group.who, words),
        when=_told(f"norm.{source}.when", group.when, words),
        language=_language(group.language, words),
        stakes=_told(f"norm.stakes.{group.stakes}", group.stakes, words),
        countries=_countries(group.countries, words),
    )


def local_name(local: LocalNorm, words: Words) -> str:
    """Return the name of a norm that grew here: site, periods, about how many, who, and in which language."""
    return words(
        "norm.local.full",
        site=local.site,
        begin=day_of(local.from_ms),
        end=day_of(local.to_ms),
        n=words.about(local.norm.n),
        languages=words("norm.local.and").join(
            words(f"norm.local.language.{language}") for language in local.languages
        ),
    )


def day_of(at_ms: int) -> str:
    return f"{datetime.fromtimestamp(at_ms / 1000, UTC):%Y-%m-%d}"


def short_name_of(group: "NormGroup | LocalNorm | None", words: Words) -> str:
    """Return how many and when, where a table has no room for more and the whole name stands below it."""
    if group is None:
        return words("norm.unknown")
    if isinstance(group, LocalNorm):
        return words("norm.local.short", n=words.about(group.norm.n), site=group.site)
    source = group.id.rpartition("/")[2]
    return words("norm.short", n=words.number(group.n), when=_told(f"norm.{source}.when", group.when, words))


def _told(key: str, otherwise: str, words: Words) -> str:
    return words(key) if key in words else otherwise


def _language(code: str, words: Words) -> str:
    from babel import Locale

    return str(Locale(words.language).languages.get(code, code))


def _countries(shares: Mapping[str, float] | None, words: Words) -> str:
    if shares is None:
        return words("norm.countries_unknown")
    from babel import Locale

    names = Locale(words.language).territories
    most = list(shares.items())[:_MOST_COUNTRIES]
    listed = (f"{names.get(code, code)} {round(100 * share)}\u00a0%" for code, share in most)
    return words("norm.countries", listed=", ".join(listed))
