"""A situation keeps its reasoned key until the counts make a better one and an operator wants it."""

import json
from collections.abc import Iterator
from pathlib import Path

import jsonschema_rs
import pytest

from progrez_desktop.core.errors import UsageFault
from progrez_desktop.core.services import counting_periods, situation_keying
from progrez_desktop.core.services.measures_in_use import key_record, reasoned_keys
from progrez_desktop.scoring.situation_keys import EstimatedKey, StillReasoned
from tests.core.services.counting_house import CountingDevice
from tests.fakes import FakeNoise


@pytest.fixture
def device(tmp_path: Path) -> Iterator[CountingDevice]:
    device = CountingDevice(tmp_path / "data", FakeNoise(1))
    yield device
    device.close()


def looked_at(device: CountingDevice) -> tuple[str, dict[str, float]]:
    """The situation that the first period looks at, and a pull that its reasoned key does not foretell."""
    period = counting_periods.current(device.deps)
    assert period is not None
    key = next(key for key in device.deps.assessment.keys if key.skill == period.skill)
    others = [a for a in reasoned_keys(device.deps)[key.situation_id].actions if a not in (key.best, key.worst)]
    return key.situation_id, {others[0]: 1.0, others[1]: -1.0}


def test_every_situation_is_keyed_by_reasoning_at_first(device: CountingDevice) -> None:
    rows = situation_keying.standings(device.deps)
    assert len(rows) == 12
    assert all(row.found == StillReasoned("too_few_people", 0, None, None) and row.in_use is None for row in rows)
    assert device.deps.local_keys == {}


def test_a_key_from_responses_changes_nothing_until_it_is_used(device: CountingDevice) -> None:
    situation, pull = looked_at(device)
    device.crowd(600, drawn_to={situation: pull})
    device.end_period()
    deps = device.restarted()
    row = next(row for row in situation_keying.standings(deps) if row.situation_id == situation)
    assert isinstance(row.found, EstimatedKey)
    assert row.found.low > 0.0
    assert deps.local_keys == {}
    made = situation_keying.use(deps, situation)
    deps = device.restarted()
    assert deps.local_keys == {situation: made}
    used = made.key
    assert used.actions[max(range(4), key=lambda at: used.values[at])] == next(iter(pull))
    [event] = device.trail()
    assert (event.action, event.subject_id, event.params["key"]) == ("situation_key_used", situation, made.id)
    assert situation_keying.drop(deps, situation)
    assert device.restarted().local_keys == {}


def test_a_kept_key_keeps_its_contract(repo: Path, device: CountingDevice) -> None:
    situation, pull = looked_at(device)
    device.crowd(600, drawn_to={situation: pull})
    device.end_period()
    record = json.loads(json.dumps(key_record(situation_keying.use(device.deps, situation))))
    jsonschema_rs.validate(json.loads((repo / "resources/contracts/situation-key.schema.json").read_text()), record)


def test_what_can_not_be_used_is_refused(device: CountingDevice) -> None:
    situation, _ = looked_at(device)
    for name, code in (("nothing", "situation_unknown"), (situation, "key_too_few_people")):
        with pytest.raises(UsageFault) as refused:
            situation_keying.use(device.deps, name)
        assert refused.value.code == code
    device.crowd(900)
    device.end_period()
    with pytest.raises(UsageFault) as refused:
        situation_keying.use(device.deps, situation)
    assert refused.value.code == "key_foretells_nothing"
    assert device.deps.device.measures.in_use("situation_key") == {}
    assert not situation_keying.drop(device.deps, situation)
