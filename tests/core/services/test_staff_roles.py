"""What a role may not do is refused where it is done, and not only in windows."""

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any, cast

import pytest

from progrez_desktop.core.model.accommodations import NONE
from progrez_desktop.core.model.duty import Request
from progrez_desktop.core.model.staff import DEEDS, ROLES, Member, Role, StaffDeed
from progrez_desktop.core.services import (
    authorities,
    counting_periods,
    device_settings,
    disclosure,
    duties,
    easing,
    enrolling,
    exchange,
    invigilating,
    local_norms,
    moved_sittings,
    packs,
    provider_settings,
    retention,
    sending,
    situation_keying,
    staff_factors,
    staff_log,
    staff_roster,
    statistics,
    stick,
    today,
)
from progrez_desktop.core.services.deps import Deps
from progrez_desktop.core.staff_roles import MAY, signed_in
from progrez_desktop.core.words import Words
from tests.core.services.staff_house import PASSPHRASE, Office, refusal

ANY = cast(Any, None)
WORDS = Words("en")
IN_WINDOWS_ALONE = frozenset({"see_computer"})
"""What has no service of its own that staff call: it is shown or not."""

TRIED: Mapping[StaffDeed, tuple[Callable[[Deps], object], ...]] = {
    "unlock_kiosk": (lambda deps: invigilating.note(deps, "kiosk_unlocked", "other", None),),
    "pause_sitting": (lambda deps: invigilating.note(deps, "sitting_paused", "break", None),),
    "lock_safe": (lambda deps: invigilating.note(deps, "safe_locked", "other", None),),
    "set_accommodations": (lambda deps: easing.give(deps, ANY, NONE),),
    "move_sitting": (
        lambda deps: moved_sittings.address(deps, "nobody"),
        lambda deps: moved_sittings.hear_arrival(deps, b"{}"),
    ),
    "reset_kiosk": (lambda deps: invigilating.note(deps, "kiosk_reset", "candidate_left", None),),
    "leave_kiosk": (lambda deps: invigilating.note(deps, "kiosk_left", "end_of_kiosk", None),),
    "see_today": (today.look,),
    "send": (
        lambda deps: exchange.go(deps, "nobody", ANY, ANY, ANY),
        lambda deps: sending.press(deps, "nobody", ANY),
        lambda deps: sending.would_leave(deps, "nobody"),
        lambda deps: stick.carry_out(deps, "nobody"),
        lambda deps: stick.take_in(deps, b""),
        lambda deps: statistics.send(deps, ANY),
    ),
    "handle_duties": (
        lambda deps: duties.enter(deps, ANY, "access", Request("")),
        lambda deps: duties.confirm(deps, ANY, "x", Path("/nowhere/x")),
        lambda deps: duties.check_identity(deps, ANY, "x", "y"),
        lambda deps: duties.close(deps, ANY, "x", ANY, WORDS),
        lambda deps: disclosure.disclose(deps, ANY, "x", ANY, ANY, WORDS),
    ),
    "keep_packs": (
        lambda deps: packs.install(deps, b""),
        lambda deps: packs.use(deps, "none"),
        lambda deps: packs.remove(deps, "none"),
    ),
    "keep_organisations": (
        lambda deps: enrolling.accept(deps, ANY, "", ""),
        lambda deps: enrolling.take_file(deps, b""),
        lambda deps: enrolling.drop(deps, "nobody"),
    ),
    "keep_computer": (
        lambda deps: device_settings.choose(deps, "none", "x"),
        lambda deps: authorities.trust(deps, b""),
        authorities.trust_none,
        lambda deps: provider_settings.add(deps, ANY),
        lambda deps: provider_settings.remove(deps, "none"),
        retention.trust_clock,
        lambda deps: local_norms.use(deps, "none", ""),
        lambda deps: local_norms.drop(deps, "none"),
        lambda deps: situation_keying.use(deps, "none"),
        lambda deps: situation_keying.drop(deps, "none"),
        counting_periods.close,
        lambda deps: counting_periods.watch(deps, "none", "age"),
    ),
    "read_log": (duties.done, device_settings.changes, lambda deps: list(staff_log.told(deps, WORDS))),
    "keep_members": (
        lambda deps: staff_roster.add(deps, ANY, "x", "auditor", PASSPHRASE),
        lambda deps: staff_roster.renew(deps, ANY, "x", "auditor", PASSPHRASE),
        lambda deps: staff_roster.drop(deps, "x"),
        lambda deps: staff_roster.rename(deps, "x", "y"),
    ),
    "keep_own_factors": (lambda deps: staff_factors.new_code(deps, "x"),),
}


@pytest.fixture
def deps(tmp_path: Path) -> Iterator[Deps]:
    with Office(tmp_path / "kiosk").on() as deps:
        yield deps


def member(role: Role, *, has_code: bool = True, dropped_ms: int | None = None) -> Member:
    return Member("m" * 32, "Mieke", role, has_code, (), dropped_ms)


def is_refused(deps: Deps, job: Callable[[Deps], object]) -> bool:
    """Whether the role is what something is refused for; what else is wrong with it comes after that."""
    try:
        return refusal(lambda: job(deps)) == "staff_may_not"
    except (AttributeError, TypeError, LookupError, ValueError):
        return False


def test_every_deed_is_tried_but_for_those_that_are_only_shown() -> None:
    assert set(TRIED) == set(DEEDS) - IN_WINDOWS_ALONE


@pytest.mark.parametrize("role", ROLES)
def test_each_role_does_what_the_table_says_and_nothing_else(deps: Deps, role: Role) -> None:
    deps.device.acting = signed_in(member(role))
    for deed, jobs in TRIED.items():
        for job in jobs:
            assert is_refused(deps, job) == (deed not in MAY[role]), (role, deed)


def test_whoever_has_no_second_factor_or_is_a_member_no_more_does_nothing(deps: Deps) -> None:
    for who in (member("invigilator", has_code=False), member("operator", dropped_ms=5)):
        deps.device.acting = signed_in(who)
        assert all(is_refused(deps, job) for deed, jobs in TRIED.items() for job in jobs if deed != "keep_own_factors")


def test_a_command_does_what_the_account_of_this_computer_may(deps: Deps) -> None:
    assert not any(is_refused(deps, job) for jobs in TRIED.values() for job in jobs)
