"""Counters are there as a whole with their noise, are added to all or none, and are read once their period ended."""

import json

import pytest

from progrez_desktop.core.errors import DataFault
from progrez_desktop.core.model.counting import Axis, Counter, Histogram, Period
from progrez_desktop.core.model.setting import AuditEvent
from progrez_desktop.core.store.measure_store import Measure
from tests.core.store.builders import Device, Person

PERIOD = Period("p1", 0, 100, None, "wt", "ab" * 32, "cd" * 32, "empathy", "gender", 6.0)
SKIPPED = Histogram("skipped", "skipped", (Axis("section", ("none", "prompts", "several")),))
BEGUN = Histogram("begun", "begun", (Axis("form", ("fixed", "adaptive")), Axis("language", ("en", "nl"))))
COUNTERS = (Counter(SKIPPED, 8.0, (3, -2, 0)), Counter(BEGUN, 8.0, (0, 1, -1, 5)))


@pytest.fixture
def counting(device: Device) -> Device:
    device.store.counters.open(PERIOD, COUNTERS)
    return device


def cells(device: Device) -> dict[str, list[int]]:
    return {name: json.loads(text) for name, text in device.store._database.rows("SELECT name, cells FROM counter")}


def test_a_period_opens_with_its_counters_or_not_at_all(device: Device) -> None:
    broken = (*COUNTERS, Counter(SKIPPED, 8.0, (0, 0, 0)))  # the same name twice
    with pytest.raises(RuntimeError):
        device.store.counters.open(PERIOD, broken)
    assert device.store.counters.periods() == []
    assert cells(device) == {}
    device.store.counters.open(PERIOD, COUNTERS)
    assert device.store.counters.periods() == [PERIOD]
    assert device.store.counters.histograms("p1") == {"skipped": SKIPPED, "begun": BEGUN}


def test_an_assessment_has_one_open_period(counting: Device) -> None:
    with pytest.raises(RuntimeError):
        counting.store.counters.open(Period("p2", *list(vars(PERIOD).values())[1:]), ())
    counting.store.counters.close("p1", 50)
    counting.store.counters.open(Period("p2", *list(vars(PERIOD).values())[1:]), ())


def test_adding_is_all_or_nothing(counting: Device) -> None:
    counting.store.counters.add("p1", [("skipped", 1), ("begun", 3)])
    assert cells(counting) == {"skipped": [3, -1, 0], "begun": [0, 1, -1, 6]}
    for wrong in ([("skipped", 0), ("nothing", 0)], [("skipped", 0), ("begun", 9)]):
        with pytest.raises(LookupError):
            counting.store.counters.add("p1", wrong)
    assert cells(counting) == {"skipped": [3, -1, 0], "begun": [0, 1, -1, 6]}


def test_nothing_of_an_open_period_is_told_and_nobody_is_added_to_a_closed_one(counting: Device) -> None:
    with pytest.raises(LookupError):
        counting.store.counters.released("p1")
    counting.store.counters.close("p1", 50)
    assert counting.store.counters.released("p1") == [COUNTERS[1], COUNTERS[0]]
    with pytest.raises(LookupError):
        counting.store.counters.add("p1", [("skipped", 0)])


def test_closing_is_told_once_and_keeps_its_first_time(counting: Device) -> None:
    for at_ms in (50, 60):
        event = AuditEvent(at_ms, "operator", "counting_period_closed", "p1", {})
        counting.store.counters.close("p1", at_ms, event)
    assert [period.closed_ms for period in counting.store.counters.periods()] == [50]
    assert [event.at_ms for event in counting.store.audit.events()] == [50]


def test_counters_outlive_a_restart(counting: Device) -> None:
    counting.store.counters.add("p1", [("skipped", 0)])
    counting.restarted()
    assert cells(counting)["skipped"] == [4, -2, 0]


def test_cells_that_do_not_fit_their_axes_are_damage(counting: Device) -> None:
    counting.store.counters.close("p1", 50)
    counting.store._database.write("UPDATE counter SET cells = '[1]' WHERE name = 'skipped'")
    with pytest.raises(DataFault) as told:
        counting.store.counters.released("p1")
    assert told.value.code == "device_damaged"


def test_a_safe_remembers_in_which_periods_its_owner_was_counted(device: Device, sanne: Person) -> None:
    safe = device.opened(sanne)
    assert safe.counted.claim("p1", ["begun", "norms"]) == ("begun", "norms")
    assert safe.counted.claim("p1", ["norms", "dif"]) == ("dif",)
    assert safe.counted.claim("p2", ["norms"]) == ("norms",)
    safe.close()
    assert device.opened(sanne).counted.claim("p1", ["begun", "norms", "dif"]) == ()


def measure(name: str, subject: str = "empathy", at_ms: int = 1) -> Measure:
    return Measure(name, "norm", subject, {"n": 400, "mean": 0.125}, at_ms)


def event(action: str, at_ms: int = 1) -> AuditEvent:
    return AuditEvent(at_ms, "operator", action, "empathy", {})


def test_a_measure_in_use_is_replaced_dropped_and_never_forgotten(device: Device) -> None:
    measures = device.store.measures
    assert measures.in_use("norm") == {}
    measures.use(measure("one"), event("used"))
    measures.use(measure("other", at_ms=2), event("used", 2))
    measures.use(measure("third", "calm"), event("used", 3))
    assert {name: one.id for name, one in measures.in_use("norm").items()} == {"calm": "third", "empathy": "other"}
    assert measures.in_use("situation_key") == {}
    assert measures.drop("norm", "empathy", event("dropped", 4))
    assert not measures.drop("norm", "empathy", event("dropped", 5))
    assert list(measures.in_use("norm")) == ["calm"]
    assert measures.find("one") == measure("one")
    assert measures.find("nothing") is None
    assert [one.action for one in device.store.audit.events()] == ["used", "used", "used", "dropped"]


def test_what_was_dropped_can_be_taken_up_again(device: Device) -> None:
    measures = device.store.measures
    measures.use(measure("one"), event("used"))
    measures.drop("norm", "empathy", event("dropped", 2))
    measures.use(measure("one", at_ms=3), event("used", 3))
    assert measures.in_use("norm") == {"empathy": measure("one", at_ms=3)}
