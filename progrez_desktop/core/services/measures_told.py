"""What is said of norms and keys that grew here, at a terminal and in the operator's window."""

from typing import TYPE_CHECKING

from progrez_desktop.core.services.norm_groups import local_name
from progrez_desktop.core.words import Words

if TYPE_CHECKING:
    from progrez_desktop.core.services.local_norms import ScaleStanding
    from progrez_desktop.core.services.situation_keying import SituationStanding
    from progrez_desktop.scoring.local_norms import NormsCompared


def norm_used(row: "ScaleStanding", words: Words) -> str:
    """Return what people are compared with."""
    if row.in_use is None:
        return words("cli.norms.shipped", n=words.number(row.shipped.n))
    used = local_name(row.in_use, words)
    return words("cli.norms.set_aside", name=used) if row.is_set_aside else used


def norm_here(row: "ScaleStanding", words: Words) -> str:
    """Return what the counts make of a scale."""
    from progrez_desktop.scoring.local_norms import NoLocalNorm

    if isinstance(row.found, NoLocalNorm):
        return words(f"cli.norms.why.{row.found.why}")
    return words("cli.norms.found", n=words.about(row.found.n))


def norms_compared(told: "NormsCompared", words: Words) -> list[str]:
    """Return how the local norm stands to the shipped one, a sentence a line."""

    def two(value: float) -> str:
        return words.decimal(value, 2)

    mean = {"shift": two(told.shift), "low": two(told.shift_low), "high": two(told.shift_high)}
    spread = {"spread": two(told.spread), "low": two(told.spread_low), "high": two(told.spread_high)}
    return [
        words("cli.norms.compared.people", local=words.about(told.local_n), shipped=words.number(told.shipped_n)),
        words("cli.norms.compared.mean", **mean),
        words("cli.norms.compared.spread", **spread),
        words(
            "cli.norms.compared.distance",
            distance=round(100 * told.distance),
            chance=round(100 * told.distance_by_chance),
        ),
        words("cli.norms.compared.stens", share=round(100 * told.other_sten), most=told.largest_move),
    ]


def key_used(row: "SituationStanding", words: Words) -> str:
    """Return which key a situation has."""
    if row.in_use is None:
        return words("cli.situations.reasoned")
    return words("cli.situations.estimated", told=validity(row.in_use.r, row.in_use.low, row.in_use.high, words))


def key_here(row: "SituationStanding", words: Words) -> str:
    """Return what the counts say of a key from responses."""
    from progrez_desktop.scoring.situation_keys import EstimatedKey

    found = row.found
    if isinstance(found, EstimatedKey):
        told, reasoned = validity(found.r, found.low, found.high, words), words.decimal(found.r_of_reasoning, 2)
        return words("cli.situations.found", told=told, reasoned=reasoned)
    return words(f"cli.situations.why.{found.why}")


def validity(r: float, low: float, high: float, words: Words) -> str:
    shown = (words.decimal(value, 2) for value in (r, low, high))
    return words("cli.situations.validity", **dict(zip(("r", "low", "high"), shown, strict=True)))
