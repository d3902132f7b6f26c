"""What was asked of the model, and where it falls short."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

AT_LEAST: Mapping[tuple[str, str], float] = {
    ("emotions", "sum"): 0.47,
    ("ekman", "sum"): 0.62,
    ("sentiment", "sum"): 0.69,
    ("strategies", "sum"): 0.60,
    ("courtesy", "sum"): 0.60,
    ("concern", "writer_folds"): 0.37,
    ("distress", "writer_folds"): 0.42,
}
"""By head, and by which measurement of it."""

RELEVANCE = 0.98
ROUNDED, CALIBRATION_ERROR = 0.01, 0.05
SWAP_MEAN, SWAP_MOST = 0.05, 0.25
SLIPS, LENGTH = 0.1, 0.2


@dataclass(frozen=True)
class Bar:
    name: str
    value: float
    asked: float
    is_most: bool = False
    """The value is to stay at or below what was asked; otherwise at or above."""

    @property
    def is_kept(self) -> bool:
        return self.value <= self.asked if self.is_most else self.value >= self.asked


def bars_of(figures: Mapping[str, Any]) -> list[Bar]:
    """Return everything that was asked, with what was measured."""
    return [*_at_least(figures), *_at_most(figures)]


def missed(figures: Mapping[str, Any]) -> list[Bar]:
    return [bar for bar in bars_of(figures) if not bar.is_kept]


def _at_least(figures: Mapping[str, Any]) -> Iterator[Bar]:
    for (head, kind), asked in AT_LEAST.items():
        found = figures["dev"][head][kind]
        yield Bar(head, (found["sum"] if kind == "writer_folds" else found)["value"], asked)
    for name in ("relevance_interviews", "relevance_workplace_answers"):
        yield Bar(name, figures["elsewhere"][name]["value"], RELEVANCE)


def _at_most(figures: Mapping[str, Any]) -> Iterator[Bar]:
    for head, found in figures["dev"].items():
        lost = round(found["in_32_bits"]["value"] - found["sum"]["value"], 3)
        yield Bar(f"rounding of {head}", lost, ROUNDED, is_most=True)
        if "calibration_error" in found:
            yield Bar(f"calibration of {head}", found["calibration_error"]["value"], CALIBRATION_ERROR, is_most=True)
    for name in ("identity_swap", "other_identities"):
        yield Bar(f"{name}, mean", figures[name]["mean"], SWAP_MEAN, is_most=True)
        yield Bar(f"{name}, most", figures[name]["most"], SWAP_MOST, is_most=True)
    for name, found in figures["slips"].items():
        yield Bar(name, found["largest_moved"], SLIPS, is_most=True)
    for where, found in figures["length_correlation"].items():
        for output, r in found.items():
            yield Bar(f"length of {where}, {output}", abs(r), LENGTH, is_most=True)
