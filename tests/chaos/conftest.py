"""What the tests of this folder share: one organisation with its server, for those that don't spoil it."""

from collections.abc import Iterator

import pytest

from tests.organisation_house import Device
from tests.servers import OrganisationThere, running_server


@pytest.fixture(scope="session")
def there(tmp_path_factory: pytest.TempPathFactory) -> Iterator[OrganisationThere]:
    with running_server(tmp_path_factory.mktemp("server")) as found:
        yield found


@pytest.fixture(scope="session")
def device(there: OrganisationThere) -> Device:
    """One kiosk of that organisation; each test installs it anew, with people of its own."""
    return there.device("kiosk").device
