"""A registry of a workstation at a real server of its own, enrolled."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from progrez_desktop.core.json_document import canonical
from progrez_desktop.core.online.relay import Relay
from progrez_desktop.core.services import registry_exchange, registry_online, registry_setup
from progrez_desktop.core.system import SystemClock
from tests.core.services.registry_house import PASSPHRASE, House, parts_of
from tests.fakes import FakeClock
from tests.servers import RunningServer, free_port, make_organisation


@contextmanager
def registry_at_server(root: Path) -> Iterator[tuple[House, RunningServer, Relay]]:
    """The relay is the workstation's."""
    server = RunningServer(root, f"sqlite:///{root}/server.db", free_port())
    entry = make_organisation(server)
    clock = FakeClock(SystemClock().now_ms())
    parts = parts_of(root / "registry", clock)
    told = registry_setup.read_entry(canonical(entry).encode())
    house = House(registry_setup.set_up(parts, None, PASSPHRASE, told, "Recruiter 1"), parts, clock)
    with ExitStack() as held:
        held.callback(lambda: house.opened.close())
        server.start()
        held.callback(server.kill)
        relay = held.enter_context(registry_online.relay_of(house.deps))
        registry_exchange.enrol(house.deps, relay)
        yield house, server, relay
