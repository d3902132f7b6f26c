"""What the tests of this folder share: one organisation with its server, for those that don't spoil it."""

from collections.abc import Iterator

import pytest

from tests.servers import OrganisationThere, running_server


@pytest.fixture(scope="session")
def there(tmp_path_factory: pytest.TempPathFactory) -> Iterator[OrganisationThere]:
    with running_server(tmp_path_factory.mktemp("server")) as found:
        yield found
