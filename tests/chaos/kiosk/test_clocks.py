"""The short form of clocks that are moved by years: 6 sittings. The long form is `make chaos-kiosk` (200)."""

from contextlib import nullcontext
from pathlib import Path

import pytest

from progrez_desktop.core.services import opening, sittings
from tests.chaos.kiosk.clocks import ANSWERS, STAYS, moved
from tests.chaos.kiosk.parts import Limit

TIMES = 6


def test_a_clock_that_is_moved_by_years_costs_nobody_an_answer_or_an_account(tmp_path: Path) -> None:
    found = moved(tmp_path, Limit(TIMES), "short")
    assert (found.sittings, found.answers, found.wrong) == (TIMES, TIMES * STAYS * ANSWERS, [])
    assert (found.refused, found.lost, found.destroyed, found.let_in) == (TIMES * STAYS, 0, 0, 0)
    assert found.waited


def test_an_answer_that_is_not_kept_and_a_second_program_that_is_let_in_would_be_seen(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sittings, "keep", lambda *_: None)
    monkeypatch.setattr(opening, "instance_lock", lambda _: nullcontext())
    found = moved(tmp_path, Limit(1), "short")
    assert (found.lost, found.let_in) == (STAYS * ANSWERS, STAYS)
    assert found.wrong
