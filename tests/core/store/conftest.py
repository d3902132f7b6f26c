"""A fresh device, and one with somebody who began an attempt."""

from pathlib import Path

import pytest

from tests.core.store.builders import ATTEMPT, Device, Person


@pytest.fixture
def device(tmp_path: Path) -> Device:
    return Device.installed(tmp_path / "data")


@pytest.fixture
def sanne(device: Device) -> Person:
    person = device.person("Sanne")
    safe = device.opened(person)
    safe.create_attempt(ATTEMPT)
    safe.close()
    return person
