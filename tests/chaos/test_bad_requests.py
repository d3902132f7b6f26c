"""A short form of what `make chaos` does 10,000 times: requests that no device should make get an answer."""

from pathlib import Path

from tests.asking import statuses
from tests.chaos.bad_requests import fuzz
from tests.servers import running_server


def test_each_request_ends_in_a_result_or_a_problem(tmp_path: Path) -> None:
    with running_server(tmp_path / "server") as there:
        beside = {path.name for path in tmp_path.rglob("*")}
        outcomes = fuzz(there, 1, 250, "requests")
        assert outcomes.wrong == []
        assert len(outcomes.counted) > 6, outcomes.counted  # refused for many reasons, and not for one
        kiosk = there.device("kiosk")
        assert statuses(kiosk.send(kiosk.device.put(7_000_000))) == [201]
        left = {path.name for path in tmp_path.rglob("*")} - beside
    assert {name for name in left if "journal" not in name} == set()
