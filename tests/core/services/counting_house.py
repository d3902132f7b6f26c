"""A device that counts: people who take the assessment on it, with fast keys and noise from a seed."""

import json
import math
import random
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from progrez_desktop.core.attempt import Responses
from progrez_desktop.core.given import given_in
from progrez_desktop.core.model.assessment import Situation, Statement
from progrez_desktop.core.model.attempt import Response, ResponseValue, SituationValue, StatementValue
from progrez_desktop.core.model.consent import Purpose
from progrez_desktop.core.model.counting import GroupFacts, Period
from progrez_desktop.core.model.person import PersonDetails
from progrez_desktop.core.model.profile import Profile
from progrez_desktop.core.model.setting import AuditEvent
from progrez_desktop.core.services import accounts, anonymous, consents, counting_periods, opening, results, sittings
from progrez_desktop.core.services.counting_plan import Sitting, finished_cells
from progrez_desktop.core.services.deps import Deps, Session
from progrez_desktop.core.services.measuring import Instruments, Naming, profile_of
from progrez_desktop.core.services.opening import Opened, Parts
from progrez_desktop.core.store.folder import DataFolder
from progrez_desktop.core.system import SystemEntropy
from tests.fakes import FAST_KDF, FakeClock, FakeKeyring, FakeNoise

PASSWORD = "a long enough one"
DAY_MS = 86_400_000


@dataclass
class CountingDevice:
    """One device; `restarted` closes and opens it. People are made by `person`, or by the hundred by `crowd`."""

    root: Path
    noise: FakeNoise = field(default_factory=FakeNoise)
    clock: FakeClock = field(default_factory=FakeClock)
    keyring: FakeKeyring = field(default_factory=FakeKeyring)
    opened: Opened | None = None
    people: int = 0

    @property
    def parts(self) -> Parts:
        folder = DataFolder(self.root)
        return Parts(
            self.clock, SystemEntropy(), folder, FAST_KDF, lambda _: self.keyring, find_noise=lambda: self.noise
        )

    @property
    def deps(self) -> Deps:
        if self.opened is None:
            self.opened = opening.open_storage(self.parts)
        return self.opened.deps

    def close(self) -> None:
        if self.opened is not None:
            self.opened.close()
            self.opened = None

    def restarted(self) -> Deps:
        self.close()
        return self.deps

    def person(self, *purposes: Purpose) -> Session:
        """Somebody with an account, and with grants for these purposes."""
        self.people += 1
        details = PersonDetails("Sanne", "de Vries", f"sanne{self.people}@example.org")
        session = accounts.create(self.deps, details, PASSWORD).session
        self.grant(session, *purposes)
        return session

    def grant(self, session: Session, *purposes: Purpose) -> None:
        organisation = self.deps.assessment.organisation
        assert organisation is not None
        consents.decide(self.deps, session, organisation, purposes, "en")

    def finish(self, session: Session, chance: random.Random | None = None, language: str = "en") -> Profile:
        """Answer the statements and situations of two skills in a sitting, and leave the rest."""
        attempt = sittings.begin(self.deps, session).attempt
        for item, value in answers(self.deps, chance or random.Random(1)).items():
            session.safe.save_response(
                attempt.id, item, language, value, position=0, active_ms=0, at_ms=self.clock.now_ms()
            )
        return results.finish(self.deps, session, attempt.id)

    def counted(self, session: Session, facts: GroupFacts | None = None) -> tuple[str, ...]:
        """Finish a sitting, say a group where there are facts, and return the kinds that were counted."""
        profile = self.finish(session)
        kinds = anonymous.count_result(self.deps, session, profile)
        said = facts is not None and anonymous.count_facts(self.deps, session, profile, facts)
        return kinds + (anonymous.OF_GROUPS if said else ())

    def crowd(
        self,
        n: int,
        *,
        seed: int = 0,
        shift: float = 0.0,
        facts: Callable[[random.Random], GroupFacts] = lambda _: GroupFacts(),
        easier: dict[str, float] | None = None,
        drawn_to: dict[str, dict[str, float]] | None = None,
    ) -> None:
        """Add people to the open period as counting does, without a safe for each.

        Args:
            shift: Of their thetas, in SDs of the model.
            easier: By statement, how much sooner women agree with it.
            drawn_to: By situation, how strongly each action draws those with more of the skill.
        """
        period = counting_periods.current(self.deps)
        assert period is not None
        chance = random.Random(seed)
        plan = counting_periods.plan(self.deps, period)
        histograms = self.deps.device.counters.histograms(period.id)
        profiles = _Profiles(self.deps, period)
        places = list[tuple[str, int]]()
        for _ in range(n):
            said = facts(chance)
            profile, responses = profiles.one(chance, shift, said, easier or {}, drawn_to or {})
            sitting = Sitting(profile, responses, said, chance.randrange(2))
            cells = finished_cells(plan, sitting)
            places += [(name, histograms[name].cell(labels)) for kind in cells.values() for name, labels in kind]
        self.deps.device.counters.add(period.id, places)

    def end_period(self) -> None:
        counting_periods.close(self.deps)

    def trail(self) -> list[AuditEvent]:
        """What operators did, but for closing periods."""
        return [one for one in self.deps.device.audit.events() if one.action != "counting_period_closed"]

    def table(self, name: str) -> list[tuple[Any, ...]]:
        return sorted(self.deps.device._database.rows(f"SELECT * FROM {name}"), key=repr)  # noqa: S608

    def cells(self) -> dict[str, list[int]]:
        """What stands in every counter, as whoever has the key could read it from the disk."""
        rows = self.deps.device._database.rows("SELECT name, cells FROM counter")
        return {name: json.loads(cells) for name, cells in rows}


def answers(deps: Deps, chance: random.Random) -> dict[str, ResponseValue]:
    """Return answers by chance: two skills are enough to be counted by, and each answer is a commit."""
    skills = {skill.id: deps.scorer.bank.skills[skill.id] for skill in deps.assessment.skills[:2]}
    asked = {item.id for skill in skills.values() for item in skill.items}
    asked |= {key.situation_id for key in deps.assessment.keys if key.skill in skills}
    given: dict[str, ResponseValue] = {}
    for item in (one for one in deps.assessment.items if one.id in asked):
        if isinstance(item, Statement):
            categories = deps.assessment.formats[item.format_id].categories
            given[item.id] = StatementValue(chance.randint(1, categories))
        elif isinstance(item, Situation):
            best, worst = chance.sample([action.id for action in item.actions], 2)
            given[item.id] = SituationValue(best, worst)
    return given


class _Profiles:
    """Makes people whose thetas and answers go together, for the skill that a period looks at."""

    def __init__(self, deps: Deps, period: Period) -> None:
        self._deps, self._skill = deps, period.skill
        self._bank = deps.scorer.bank
        route = sittings.outlook(deps)
        given = given_in(route, self._middle(), {})
        tools = Instruments.over(deps.assessment, deps.scorer, deps.shipped)
        self._model = profile_of(given, tools, Naming("p", "a", 0, "progrez"))

    def _middle(self) -> Responses:
        return {
            item.id: _said(item.id, StatementValue(3))
            for item in self._deps.assessment.items
            if isinstance(item, Statement)
        }

    def one(
        self,
        chance: random.Random,
        shift: float,
        facts: GroupFacts,
        easier: dict[str, float],
        drawn_to: dict[str, dict[str, float]],
    ) -> tuple[Profile, Responses]:
        responses: dict[str, Response] = {}
        thetas = {skill: shift + chance.gauss(0.0, 0.93) for skill in self._bank.skills}
        for item in self._bank.skills[self._skill].items:
            easy = easier.get(item.id, 0.0) if facts.gender == "women" else 0.0
            level = _drawn(chance, item.a, [b - easy for b in item.b], thetas[self._skill])
            category = level + 1 if item.key > 0 else item.categories - level
            responses[item.id] = _said(item.id, StatementValue(category))
        for situation in (item for item in self._deps.assessment.items if isinstance(item, Situation)):
            pull, z = drawn_to.get(situation.id, {}), (thetas[self._skill] - shift) / 0.93
            liking = {action.id: pull.get(action.id, 0.0) * z + chance.gauss(0.0, 1.0) for action in situation.actions}
            best, worst = max(liking, key=liking.__getitem__), min(liking, key=liking.__getitem__)
            responses[situation.id] = _said(situation.id, SituationValue(best, worst))
        lines = tuple(
            replace(line, score=replace(line.score, theta=thetas[line.skill_id]))  # type: ignore[type-var,arg-type]
            for line in self._model.lines
        )
        return replace(self._model, lines=lines), responses


def _drawn(chance: random.Random, a: float, b: list[float], theta: float) -> int:
    """One answer by the graded response model."""

    at = chance.random()
    return sum(at < 1.0 / (1.0 + math.exp(-a * (theta - threshold))) for threshold in b)


def _said(item: str, value: ResponseValue) -> Response:
    return Response(item, 1, "nl", value, 0)
