"""A rating office, and a kiosk on which somebody asked it for a rating."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from progrez_desktop.core.services import ratings
from tests.core.services.rating_house import ORGANISATION, Bureau, Kiosk


@pytest.fixture
def bureau(tmp_path: Path) -> Iterator[Bureau]:
    bureau = Bureau(tmp_path / "office", ORGANISATION)
    yield bureau
    bureau.close()


@pytest.fixture
def kiosk(tmp_path: Path, bureau: Bureau) -> Kiosk:
    """Somebody who finished a sitting, permitted a human rating, and asked for it."""
    kiosk = Kiosk.at(tmp_path / "kiosk")
    kiosk.trust(bureau.deps)
    kiosk.grant("human_rating")
    ratings.request(kiosk.deps, kiosk.session, kiosk.attempt_id)
    return kiosk
