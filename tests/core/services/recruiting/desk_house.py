"""People of a recruiter's desk: released with the scores and purposes that a test wants, and fetched."""

from collections.abc import Mapping, Sequence
from typing import Any

from progrez_desktop.core.services import registry
from tests.core.services.registry_house import CONTENT, FakeDevice, House, Sealed, server_of

Z_80 = 1.2815515655446004


def score(skill: str, exact: float, error: float = 0.8, **other: Any) -> dict[str, Any]:
    """Return a line of a released profile; `exact` and `error` in stens."""
    low, high = max(1.0, exact - Z_80 * error), min(10.0, exact + Z_80 * error)
    sten = int(exact + 0.5)
    return {
        **{"skill": skill, "scored": True, "theta": (exact - 5.5) / 2, "se_printed": error / 2},
        **{"sten": sten, "low": min(sten, int(low + 0.5)), "high": max(sten, int(high + 0.5))},
        **{"sten_exact": exact, "low_exact": low, "high_exact": high},
        **{"percentile": 50, "percentile_low": 30, "percentile_high": 70, "answered": 9, "of": 10},
        **{"norm_id": "norm", "norm_n": 400},
        **other,
    }


def content(scores: Sequence[Mapping[str, Any]], **other: Any) -> dict[str, Any]:
    """Return a released profile with these scores; `other` are further fields, such as `name` or `background`."""
    told = {name: CONTENT[name] for name in ("contract", "assessment", "provenance")}
    return {**told, "scores": [dict(one) for one in scores], **other}


def release(
    house: House,
    people: Sequence[Mapping[str, Any]],
    *,
    purposes: tuple[str, ...] = ("profile",),
    days: int = 20,
    device: FakeDevice | None = None,
) -> list[Sealed]:
    """Have people release these contents, and fetch them all; return them in order."""
    device = device or house.device()
    server = server_of(house, device)
    server.seq = house.deps.store.heard().change_seq  # what comes now comes after what was heard
    sealed = [house.sealed(device, content=one, purposes=purposes, days=days) for one in people]
    server.puts(*sealed)
    registry.fetch(house.deps, server)
    return sealed


def erase(house: House, one: Sealed) -> None:
    """Have somebody withdraw what they released, and fetch that."""
    server = server_of(house)
    server.seq = house.deps.store.heard().change_seq
    server.erases(one)
    registry.fetch(house.deps, server)


def for_teams_alone(house: House, one: Sealed) -> None:
    """Have somebody release a newer version for teams alone, and fetch that."""
    device = house.device()
    server = server_of(house, device)
    server.seq = house.deps.store.heard().change_seq
    told = content([score("empathy", 6.0)])
    server.puts(house.sealed(device, of=one, version=2, content=told, purposes=("teams",)))
    assert registry.fetch(house.deps, server).renewed == 1
