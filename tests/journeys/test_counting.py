"""Who agreed is counted without their name when their sitting begins and ends; who did not agree leaves no count."""

import json
from dataclasses import dataclass, field, replace
from pathlib import Path
from threading import current_thread
from typing import Any

import pytest

from progrez_desktop.core.model.consent import Purpose
from progrez_desktop.core.services import accounts, consents, sittings
from progrez_desktop.core.services.opening import Parts
from progrez_desktop.ui.demonstration import Demonstration, Visitor, press, wait_until
from progrez_desktop.ui.pages.consent import ConsentPage
from progrez_desktop.ui.pages.item import ItemPage
from progrez_desktop.ui.pages.profile import ProfilePage
from progrez_desktop.ui.pages.review import ReviewPage
from progrez_desktop.ui.pages.start import StartPage
from progrez_desktop.ui.pages.statement import StatementPage
from progrez_desktop.ui.startup import Desk
from tests.fakes import FakeNoise
from tests.journeys.driving import (
    ANNA,
    PASSWORD,
    desk_over,
    go_on,
    on_screen,
    parts_of,
    set_up,
    sign_in,
    storage,
    to_sign_in,
)

COUNTED: Purpose = "anonymous_statistics"


@dataclass
class SilentNoise(FakeNoise):
    """Zeros, so that counts can be read, and on which thread they were drawn."""

    silent: bool = True
    threads: set[str] = field(default_factory=set)

    def draw(self, scale: float, n: int) -> tuple[int, ...]:
        self.threads.add(current_thread().name)
        return super().draw(scale, n)


@pytest.fixture
def noise() -> SilentNoise:
    return SilentNoise()


@pytest.fixture
def parts(tmp_path: Path, noise: SilentNoise) -> Parts:
    return set_up(replace(parts_of(tmp_path / "data"), find_noise=lambda: noise))


def begin_sitting(parts: Parts, *purposes: Purpose) -> None:
    """Go from the welcome page to the first statement, agreeing to some purposes, and leave."""
    with desk_over(parts) as desk:
        guide = Demonstration(desk, Visitor(ANNA, PASSWORD, 29, {}), lambda _name, _window: None)
        guide.begin()
        guide.make_account()
        consent = on_screen(desk, ConsentPage)
        for purpose in purposes:
            press(consent.choices[purpose])
        press(consent.continue_button)
        on_screen(desk, StatementPage).chosen.emit(4)
        start = on_screen(desk, StartPage)
        press(start.choices[False])
        press(start.start_button)
        wait_until(lambda: desk.journey.sitting is not None, "the sitting")
        settle(desk)


def end_sitting(parts: Parts) -> None:
    """Go on at the last question, skip it and finish."""
    with storage(parts) as opened:
        session = accounts.sign_in(opened.deps, ANNA.email, PASSWORD)
        standing = sittings.standing(opened.deps, session)
        assert standing is not None
        session.safe.keep_place(standing.attempt.id, len(standing.route.items) - 1, 0)
        accounts.sign_out(session)
    with desk_over(parts) as desk:
        go_on(desk)
        press(on_screen(desk, ItemPage).skip_button)
        press(on_screen(desk, ReviewPage).finish_button)
        on_screen(desk, ProfilePage)
        settle(desk)


def settle(desk: Desk) -> None:
    wait_until(lambda: not desk.journey.outside.store_lane.busy, "the store lane to rest")


def withdraw(parts: Parts) -> None:
    with storage(parts) as opened:
        session = accounts.sign_in(opened.deps, ANNA.email, PASSWORD)
        organisation = opened.deps.assessment.organisation
        assert organisation is not None
        consents.withdraw(opened.deps, session, organisation, COUNTED)
        accounts.sign_out(session)


def counts(parts: Parts) -> dict[str, int]:
    """By kind, how many were counted, since these counters begin without noise."""
    told: dict[str, int] = {}
    with storage(parts) as opened:
        rows: list[tuple[Any, ...]] = opened.deps.device._database.rows("SELECT kind, cells FROM counter")
    for kind, cells in rows:
        told[kind] = told.get(kind, 0) + sum(json.loads(cells))
    return {kind: n for kind, n in told.items() if n}


def test_who_agreed_is_counted_at_the_beginning_and_once_at_the_end(parts: Parts, noise: SilentNoise) -> None:
    begin_sitting(parts, COUNTED)
    assert counts(parts) == {"begun": 1}
    assert {name.split("_")[0] for name in noise.threads} == {"store"}, "nobody waits for noise in front of a window"
    end_sitting(parts)
    assert counts(parts) == {"begun": 1, "finished": 1, "skipped": 1, "quality": 1}
    with desk_over(parts) as desk:
        to_sign_in(desk)
        sign_in(desk)
        on_screen(desk, ProfilePage)
        settle(desk)
    assert counts(parts) == {"begun": 1, "finished": 1, "skipped": 1, "quality": 1}


@pytest.mark.parametrize("purposes", [(), ("profile", "research")])
def test_a_sitting_without_consent_leaves_no_count(
    parts: Parts, noise: SilentNoise, purposes: tuple[Purpose, ...]
) -> None:
    begin_sitting(parts, *purposes)
    end_sitting(parts)
    with storage(parts) as opened:
        assert opened.deps.device.counters.periods() == []
    assert counts(parts) == {} and noise.drawn == 0


def test_who_withdrew_before_the_end_is_not_counted_at_the_end(parts: Parts) -> None:
    begin_sitting(parts, COUNTED)
    withdraw(parts)
    end_sitting(parts)
    assert counts(parts) == {"begun": 1}
