"""How many people the noise of counters really asks for is what is said: simulated with the counters' own noise."""

import numpy as np
import pytest
from numpy.typing import NDArray

from progrez_desktop.core.counting import MOSTLY, NEEDED, kind_of
from progrez_desktop.core.packs.shipped import shipped
from progrez_desktop.core.resources import resource_path
from progrez_desktop.core.services.counting_plan import BINS
from progrez_desktop.core.services.fairness_figures import UPPER_FIFTHS
from progrez_desktop.scoring import scales
from progrez_desktop.scoring.bank import BankSkill
from progrez_desktop.scoring.fairness.counts import ItemCounts, Places
from progrez_desktop.scoring.fairness.dif import Dif, find_dif
from progrez_desktop.scoring.fairness.impact import Impact, Selected, adverse_impact
from progrez_desktop.scoring.local_norms import CELLS, ThetaCounts, cell_of, local_norm
from progrez_desktop.scoring.noisy import noise_sd
from progrez_desktop.scoring.norms import Norm

SCALES = scales.with_longer(shipped().bank()).skills
APART = 0.3


@pytest.fixture
def chance() -> np.random.Generator:
    return np.random.default_rng(4)


def noise(chance: np.random.Generator, scale: float, shape: tuple[int, ...]) -> NDArray[np.int64]:
    p = 1.0 - np.exp(-1.0 / scale)
    drawn: NDArray[np.int64] = chance.geometric(p, shape) - chance.geometric(p, shape)
    return drawn


def thetas(chance: np.random.Generator, scale: BankSkill, n: int, below: float = 0.0) -> NDArray[np.float64]:
    """People as the norm group has them, so many of its SDs below it."""
    percent = np.arange(1, 100) / 100.0
    return np.interp(chance.random(n), percent, scale.norm.quantiles) - below * scale.norm.sd


def norms_told(chance: np.random.Generator, n: int) -> float:
    strength = kind_of("norms").noise_scale

    def is_told(scale: BankSkill) -> bool:
        cells = np.bincount([cell_of(theta) for theta in thetas(chance, scale, n)], minlength=CELLS)
        noisy = (int(cell) for cell in cells + noise(chance, strength, (CELLS,)))
        return isinstance(local_norm("", ThetaCounts(scale.id, tuple(noisy), noise_sd(strength))), Norm)

    return float(np.mean([is_told(scale) for scale in SCALES.values() for _ in range(20)]))


def impact_told(chance: np.random.Generator, n: int, upper: int) -> float:
    strength, scale = kind_of("impact").noise_scale, SCALES["communication"]
    edges = Places.of(scale.norm, BINS).edges

    def group(below: float) -> Selected:
        places = np.searchsorted(edges, thetas(chance, scale, n, below), side="right")
        cells = np.bincount(places, minlength=BINS) + noise(chance, strength, (BINS,))
        selected, others = max(0, int(cells[BINS - upper :].sum())), max(0, int(cells[: BINS - upper].sum()))
        sd = noise_sd(strength)
        return Selected(selected, selected + others, sd * upper**0.5, sd * (BINS - upper) ** 0.5)

    def is_told() -> bool:
        return isinstance(adverse_impact({"men": group(0.0), "women": group(APART)})[-1], Impact)

    return float(np.mean([is_told() for _ in range(300)]))


def dif_told(chance: np.random.Generator, n: int) -> float:
    strength = kind_of("dif").noise_scale
    found = [one for name in ("leadership", "composure") for one in _dif(chance, SCALES[name], n, strength)]
    return float(np.mean([isinstance(one, Dif) for one in found]))


def _dif(chance: np.random.Generator, scale: BankSkill, n: int, strength: float) -> list[object]:
    places, found = Places.of(scale.norm, BINS), list[object]()
    for _ in range(6):
        groups = [thetas(chance, scale, n, below) for below in (0.0, APART)]
        items = []
        for item in scale.items:
            cells = noise(chance, strength, (2, item.categories, BINS))
            for at, theta in enumerate(groups):
                above = 1.0 / (1.0 + np.exp(-item.a * (theta[:, None] - np.array(item.b))))
                levels = (chance.random(n)[:, None] < above).sum(axis=1)
                np.add.at(cells[at], (levels, np.searchsorted(places.edges, theta, side="right")), 1)
            items.append(ItemCounts(item.id, ("men", "women"), places, cells, noise_sd(strength)))
        found += find_dif(items, "men", "women")
    return found


def test_a_local_norm_takes_as_many_people_as_is_said(chance: np.random.Generator) -> None:
    needed = NEEDED["norms"]
    assert 0.35 < norms_told(chance, needed.half) < 0.65
    assert norms_told(chance, needed.mostly) == pytest.approx(MOSTLY, abs=0.06)


@pytest.mark.parametrize(("what", "upper"), [("impact_mildest", UPPER_FIFTHS[-1]), ("impact_hardest", UPPER_FIFTHS[0])])
def test_a_cut_takes_as_many_people_of_a_group_as_is_said(what: str, upper: int, chance: np.random.Generator) -> None:
    needed = NEEDED[what]
    assert 0.3 < impact_told(chance, needed.half, upper) < 0.7
    assert impact_told(chance, needed.mostly, upper) == pytest.approx(MOSTLY, abs=0.08)


def test_dif_takes_as_many_people_of_a_group_as_is_said(chance: np.random.Generator) -> None:
    needed = NEEDED["dif"]
    assert 0.3 < dif_told(chance, needed.half) < 0.7
    assert dif_told(chance, needed.mostly) == pytest.approx(MOSTLY, abs=0.08)


def test_the_figures_stand_in_the_document(repo_docs: str) -> None:
    for one in NEEDED.values():
        assert f"from {one.half}" in repo_docs or f"| {one.half} " in repo_docs
        assert f"| {one.mostly} " in repo_docs


@pytest.fixture
def repo_docs() -> str:
    return (resource_path().parent / "docs" / "anonymous-counts.md").read_text("utf-8")
