"""The short form of what may become of a safe: 270 spoilt in nine ways. The long form is `make chaos` (1,000)."""

from pathlib import Path

import pytest

from progrez_desktop.core.store.answer_chain import AnswerChain
from tests.chaos.kiosk.damage import CHANGES, spoilt
from tests.chaos.kiosk.parts import Limit

TIMES = 30 * len(CHANGES)
MAY_BE_HARMLESS = {"with flipped bits", "with zeros", "with older pages", "with a journal of another time"}
"""The first 16 bytes are not needed, a page may be a free one, and a journal may be no longer one."""


def test_a_spoilt_safe_is_found_or_costs_nothing_and_harms_nobody_else(tmp_path: Path) -> None:
    found = spoilt(tmp_path, Limit(TIMES), "short")
    assert (found.count, found.of("silent"), found.others_harmed) == (TIMES, 0, 0), found.ends
    for kind in set(CHANGES) - MAY_BE_HARMLESS:
        assert found.ends[kind, "found"] == TIMES // len(CHANGES), kind
    assert found.ends["with flipped bits", "found"] > 20


def test_without_the_chain_an_older_file_would_be_silent_and_that_is_seen(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(AnswerChain, "verify", lambda _chain, _known: None)
    assert spoilt(tmp_path, Limit(len(CHANGES)), "short").ends["put back whole", "silent"] == 1
