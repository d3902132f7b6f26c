"""Deriving a key takes about half a second on any machine, and never so long that a person waits over 0.8 s."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from progrez_desktop.core.keys import kdf
from progrez_desktop.core.keys.kdf import DEFAULT_COST, calibrate
from progrez_desktop.core.model.keys import Kdf, KdfCost
from tests.fakes import FakeClock


@given(st.integers(1, 400))
def test_calibration_comes_near_half_a_second_and_stays_under_the_limit(ms_per_pass: int) -> None:
    clock = FakeClock()

    def slow(_: bytes, used: Kdf) -> bytes:
        clock.advance(ms_per_pass * used.cost.time_cost)
        return bytes(32)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(kdf, "stretch", slow)
        cost = calibrate(clock)
    took = ms_per_pass * cost.time_cost
    assert (cost.memory_kib, cost.parallelism) == (DEFAULT_COST.memory_kib, DEFAULT_COST.parallelism)
    assert cost.time_cost >= DEFAULT_COST.time_cost
    assert took <= kdf.NEVER_OVER_MS < 800 or cost == DEFAULT_COST
    assert took >= 400 or took + ms_per_pass > kdf.NEVER_OVER_MS


def test_a_cost_that_turns_out_too_dear_is_not_taken() -> None:
    """A machine that runs hot or short of memory: 100 ms a pass at first, and 300 from the fourth on."""
    clock = FakeClock()

    def slowing(_: bytes, used: Kdf) -> bytes:
        clock.advance(used.cost.time_cost * (100 if used.cost.time_cost < 4 else 300))
        return bytes(32)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(kdf, "stretch", slowing)
        assert calibrate(clock) == DEFAULT_COST


def test_the_start_is_what_the_design_says() -> None:
    assert KdfCost(memory_kib=131072, time_cost=3, parallelism=2) == DEFAULT_COST
