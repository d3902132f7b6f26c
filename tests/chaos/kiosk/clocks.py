"""A clock that is moved by years in the middle of sittings, and a second program on the data of the first."""

import random
from dataclasses import dataclass, field
from pathlib import Path

from progrez_desktop.core.errors import LockedFault
from progrez_desktop.core.model.attempt import ResponseValue, StatementValue
from progrez_desktop.core.services import accounts, retention, sittings
from progrez_desktop.core.services.deps import Deps, Session
from tests.chaos.kiosk.parts import Limit
from tests.core.services.term_house import ANNA, PASSWORD, LivedIn
from tests.fakes import MONDAY_MS

YEAR_MS = 365 * 86_400_000
YEARS = (-50, 74)
"""From before a computer without a battery begins to count, to the end of the century."""
STAYS, ANSWERS = 3, 3
"""How often somebody comes back to a sitting, and what they answer each time."""


@dataclass
class Moved:
    """What became of so many sittings."""

    sittings: int = 0
    moves: int = 0
    answers: int = 0
    waited: int = 0
    refused: int = 0
    lost: int = 0
    destroyed: int = 0
    let_in: int = 0
    wrong: list[str] = field(default_factory=list)

    def line(self) -> str:
        return (
            f"{self.sittings:,} sittings in which the clock was moved {self.moves:,} times, by up to 74 years: "
            f"{self.answers:,} answers told, {self.lost} lost, {self.destroyed} accounts destroyed; "
            f"{self.waited:,} times a safe seemed to be over and opened once staff had set the clock right. "
            f"{self.refused + self.let_in:,} second programs on the same data: "
            f"{self.refused:,} told who holds it, {self.let_in} let in"
        )


def moved(place: Path, limit: Limit, seed: str) -> Moved:
    """Sit so many times; the clock is moved before each answer, and each time somebody comes back."""
    found, chance = Moved(), random.Random(f"clocks {seed}")
    while found.sittings < limit.count and not limit.is_over:
        _sit(LivedIn.with_anna(place / str(found.sittings)), chance, found)
        found.sittings += 1
    return found


def _sit(computer: LivedIn, chance: random.Random, found: Moved) -> None:
    told: dict[str, ResponseValue] = {}
    for _ in range(STAYS):
        _move(computer, chance, found)
        with computer.on() as deps:
            _start_a_second(computer, found)
            session = _come_in(computer, deps, found)
            _answer(computer, deps, session, chance, found, told)
            accounts.sign_out(session)
    with computer.on(MONDAY_MS + YEAR_MS // 100) as deps:
        session = _come_in(computer, deps, found)
        standing = sittings.standing(deps, session)
        kept = {} if standing is None else {item: one.value for item, one in standing.responses.items()}
        accounts.sign_out(session)
    if kept != told:
        found.lost += sum(kept.get(item) != value for item, value in told.items())
        found.wrong.append(f"sitting {found.sittings}: {len(told)} answers were told and {len(kept)} kept")


def _answer(
    computer: LivedIn,
    deps: Deps,
    session: Session,
    chance: random.Random,
    found: Moved,
    told: dict[str, ResponseValue],
) -> None:
    standing = sittings.begin(deps, session)
    for _ in range(ANSWERS):
        _move(computer, chance, found)
        value, at = StatementValue(chance.randint(1, 5)), len(told)
        item = standing.route.items[at].id
        sittings.keep(deps, session, standing.attempt.id, sittings.Answering(item, value, "en", at + 1, 0))
        told[item] = value
        found.answers += 1
        retention.sweep(deps)
        if len(deps.device.accounts()) != 1:
            found.destroyed += 1
            found.wrong.append(f"sitting {found.sittings}: the account was destroyed")


def _move(computer: LivedIn, chance: random.Random, found: Moved) -> None:
    computer.clock.wall_ms = MONDAY_MS + chance.randint(*YEARS) * YEAR_MS
    computer.clock.steady_ms += 60_000
    found.moves += 1


def _come_in(computer: LivedIn, deps: Deps, found: Moved) -> Session:
    """Sign in; where a safe seems to be over, staff set the clock right and say so."""
    try:
        return accounts.sign_in(deps, ANNA.email, PASSWORD)
    except LockedFault as fault:
        if fault.code != "term_over":
            raise
    found.waited += 1
    computer.clock.wall_ms = MONDAY_MS
    if retention.clock(deps).is_behind:
        retention.trust_clock(deps)
    return accounts.sign_in(deps, ANNA.email, PASSWORD)


def _start_a_second(computer: LivedIn, found: Moved) -> None:
    try:
        with computer.on():
            found.let_in += 1
            found.wrong.append(f"sitting {found.sittings}: a second program was let in")
    except LockedFault as fault:
        found.refused += 1
        if fault.code != "second_instance" or not fault.params["pid"]:
            found.wrong.append(f"sitting {found.sittings}: a second program was told {fault.code}")
